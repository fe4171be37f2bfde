package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.ParameterUses;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Rollback;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView.SoakView;
import app.medzenhealth.cutover.session.StepRecord.Stage;
import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.session.StepState.Lock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands between a step and its start. */
final class Gates {
    /** What the waiver of the change window is called. */
    static final String WINDOW = "window";
    /** What the waiver of a change window that one person has moved is called. */
    static final String MOVED = "moved window";
    /** What the waiver of the announced downtime is called. */
    static final String BUDGET = "budget";
    /** What the waiver of a checklist begins with; its id follows. */
    static final String LIST = "checklist ";
    /** What the waiver of a go that nobody has said begins with; the role follows. */
    static final String BOARD = "board ";

    /** Within this time of its opening, nobody is told of a change window any more. A stated figure. */
    private static final Duration NOTICE = Duration.ofDays(1);

    private final Plan plan;
    private final SessionJournal journal;
    private final GoingBack waysBack;
    /** By step: the checklists that lock it or its phase, in the plan's order. */
    private final Map<String, List<Checklist>> gating = new HashMap<>();
    /** The steps that may be begun inside the window only. */
    private final Set<String> inWindow;
    /** The steps whose locks come and go with the time alone. */
    private final Set<String> timed;
    /** What has to be ticked before somebody decides on the window. */
    private final List<Checklist> beforeWindow;
    /** The variables that an action uses. Asked for at every change, so looked up only once. */
    private final Map<ActionUse, Set<String>> uses = new IdentityHashMap<>();

    private final Supplier<Optional<String>> doubt;

    /** @param doubt why the clock is not believed, if it is not: what only time opens stays shut then */
    Gates(Plan plan, SessionJournal journal, GoingBack waysBack, Supplier<Optional<String>> doubt) {
        this.plan = plan;
        this.doubt = doubt;
        this.journal = journal;
        this.waysBack = waysBack;
        var lists = plan.everything().flatMap(p -> p.checklists().stream()).toList();
        plan.everything()
                .forEach(p -> p.steps()
                        .forEach(s -> gating.put(
                                s.id(),
                                lists.stream().filter(c -> gates(c, p, s)).toList())));
        beforeWindow = lists.stream()
                .filter(c -> c.gates().filter(plan.window().steps()::contains).isPresent())
                .toList();
        // A way back is none of them: it is open at any hour.
        inWindow = plan.sequence()
                .flatMap(p -> p.steps().stream())
                .filter(plan::inWindow)
                .map(Step::id)
                .collect(Collectors.toSet());
        timed = plan.everything()
                .flatMap(p -> p.steps().stream().filter(s -> timed(p, s)))
                .map(Step::id)
                .collect(Collectors.toSet());
        plan.steps()
                .flatMap(s -> s.actions().stream())
                .forEach(a -> uses.put(a, ParameterUses.in(plan, a).collect(Collectors.toSet())));
    }

    private boolean timed(Phase phase, Step step) {
        return inWindow.contains(step.id())
                || phase.soak().isPresent()
                || plan.window().go().filter(step.id()::equals).isPresent()
                || step.actions().stream().anyMatch(a -> a.with().containsKey("since"))
                || gating.getOrDefault(step.id(), List.of()).stream()
                        .flatMap(c -> c.items().stream())
                        .anyMatch(i -> i.valid().isPresent());
    }

    /** Whether the step's locks may come and go without any record, only by the time. */
    boolean timed(Step step) {
        return timed.contains(step.id());
    }

    /**
     * Why the step may not be started now; empty when it may, or when people go on in spite of everything that is left.
     *
     * @param step as people's decisions leave it
     */
    List<Lock> locks(Phase phase, Step step, Instant now) {
        return locks(phase, phaseLocks(phase, now), step, now);
    }

    /** @param phaseLocks what stands before every step of the phase */
    List<Lock> locks(Phase phase, List<Lock> phaseLocks, Step step, Instant now) {
        return everyLock(phase, phaseLocks, step, now).stream()
                .filter(l -> l.waiver()
                        .flatMap(w -> journal.state().waiver(step.id(), w))
                        .isEmpty())
                .toList();
    }

