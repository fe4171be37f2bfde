package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Board;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanVariant;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeWindowTest {
    private static ChangeWindow window(String opens, String closes, Map<String, String> values) {
        var plan = PlanVariant.empty("plan", "111122223333")
                .window(new Plan.Window(
                        LocalTime.parse(opens),
                        LocalTime.parse(closes),
                        Duration.ofMinutes(5),
                        Optional.of("day"),
                        Optional.empty(),
                        List.of(),
                        Board.NONE,
                        ""))
                .parameters(List.of(new Plan.Parameter(
                        "day", "Day of the cutover", Plan.Parameter.Kind.DATE, Optional.empty(), Optional.empty(), "")))
                .plan();
        return ChangeWindow.of(plan, values);
    }

    private static Instant at(String time) {
        return Instant.parse("2026-01-" + time + ":00Z");
    }

    @Test
    void it_is_open_from_its_first_moment_to_just_before_its_last_and_on_its_day_alone() {
        var window = window("02:00", "04:00", Map.of("day", "2026-01-24"));
        assertThat(window.isOpen(at("24T02:00"))).isTrue();
        assertThat(window.isOpen(at("24T04:00").minusMillis(1))).isTrue();
        assertThat(window.isOpen(at("24T01:59"))).isFalse();
        assertThat(window.isOpen(at("24T04:00"))).isFalse();
        assertThat(window.isOpen(at("23T03:00"))).isFalse();
        assertThat(window.isOver(at("24T03:59"))).isFalse();
        assertThat(window.isOver(at("24T04:00"))).isTrue();
        assertThat(window.inWords()).isEqualTo("Saturday, January 24, 2026, 02:00–04:00 UTC");
        assertThat(window.inShort()).isEqualTo("Sat 24 Jan 02:00–04:00 UTC");
    }

    @Test
    void one_whose_day_is_not_set_is_never_open_and_names_the_parameter() {
        var window = window("02:00", "04:00", Map.of());
        assertThat(window.unset()).map(Plan.Parameter::title).contains("Day of the cutover");
        assertThat(window.isOpen(at("24T03:00"))).isFalse();
        assertThat(window.isOver(at("24T05:00"))).isFalse();
        assertThat(window.times(at("24T03:00"))).isEmpty();
        assertThat(window.inWords()).isEqualTo("02:00–04:00 UTC");
        assertThat(window("02:00", "04:00", Map.of("day", "2026-01-24")).unset())
                .isEmpty();
    }

    @Test
    void one_over_midnight_closes_on_the_day_after() {
        var window = window("23:00", "01:00", Map.of("day", "2026-01-24"));
        assertThat(window.isOpen(at("25T00:30"))).isTrue();
        assertThat(window.isOpen(at("24T00:30"))).isFalse();
        assertThat(window.isOpen(at("25T01:00"))).isFalse();
    }

    @Test
    void where_the_plan_names_no_day_it_opens_on_each() {
        var daily = new ChangeWindow(
                new Plan.Window(LocalTime.of(23, 0), LocalTime.of(1, 0), Duration.ofMinutes(5), ""),
                Optional.empty(),
                Optional.empty());
        assertThat(daily.times(at("24T00:30")))
                .as("the one of the day before is open")
                .contains(new ChangeWindow.Times(at("23T23:00"), at("24T01:00")));
        assertThat(daily.times(at("24T01:00"))).contains(new ChangeWindow.Times(at("24T23:00"), at("25T01:00")));
        var morning = new ChangeWindow(
                new Plan.Window(LocalTime.of(2, 0), LocalTime.of(4, 0), Duration.ofMinutes(5), ""),
                Optional.empty(),
                Optional.empty());
        assertThat(morning.times(at("24T03:00"))).contains(new ChangeWindow.Times(at("24T02:00"), at("24T04:00")));
        assertThat(morning.times(at("24T04:00")))
                .as("the next one")
                .contains(new ChangeWindow.Times(at("25T02:00"), at("25T04:00")));
        assertThat(morning.isOver(at("24T05:00"))).isFalse();
    }
}
