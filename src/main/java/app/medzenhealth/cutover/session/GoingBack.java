package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.session.StepState.Lock;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What going back means for the steps of the way there. While somebody is going back, nothing of the way there is begun. Once
 * they are back, what was taken back is open again as if it had never been done, and the next attempt opens the way back again.
 * Under the session's lock.
 */
final class GoingBack {
    /** What closes a side to writes, opens it, or leads users to it: without these nobody is back. */
    private static final Set<Trait> SIDES =
            EnumSet.of(Trait.FENCES, Trait.LIFTS_FENCE, Trait.PROMOTES, Trait.SCALES, Trait.REDIRECTS);

    private final Plan plan;
    private final SessionJournal journal;

    GoingBack(Plan plan, SessionJournal journal) {
        this.plan = plan;
        this.journal = journal;
    }

    /** What a step of the way there waits for on account of a way back. */
    Optional<Lock> lock(Phase phase, Step step) {
        if (step.effect() == Step.Effect.READS && !phase.cutsOver() || isWayBack(phase)) {
            return Optional.empty();
        }
        return plan.rollbacks().stream()
                .flatMap(way -> underWay(way)
                        ? Stream.of(goingBack(way))
                        : elsewhere(way).or(() -> beforeNext(way, phase, step)).stream())
                .findFirst();
    }

    /**
     * While somebody is going back, no step of the way there is taken back by itself: it would start again what the way back has
     * stopped, or open what it has closed.
     */
    Optional<Lock> holdsUndo(Step step) {
        return plan.phaseOf(step.id())
                .filter(p -> !isWayBack(p))
                .flatMap(_ -> plan.rollbacks().stream()
                        .filter(this::underWay)
                        .findFirst()
                        .map(this::goingBack));
    }

    /** Why a step of a way back stays as it is: whoever is back goes there again by the way there alone. */
    Optional<String> stays(String step) {
        return plan.rollbacks().stream()
                .filter(this::isBack)
                .filter(way -> way.procedure().steps().stream().anyMatch(s -> s.id().equals(step)))
                .map(way -> "“" + way.procedure().title()
                        + "” is complete, and what it took back is open again: the way there begins anew.")
                .findFirst();
    }

    /** That a way back was gone to its end, in a sentence. */
    Optional<String> said() {
        return plan.rollbacks().stream()
                .filter(this::isBack)
                .findFirst()
                .map(way -> "Rolled back: “" + way.procedure().title() + "” ended "
                        + way.procedure().steps().stream()
                                .map(s -> journal.state().step(s.id()).at())
                                .max(Comparator.naturalOrder())
                                .map(Times::minute)
                                .orElse("")
                        + " UTC, and what it took back is open again.");
    }

    private Lock goingBack(Rollback way) {
        var open = way.procedure().steps().stream()
                .filter(s -> !done(s))
                .findFirst()
                .orElseGet(() -> way.procedure().steps().getLast());
        return new Lock(
                "Going back is under way: “" + way.procedure().title() + "”, step " + open.id() + " “" + open.title()
                        + "” is not done",
                "go on with step " + open.id() + ", or undo what was done on the way back",
                new Cause.Before(open.id()));
    }

