package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.plan.ActionSignature;
import java.util.List;
import java.util.function.Function;

/** The evidence only the session has: that steps or whole phases are complete. A skipped one is said to be skipped. */
final class StepsDone extends ReadOnlyAction {
    private final List<String> steps;
    private final Function<String, Check> state;

    private StepsDone(List<String> steps, Function<String, Check> state) {
        this.steps = steps;
        this.state = state;
    }

    /** @param state whether a step or phase is complete, as a check */
    static ActionType type(Function<String, Check> state) {
        return new ActionType(signature(), inputs -> new StepsDone(inputs.someOf("steps"), state));
    }

    /** For checking plans without a session. */
    static ActionSignature signature() {
        var steps = new ActionSignature.Input("steps", ActionSignature.Kind.LIST, ActionSignature.Presence.REQUIRED);
        return new ActionSignature("steps.done", "Steps are complete", false, false, List.of(steps), List.of());
    }

    @Override
    protected String summary() {
        return "Looks whether " + String.join(", ", steps) + " are complete.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(steps.stream().map(state).toList(), Outputs.NONE);
    }
}
