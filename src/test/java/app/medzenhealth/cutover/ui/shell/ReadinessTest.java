package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final String NOTHING = "Nothing stands in its way";

    private static StepView step(StepState state, Optional<List<Check>> checks) {
        var v = HandMadeView.midCutover().view().step("5.6").orElseThrow();
        var r = v.review().orElseThrow();
        var part = r.parts().getFirst();
        var review = checks.map(c -> new StepReview(
                r.step(),
                r.at(),
                r.fingerprint(),
                List.of(new StepReview.Part(part.use(), part.title(), part.preview(), c)),
                List.of(),
                r.expected()));
        return HandMadeView.settled(v, v.step(), state, review);
    }

    @Test
    void nothing_is_said_to_stand_in_the_way_only_where_it_was_read_that_nothing_does() {
        var held = Optional.of(List.of(Check.pass("Status", "available")));
        var open = Optional.of(List.of(Check.pass("Status", "available"), Check.unknown("Alarms", "AccessDenied")));
        var previewed = new StepState.Previewed(HandMadeView.FINGERPRINT, HandMadeView.NOW);

        assertThat(Readiness.words(step(previewed, held))).isEqualTo(NOTHING);
        assertThat(Readiness.words(step(previewed, open))).isEqualTo("1 check did not pass: Alarms");
        assertThat(Readiness.words(step(new StepState.Ready(), Optional.empty())))
                .isEqualTo("Not looked at yet: check it");
        for (var state : HandMadeView.everyState()) {
            assertThat(Readiness.words(step(state, Optional.empty())))
                    .as(state.toString())
                    .isNotEqualTo(NOTHING);
            if (!(state instanceof StepState.Ready
                    || state instanceof StepState.Previewed
                    || state instanceof StepState.Undone)) {
                assertThat(Readiness.words(step(state, held)))
                        .as(state.toString())
                        .isNotEqualTo(NOTHING);
            }
        }
    }
}
