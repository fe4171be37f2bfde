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
        Plan plan,
        OrderCheck order,
        PlanPlaces.StepAt at,
        ActionUse use,
        ActionSignature signature,
        String pointer,
        Faults faults) {

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
        return plan.sequence()
                .flatMap(p -> p.steps().stream())
                .filter(s -> order.before(s.id(), at.step().id()))
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
        var shown = plan.step(step).stream()
                .filter(s -> order.before(s.id(), at.step().id()))
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
        plan.baseline().stream()
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
