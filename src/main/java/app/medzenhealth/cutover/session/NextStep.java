package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.session.StepState.Lock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The step to do next, and what it waits for. Whoever shows or says what comes next takes it from here.
 *
 * @param phase id of the phase or way back that it belongs to
 * @param kind what is to be done about it
 * @param missing what a person has to clear away before it may start, for example {@code 7 ticks missing}; empty where nothing is
 * @param item the first open item of its checklists, where ticks are missing
 */
public record NextStep(String phase, String step, String title, Kind kind, String missing, Optional<String> item) {

    public enum Kind {
        /** It failed or is in doubt. */
        BROKEN,
        RUNNING,
        /** It can be reviewed, stated or confirmed now. */
        OPEN,
        /** It may not start yet, and somebody at the console can open it. */
        LOCKED
    }

    /** For example {@code 5.3 Fence writes in Ireland: 7 ticks missing}. */
    public String words() {
        return step + " " + title + (missing.isEmpty() ? "" : ": " + missing);
    }

    /**
     * What broke comes first, then a way back that was begun, then the phases in the plan's order: a phase that has been begun is
     * left for a later one only where nothing in it can be done, opened or watched now.
     *
     * @return empty when all is done, or everything that is left waits for a time
     */
    public static Optional<NextStep> of(List<PhaseView> phases, List<PhaseView> rollbacks) {
        var under = rollbacks.stream().filter(NextStep::underWay).toList();
        return first(Stream.concat(under.stream(), phases.stream()).toList(), NextStep::broken)
                .or(() -> Stream.concat(under.stream(), phases.stream())
                        .filter(p -> p.state() != PhaseState.COMPLETE)
                        .flatMap(p -> within(p).stream())
                        .findFirst());
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
                phase.phase().id(), step.id(), step.title(), kind(view.state()), missing(locks), firstItem(locks));
    }

    private static Kind kind(StepState state) {
        return switch (state) {
            case StepState.Failed _, StepState.InDoubt _ -> Kind.BROKEN;
            case StepState.Running _ -> Kind.RUNNING;
            case StepState.Locked _ -> Kind.LOCKED;
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

    private static String missing(List<Lock> locks) {
        var ticks = locks.stream()
                .mapToInt(l -> l.cause() instanceof Cause.Ticks t ? t.open() : 0)
                .sum();
        var values =
                locks.stream().filter(l -> l.cause() instanceof Cause.Value).count();
        return Stream.of(
                        locks.stream().anyMatch(l -> l.cause() instanceof Cause.Held) ? "on hold" : "",
                        ticks == 0 ? "" : ticks + (ticks == 1 ? " tick missing" : " ticks missing"),
                        locks.stream()
                                .flatMap(l -> l.cause() instanceof Cause.Window w ? Stream.of(w) : Stream.empty())
                                .findFirst()
                                .map(w -> w.opens()
                                        .map(at -> "the change window opens " + Times.minute(at) + " UTC")
                                        .orElse("the change window is over"))
                                .orElse(""),
                        values == 0 ? "" : values + (values == 1 ? " value missing" : " values missing"))
                .filter(s -> !s.isEmpty())
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private static Optional<String> firstItem(List<Lock> locks) {
        return locks.stream()
                .flatMap(l -> l.cause() instanceof Cause.Ticks t ? Stream.of(t.first()) : Stream.empty())
                .findFirst();
    }
}
