package app.medzenhealth.cutover.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.session.StepReview;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** People take time in a rehearsal: as long as they read, type and pass a code on, drawn within what is stated. */
class PeoplePaceTest {
    private static final List<String> STEPS = List.of("5.5", "5.6", "5.7", "5.8");

    @Test
    void what_is_drawn_lies_within_what_is_stated_and_is_the_same_for_the_same_seed() {
        var least = Duration.ofDays(1);
        var most = Duration.ZERO;
        for (var seed = 0L; seed < 1_000; seed++) {
            var pace = new PeoplePace(seed);
            for (var step : STEPS) {
                var press = pace.toPress(step);
                assertThat(press).as("seed %d", seed).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(6));
                assertThat(new PeoplePace(seed).toPress(step)).isEqualTo(press);
                var passed = pace.toSign(step, review(step, "")).minus(press);
                assertThat(passed).as("seed %d", seed).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(60));
                least = passed.compareTo(least) < 0 ? passed : least;
                most = passed.compareTo(most) > 0 ? passed : most;
            }
        }
        assertThat(most.minus(least)).as("it is drawn, and not fixed").isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void whoever_has_more_to_read_and_type_takes_longer() {
        var pace = new PeoplePace(1);
        assertThat(pace.toRead(review("5.6", "word ".repeat(238))).minus(pace.toRead(review("5.6", ""))))
                .as("238 words a minute")
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(pace.toWrite("x".repeat(260))).isEqualTo(Duration.ofMinutes(1));
        assertThat(pace.toType("x".repeat(130))).as("with care").isEqualTo(Duration.ofMinutes(1));
    }

    private static StepReview review(String step, String words) {
        var preview = new Preview(
                "", List.of(), List.of(new Change("", "", "", "", words)), List.of(), "", Duration.ZERO, List.of());
        return new StepReview(
                step,
                Instant.EPOCH,
                "",
                List.of(new StepReview.Part(new ActionUse("a", Optional.empty(), Map.of()), "", preview, List.of())),
                List.of(),
                Duration.ZERO);
    }
}
