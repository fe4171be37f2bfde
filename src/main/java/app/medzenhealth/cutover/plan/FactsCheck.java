package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.List;
import java.util.TreeSet;

/**
 * A plan's promotions, switches and ways back can have the facts that they need: a fence before them, a comparison of the very
 * database that is promoted, the users' own name, and a side that stands still before the other one is opened.
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
                    promotes(places.plan(), at, use, pointer, faults);
                }
                if (use.has(Trait.REDIRECTS) && at.in().phase().does(Trait.FENCES)) {
                    redirects(at, use, pointer, faults);
                }
                if (use.has(Trait.REDIRECTS) && at.in().phase().cutsOver()) {
                    name(places.plan(), at, use, pointer, faults);
                }
                if (use.has(Trait.REDIRECTS) || use.has(Trait.TAKES_NAME_AWAY)) {
                    leads(places.plan(), order, at, use, pointer, faults);
                }
                if (use.has(Trait.LIFTS_FENCE)) {
                    lifts(at, use, pointer, faults);
                }
            }
        });
    }

    private static void promotes(Plan plan, PlanPlaces.StepAt at, ActionUse use, String pointer, Faults faults) {
        var phase = at.in().phase();
        var before = RequiredFact.before(phase, at.step());
        if (!phase.cutsOver() && promotedInCutover(plan, use)) {
            faults.found(
                    pointer,
                    wouldPromote(use) + " in phase " + phase.id()
                            + ", and the cutover or a way back promotes that very database",
                    "leave it to that: promoted before, both sides take writes");
        } else if (phase.cutsOver()) {
            follows(plan, use, before, pointer, faults);
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

    private static boolean promotedInCutover(Plan plan, ActionUse use) {
        return plan.everything()
                .filter(Phase::cutsOver)
                .flatMap(p -> having(p.steps(), Trait.PROMOTES).stream())
                .anyMatch(a -> a.database().equals(use.database()) && a.region().equals(use.region()));
    }

    /** Users are led elsewhere by the cutover and the ways back alone, and their name stays. */
    private static void leads(
            Plan plan, OrderCheck order, PlanPlaces.StepAt at, ActionUse use, String pointer, Faults faults) {
        var phase = at.in().phase();
        var name = filled(plan, use);
        var ofUsers = plan.everything()
                .filter(Phase::cutsOver)
                .flatMap(p -> having(p.steps(), Trait.REDIRECTS).stream())
                .map(a -> filled(plan, a))
                .anyMatch(name::equals);
        if (!ofUsers) {
            return;
        }
        if (use.has(Trait.TAKES_NAME_AWAY)) {
            faults.found(
                    pointer,
                    use.type() + " would take " + name + " away, the name that users are led by",
                    "take away the names of drills alone");
        } else if (!phase.cutsOver() && !afterCutover(plan, order, at)) {
            faults.found(
                    pointer,
                    use.type() + " would lead users by " + name + " in phase " + phase.id()
                            + ", before the cutover has closed the old side",
                    "switch the name in the cutover alone");
        }
    }

    /** Whether it waits for every step by which the cutovers lead users. */
    private static boolean afterCutover(Plan plan, OrderCheck order, PlanPlaces.StepAt at) {
        return plan.phases().stream()
                .filter(Phase::cutsOver)
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.does(Trait.REDIRECTS))
                .allMatch(s -> order.before(s.id(), at.step().id()));
    }

    private static String filled(Plan plan, ActionUse use) {
        var name = Variables.resolve(
                String.valueOf(use.with().get("name")), v -> plan.parameter(v).flatMap(Plan.Parameter::value));
        return Moves.plain(name);
    }

    /** What is promoted is a live replica of the fenced database: a copy that was restored would lack what came after it. */
    private static void follows(Plan plan, ActionUse use, List<Step> before, String pointer, Faults faults) {
        var fences = having(before, Trait.FENCES);
        var fenced = fences.stream().flatMap(a -> a.database().stream()).toList();
        var regions = fences.stream().flatMap(a -> a.region().stream()).toList();
        var replicates = having(plan.sequence().flatMap(p -> p.steps().stream()).toList(), Trait.REPLICATES).stream()
                .filter(a -> a.database().equals(use.database()) && a.region().equals(use.region()))
                .filter(a -> regions.contains(String.valueOf(a.with().get("sourceRegion"))))
                .map(a -> String.valueOf(a.with().get("source")))
                .toList();
        if (!fenced.isEmpty() && replicates.stream().noneMatch(fenced::contains)) {
            faults.found(
                    pointer,
                    wouldPromote(use) + ", but no step makes it a replica of " + fenced.getFirst(),
                    "make it by rds.create-replica from the database that is fenced");
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

    /** The name that users are led by is one: where the cutover switches another than a way back does, one of them misses. */
    private static void name(Plan plan, PlanPlaces.StepAt at, ActionUse use, String pointer, Faults faults) {
        var name = filled(plan, use);
        var others = new TreeSet<String>();
        plan.everything()
                .filter(Phase::cutsOver)
                .flatMap(p -> having(p.steps(), Trait.REDIRECTS).stream())
                .map(a -> filled(plan, a))
                .filter(other -> !other.equals(name))
                .forEach(others::add);
        if (!others.isEmpty()) {
            faults.found(
                    pointer,
                    use.type() + " would switch " + name + ", but elsewhere the plan leads users by "
                            + String.join(", ", others),
                    "switch the same name in the cutover and in each way back");
        }
        if (at.step().verify().stream().noneMatch(v -> v.by().stream().anyMatch(by -> proves(plan, by, name)))) {
            faults.found(
                    pointer,
                    "nothing after step " + at.step().id() + " looks whether " + name + " is answered",
                    "add a “by:” under “verify:” with http.check or dns.check of that name");
        }
    }

    private static boolean proves(Plan plan, ActionUse by, String name) {
        return (!by.has(Trait.CHECKS_ADDRESS) || AddressCheck.serves(by))
                && by.texts()
                        .map(t -> Variables.resolve(t, v -> plan.parameter(v).flatMap(Plan.Parameter::value)))
                        .anyMatch(t -> t.equals(name) || t.contains("//" + name + "/"));
    }

    /** The old side is opened only when a step before it has brought the new one to a stop. */
    private static void lifts(PlanPlaces.StepAt at, ActionUse use, String pointer, Faults faults) {
        var before = RequiredFact.before(at.in().phase(), at.step());
        if (having(before, Trait.SCALES).stream().noneMatch(RequiredFact::stops)) {
            faults.found(
                    pointer,
                    use.type() + " would open " + name(use) + " to writes again, but no step before "
                            + at.step().id() + " stops the other side",
                    "scale the other side's service to 0 in a step before it: two open sides lose data");
        }
    }

    private static List<ActionUse> having(List<Step> steps, Trait trait) {
        return steps.stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(trait))
                .toList();
    }
}