    private List<Lock> everyLock(Phase phase, List<Lock> phaseLocks, Step step, Instant now) {
        var locks = new ArrayList<>(phaseLocks);
        for (var needed : step.after()) {
            if (!complete(needed)) {
                locks.add(new Lock(
                        named(needed) + " is not complete", "complete " + brief(needed), new Cause.Before(needed)));
            }
        }
        gating.getOrDefault(step.id(), List.of())
                .forEach(c -> ticks(c, now, Optional.empty()).ifPresent(locks::add));
        if (plan.window().go().filter(step.id()::equals).isPresent()) {
            beforeWindow.stream()
                    .filter(c -> !gates(c, phase, step))
                    .forEach(c -> ticks(c, now, Optional.of(LIST + c.id())).ifPresent(locks::add));
        }
        if (!halfMoved(phase, step)) {
            window(step, now).ifPresent(locks::add);
            moved(step).ifPresent(locks::add);
            budget(phase, step).ifPresent(locks::add);
            goes(step, now).forEach(locks::add);
        }
        openedSince(phase, step).ifPresent(locks::add);
        waysBack.lock(phase, step).ifPresent(locks::add);
        period(step, now).ifPresent(locks::add);
        for (var parameter : plan.parameters()) {
            if (uses(step, parameter.id())
                    && journal.state()
                            .parameters()
                            .getOrDefault(parameter.id(), "")
                            .isBlank()) {
                locks.add(new Lock(
                        "“" + parameter.title() + "” has no value",
                        "set it under Plan › Parameters",
                        new Cause.Value(parameter.id(), parameter.title())));
            }
        }
        journal.state()
                .ended()
                .map(Ended::refusal)
                .ifPresent(r -> locks.addFirst(new Lock(String.valueOf(r.getMessage()), r.next(), new Cause.Other())));
        if (journal.state().hold().isPresent()) {
            // First: whatever else is in the way, nothing is sent before this is gone.
            locks.addFirst(new Lock(
                    "On hold since " + Times.minute(journal.state().hold().get().at()) + " UTC by "
                            + journal.state().hold().get().by(),
                    "release the hold",
                    new Cause.Held()));
        }
        return locks;
    }

    /** What stands for an action that has nothing to do is none of the plan's, and needs no value. */
    private boolean uses(Step step, String parameter) {
        return step.actions().stream()
                .anyMatch(a -> uses.getOrDefault(a, Set.of()).contains(parameter));
    }

    /** That a way back was gone to its end, in a sentence; empty where none was, or the way there was begun anew. */
    Optional<String> rolledBack() {
        return waysBack.said();
    }

    /** What a step of the way there waits for, or stays as it is for, on account of a way back. */
    List<?> wayBack(Phase phase, Step step) {
        return List.of(waysBack.lock(phase, step), waysBack.stays(step.id()));
    }

    /**
     * What was promoted holds nothing of what the old side took afterwards: once that was opened again, users are not led to the
     * promoted side any more, whoever closed the old one since.
     */
    Optional<Lock> openedSince(Phase phase, Step step) {
        if (!phase.cutsOver() || !step.does(Trait.REDIRECTS) && !RequiredFact.serves(step)) {
            return Optional.empty();
        }
        return RequiredFact.before(phase, step).stream()
                .filter(s ->
                        s.does(Trait.PROMOTES) && journal.state().step(s.id()).mayHaveHappened())
                .flatMap(promoted -> plan.steps()
                        .filter(s -> s.does(Trait.LIFTS_FENCE))
                        .filter(s -> lifted(
                                s.id(), journal.state().step(promoted.id()).at()))
                        .map(lift -> new Lock(
                                "Step " + lift.id() + " opened the old side again after step " + promoted.id()
                                        + " had promoted the new one: what was written there since is not in it",
                                "stay on the old side: another cutover begins with a new replica",
                                new Cause.Before(lift.id()))))
                .findFirst();
    }

    private boolean lifted(String step, Instant after) {
        var kept = journal.state().step(step);
        return kept.attempts() > 0 && kept.at().isAfter(after);
    }

