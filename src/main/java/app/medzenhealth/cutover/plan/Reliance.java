package app.medzenhealth.cutover.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What in a plan relies on a step having been carried out, and what it means to leave it out. Derived from what the actions do: a
 * plan's file can make a step mandatory besides, and cannot make one optional that others stand on.
 *
 * @param mandatory whether it is left out by two people only
 * @param consequence of leaving it out, in sentences, the gravest first; never empty
 */
public record Reliance(boolean mandatory, List<String> consequence) {
    /** What stands between the names in a text that holds several, as in {@code eu-west-1/a = eu-central-1/b}. */
    private static final Pattern BETWEEN = Pattern.compile("[\\s=,;]+");

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

    /** @param step of {@code plan}, as it stands or as people's decisions leave it */
    public static Reliance on(Plan plan, Step step) {
        var grave = new ArrayList<String>();
        plan.phaseOf(step.id()).ifPresent(phase -> grave.addAll(cutover(plan, phase, step)));
        decision(plan, step).ifPresent(grave::add);
        signOff(plan, step).ifPresent(grave::add);
        grave.addAll(deletions(plan, step));
        var mandatory = step.mandatory() || !grave.isEmpty();
        var all = new LinkedHashSet<>(grave);
        all.addAll(outputs(plan, step));
        all.addAll(asked(plan, step));
        if (all.isEmpty()) {
            all.add(
                    step.mandatory()
                            ? "The plan calls it mandatory; no other step of the plan relies on it."
                            : "No other step of the plan relies on it.");
        }
        return new Reliance(mandatory, List.copyOf(all));
    }

    /** What moving users stands on: the fence, what proves that nothing is missing, the promotion, the switch, and the way back. */
    private static List<String> cutover(Plan plan, Phase phase, Step step) {
        var found = new ArrayList<String>();
        var moves = phase.cutsOver();
        if (step.does(Trait.FENCES)) {
            found.add("The old side stays open: what users write there while the new side takes over is lost to it.");
        }
        if (step.does(Trait.LIFTS_FENCE)) {
            found.add("The old side stays closed: nobody can write there.");
        }
        if (moves && step.does(Trait.PROVES_PARITY)) {
            found.add("Whether the new side has everything is not known: what it lacks would be lost.");
        }
        if (step.does(Trait.PROMOTES)) {
            found.add(
                    moves
                            ? "The new side's database goes on following the old one and takes no writes."
                            : "How long a promotion takes is not measured, so nobody knows whether the downtime fits what was"
                                    + " announced.");
        }
        if (plan.rollbacks().stream().anyMatch(r -> r.procedure().equals(phase))
                && (step.does(Trait.DESTROYS) || step.does(Trait.CLEARS_FENCE))) {
            found.add("What the way back leaves behind stays in the way of the next attempt, and could be taken for"
                    + " production.");
        }
        if (moves && step.does(Trait.REDIRECTS)) {
            found.add("Users are still led to the side that they are to leave.");
        }
        for (var later : phase.steps()) {
            RequiredFact.of(plan, phase, later).stream()
                    .filter(f -> f.step().equals(step.id()))
                    .map(f -> f.title(v -> plan.parameter(v).flatMap(Plan.Parameter::value)))
                    .distinct()
                    .forEach(title -> found.add(
                            named(later) + " stays locked unless it is found true all the same: “" + title + "”."));
        }
        return found;
    }

    private static Optional<String> decision(Plan plan, Step step) {
        return plan.window()
                .go()
                .filter(step.id()::equals)
                .map(_ -> "Nobody has decided, with the lists in sight, that the change window is used.");
    }

    private static Optional<String> signOff(Plan plan, Step step) {
        var by = plan.decidedIn(step.id()).toList();
        return by.isEmpty()
                ? Optional.empty()
                : Optional.of("Nobody has signed off what is stated here: "
                        + several(by, "goes by it and stays", "go by it and stay") + " locked.");
    }

    /** What saves something that a later step deletes, and what shows that nobody needs it. */
    private static List<String> deletions(Plan plan, Step step) {
        var found = new ArrayList<String>();
        var later = deletingAfter(plan, step);
        var saved = touched(step, Trait.SAVES, later);
        if (!saved.isEmpty()) {
            found.add("What " + several(saved, "deletes", "delete")
                    + " is not saved by this step: it may be gone for good.");
        } else if (step.does(Trait.SAVES) && copiesWhatIsRelied(plan, step)) {
            found.add("What an earlier step has saved has no second copy.");
        }
        var dispensable = touched(step, Trait.PROVES_DISPENSABLE, later);
        if (!dispensable.isEmpty()) {
            found.add("That nobody needs it is not shown for what " + several(dispensable, "deletes", "delete") + ".");
        }
        return found;
    }