    /**
     * Where the way back made another database the primary than the one that the cutover begins at, and its outcome does not say so:
     * the values that it leaves are in force by then.
     */
    private Optional<Lock> elsewhere(Rollback way) {
        if (!isBack(way) || !way.outcome().isEmpty()) {
            return Optional.empty();
        }
        var there = way.procedure().steps().stream()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.PROMOTES))
                .flatMap(a -> a.database().stream())
                .map(this::now)
                .findFirst();
        var begins = cutover().stream()
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.has(Trait.FENCES))
                .flatMap(a -> a.database().stream())
                .map(this::now)
                .findFirst();
        return there.filter(t -> begins.filter(t::equals).isEmpty())
                .map(t -> new Lock(
                        "Rolled back by “" + way.procedure().title() + "”: users are served from " + t
                                + " now, and this plan leads away from " + begins.orElse("another database"),
                        "another cutover takes a plan that begins at " + t,
                        new Cause.Other()));
    }

    /** What comes after the cutover waits for the next one, whatever is skipped: what it changes or deletes serves again. */
    private Optional<Lock> beforeNext(Rollback way, Phase phase, Step step) {
        return isBack(way)
                        && cutover()
                                .filter(c -> !c.equals(phase))
                                .filter(c -> phase.after().contains(c.id())
                                        || c.steps().stream()
                                                .anyMatch(s -> step.after().contains(s.id())))
                                .isPresent()
                ? Optional.of(new Lock(
                        "Rolled back by “" + way.procedure().title()
                                + "”: what comes after the cutover waits for the next one",
                        "cut over again, from step " + way.from() + " on",
                        new Cause.Before(way.from())))
                : Optional.empty();
    }

    /** With the values that the parameters have now. */
    private String now(String text) {
        return Variables.resolve(
                text, v -> Optional.ofNullable(journal.state().parameters().get(v)));
    }

    /** Whether a step decides which side users write to. */
    static boolean decidesSides(Step step) {
        return SIDES.stream().anyMatch(step::does);
    }

    private boolean isWayBack(Phase phase) {
        return plan.rollbacks().stream().anyMatch(r -> r.procedure().equals(phase));
    }

    private Optional<Phase> cutover() {
        return plan.phases().stream().filter(p -> p.does(Trait.FENCES)).findFirst();
    }

    /** Somebody has begun to go back, and is not back yet. */
    private boolean underWay(Rollback way) {
        return !isBack(way)
                && way.procedure().steps().stream()
                        .filter(s -> s.effect() != Step.Effect.READS)
                        .map(s -> journal.state().step(s.id()))
                        .anyMatch(StepRecord::mayHaveHappened);
    }

    /** Whether a way back was gone to its end, and nobody has gone there again since. */
    boolean isBack(Rollback way) {
        return way.procedure().steps().stream().allMatch(this::done);
    }

    /** What decides who serves cannot be left out. */
    private boolean done(Step step) {
        var stage = journal.state().step(step.id()).stage();
        return decidesSides(step) ? stage == Stage.SUCCEEDED : stage == Stage.SUCCEEDED || stage == Stage.SKIPPED;
    }

    /** Opens again what a way back has taken back, once it is at its end. The fence comes last: it tells whether this was done. */
    void reopen(String settled) {
        plan.rollbacks().stream()
                .filter(way -> way.procedure().steps().stream().anyMatch(s -> s.id().equals(settled)))
                .filter(this::isBack)
                .filter(_ -> cutover().stream().flatMap(p -> p.steps().stream()).anyMatch(this::fenced))
                .forEach(way -> takenBack(way).stream()
                        .sorted(Comparator.comparing(s -> s.does(Trait.FENCES)))
                        .forEach(s -> open(way, s, s.does(Trait.FENCES) ? outcome(way) : Map.of())));
    }

    private boolean fenced(Step step) {
        return step.does(Trait.FENCES) && journal.state().step(step.id()).attempts() > 0;
    }

    /** Opens again the ways back that lead from a step which is begun anew. */
    void beginAnew(String step) {
        plan.rollbacks().stream()
                .filter(way -> way.from().equals(step))
                .filter(this::isBack)
                .forEach(way -> way.procedure().steps().forEach(s -> open(way, s, Map.of())));
    }

    /** The values that the next attempt begins with, all by those of before: two parameters may change places. */
    private Map<String, String> outcome(Rollback way) {
        var values = new TreeMap<String, String>();
        way.outcome().forEach((parameter, value) -> values.put(parameter, now(value)));
        return values;
    }

    /** @param values in the same record: the fence is open again, and the next one stands elsewhere, both or neither */
    private void open(Rollback way, Step step, Map<String, String> values) {
        if (journal.state().step(step.id()).stage() != Stage.OPEN
                || journal.state().step(step.id()).attempts() > 0) {
            journal.write(
                    SessionContext.CONSOLE,
                    "step.undone",
                    step.id(),
                    values.isEmpty()
                            ? Map.of("by", way.procedure().title())
                            : Map.of("by", way.procedure().title(), "values", values));
        }
        plan.everything()
                .flatMap(p -> p.checklists().stream())
                .filter(c -> c.gates()
                        .filter(g -> g.equals(step.id())
                                || plan.phaseOf(step.id())
                                        .filter(p -> p.id().equals(g))
                                        .isPresent())
                        .isPresent())
                .flatMap(c -> c.items().stream())
                .filter(i -> journal.state().ticks().containsKey(i.id()))
                .forEach(i -> journal.write(
                        SessionContext.CONSOLE,
                        "checklist.reopen",
                        "",
                        Map.of(
                                "item",
                                i.id(),
                                "text",
                                i.text(),
                                "why",
                                "“" + way.procedure().title() + "” took back what it was ticked for")));
    }

    /**
     * The cutover from the first step on that starts the new side or cuts users off; everything that builds on it; the replica where
     * it was promoted, since it is none any more, with what was built and read on it there; and, behind the cutover, whatever was
     * done with a value that is another one now.
     */
    private List<Step> takenBack(Rollback way) {
        var found = new LinkedHashSet<Step>();
        cutover().ifPresent(phase -> {
            phase.steps().stream()
                    .dropWhile(s -> !RequiredFact.serves(s) && !s.does(Trait.FENCES))
                    .forEach(found::add);
            withWhatStandsOn(found);
            plan.sequence()
                    .dropWhile(p -> !p.equals(phase))
                    .flatMap(p -> p.steps().stream())
                    .filter(s -> s.actions().stream()
                            .flatMap(a -> Variables.in(a.with()).stream())
                            .anyMatch(way.outcome()::containsKey))
                    .forEach(found::add);
            withWhatStandsOn(found);
            phase.steps().stream()
                    .filter(s -> journal.state().step(s.id()).attempts() > 0)
                    .flatMap(s -> s.actions().stream())
                    .filter(a -> a.has(Trait.PROMOTES))
                    .flatMap(a -> a.database().stream())
                    .flatMap(this::replicating)
                    .forEach(found::add);
        });
        return List.copyOf(found);
    }

    private void withWhatStandsOn(Set<Step> found) {
        var ground = new LinkedHashSet<String>();
        found.forEach(s -> ground.add(s.id()));
        plan.phases().stream()
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.after().stream().anyMatch(ground::contains))
                .forEach(s -> {
                    ground.add(s.id());
                    found.add(s);
                });
    }

    private Stream<Step> replicating(String database) {
        return plan.phases().stream()
                .flatMap(p -> p.steps().stream()
                        .dropWhile(s -> s.actions().stream()
                                .noneMatch(a -> a.has(Trait.REPLICATES)
                                        && a.database().filter(database::equals).isPresent())));
    }
}
