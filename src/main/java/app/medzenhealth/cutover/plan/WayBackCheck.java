package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A way back that needs what a later step deletes for good must be closed by that step. */
final class WayBackCheck {
    private final Plan plan;
    private final Faults faults;

    private WayBackCheck(Plan plan, Faults faults) {
        this.plan = plan;
        this.faults = faults;
    }

    static void look(Plan plan, Faults faults) {
        var check = new WayBackCheck(plan, faults);
        for (var i = 0; i < plan.rollbacks().size(); i++) {
            check.look(plan.rollbacks().get(i), "/rollbacks/" + i + "/costs");
        }
    }

    private void look(Rollback way, String pointer) {
        var needs = way.procedure().steps().stream()
                .flatMap(s -> s.actions().stream())
                .flatMap(this::names)
                .collect(Collectors.toSet());
        var closing = way.costs().stream()
                .filter(Rollback.Price::closes)
                .map(Rollback.Price::step)
                .collect(Collectors.toSet());
        plan.sequence()
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.effect() == Step.Effect.IRREVERSIBLE && !closing.contains(s.id()))
                .forEach(s -> deleted(s, needs)
                        .ifPresent(gone -> faults.found(
                                pointer,
                                "“" + way.procedure().id() + "” needs " + gone.name() + " in " + gone.region()
                                        + ", which step " + s.id() + " deletes",
                                "add { step: \"" + s.id() + "\", text: …, closes: true }")));
    }

    private record Name(String region, String name) {}

    private Optional<Name> deleted(Step step, Set<Name> needs) {
        return step.actions().stream()
                .filter(a -> a.has(Trait.DESTROYS))
                .flatMap(this::names)
                .filter(needs::contains)
                .findFirst();
    }

    /** Every text among an action's inputs that names no region, with the region it is meant in. */
    private Stream<Name> names(ActionUse use) {
        return use.region().stream()
                .flatMap(r -> use.texts().map(t -> new Name(r, t)))
                .filter(n -> !n.name().isBlank() && plan.region(n.name()).isEmpty());
    }
}