    /**
     * What is stated about a time is not stated before the time is over: a person's action may name how long it is since the end of
     * which step or phase.
     */
    Optional<Lock> period(Step step, Instant now) {
        return step.actions().stream()
                .filter(a -> a.has(Trait.BY_PERSON))
                .flatMap(a -> Stream.ofNullable(a.with().get("since"))
                        .map(String::valueOf)
                        .flatMap(since -> Stream.ofNullable(a.with().get("over"))
                                .flatMap(o -> period(since, Duration.parse(String.valueOf(o)), now).stream())))
                .findFirst();
    }

    private Optional<Lock> period(String since, Duration over, Instant now) {
        var ended = plan.phase(since).isPresent()
                ? completed(since)
                : Optional.of(journal.state().step(since))
                        .filter(r -> r.stage() == Stage.SUCCEEDED)
                        .map(StepRecord::at);
        if (ended.isEmpty()) {
            return Optional.of(
                    new Lock(named(since) + " is not complete", "complete " + brief(since), new Cause.Before(since)));
        }
        var until = ended.get().plus(over);
        return now.isBefore(until)
                ? Optional.of(new Lock(
                        Times.inWords(over) + " since the end of " + brief(since) + " have not passed",
                        "wait until " + Times.minute(until) + " UTC",
                        new Cause.Soak(until)))
                : Optional.empty();
    }

    private Optional<Lock> ticks(Checklist list, Instant now, Optional<String> waiver) {
        var open = list.items().stream()
                .filter(i -> journal.state().tick(i, now).isEmpty())
                .toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(new Lock(
                        "Checklist “" + list.title() + "”: " + open.size() + " of "
                                + list.items().size() + " open, next “"
                                + open.getFirst().text() + "”",
                        "tick it in the checklist",
                        new Cause.Ticks(list.id(), open.getFirst().id(), open.size()),
                        waiver));
    }

    /**
     * Whether production stands between its two sides, and the step leads on. The window and the announced downtime decide whether
     * moving production is <em>begun</em>. Once its fence is up, users are without service until they are led to one of the two
     * sides: a lock in the middle would make the outage longer, which is what both are there to prevent. So, from the fence's
     * success on, what moves production further is not held by them any more, however late it has become; the clock and the price
     * of the way back are on the screen, and both ways out are open. It is begun anew, and held again, once the fence was taken back
     * or lifted. A fence that failed or was left out has not begun anything here: what it has closed is opened by its undo and by the
     * ways back, which the window never holds.
     */
    private boolean halfMoved(Phase phase, Step step) {
        return plan.movesProduction(step)
                && phase.steps().stream()
                        .filter(s -> s.does(Trait.FENCES) && !s.id().equals(step.id()))
                        .anyMatch(s -> switch (journal.state().step(s.id()).stage()) {
                            case SUCCEEDED, IN_DOUBT -> stillFenced(s);
                            case OPEN, RUNNING, UNDOING, FAILED, SKIPPED, UNDONE -> false;
                        });
    }

    private boolean stillFenced(Step fence) {
        return plan.steps()
                .filter(l -> l.does(Trait.LIFTS_FENCE))
                .noneMatch(l -> lifted(l.id(), journal.state().step(fence.id()).at()));
    }

    /** What the downtime will at least be by a promotion that was timed in this step, in words; empty of any other step. */
    Optional<String> timedFor(String drill) {
        if (plan.step(drill).filter(s -> s.does(Trait.PROMOTES)).isEmpty()
                || plan.phaseOf(drill).filter(Phase::cutsOver).isPresent()) {
            return Optional.empty();
        }
        return plan.sequence()
                .filter(Phase::cutsOver)
                .findFirst()
                .map(p -> DowntimeForecast.of(plan, p, journal.state()))
                .map(f -> "with it the downtime is " + f.inWords() + ", and "
                        + Times.inWords(plan.window().downtimeBudget()) + " are announced");
    }

    /** Whether what was measured fits the downtime that was announced; what was not measured does not. */
    private Optional<Lock> budget(Phase phase, Step step) {
        if (!plan.movesProduction(step)) {
            return Optional.empty();
        }
        var budget = plan.window().downtimeBudget();
        var forecast = DowntimeForecast.of(plan, phase, journal.state());
        if (forecast.fits(budget)) {
            return Optional.empty();
        }
        var known = forecast.unmeasured().isEmpty();
        return Optional.of(new Lock(
                known
                        ? "The downtime would be " + forecast.inWords() + ", and " + Times.inWords(budget)
                                + " are announced"
                        : "Whether the downtime fits the " + Times.inWords(budget) + " announced is not known: "
                                + String.join("; ", forecast.unmeasured()),
                known ? "announce a longer downtime, or find out what made it slow" : "measure it first",
                new Cause.Budget(),
                Optional.of(BUDGET)));
    }

