package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.List;

/**
 * A plan's promotions, switches and deletions can have the facts that they need: a fence before them, a comparison of the very
 * database that is promoted, and no deletion that is aimed at what users are led to.
 */
final class FactsCheck {
    private FactsCheck() {}

    static void look(PlanPlaces places, OrderCheck order, Faults faults) {
        places.steps().forEach(at -> {
            var actions = at.step().actions();
            for (var i = 0; i < actions.size(); i++) {
                var pointer = at.pointer() + "/actions/" + i;
                var use = actions.get(i);
                if (use.has(Trait.PROMOTES)) {
                    promotes(at, use, pointer, faults);
                }
                if (use.has(Trait.REDIRECTS) && at.in().phase().does(Trait.FENCES)) {
                    redirects(at, use, pointer, faults);
                }
                if (use.has(Trait.DESTROYS)) {
                    destroys(places.plan(), at, use, pointer, order, faults);
                    kept(places.plan(), at, use, pointer, order, faults);
                }
            }
        });
    }

    private static void promotes(PlanPlaces.StepAt at, ActionUse use, String pointer, Faults faults) {
        var phase = at.in().phase();
        var name = use.database().orElse("a database");
        if (!phase.cutsOver()) {
            var made = RequiredFact.before(phase, at.step()).stream()
                    .flatMap(s -> s.actions().stream())
                    .anyMatch(a -> a.has(Trait.REPLICATES)
                            && a.database().equals(use.database())
                            && a.region().equals(use.region()));
            if (!made) {
                faults.found(
                        pointer,
                        use.type() + " would make " + name + " take writes, and nothing in phase " + phase.id()
                                + " closes the side that takes them now",
                        "fence that side in a step before it, or promote a replica that this phase makes itself");
            }
            return;
        }
        var before = RequiredFact.before(phase, at.step());
        if (before.stream().noneMatch(s -> s.does(Trait.FENCES))) {
            faults.found(
                    pointer,
                    use.type() + " would make " + name + " take writes, but no fence comes before step "
                            + at.step().id(),
                    "name the fence's step under “after:”");
        }
        var fenced = before.stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.FENCES))
                .flatMap(a -> a.database().stream())
                .toList();
        before.stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.PROVES_PARITY))
                .map(a -> String.valueOf(a.with().get("source")))
                .filter(source -> !fenced.isEmpty() && !fenced.contains(source))
                .findFirst()
                .ifPresent(source -> faults.found(
                        pointer,
                        name + " is compared with " + source + ", but what is fenced is " + fenced.getFirst(),
                        "fence the very database that the promoted one follows"));
        var compared = before.stream()
                .flatMap(s -> s.actions().stream())
                .anyMatch(a -> a.has(Trait.PROVES_PARITY)
                        && String.valueOf(a.with().get("target")).equals(name)
                        && a.region().equals(use.region()));
        if (!compared) {
            faults.found(
                    pointer,
                    use.type() + " would make " + name + " take writes, but no step before "
                            + at.step().id() + " compares it with its source",
                    "add sql.parity with this target, and name its step under “after:”");
        }
    }

    private static void redirects(PlanPlaces.StepAt at, ActionUse use, String pointer, Faults faults) {
        var before = RequiredFact.before(at.in().phase(), at.step());
        for (var needed : List.of(Trait.FENCES, Trait.PROMOTES)) {
            if (before.stream().noneMatch(s -> s.does(needed))) {
                faults.found(
                        pointer,
                        use.type() + " would lead users to the new side, but no "
                                + (needed == Trait.FENCES ? "fence of the old one" : "promotion of its database")
                                + " comes before step " + at.step().id(),
                        "name its step under “after:”");
            }
        }
    }

    private static void destroys(
            Plan plan, PlanPlaces.StepAt at, ActionUse use, String pointer, OrderCheck order, Faults faults) {
        RequiredFact.promoted(plan)
                .filter(p -> p.region().equals(use.region())
                        && names(use, p.database().orElse("")))
                .findFirst()
                .ifPresent(p -> faults.found(
                        pointer,
                        use.type() + " would delete " + p.database().orElse("") + ", which the cutover makes the"
                                + " database that users write to",
                        "correct its name or its region"));
        plan.phases().stream()
                .filter(Phase::cutsOver)
                .filter(p -> !order.before(p.id(), at.step().id()))
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.FENCES)
                        && a.region().equals(use.region())
                        && names(use, a.database().orElse("")))
                .findFirst()
                .ifPresent(a -> faults.found(
                        pointer,
                        use.type() + " would delete " + a.database().orElse("")
                                + ", which users write to until the cutover is complete",
                        "let it come after the cutover's phase"));
    }

    /** What the baseline keeps is no target of a deletion, and nothing is deleted for good before users were moved and it held. */
    private static void kept(
            Plan plan, PlanPlaces.StepAt at, ActionUse use, String pointer, OrderCheck order, Faults faults) {
        plan.baseline().stream()
                .filter(r -> r.disposition() == Plan.Disposition.KEEP)
                .filter(r -> use.region().filter(r.region()::equals).isPresent() && names(use, r.name()))
                .findFirst()
                .ifPresent(r -> faults.found(
                        pointer,
                        use.type() + " would delete " + r.name() + " in " + r.region() + ", which the baseline keeps",
                        "correct its name or its region, or the baseline’s disposition"));
        var own = RequiredFact.before(at.in().phase(), at.step()).stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> !a.has(Trait.DESTROYS))
                .flatMap(a -> a.database().stream())
                .toList();
        if (use.database().filter(own::contains).isPresent()) {
            return;
        }
        plan.phases().stream()
                .filter(Phase::cutsOver)
                .filter(p -> !order.before(p.id(), at.step().id())
                        || at.in()
                                .phase()
                                .soak()
                                .filter(s -> s.time().isPositive())
                                .isEmpty())
                .findFirst()
                .ifPresent(p -> faults.found(
                        pointer,
                        use.type() + " would delete for good before the cutover, phase " + p.id()
                                + ", is complete and has held for a time",
                        "let its phase come after phase " + p.id() + ", with a soak"));
    }

    /** Whether one of its inputs is the name, alone or in a list. */
    private static boolean names(ActionUse use, String name) {
        return use.with().values().stream()
                .anyMatch(v -> v instanceof List<?> list
                        ? list.stream().map(String::valueOf).anyMatch(name::equals)
                        : name.equals(String.valueOf(v)));
    }
}
