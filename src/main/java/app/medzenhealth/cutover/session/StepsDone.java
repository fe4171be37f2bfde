package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The evidence only the session has: that steps or whole phases are complete. A skipped one is not. */
final class StepsDone extends ReadOnlyAction {
    private final List<String> steps;
    private final Asked asked;
    private final State state;

    /**
     * What is to be shown besides.
     *
     * @param since how long they must have been complete
     * @param besides what comes on top of the time they took, where it must fit the downtime
     */
    record Asked(Optional<Duration> since, Optional<Duration> besides) {}

    /** Where a step or phase stands, as a check. */
    interface State {
        Check of(String stepOrPhase, Asked asked);
    }

    private StepsDone(List<String> steps, Asked asked, State state) {
        this.steps = steps;
        this.asked = asked;
        this.state = state;
    }

    static ActionType type(State state) {
        return ActionSpec.readsGlobally("steps.done", "Steps are complete")
                .requires(Kind.LIST, "steps")
                .accepts(Kind.DURATION, "since", "besides")
                .script((context, with, script) -> script.requires(with.someOf("steps")))
                .createdBy(inputs -> new StepsDone(
                        inputs.someOf("steps"),
                        new Asked(inputs.optionalDuration("since"), inputs.optionalDuration("besides")),
                        state));
    }

    @Override
    protected String summary() {
        return "Looks whether " + String.join(", ", steps) + " are complete.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(steps.stream().map(s -> state.of(s, asked)).toList(), Outputs.NONE);
    }
}
