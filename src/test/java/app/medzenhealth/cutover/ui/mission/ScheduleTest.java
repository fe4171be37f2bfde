package app.medzenhealth.cutover.ui.mission;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.HandMadeView;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant NOW = HandMadeView.NOW;

    @Test
    void before_the_start_everything_is_expected_from_now_on_as_planned() {
        var schedule = Schedule.of(HandMadeView.fresh().view(), NOW);
        assertThat(schedule.origin()).isEqualTo(NOW);
        assertThat(lane(schedule, "2").expected().from()).isEqualTo(NOW.plus(Duration.ofDays(3)));
        assertThat(lane(schedule, "2").expected()).isEqualTo(lane(schedule, "2").planned());
    }

    @Test
    void a_soak_stands_between_a_phase_and_the_one_it_waits_for() {
        var schedule = Schedule.of(HandMadeView.fresh().view(), NOW);
        var cutoverEnds = lane(schedule, "5").expected().to();
        assertThat(lane(schedule, "6").soak().orElseThrow())
                .isEqualTo(new Schedule.Span(cutoverEnds, cutoverEnds.plus(Duration.ofHours(168))));
        assertThat(lane(schedule, "6").expected().from()).isEqualTo(cutoverEnds.plus(Duration.ofHours(168)));
    }

    @Test
    void what_is_done_stands_where_it_happened_and_what_is_under_way_never_ends_before_now() {
        var schedule = Schedule.of(HandMadeView.midCutover().view(), NOW);
        assertThat(lane(schedule, "1").expected().to())
                .isEqualTo(lane(schedule, "1").phase().ended().orElseThrow());
        assertThat(lane(schedule, "7").expected().to()).isAfterOrEqualTo(NOW);
        assertThat(schedule.end()).isAfterOrEqualTo(schedule.expectedEnd());
    }

    @Test
    void the_shortest_plan_takes_the_longest_way_through_its_dependencies() {
        // 2 + 3 + 1 + 1 days to the end of phase 5, 7 of soak, 1 for phase 6, 7 of watching
        assertThat(Schedule.of(HandMadeView.fresh().view(), NOW).least()).isEqualTo(Duration.ofDays(22));
    }

    private static Schedule.Lane lane(Schedule schedule, String phase) {
        return schedule.lanes().stream()
                .filter(l -> l.phase().phase().id().equals(phase))
                .findFirst()
                .orElseThrow();
    }
}
