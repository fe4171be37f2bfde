package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.session.StepState.Lock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The step to do next, and what it waits for. Whoever shows or says what comes next takes it from here.
 *
 * @param phase id of the phase or way back that it belongs to
 * @param kind what is to be done about it
 * @param missing what keeps it from starting, for example {@code 7 ticks missing}; empty where nothing does
 * @param remedy what can be done about that, where it does not say so itself; may be empty
 * @param item the first open item of its checklists, where ticks are missing
 */
public record NextStep(
        String phase, String step, String title, Kind kind, String missing, String remedy, Optional<String> item) {

    public enum Kind {
        /** It failed or is in doubt. */
        BROKEN,
        RUNNING,
        /** It can be reviewed, stated or confirmed now. */
        OPEN,
        /** It may not start yet. */
        LOCKED
    }

    /** For example {@code 5.3 Fence writes in Ireland: 7 ticks missing}. */
    public String words() {
        return step + " " + title + (why().isEmpty() ? "" : ": " + why());
    }

    /** What keeps it from starting and what can be done about it; empty where nothing does. */
    public String why() {
        return missing + (remedy.isEmpty() ? "" : "; " + remedy);
    }

    /**
     * A way back that was begun comes first, and in it what broke, then what broke elsewhere, then the phases in the plan's order: what is
     * in doubt on the way there does not call anybody off the way back while users wait. A phase under way is never left
     * for a later one: where nothing in it can be done, its first open step says what everybody waits for. A phase that was not
     * begun is passed over while it waits for other phases or for its soak.
     *
     * @return empty when all is done, or everything that is left is in phases that may not begin yet
     */
    public static Optional<NextStep> of(List<PhaseView> phases, List<PhaseView> rollbacks) {
        return urgent(phases, rollbacks)
                .or(() -> open(phases, rollbacks)
                        .flatMap(p -> within(p).or(() -> waiting(p)).stream())
                        .findFirst());
    }

    /**
     * What can be done at once, in whichever phase: while the one under way waits for its window, others may go on.
     *
     * @return empty when all is done, or everything that is left waits for a time
     */
    public static Optional<NextStep> atOnce(List<PhaseView> phases, List<PhaseView> rollbacks) {
        return urgent(phases, rollbacks)
                .or(() ->
                        open(phases, rollbacks).flatMap(p -> within(p).stream()).findFirst());
    }

    private static Optional<NextStep> urgent(List<PhaseView> phases, List<PhaseView> rollbacks) {
        var back = rollbacks.stream().filter(NextStep::underWay).toList();
        return first(back, NextStep::broken)
                .or(() -> back.stream()
                        .filter(p -> p.state() != PhaseState.COMPLETE)
                        .flatMap(p -> within(p).stream())
                        .findFirst())
                .or(() -> first(phases, NextStep::broken));
    }

    private static Stream<PhaseView> open(List<PhaseView> phases, List<PhaseView> rollbacks) {
        return Stream.concat(rollbacks.stream().filter(NextStep::underWay), phases.stream())
                .filter(p -> p.state() != PhaseState.COMPLETE);
    }

    /** Whether somebody is in the middle of it: a way back that was only looked at, or taken back, leads nowhere. */
    private static boolean underWay(PhaseView way) {
        return way.state() != PhaseState.COMPLETE
                && way.steps().stream()
                        .map(StepView::state)
                        .anyMatch(s -> s.settled() || s instanceof StepState.Running || broken(s));
    }

    /** Within a phase: what can be done beside a running step, or else that running step. */
    private static Optional<NextStep> within(PhaseView phase) {
        return first(List.of(phase), s -> doable(s) || byPerson(s))
                .or(() -> first(List.of(phase), s -> s instanceof StepState.Running));
    }

    /** What it waits for where nothing in it can be done: the window, which people may override, or in a phase under way anything. */
    private static Optional<NextStep> waiting(PhaseView phase) {
        var window = first(List.of(phase), NextStep::byWindow);
        return phase.state() == PhaseState.RUNNING || underWay(phase)
                ? window.or(() -> first(List.of(phase), s -> !s.settled() && !behindOthers(s)))
                        .or(() -> first(List.of(phase), s -> !s.settled()))
                : window;
    }

    private static Optional<NextStep> first(List<PhaseView> phases, Predicate<StepState> which) {
        return phases.stream()
                .flatMap(p ->
                        p.steps().stream().filter(s -> which.test(s.state())).map(s -> of(p, s)))
                .findFirst();
    }

    private static NextStep of(PhaseView phase, StepView view) {
        var step = view.step();
        var locks = view.state() instanceof StepState.Locked(var all) ? all : List.<Lock>of();
        return new NextStep(
                phase.phase().id(),
                step.id(),
                step.title(),
                kind(view.state()),
                missing(view.state()),
                remedy(locks),
                firstItem(locks));
    }

    private static Kind kind(StepState state) {
        return switch (state) {
            case StepState.Failed _, StepState.InDoubt _ -> Kind.BROKEN;
            case StepState.Running _ -> Kind.RUNNING;
            case StepState.Locked _, StepState.Waiting(StepState.WaitsFor.Time _) -> Kind.LOCKED;
            case StepState.Ready _,
                    StepState.Previewed _,
                    StepState.Waiting _,
                    StepState.Undone _,
                    StepState.Succeeded _,
                    StepState.Skipped _ -> Kind.OPEN;
        };
    }

    private static boolean broken(StepState state) {
        return state instanceof StepState.InDoubt || state instanceof StepState.Failed;
    }

    private static boolean doable(StepState state) {
        return state instanceof StepState.Ready
                || state instanceof StepState.Previewed
                || state instanceof StepState.Undone
                || state instanceof StepState.Waiting w && !(w.what() instanceof StepState.WaitsFor.Time);
    }

    private static boolean byPerson(StepState state) {
        // Ticks can be made while the change window is still to come.
        return state instanceof StepState.Locked(var locks)
                && locks.stream().anyMatch(l -> l.cause().byPerson())
                && locks.stream().allMatch(l -> l.cause().byPerson() || l.cause() instanceof Cause.Window);
    }

    private static boolean byWindow(StepState state) {
        return state instanceof StepState.Locked(var locks)
                && locks.stream().allMatch(l -> l.cause() instanceof Cause.Window);
    }

    private static boolean behindOthers(StepState state) {
        return state instanceof StepState.Locked(var locks)
                && locks.stream().anyMatch(l -> l.cause() instanceof Cause.Before);
    }

    private static String missing(StepState state) {
        return switch (state) {
            case StepState.Locked(var locks) -> missing(locks);
            case StepState.Waiting(StepState.WaitsFor.Time(var until, var why)) ->
                "waits until " + Times.minute(until) + " UTC, " + why;
            default -> "";
        };
    }

    private static String missing(List<Lock> locks) {
        var ticks = locks.stream()
                .mapToInt(l -> l.cause() instanceof Cause.Ticks t ? t.open() : 0)
                .sum();
        var values =
                locks.stream().filter(l -> l.cause() instanceof Cause.Value).count();
        var goes = locks.stream().filter(l -> l.cause() instanceof Cause.Unsaid).count();
        // Each kind once, in the order in which the locks come.
        return locks.stream()
                .map(l -> switch (l.cause()) {
                    case Cause.Held _ -> "on hold";
                    case Cause.Ticks _ -> ticks + (ticks == 1 ? " tick missing" : " ticks missing");
                    case Cause.Value _ -> values + (values == 1 ? " value missing" : " values missing");
                    case Cause.Window(var when, var opens) ->
                        opens.isPresent()
                                ? "outside the change window (" + when + ")"
                                : "the change window (" + when + ") is over";
                    case Cause.Moved _ -> "one person alone has moved the change window";
                    case Cause.Unsaid _ -> goes + (goes == 1 ? " go missing" : " goes missing");
                    case Cause.NoGo(var role) -> "no-go of " + role;
                    case Cause.Budget _ -> "the announced downtime does not fit, or is not known to";
                    case Cause.Before(var id) -> "waits for " + (id.contains(".") ? "step " : "phase ") + id;
                    case Cause.Soak(var until) -> "waits until " + Times.minute(until) + " UTC";
                    case Cause.Other _ -> l.why();
                })
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What a count of ticks or values, a hold or a step before say themselves is not said again. */
    private static String remedy(List<Lock> locks) {
        return locks.stream()
                .filter(l -> l.cause() instanceof Cause.Window
                        || l.cause() instanceof Cause.Moved
                        || l.cause() instanceof Cause.Budget
                        || l.cause() instanceof Cause.NoGo
                        || l.cause() instanceof Cause.Other)
                .map(l -> l.opens() + (l.waiver().isPresent() ? ", or go on in spite of it, in writing" : ""))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    private static Optional<String> firstItem(List<Lock> locks) {
        return locks.stream()
                .flatMap(l -> l.cause() instanceof Cause.Ticks t ? Stream.of(t.first()) : Stream.empty())
                .findFirst();
    }
}