    /** A copy of a copy: its inputs use what a step has given that a deletion relies on. */
    private static boolean copiesWhatIsRelied(Plan plan, Step step) {
        return step.actions().stream()
                .filter(a -> a.has(Trait.SAVES))
                .flatMap(a -> Variables.in(a.with()).stream())
                .flatMap(v -> plan.steps().filter(s -> !s.id().equals(step.id()) && v.startsWith(s.id() + ".")))
                .anyMatch(s -> !touched(s, Trait.SAVES, deletingAfter(plan, s)).isEmpty());
    }

    private static List<Step> deletingAfter(Plan plan, Step step) {
        return plan.sequence()
                .flatMap(p -> p.steps().stream())
                .dropWhile(s -> !s.id().equals(step.id()))
                .filter(s -> !s.id().equals(step.id()) && s.does(Trait.DESTROYS))
                .toList();
    }

    private static List<Step> touched(Step step, Trait trait, List<Step> deleting) {
        var own = names(step, a -> a.has(trait));
        return own.isEmpty()
                ? List.of()
                : deleting.stream()
                        .filter(d ->
                                names(d, a -> a.has(Trait.DESTROYS)).stream().anyMatch(own::contains))
                        .toList();
    }

    /** What the inputs of such actions name; a region names nothing in it. */
    private static Set<String> names(Step step, Predicate<ActionUse> which) {
        return step.actions().stream()
                .filter(which)
                .flatMap(a -> a.texts().flatMap(BETWEEN::splitAsStream).map(Reliance::within))
                .filter(t -> !t.isBlank() && !REGION.matcher(t).matches())
                .collect(Collectors.toSet());
    }

    /** {@code eu-west-1/function} names the function. */
    private static String within(String text) {
        var slash = text.indexOf('/');
        return slash > 0 && REGION.matcher(text.substring(0, slash)).matches() ? text.substring(slash + 1) : text;
    }

    private static List<String> outputs(Plan plan, Step step) {
        var using = plan.steps()
                .filter(s -> !s.id().equals(step.id()))
                .filter(s -> uses(s).anyMatch(
                                a -> Variables.in(a.with()).stream().anyMatch(v -> v.startsWith(step.id() + "."))))
                .toList();
        return using.isEmpty()
                ? List.of()
                : List.of(
                        upper(several(using, "uses", "use")) + " what it gives, and cannot be carried out without it.");
    }

    /** Lists, criteria, deliverables and later checks that ask whether it is done: a step that was left out is not. */
    private static List<String> asked(Plan plan, Step step) {
        var found = new ArrayList<String>();
        var own = Stream.concat(Stream.of(step.id()), plan.phaseOf(step.id()).map(Phase::id).stream())
                .collect(Collectors.toSet());
        plan.everything()
                .flatMap(p -> p.checklists().stream())
                .forEach(list -> list.items().stream()
                        .filter(i -> i.check().filter(c -> asks(c, own)).isPresent())
                        .forEach(i -> found.add("“" + i.text() + "” cannot be ticked"
                                + list.gates()
                                        .map(g -> ", and " + (plan.phase(g).isPresent() ? "phase " : "step ") + g
                                                + " waits for it")
                                        .orElse("")
                                + ".")));
        plan.steps()
                .filter(s -> uses(s).anyMatch(a -> asks(a, own)))
                .forEach(s -> found.add("A check of " + lower(named(s)) + " does not pass."));
        plan.criteria().stream()
                .filter(c -> c.measure().filter(m -> asks(m, own)).isPresent())
                .forEach(c -> found.add("The success criterion “" + c.text() + "” is not met."));
        plan.everything()
                .flatMap(p -> p.deliverables().stream())
                .filter(d -> d.steps().stream().anyMatch(own::contains))
                .forEach(d -> found.add("“" + d.text() + "” is not delivered."));
        return found;
    }

    private static boolean asks(ActionUse use, Set<String> ids) {
        return use.with().get("steps") instanceof List<?> steps
                        && steps.stream().map(String::valueOf).anyMatch(ids::contains)
                || Optional.ofNullable(use.with().get("since"))
                        .map(String::valueOf)
                        .filter(ids::contains)
                        .isPresent();
    }

    private static Stream<ActionUse> uses(Step step) {
        return Stream.concat(step.actions().stream(), step.verify().stream().flatMap(v -> v.by().stream()));
    }

    private static String named(Step step) {
        return "Step " + step.id() + " “" + step.title() + "”";
    }

    private static String upper(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private static String lower(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    /** For example {@code step 6.3 deletes} or {@code steps 6.3, 6.4 delete}. */
    private static String several(List<Step> steps, String one, String more) {
        var ids = steps.stream().map(Step::id).collect(Collectors.joining(", "));
        return steps.size() == 1 ? "step " + ids + " " + one : "steps " + ids + " " + more;
    }
}
