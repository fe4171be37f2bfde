package app.medzenhealth.cutover.ui.phases;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecommendationTest {

    private static List<String> missing(SessionView view, String step) {
        return Recommendation.missing(view, view.step(step).orElseThrow().step()).stream()
                .filter(m -> m.contains("tick"))
                .toList();
    }

    @Test
    void while_a_tick_is_missing_nothing_is_recommended_and_the_missing_one_is_named() {
        assertThat(missing(HandMadeView.midCutover().view(), "5.6"))
                .containsExactly("1 tick is missing in “Pre-cutover checklist”: Status page set to “maintenance”");
    }

    @Test
    void with_every_tick_it_is_recommended() {
        assertThat(missing(HandMadeView.midCutover().ticked("p5-pre-2").view(), "5.6"))
                .isEmpty();
    }

    @Test
    void a_list_that_was_for_an_earlier_step_does_not_count() {
        assertThat(missing(HandMadeView.midCutover().view(), "5.7")).isEmpty();
    }

    @Test
    void a_window_over_midnight_is_open_on_both_sides_of_it_and_closed_at_its_end() {
        var window = new Plan.Window(LocalTime.of(23, 0), LocalTime.of(1, 0), Duration.ofMinutes(5), "Phase 5");
        assertThat(Recommendation.open(window, Instant.parse("2026-01-20T22:59:59Z")))
                .isFalse();
        assertThat(Recommendation.open(window, Instant.parse("2026-01-20T23:00:00Z")))
                .isTrue();
        assertThat(Recommendation.open(window, Instant.parse("2026-01-21T00:59:59Z")))
                .isTrue();
        assertThat(Recommendation.open(window, Instant.parse("2026-01-21T01:00:00Z")))
                .isFalse();
    }
}
