package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The evidence only the session has: that steps or whole phases are complete. A skipped one is not. */
final class StepsDone extends ReadOnlyAction {
    private final List<String> steps;
    private final Optional<Duration> since;
    private final State state;

    /** Where a step or phase stands, as a check. */
    interface State {
        /** @param since how long it must have been complete */
        Check of(String stepOrPhase, Optional<Duration> since);
    }

    private StepsDone(List<String> steps, Optional<Duration> since, State state) {
        this.steps = steps;
        this.since = since;
        this.state = state;
    }

    static ActionType type(State state) {
        return ActionSpec.readsGlobally("steps.done", "Steps are complete")
                .requires(Kind.LIST, "steps")
                .accepts(Kind.DURATION, "since")
                .is(Trait.ASKS_WHETHER_DONE)
                .script((context, with, script) -> script.requires(with.someOf("steps")))
                .createdBy(inputs -> new StepsDone(inputs.someOf("steps"), inputs.optionalDuration("since"), state));
    }

    @Override
    protected String summary() {
        return "Looks whether " + String.join(", ", steps) + " are complete.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(steps.stream().map(s -> state.of(s, since)).toList(), Outputs.NONE);
    }
}