    /** Who has said go, and who has not. */
    GoBoard board(Instant now) {
        return GoBoard.of(plan, journal.state(), cutOff(), now);
    }

    /** Once users are cut off, or are being, there is a way on and a way back; a no-go would only keep them waiting. */
    private Optional<String> cutOff() {
        return plan.window().steps().stream()
                .flatMap(s -> plan.step(s).stream())
                .filter(s -> s.does(Trait.FENCES))
                .filter(s -> switch (journal.state().step(s.id()).stage()) {
                    case RUNNING, UNDOING -> true;
                    case SUCCEEDED, IN_DOUBT -> stillFenced(s);
                    case OPEN, FAILED, SKIPPED, UNDONE -> false;
                })
                .findFirst()
                .map(s -> "The board is closed since step " + s.id() + " “" + s.title() + "”");
    }

    /** The go of whoever has not said it is waited for by the step that decides; a no-go holds what comes behind it, too. */
    private Stream<Lock> goes(Step step, Instant now) {
        var decides = plan.window().go().filter(step.id()::equals).isPresent();
        if (!decides && !plan.window().steps().contains(step.id()) && !plan.movesProduction(step)) {
            return Stream.empty();
        }
        return board(now).seats().stream().flatMap(seat -> switch (seat.standing()) {
            case GoBoard.Given(var answer) ->
                answer.said() == GoBoard.Said.GO
                        ? Stream.empty()
                        : Stream.of(new Lock(
                                "No-go for “" + seat.role() + "” by " + answer.words(),
                                "only another answer for “" + seat.role() + "” opens it",
                                new Cause.NoGo(seat.role())));
            case GoBoard.Unsaid _ -> unsaid(decides, seat, "Nobody has said go for “" + seat.role() + "”");
            case GoBoard.Lapsed(var answer, var why) ->
                unsaid(
                        decides,
                        seat,
                        "What " + answer.person() + " said for “" + seat.role() + "” counts no longer: " + why);
        });
    }

    private static Stream<Lock> unsaid(boolean decides, GoBoard.Seat seat, String why) {
        return decides
                ? Stream.of(new Lock(
                        why,
                        "ask " + (seat.contact().isBlank() ? "them" : seat.contact())
                                + ", and write the answer down on the board",
                        new Cause.Unsaid(seat.role()),
                        Optional.of(BOARD + seat.role())))
                : Stream.empty();
    }

    /** Others count on the day that was set: another one is decided on by two people, like going on in spite of it. */
    private Optional<Lock> moved(Step step) {
        var window = plan.window();
        if (!window.go().map(step.id()::equals).orElse(window.steps().contains(step.id()))) {
            return Optional.empty();
        }
        return window.date()
                .map(journal.state().moved()::get)
                .map(m -> new Lock(
                        "The change window was moved by " + m.by() + " alone, at " + Times.minute(m.at()) + " UTC: "
                                + m.note(),
                        "have a second person agree to it",
                        new Cause.Moved(),
                        Optional.of(MOVED)));
    }

    /**
     * Whether another value of the window's day is for two people: it was set, and the window's phase has begun by then; or it would
     * open the window within a day.
     */
    boolean moves(String parameter, String value, Instant now) {
        var window = plan.window();
        if (window.date().filter(parameter::equals).isEmpty()) {
            return false;
        }
        var before = journal.state().parameters().getOrDefault(parameter, "");
        var opens = ChangeWindow.of(plan, Map.of(parameter, value)).times(now);
        return !before.equals(value)
                && (!before.isBlank() && begun()
                        || opens.filter(t -> t.opens().isBefore(now.plus(NOTICE)) && now.isBefore(t.closes()))
                                .isPresent());
    }

