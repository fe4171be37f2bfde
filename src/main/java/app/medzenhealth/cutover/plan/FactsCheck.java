package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.List;
import java.util.Optional;

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
                    early(places.plan(), at, use, pointer, order, faults);
                }
            }
        });
    }

    private static void promotes(PlanPlaces.StepAt at, ActionUse use, String pointer, Faults faults) {
        var phase = at.in().phase();
        var before = RequiredFact.before(phase, at.step());
        if (phase.cutsOver()) {
            inCutover(at, use, before, pointer, faults);
        } else if (having(before, Trait.REPLICATES).stream()
                .noneMatch(
                        a -> a.database().equals(use.database()) && a.region().equals(use.region()))) {
            faults.found(
                    pointer,
                    wouldPromote(use) + ", and nothing in phase " + phase.id() + " closes the side that takes them now",
                    "fence that side in a step before it, or promote a replica that this phase makes itself");
        }
    }

    private static void inCutover(
            PlanPlaces.StepAt at, ActionUse use, List<Step> before, String pointer, Faults faults) {
        var id = at.step().id();
        var fences = having(before, Trait.FENCES);
        if (fences.isEmpty()) {
            faults.found(
                    pointer,
                    wouldPromote(use) + ", but no fence comes before step " + id,
                    "name the fence's step under “after:”");
        }
        var fenced = fences.stream().flatMap(a -> a.database().stream()).toList();
        var comparisons = having(before, Trait.PROVES_PARITY);
        comparisons.stream()
                .map(a -> String.valueOf(a.with().get("source")))
                .filter(source -> !fenced.isEmpty() && !fenced.contains(source))
                .findFirst()
                .ifPresent(source -> faults.found(
                        pointer,
                        name(use) + " is compared with " + source + ", but what is fenced is " + fenced.getFirst(),
                        "fence the very database that the promoted one follows"));
        if (comparisons.stream()
                .noneMatch(a -> String.valueOf(a.with().get("target")).equals(name(use))
                        && a.region().equals(use.region()))) {
            faults.found(
                    pointer,
                    wouldPromote(use) + ", but no step before " + id + " compares it with its source",
                    "add sql.parity with this target, and name its step under “after:”");
        }
    }

    private static String wouldPromote(ActionUse use) {
        return use.type() + " would make " + name(use) + " take writes";
    }

    private static String name(ActionUse use) {
        return use.database().orElse("a database");
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

    /** No deletion is aimed at the database that users write to, before or after the cutover, nor at what the baseline keeps. */
    private static void destroys(
            Plan plan, PlanPlaces.StepAt at, ActionUse use, String pointer, OrderCheck order, Faults faults) {
        var cutovers = plan.phases().stream().filter(Phase::cutsOver).toList();
        aimed(use, cutovers, Trait.PROMOTES)
                .ifPresent(name -> faults.found(
                        pointer,
                        use.type() + " would delete " + name
                                + ", which the cutover makes the database that users write to",
                        "correct its name or its region"));
        aimed(
                        use,
                        cutovers.stream()
                                .filter(p -> !order.before(p.id(), at.step().id()))
                                .toList(),
                        Trait.FENCES)
                .ifPresent(name -> faults.found(
                        pointer,
                        use.type() + " would delete " + name + ", which users write to until the cutover is complete",
                        "let it come after the cutover's phase"));
        plan.baseline().stream()
                .filter(r -> r.disposition() == Plan.Disposition.KEEP)
                .filter(r -> use.region().filter(r.region()::equals).isPresent() && names(use, r.name()))
                .findFirst()
                .ifPresent(r -> faults.found(
                        pointer,
                        use.type() + " would delete " + r.name() + " in " + r.region() + ", which the baseline keeps",
                        "correct its name or its region, or the baseline’s disposition"));
    }

    /** The database of an action with the trait that this one names in the same region. */
    private static Optional<String> aimed(ActionUse use, List<Phase> phases, Trait trait) {
        return having(phases.stream().flatMap(p -> p.steps().stream()).toList(), trait).stream()
                .filter(a -> a.region().equals(use.region()))
                .flatMap(a -> a.database().stream())
                .filter(name -> names(use, name))
                .findFirst();
    }

    /** Nothing is deleted for good before users were moved and it held, but for what the phase itself has made. */
    private static void early(
            Plan plan, PlanPlaces.StepAt at, ActionUse use, String pointer, OrderCheck order, Faults faults) {
        var made = having(RequiredFact.before(at.in().phase(), at.step()), Trait.MAKES_DATABASE).stream()
                .anyMatch(a -> a.database().isPresent()
                        && a.database().equals(use.database())
                        && a.region().equals(use.region()));
        if (made) {
            return;
        }
        var soaks = at.in().phase().soak().filter(s -> s.time().isPositive()).isPresent();
        plan.phases().stream()
                .filter(Phase::cutsOver)
                .filter(p -> !soaks || !order.before(p.id(), at.step().id()))
                .findFirst()
                .ifPresent(p -> faults.found(
                        pointer,
                        use.type() + " would delete for good before the cutover, phase " + p.id()
                                + ", is complete and has held for a time",
                        "let its phase come after phase " + p.id() + ", with a soak"));
    }

    private static boolean names(ActionUse use, String name) {
        return use.texts().anyMatch(name::equals);
    }

    private static List<ActionUse> having(List<Step> steps, Trait trait) {
        return steps.stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(trait))
                .toList();
    }
}
