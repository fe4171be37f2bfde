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
            step.typed()
                    .filter(name -> typed && !names(step, name))
                    .ifPresent(name -> faults.found(
                            at.pointer() + "/typed",
                            "“" + name + "”, which step " + step.id()
                                    + " is confirmed by, names nothing that it acts on",
                            "write the name of what it changes, or its region and what goes there"));
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

    /**
     * Whether the name to be typed makes a tired person read what the step acts on: the database itself where it promotes or
     * deletes one, else one of its inputs, or the region first.
     */
    private static boolean names(Step step, String typed) {
        var databases = step.actions().stream()
                .filter(a -> a.has(Trait.PROMOTES) || a.has(Trait.DESTROYS))
                .flatMap(a -> a.database().stream())
                .toList();
        return databases.isEmpty()
                ? step.actions().stream()
                        .anyMatch(a -> a.texts().anyMatch(typed::equals)
                                || a.region()
                                        .filter(r -> typed.equals(r) || typed.startsWith(r + " "))
                                        .isPresent())
                : databases.contains(typed);
    }
}
