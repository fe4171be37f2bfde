package app.medzenhealth.cutover.session.odds;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.odds.Night.Begun;
import app.medzenhealth.cutover.session.odds.Night.Done;
import app.medzenhealth.cutover.session.odds.Night.Leg;
import app.medzenhealth.cutover.session.odds.Night.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A night of a fence (2 min), beside a count (10 min), parity after both (1 min), and the switch (3 min). */
class CriticalPathTest {
    private static final Instant OPENS = Instant.parse("2026-01-24T02:00:00Z");
    private static final Map<String, Duration> TAKES = Map.of(
            "fence", Duration.ofMinutes(2),
            "count", Duration.ofMinutes(10),
            "parity", Duration.ofMinutes(1),
            "switch", Duration.ofMinutes(3));

    private static Instant at(long minutes) {
        return OPENS.plus(Duration.ofMinutes(minutes));
    }

    private static CriticalPath path(
            long now, Night.Standing fence, Night.Standing count, Night.Standing parity, Night.Standing last) {
        var night = new Night(
                at(now),
                OPENS,
                OPENS.plus(Duration.ofHours(2)),
                List.of(
                        new Leg("fence", List.of(), fence),
                        new Leg("count", List.of(), count),
                        new Leg("parity", List.of("fence", "count"), parity),
                        new Leg("switch", List.of("fence", "parity"), last)),
                Optional.empty());
        return CriticalPath.of(night, s -> TAKES.getOrDefault(s, Duration.ZERO)).orElseThrow();
    }

    @Test
    void before_the_window_nothing_has_slipped_and_the_end_hangs_on_the_longest_way() {
        var path = path(-600, new Open(), new Open(), new Open(), new Open());

        assertThat(path.steps()).containsExactly("count", "parity", "switch");
        assertThat(path.planned()).isEqualTo(at(14));
        assertThat(path.expected()).isEqualTo(at(14));
        assertThat(path.slip()).isZero();
    }

    @Test
    void waiting_inside_the_window_is_slip() {
        assertThat(path(5, new Open(), new Open(), new Open(), new Open()).slip())
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void a_step_that_was_late_counts_only_where_the_end_hangs_on_it() {
        var beside = path(9, new Done(at(0), at(9)), new Begun(at(0)), new Open(), new Open());
        assertThat(beside.slip()).isZero();
        assertThat(beside.steps()).containsExactly("count", "parity", "switch");

        var on = path(12, new Begun(at(11)), new Done(at(0), at(10)), new Open(), new Open());
        assertThat(on.steps()).containsExactly("fence", "parity", "switch");
        assertThat(on.expected()).isEqualTo(at(17));
        assertThat(on.slip()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void a_step_that_outlasts_the_plan_is_expected_to_end_now_and_not_in_the_past() {
        var path = path(25, new Done(at(0), at(2)), new Begun(at(0)), new Open(), new Open());

        assertThat(path.expected()).isEqualTo(at(29));
        assertThat(path.slip()).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void where_all_is_done_it_is_told_as_it_was() {
        var path = path(
                60, new Done(at(0), at(1)), new Done(at(0), at(5)), new Done(at(5), at(6)), new Done(at(6), at(8)));

        assertThat(path.steps()).isEmpty();
        assertThat(path.expected()).isEqualTo(at(8));
        assertThat(path.slip()).isEqualTo(Duration.ofMinutes(-6));
    }
}