    /** Whether the phase that the window belongs to has begun. */
    private boolean begun() {
        return plan.window().steps().stream()
                .flatMap(s -> plan.phaseOf(s).stream())
                .flatMap(p -> p.steps().stream())
                .anyMatch(s -> journal.state().step(s.id()).attempts() > 0
                        || journal.state().step(s.id()).settled());
    }

    /** The decision on the window, where it was taken for a day that is no longer set and nothing has been cut off since. */
    Optional<String> decidedForAnotherDay() {
        return plan.window()
                .go()
                .filter(go -> journal.state().step(go).settled())
                .filter(go -> plan.window().steps().stream()
                        .noneMatch(s -> journal.state().step(s).attempts() > 0));
    }

    /**
     * Why a parameter keeps its value: it names what a fence stands around, or where users are led, and they are between two sides.
     * With another name the same checks would look at something else.
     */
    Optional<String> inUse(String parameter) {
        return plan.everything()
                .filter(Phase::cutsOver)
                .filter(p -> p.steps().stream()
                        .filter(s -> s.does(Trait.FENCES) || s.does(Trait.LIFTS_FENCE))
                        .anyMatch(s -> switch (journal.state().step(s.id()).stage()) {
                            case RUNNING, UNDOING, SUCCEEDED, FAILED, IN_DOUBT ->
                                journal.state().step(s.id()).attempts() > 0;
                            case OPEN, SKIPPED, UNDONE -> false;
                        }))
                .filter(p -> !complete(p.id()))
                .filter(p -> p.steps().stream()
                        .flatMap(s -> s.actions().stream().filter(a -> GoingBack.decidesSides(s)))
                        .anyMatch(a -> ParameterUses.in(plan, a).anyMatch(parameter::equals)))
                .findFirst()
                .map(p -> "“"
                        + plan.parameter(parameter).map(Plan.Parameter::title).orElse(parameter) + "” is in use: “"
                        + p.title() + "” is under way");
    }

    private Optional<Lock> window(Step step, Instant now) {
        if (!inWindow.contains(step.id())) {
            return Optional.empty();
        }
        var window = ChangeWindow.of(plan, journal.state().parameters());
        if (window.isOpen(now)) {
            return Optional.empty();
        }
        var opens = window.unset().isPresent()
                ? "set “" + window.unset().get().title() + "” under Plan › Parameters"
                : window.isOver(now)
                        ? "set the date of the next window under Plan › Parameters"
                        : "wait until it opens";
        return Optional.of(new Lock(
                window.unset().isPresent()
                        ? "No day is set for the change window"
                        : "The change window, " + window.inWords() + ", is "
                                + (window.isOver(now) ? "over" : "not open yet"),
                opens,
                window.unset()
                        .<Cause>map(p -> new Cause.Value(p.id(), p.title()))
                        .orElseGet(() -> new Cause.Window(
                                window.inShort(),
                                window.times(now).map(ChangeWindow.Times::opens).filter(now::isBefore))),
                Optional.of(WINDOW)));
    }

    List<Lock> phaseLocks(Phase phase, Instant now) {
        var locks = new ArrayList<Lock>();
        plan.rollbacks().stream()
                .filter(r -> r.procedure().equals(phase))
                .flatMap(r -> wayBack(r).stream())
                .forEach(locks::add);
        for (var needed : phase.after()) {
            if (!complete(needed)) {
                locks.add(new Lock(
                        named(needed) + " is not complete", "complete " + brief(needed), new Cause.Before(needed)));
            }
        }
        phase.soak().ifPresent(soak -> {
            var view = soak(phase, now);
            if (view.isEmpty() && !phase.after().contains(soak.phase())) {
                locks.add(new Lock(
                        named(soak.phase()) + " is not complete",
                        "complete " + brief(soak.phase()),
                        new Cause.Before(soak.phase())));
            }
            doubt.get()
                    .ifPresent(why -> locks.add(new Lock(
                            "Whether the soak after phase " + soak.phase() + " has elapsed is not known: " + why,
                            "set the machine's clock, then start the console again",
                            new Cause.Before(soak.phase()))));
            view.filter(s -> s.left().isPositive())
                    .ifPresent(s -> locks.add(new Lock(
                            "The " + Times.inWords(soak.time()) + " soak after phase " + soak.phase()
                                    + " has not elapsed",
                            "wait until " + Times.minute(s.until()) + " UTC",
                            new Cause.Soak(s.until()))));
        });
        // What is settled now would be dated by it, and soaks count from that. A way back is held up by nothing that is
        // not in its way.
        if (phase.soak().isEmpty() && plan.sequence().anyMatch(phase::equals)) {
            doubt.get()
                    .ifPresent(why -> locks.add(new Lock(
                            "Nothing is begun: " + why,
                            "set the machine's clock, then start the console again",
                            new Cause.Other())));
        }
        return locks;
    }

