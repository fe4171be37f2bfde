package app.medzenhealth.cutover.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that must be true of the world before an action changes it: that what the action stands on still holds. It is read from
 * the world each time, so that it is the same whether the step that made it so succeeded, was skipped or was undone by another hand.
 *
 * @param step id of the step that makes it so
 * @param use whose post-conditions it is; its variables are those of {@code step}
 */
public record RequiredFact(String title, String step, ActionUse use) {

    /**
     * What the actions of a step of the cutover, or of a way back, need: a promotion the fence and a replica that has replayed
     * everything; whatever leads users to the promoted side, or serves them there, the fence and that promotion.
     */
    public static List<RequiredFact> of(Phase phase, Step step) {
        if (!phase.cutsOver()) {
            return List.of();
        }
        var before = before(phase, step);
        var found = new ArrayList<RequiredFact>();
        if (step.does(Trait.PROMOTES)) {
            found.addAll(having(before, Trait.FENCES, "is still fenced"));
            found.addAll(having(before, Trait.PROVES_PARITY, "still has everything"));
        } else if (step.does(Trait.REDIRECTS) || step.actions().stream().anyMatch(RequiredFact::serves)) {
            var promoted = having(before, Trait.PROMOTES, "takes writes of its own");
            if (promoted.isEmpty()) {
                found.addAll(having(before, Trait.LIFTS_FENCE, "is open again"));
            } else {
                found.addAll(having(before, Trait.FENCES, "is still fenced"));
                found.addAll(promoted);
            }
        }
        return List.copyOf(found);
    }

    private static boolean serves(ActionUse use) {
        return use.has(Trait.SCALES)
                && !String.valueOf(use.with().get("desired")).equals("0");
    }

    private static List<RequiredFact> having(List<Step> steps, Trait trait, String holds) {
        return steps.stream()
                .flatMap(s -> s.actions().stream()
                        .filter(a -> a.has(trait))
                        .map(a -> new RequiredFact(
                                a.database().orElse("What step " + s.id() + " is about") + " " + holds
                                        + a.region().map(r -> " (" + r + ")").orElse(""),
                                s.id(),
                                a)))
                .toList();
    }

    /** The steps of the phase that are complete before this one may run, in the phase's order. */
    static List<Step> before(Phase phase, Step step) {
        var own = phase.steps().stream().collect(Collectors.toMap(Step::id, s -> s, (a, b) -> a));
        var behind = new HashSet<String>();
        var open = new ArrayList<String>(step.after());
        while (!open.isEmpty()) {
            var id = open.removeLast();
            if (own.containsKey(id) && behind.add(id)) {
                open.addAll(Objects.requireNonNull(own.get(id)).after());
            }
        }
        return phase.steps().stream().filter(s -> behind.contains(s.id())).toList();
    }

    /** The databases that the main phases make the side that takes writes, as the plan names them. */
    static Stream<ActionUse> promoted(Plan plan) {
        return plan.phases().stream()
                .filter(Phase::cutsOver)
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.PROMOTES));
    }
}
