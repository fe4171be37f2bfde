package app.medzenhealth.cutover.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
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
     * everything; whatever serves users on the promoted side the fence and that promotion; whatever leads them there besides that
     * it serves them. On the way back, the old side is opened only while the new one stands still, and what was promoted is deleted
     * only while users are on the old side.
     */
    public static List<RequiredFact> of(Plan plan, Phase phase, Step step) {
        if (!phase.cutsOver()) {
            return LedByName.of(plan, step);
        }
        var found = new ArrayList<>(of(phase, step));
        if (step.does(Trait.FENCES)) {
            found.addAll(standing(plan, phase));
            found.addAll(BeforeFence.of(plan, phase, step));
        }
        found.addAll(SwitchedOn.of(plan, phase, step));
        return List.copyOf(found);
    }

    /** Users are cut off for a way back only where it can be gone to its end: what the steps made that it needs still stands. */
    private static List<RequiredFact> standing(Plan plan, Phase phase) {
        return plan.rollbacks().stream()
                .filter(r -> r.procedure().equals(phase))
                .flatMap(r -> r.needs().isEmpty() ? Stream.empty() : r.standsOn())
                .flatMap(id -> plan.step(id).stream())
                .flatMap(s -> s.verify().stream()
                        .flatMap(v -> v.by().stream().map(by -> new RequiredFact(v.says(), s.id(), by))))
                .toList();
    }

    private static List<RequiredFact> of(Phase phase, Step step) {
        var before = before(phase, step);
        var promoted = having(before, a -> a.has(Trait.PROMOTES), "takes writes of its own");
        var found = new ArrayList<RequiredFact>();
        if (step.does(Trait.PROMOTES)) {
            found.addAll(having(before, a -> a.has(Trait.FENCES), "is still fenced"));
            found.addAll(having(before, a -> a.has(Trait.PROVES_PARITY), "still has everything"));
        } else if (step.does(Trait.DESTROYS)) {
            found.addAll(having(before, a -> a.has(Trait.LIFTS_FENCE), "is open again"));
            found.addAll(promoted);
            found.addAll(having(before, a -> a.has(Trait.REDIRECTS), "is where users are led"));
            found.addAll(having(before, a -> a.has(Trait.FENCES) && goes(step, a), "took nothing since its fence"));
        } else if (step.does(Trait.LIFTS_FENCE)) {
            found.addAll(standingStill(before));
        } else if (step.does(Trait.REDIRECTS) || serves(step)) {
            if (promoted.isEmpty()) {
                found.addAll(standingStill(before));
                found.addAll(having(before, a -> a.has(Trait.LIFTS_FENCE), "is open again"));
            } else {
                found.addAll(having(before, a -> a.has(Trait.FENCES), "is still fenced"));
                found.addAll(promoted);
            }
            if (step.does(Trait.REDIRECTS)) {
                found.addAll(serving(phase, before));
            }
        }
        return List.copyOf(found);
    }

    /** The title with the values of variables in it; what has none yet is told by its step. */
    public String title(Function<String, Optional<String>> values) {
        return Variables.resolve(title, v -> values.apply(v).or(() -> Optional.of("what step " + step + " is about")));
    }

    /** That what was started since the promotion serves: by its own post-conditions and by what its step is verified by. */
    private static List<RequiredFact> serving(Phase phase, List<Step> before) {
        return before.stream()
                .filter(s -> serves(s) && before(phase, s).stream().anyMatch(b -> b.does(Trait.PROMOTES)))
                .flatMap(s -> Stream.concat(
                        having(List.of(s), RequiredFact::starts, "still runs").stream(),
                        s.verify().stream()
                                .flatMap(v -> v.by().stream().map(by -> new RequiredFact(v.says(), s.id(), by)))))
                .toList();
    }

    /** That what was stopped is, and what its step is verified by: others may write there, too. */
    private static List<RequiredFact> standingStill(List<Step> before) {
        return before.stream()
                .filter(s -> s.actions().stream().anyMatch(RequiredFact::stops))
                .flatMap(s -> Stream.concat(
                        having(List.of(s), RequiredFact::stops, "still stands still").stream(),
                        s.verify().stream()
                                .flatMap(v -> v.by().stream().map(by -> new RequiredFact(v.says(), s.id(), by)))))
                .toList();
    }

    /** Whether the step deletes the database that the fence stands around. */
    private static boolean goes(Step step, ActionUse fence) {
        return step.actions().stream()
                .filter(a -> a.has(Trait.DESTROYS))
                .anyMatch(a -> a.region().equals(fence.region())
                        && a.database().isPresent()
                        && a.database().equals(fence.database()));
    }

    /** Whether users are, or are to be, served by what the step starts. */
    public static boolean serves(Step step) {
        return step.actions().stream().anyMatch(RequiredFact::starts);
    }

    private static boolean starts(ActionUse use) {
        return use.has(Trait.SCALES) && !stops(use);
    }

    static boolean stops(ActionUse use) {
        return use.has(Trait.SCALES)
                && String.valueOf(use.with().get("desired")).equals("0");
    }

    private static List<RequiredFact> having(List<Step> steps, Predicate<ActionUse> which, String holds) {
        return steps.stream()
                .flatMap(s -> s.actions().stream()
                        .filter(which)
                        .map(a -> new RequiredFact(
                                subject(a).orElse("What step " + s.id() + " is about") + " " + holds
                                        + a.region().map(r -> " (" + r + ")").orElse(""),
                                s.id(),
                                a)))
                .toList();
    }

    private static Optional<String> subject(ActionUse use) {
        return use.database()
                .or(() -> Optional.ofNullable(use.with().get("service")).map(String::valueOf));
    }

    /** The steps of the phase that are complete before this one may run, in the phase's order. */
    public static List<Step> before(Phase phase, Step step) {
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
}