    /** Before there is anything to go back from, and after a step behind which it leads nowhere any more. */
    private Optional<Lock> wayBack(Rollback way) {
        return way.costs().stream()
                .filter(this::closed)
                .reduce((a, b) -> b)
                .map(c -> new Lock(
                        "This way back is closed since step " + c.step() + ". " + c.text(),
                        "nothing opens it again",
                        new Cause.Other()))
                .or(() -> journal.state().step(way.from()).attempts() > 0
                        ? Optional.empty()
                        : Optional.of(new Lock(
                                "There is nothing to go back from yet: " + named(way.from()) + " has not begun",
                                "offered from step " + way.from() + " on",
                                new Cause.Before(way.from()))))
                .or(() -> missing(way));
    }

    /** It is not begun before everything stands that it needs on its way; once it was begun, nothing holds it half-way. */
    private Optional<Lock> missing(Rollback way) {
        var begun = way.procedure().steps().stream()
                .filter(s -> s.effect() != Step.Effect.READS)
                .anyMatch(s -> journal.state().step(s.id()).attempts() > 0);
        return begun
                ? Optional.empty()
                : way.needs().stream()
                        .filter(need -> !journal.state().step(need).settled())
                        .findFirst()
                        .map(need -> new Lock(
                                "This way back cannot be gone to its end yet: it needs " + named(need)
                                        + ", which is not complete",
                                way.until().orElse("complete " + brief(need)),
                                new Cause.Before(need)));
    }

    /** What cannot be taken back counts from its first attempt on: nobody knows how far that came. */
    private boolean closed(Rollback.Price price) {
        var step = journal.state().step(price.step());
        return price.closes()
                && (step.stage() == StepRecord.Stage.SUCCEEDED
                        || step.attempts() > 0
                                && plan.step(price.step())
                                        .filter(s -> s.effect() == Step.Effect.IRREVERSIBLE)
                                        .isPresent());
    }

    static boolean gates(Checklist list, Phase phase, Step step) {
        return list.gates()
                .filter(g -> g.equals(step.id()) || g.equals(phase.id()))
                .isPresent();
    }

    /** The soak before a phase, once its clock has started. */
    Optional<SoakView> soak(Phase phase, Instant now) {
        return phase.soak()
                .flatMap(soak -> completed(soak.phase()).map(from -> {
                    var until = from.plus(soak.time());
                    var left = Duration.between(now, until);
                    return new SoakView(from, until, left.isNegative() ? Duration.ZERO : left);
                }));
    }

    /** Whether only time is in the way, and until when. */
    Optional<SoakView> onlySoaking(Phase phase, List<Lock> locks, Instant now) {
        return locks.size() == 1 ? soak(phase, now).filter(s -> s.left().isPositive()) : Optional.empty();
    }

    boolean complete(String id) {
        return plan.phase(id)
                .map(p -> p.steps().stream()
                        .allMatch(s -> journal.state().step(s.id()).settled()))
                .orElseGet(() -> journal.state().step(id).settled());
    }

    /** When the last step of a phase was settled; empty while one is open. */
    Optional<Instant> completed(String phase) {
        return plan.phase(phase)
                .filter(p -> complete(p.id()))
                .flatMap(p -> p.steps().stream()
                        .map(s -> journal.state().step(s.id()).at())
                        .max(Instant::compareTo));
    }

    private String named(String id) {
        return plan.phase(id)
                .map(p -> "Phase " + p.id() + " “" + p.title() + "”")
                .orElseGet(() ->
                        "Step " + id + " “" + plan.step(id).map(Step::title).orElse("") + "”");
    }

    private String brief(String id) {
        return plan.phase(id).isPresent() ? "phase " + id : "step " + id;
    }
}
