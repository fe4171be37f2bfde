package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A plan's deletions are aimed at nothing that users are led to, come after the cutover has held, and say how what they destroy is
 * kept; what a phase has made itself it may delete at once.
 */
final class DeletionCheck {
    /** RDS deletes them with the instance unless told otherwise (DeleteDBInstance: DeleteAutomatedBackups). */
    private static final String AUTOMATED_BACKUPS = "keepAutomatedBackups";

    private final ActionCheck actions;
    private final Moves moves;

    DeletionCheck(ActionCheck actions, Moves moves) {
        this.actions = actions;
        this.moves = moves;
    }

    void look(PlanPlaces places, OrderCheck order, Faults faults) {
        places.steps().forEach(at -> {
            var uses = at.step().actions();
            for (var i = 0; i < uses.size(); i++) {
                var use = uses.get(i);
                if (use.has(Trait.DESTROYS)) {
                    var pointer = at.pointer() + "/actions/" + i;
                    if (clearsTheWay(at, use)) {
                        kept(use, pointer, faults);
                        continue;
                    }
                    destroys(places.plan(), at, use, pointer, order, faults);
                    if (!madeHere(at, use) && !drills(at, use)) {
                        actions.signature(use.type())
                                .ifPresent(s -> new DeletionCopies(moves, at, use, s, pointer, faults).look());
                        early(places.plan(), at, use, pointer, order, faults);
                        kept(use, pointer, faults);
                        if (!bucketMadeHere(at, use)) {
                            actions.signature(use.type())
                                    .ifPresent(s -> new Safeguards(moves, at, use, s, pointer, faults).look());
                        }
                    }
                }
            }
        });
    }

    /**
     * A way back that has opened the old side, or promoted a new one, and led users there may delete what it has left, where a last
     * snapshot keeps it and a replica is spared: it bears the name that the next replica needs.
     */
    private static boolean clearsTheWay(PlanPlaces.StepAt at, ActionUse use) {
        var before = RequiredFact.before(at.in().phase(), at.step());
        var serving = Stream.of(Trait.LIFTS_FENCE, Trait.PROMOTES)
                .flatMap(t -> having(before, t).stream())
                .toList();
        return at.in().rollback()
                && !serving.isEmpty()
                && serving.stream()
                        .noneMatch(a ->
                                a.region().equals(use.region()) && a.database().equals(use.database()))
                && before.stream().anyMatch(s -> s.does(Trait.REDIRECTS))
                && use.with().containsKey("finalSnapshot")
                && Boolean.TRUE.equals(use.with().get("sparesReplica"));
    }

    /** Whether its phase has made the database that it deletes. */
    static boolean madeHere(PlanPlaces.StepAt at, ActionUse use) {
        return having(RequiredFact.before(at.in().phase(), at.step()), Trait.MAKES_DATABASE).stream()
                .anyMatch(a -> a.database().isPresent()
                        && a.database().equals(use.database())
                        && a.region().equals(use.region()));
    }

    /** Whether a way back deletes in its place what a phase of the way there makes and deletes again itself. */
    private boolean drills(PlanPlaces.StepAt at, ActionUse use) {
        return at.in().rollback()
                && use.database().isPresent()
                && Disposable.in(moves).stream().anyMatch(d -> d.isOf(use));
    }

    private static boolean bucketMadeHere(PlanPlaces.StepAt at, ActionUse use) {
        var bucket = use.with().get("bucket");
        return bucket != null
                && having(RequiredFact.before(at.in().phase(), at.step()), Trait.MAKES_BUCKET).stream()
                        .anyMatch(a -> bucket.equals(a.with().get("bucket"))
                                && a.region().equals(use.region()));
    }

    /** What is destroyed has a copy, or somebody who stated that nobody needs it: the plan names it in the inputs for that. */
    private void kept(ActionUse use, String pointer, Faults faults) {
        actions.signature(use.type()).ifPresent(signature -> {
            if (holdsNothing(use, signature)) {
                return;
            }
            signature.keeps().stream()
                    .map(input -> List.of(input.split("\\|")))
                    .filter(either -> either.stream().allMatch(i -> use.with().get(i) == null))
                    .forEach(either -> faults.found(
                            pointer,
                            use.type() + " would delete for good, and without “" + String.join("” or “", either)
                                    + "” nothing shows that it is kept or that nobody needs it",
                            "add “" + either.getFirst() + "” under “with:”"));
        });
        if (use.with().containsKey("copiedTo") && !use.with().containsKey("copiedToRegion")) {
            faults.found(
                    pointer + "/with/copiedTo",
                    use.type() + " says what its copies lie in, and not where that is",
                    "add “copiedToRegion” under “with:”");
        }
        if (Boolean.FALSE.equals(use.with().get(AUTOMATED_BACKUPS))) {
            faults.found(
                    pointer + "/with/" + AUTOMATED_BACKUPS,
                    use.type() + " would delete the automated backups of a database that its phase has not made",
                    "set " + AUTOMATED_BACKUPS + " to true");
        }
    }

    private static boolean holdsNothing(ActionUse use, ActionSignature signature) {
        // Where the plan says of each that there is none, nothing is deleted.
        return !signature.subjects().isEmpty()
                && signature.subjects().stream()
                        .flatMap(s -> Moves.texts(use, s).stream())
                        .allMatch(s -> signature.holdingNothing().stream().anyMatch(s::startsWith));
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
        var soaks = at.in().phase().soak().filter(s -> holds(plan, s)).isPresent();
        plan.phases().stream()
                .filter(Phase::cutsOver)
                .filter(p -> !soaks || !order.before(p.id(), at.step().id()))
                .findFirst()
                .ifPresent(p -> faults.found(
                        pointer,
                        use.type() + " would delete for good before the cutover, phase " + p.id()
                                + ", is complete and has held for a time",
                        "let its phase come after phase " + p.id() + ", with a soak after it that checks something"));
    }

    /** It begins when the last cutover is complete, and something is looked at when it ends. */
    private static boolean holds(Plan plan, Phase.Soak soak) {
        var phases = plan.phases();
        var from = phases.stream()
                .filter(p -> p.id().equals(soak.phase()))
                .findFirst()
                .map(phases::indexOf)
                .orElse(-1);
        var last = phases.stream()
                .filter(Phase::cutsOver)
                .mapToInt(phases::indexOf)
                .max()
                .orElse(-1);
        return soak.time().isPositive() && !soak.checks().isEmpty() && from >= last;
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
