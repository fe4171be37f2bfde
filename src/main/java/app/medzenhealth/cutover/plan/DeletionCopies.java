package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plan says of a deletion's copies is what its steps have made before: of the very things that are deleted, in the place that
 * the deletion goes by. Whoever states that something may go without a copy names it.
 */
record DeletionCopies(
        Moves moves, PlanPlaces.StepAt at, ActionUse use, ActionSignature signature, String pointer, Faults faults) {
    /** What is in these is copied as it is; of everything else its definition is saved. */
    private static final List<String> HELD = List.of("tables", "groups");

    void look() {
        HELD.stream()
                .filter(signature.targets()::contains)
                .flatMap(i -> Moves.texts(use, i).stream())
                .filter(t -> !saved().contains(t))
                .forEach(t -> faults.found(
                        pointer,
                        use.type() + " would delete " + t + ", but no step before "
                                + at.step().id() + " keeps a copy of what it holds in "
                                + use.region().orElse(""),
                        "back it up or export it in a step before"));
        bucket();
        if (signature.keeps().stream().anyMatch(k -> List.of(k.split("\\|")).contains("decidedIn"))
                || signature.safeguards().contains("decidedIn")) {
            use.decidedIn().ifPresent(this::stated);
        }
    }

    private Stream<ActionUse> before(Trait trait) {
        return moves.doing(trait).stream()
                .filter(a -> !a.in().rollback()
                        && moves.order().before(Moves.id(a), at.step().id()))
                .map(PlanPlaces.ActionAt::use);
    }

    private Set<String> saved() {
        return before(Trait.SAVES)
                .filter(a -> !a.has(Trait.SAVES_DEFINITIONS) && a.region().equals(use.region()))
                .flatMap(ActionUse::texts)
                .collect(Collectors.toSet());
    }

    private void bucket() {
        var to = use.with().get("copiedTo");
        var from = use.with().get("bucket");
        if (to == null || from == null) {
            return;
        }
        if (before(Trait.COPIES_OBJECTS)
                .noneMatch(c -> from.equals(c.with().get("from"))
                        && to.equals(c.with().get("to"))
                        && c.region()
                                .filter(r -> r.equals(use.with().get("copiedToRegion")))
                                .isPresent())) {
            faults.found(
                    pointer + "/with/copiedTo",
                    "no step before " + at.step().id() + " copies " + from + " to " + to + " in "
                            + use.with().get("copiedToRegion"),
                    "add s3.copy-objects from the one to the other in a step before");
        }
    }

    private void stated(String step) {
        var by = moves.plan()
                .step(step)
                .filter(s -> s.does(Trait.BY_PERSON)
                        && moves.order().before(s.id(), at.step().id()));
        if (by.isEmpty()) {
            faults.found(
                    pointer + "/with/decidedIn",
                    "step " + step + " states nothing before " + at.step().id() + " begins",
                    "name an earlier step with manual.attest");
            return;
        }
        var said = by.get().actions().stream().flatMap(ActionUse::texts).toList();
        signature.targets().stream()
                .flatMap(i -> Moves.texts(use, i).stream())
                .filter(t -> said.stream().noneMatch(s -> s.contains(t)))
                .forEach(t -> faults.found(
                        pointer + "/with/decidedIn",
                        "what is stated in step " + step + " does not name " + t + ", which " + use.type()
                                + " would delete on it",
                        "name it in the statement"));
    }
}
