package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.SessionView.SoakView;
import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.session.StepState.Lock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What stands between a step and its start. */
final class Gates {
    /** What the waiver of the change window is called. */
    static final String WINDOW = "window";
    /** What the waiver of a checklist begins with; its id follows. */
    static final String LIST = "checklist ";

    private final Plan plan;
    private final SessionJournal journal;
    /** By step: the variables it uses. Asked for at every change, so looked up only once. */
    private final Map<String, Set<String>> uses = new HashMap<>();

    Gates(Plan plan, SessionJournal journal) {
        this.plan = plan;
        this.journal = journal;
        plan.steps()
                .forEach(s -> s.actions()
                        .forEach(a -> uses.computeIfAbsent(s.id(), k -> new HashSet<>())
                                .addAll(Variables.in(a.with()))));
    }

    /** Why the step may not be started now; empty when it may, or when people go on in spite of everything that is left. */
    List<Lock> locks(Phase phase, Step step, Instant now) {
        return everyLock(phase, step, now).stream()
                .filter(l -> l.waiver()
                        .flatMap(w -> journal.state().waiver(step.id(), w))
                        .isEmpty())
                .toList();
    }

    private List<Lock> everyLock(Phase phase, Step step, Instant now) {
        var locks = new ArrayList<Lock>(phaseLocks(phase, now));
        for (var needed : step.after()) {
            if (!complete(needed)) {
                locks.add(new Lock(
                        named(needed) + " is not complete", "complete " + brief(needed), new Cause.Before(needed)));
            }
        }
        plan.everything().flatMap(p -> p.checklists().stream()).forEach(c -> {
            if (gates(c, phase, step)) {
                ticks(c, now, Optional.empty()).ifPresent(locks::add);
            } else if (beforeWindow(c, step)) {
                ticks(c, now, Optional.of(LIST + c.id())).ifPresent(locks::add);
            }
        });
        window(step, now).ifPresent(locks::add);
        period(step, now).ifPresent(locks::add);
        for (var parameter : plan.parameters()) {
            if (uses.getOrDefault(step.id(), Set.of()).contains(parameter.id())
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

    /**
     * What is stated about a time is not stated before the time is over: a person's action may name how long it is since the end of
     * which step or phase.
     */
    Optional<Lock> period(Step step, Instant now) {
        return step.actions().stream()
                .filter(a -> Views.BY_PERSON.contains(a.type()))
                .flatMap(a -> Stream.ofNullable(a.with().get("since"))
                        .map(String::valueOf)
                        .flatMap(since -> Stream.ofNullable(a.with().get("over"))
                                .flatMap(o -> period(since, Duration.parse(String.valueOf(o)), now).stream())))
                .findFirst();
    }

    private Optional<Lock> period(String since, Duration over, Instant now) {
        var ended = plan.phase(since).isPresent()
                ? completed(since)
                : Optional.of(journal.state().step(since)).filter(Kept::settled).map(Kept::at);
        if (ended.isEmpty()) {
            return Optional.of(
                    new Lock(named(since) + " is not complete", "complete " + brief(since), new Cause.Before(since)));
        }
        var until = ended.get().plus(over);
        return now.isBefore(until)
                ? Optional.of(new Lock(
                        Times.inWords(over) + " since the end of " + brief(since) + " are not over",
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

    /** Whether the step decides on a window in which a checklist's step is to be carried out. */
    private boolean beforeWindow(Checklist list, Step step) {
        var window = plan.window();
        return window.go().filter(step.id()::equals).isPresent()
                && list.gates().filter(window.steps()::contains).isPresent();
    }

    private Optional<Lock> window(Step step, Instant now) {
        if (!plan.inWindow(step)) {
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
            view.filter(s -> s.left().isPositive())
                    .ifPresent(s -> locks.add(new Lock(
                            Times.inWords(soak.time()) + " of healthy operation after phase " + soak.phase()
                                    + " are not over",
                            "wait until " + Times.minute(s.until()) + " UTC",
                            new Cause.Soak(s.until()))));
        });
        return locks;
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
    Optional<SoakView> onlySoaking(Phase phase, Step step, Instant now) {
        var soak = soak(phase, now).filter(s -> s.left().isPositive());
        return soak.filter(s -> locks(phase, step, now).size() == 1);
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
