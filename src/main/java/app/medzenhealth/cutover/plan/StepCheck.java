package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Step.Effect;

/** A step is confirmed as strongly as its effect demands. */
final class StepCheck {
    private StepCheck() {}

    static void look(PlanPlaces places, Faults faults) {
        places.steps().forEach(at -> {
            var step = at.step();
            var typed = step.confirm() == Confirm.TYPED || step.confirm() == Confirm.TYPED_AND_SECOND;
            if (typed && step.typed().isEmpty()) {
                faults.found(
                        at.pointer(),
                        "step " + step.id() + " is confirmed by a typed name, but none is given",
                        "add “typed:” with the name to be typed");
            }
            if (!typed && step.typed().isPresent()) {
                faults.found(
                        at.pointer() + "/typed",
                        "step " + step.id() + " names what to type, but is not confirmed so",
                        "set confirm to typed or typed-and-second, or remove “typed:”");
            }
            if (step.effect() == Effect.IRREVERSIBLE && !typed) {
                faults.found(
                        at.pointer() + "/confirm",
                        "step " + step.id() + " is irreversible but only confirmed by "
                                + PlanWording.key(step.confirm()),
                        "use typed or typed-and-second");
            }
            if (step.effect() == Effect.REVERSIBLE && step.confirm() == Confirm.NONE) {
                faults.found(
                        at.pointer() + "/confirm",
                        "step " + step.id() + " changes something but is not confirmed",
                        "use review, typed or typed-and-second");
            }
        });
    }
}
