package app.medzenhealth.cutover.plan;

import app.medzenhealth.cutover.plan.PlanCheck.Faults;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a plan says of each deletion of what its phase has not made itself: the facts that are read right before it. Where one is
 * left out, or names a step that cannot have made it true, the plan is refused.
 */
record Safeguards(
        Moves moves, PlanPlaces.StepAt at, ActionUse use, ActionSignature signature, String pointer, Faults faults) {

    /** What each of the inputs shows. */
    private static final Map<String, String> SHOWS = Map.of(
            "baseline", "it is what was listed",
            "archive", "what it is made of is saved",
            "unusedIn", "nobody uses it",
            "decidedIn", "nobody needs what has no copy");

    /** Whose use is measured by its own name; of what is in a stack, and of leftovers, it is measured as they are found. */
    private static final Set<String> MEASURED =
            Set.of("functions", "tables", "restApis", "httpApis", "bucket", "instance");

    /** By any of these a plan says where something lives on that the baseline moves. */
    private static final List<String> ELSEWHERE = List.of("movedTo", "copiedTo", "finalSnapshot");

    void look() {
        signature.safeguards().stream()
                .filter(input -> text(input).isEmpty())
                .forEach(input -> faults.found(
                        pointer,
                        use.type() + " would delete for good, and without “" + input + "” nothing shows that "
                                + SHOWS.getOrDefault(input, "it is safe"),
                        "add “" + input + "” under “with:”"));
        text("baseline").ifPresent(this::listed);
        text("archive").ifPresent(this::saved);
        text("unusedIn").ifPresent(this::unused);
        moved();
    }

    private Optional<String> text(String input) {
        return Optional.ofNullable(use.with().get(input)).map(String::valueOf).filter(t -> !t.isBlank());
    }

    private Set<String> targets() {
        return signature.targets().stream()
                .flatMap(i -> texts(use.with().get(i)))
                .collect(Collectors.toSet());
    }

    private static Stream<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf)
                : Stream.ofNullable(value).map(String::valueOf);
    }

    /** By steps that are complete before this one, of what has the trait in the region of the deletion. */
    private List<ActionUse> before(Trait trait) {
        return plan().sequence()
                .flatMap(p -> p.steps().stream())
                .filter(s -> order().before(s.id(), at.step().id()))
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(trait) && a.region().equals(use.region()))
                .toList();
    }

    private void saved(String archive) {
        var saved = before(Trait.SAVES_DEFINITIONS).stream()
                .filter(a -> archive.equals(String.valueOf(a.with().get("to")))
                        && text("archiveRegion")
                                .equals(Optional.of(String.valueOf(a.with().get("toRegion")))))
                .flatMap(ActionUse::texts)
                .collect(Collectors.toSet());
        targets().stream()
                .filter(t -> !saved.contains(t))
                .sorted()
                .forEach(t -> faults.found(
                        pointer,
                        use.type() + " would delete " + t + ", but no step before "
                                + at.step().id() + " saves what it is made of to " + archive,
                        "add definitions.save of it, in a step before"));
    }

    private void unused(String step) {
        var shown = plan().step(step).stream()
                .filter(s -> order().before(s.id(), at.step().id()))
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.PROVES_DISPENSABLE) && a.with().containsKey("within"))
                .toList();
        if (shown.isEmpty()) {
            faults.found(
                    pointer + "/with/unusedIn",
                    "step " + step + " does not show before " + at.step().id() + " that nobody uses anything",
                    "name an earlier step with evidence.last-use");
            return;
        }
        longEnough(step, shown);
        if (!MEASURED.containsAll(signature.targets())) {
            return;
        }
        var named = shown.stream()
                .filter(a -> a.region().equals(use.region()))
                .flatMap(ActionUse::texts)
                .collect(Collectors.toSet());
        targets().stream()
                .filter(t -> !named.contains(t))
                .sorted()
                .forEach(t -> faults.found(
                        pointer,
                        use.type() + " would delete " + t + ", and step " + step
                                + " does not look whether anybody uses it",
                        "add it to evidence.last-use there"));
    }

    /** As long as the soak before the deletions, in the region of the deletion, and since users are on the new side. */
    private void longEnough(String step, List<ActionUse> shown) {
        if (shown.stream().noneMatch(a -> a.region().equals(use.region()))) {
            faults.found(
                    pointer + "/with/unusedIn",
                    "step " + step + " looks at nothing in " + use.region().orElse("") + ", where " + use.type()
                            + " would delete",
                    "name a step with evidence.last-use in that region");
        }
        at.in()
                .phase()
                .soak()
                .ifPresent(soak -> shown.stream()
                        .filter(a -> a.region().equals(use.region()))
                        .flatMap(a -> MeasureCheck.span(a, "within").stream())
                        .filter(w -> w.compareTo(soak.time()) < 0)
                        .findFirst()
                        .ifPresent(w -> faults.found(
                                pointer + "/with/unusedIn",
                                "step " + step + " looks back on " + w + " only, and the soak before phase "
                                        + at.in().phase().id() + " lasts " + soak.time(),
                                "let it look back on all of it: " + soak.time())));
        plan().phases().stream()
                .filter(Phase::cutsOver)
                .filter(p -> !order().before(p.id(), step))
                .findFirst()
                .ifPresent(p -> faults.found(
                        pointer + "/with/unusedIn",
                        "what step " + step + " shows was looked at before the cutover, phase " + p.id()
                                + ", was complete",
                        "name a step with evidence.last-use that comes after it"));
    }

    /** By the list that was frozen before anything was moved. */
    private void listed(String baseline) {
        var frozen = moves.giver(baseline).filter(a -> a.use().has(Trait.FREEZES_BASELINE));
        if (frozen.isEmpty()) {
            faults.found(
                    pointer + "/with/baseline",
                    baseline + " is no list that a step has frozen",
                    "use ${<step>.digest} of the step with inventory.baseline");
        }
        frozen.map(Moves::id)
                .filter(step -> plan().phases().stream()
                        .filter(Phase::cutsOver)
                        .anyMatch(p -> p.steps().stream()
                                .filter(s -> s.does(Trait.FENCES))
                                .anyMatch(f -> !order().before(step, f.id()))))
                .ifPresent(step -> faults.found(
                        pointer + "/with/baseline",
                        "the list of step " + step
                                + " is frozen after the cutover has begun: what came by then is on it too",
                        "use the list that was frozen before"));
    }

    private Plan plan() {
        return moves.plan();
    }

    private OrderCheck order() {
        return moves.order();
    }

    /** What the baseline moves lives on where the plan says. */
    private void moved() {
        if (text("replacedBy").isPresent() && text("movedTo").isEmpty()) {
            faults.found(
                    pointer + "/with/replacedBy",
                    use.type() + " says by what it is replaced, and not where",
                    "add “movedTo” under “with:”");
        }
        if (ELSEWHERE.stream().anyMatch(i -> text(i).isPresent())) {
            return;
        }
        var names = targets();
        plan().baseline().stream()
                .filter(r -> r.disposition() == Plan.Disposition.MOVE)
                .filter(r -> names.contains(r.name()))
                .filter(r -> use.region().filter(r.region()::equals).isPresent()
                        || r.region().equals("unknown"))
                .forEach(r -> faults.found(
                        pointer,
                        use.type() + " would delete " + r.name()
                                + ", which the baseline moves, and nothing shows that it" + " lives on elsewhere",
                        "say where: add “movedTo” or “copiedTo” under “with:”"));
    }
}
