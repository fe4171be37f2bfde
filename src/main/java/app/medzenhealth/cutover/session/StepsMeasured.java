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
import java.util.List;
import java.util.function.Function;

/**
 * What steps have measured when they succeeded, as the trail holds it: for what cannot be measured again later, since one of the two
 * things that were compared has moved on or is gone. That a step is settled is no measurement: what was skipped, what a person decided
 * in doubt, and what somebody went on without shows nothing.
 */
final class StepsMeasured extends ReadOnlyAction {
    private final List<String> steps;
    private final Function<String, List<Check>> measured;

    private StepsMeasured(List<String> steps, Function<String, List<Check>> measured) {
        this.steps = steps;
        this.measured = measured;
    }

    /** @param measured by step: each check of its last successful run; one that says why there is none, where there is none */
    static ActionType type(Function<String, List<Check>> measured) {
        return ActionSpec.readsGlobally("steps.measured", "What steps have measured")
                .requires(Kind.LIST, "steps")
                .is(Trait.ASKS_WHETHER_DONE)
                .is(Trait.TELLS_MEASURED)
                .script((context, with, script) -> script.requires(with.someOf("steps")))
                .createdBy(inputs -> new StepsMeasured(inputs.someOf("steps"), measured));
    }

    @Override
    protected String summary() {
        return "Reads what " + String.join(", ", steps) + " have measured.";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(
                steps.stream().flatMap(s -> measured.apply(s).stream()).toList(), Outputs.NONE);
    }
}
