package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.NextStep;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.Cause;
import app.medzenhealth.cutover.session.StepState.Lock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What opens a step that is locked, as a button's name and what it does.
 *
 * @param step the step that it leads to; empty where it leads elsewhere
 */
public record WayOn(String name, Optional<String> step, Runnable go) {

    /**
     * What can be done now so that the step opens: where it waits for others, the first of them that does not wait itself.
     *
     * @return empty where only time, the release of the hold, or something outside of the console opens it
     */
    public static Optional<WayOn> of(StepView view, SessionView session, Navigator navigator) {
        return of(view, session, navigator, new HashSet<>());
    }

    private static Optional<WayOn> of(StepView view, SessionView session, Navigator navigator, Set<String> seen) {
        var locks = view.state() instanceof StepState.Locked(var all) ? all : List.<Lock>of();
        if (!seen.add(view.step().id()) || locks.stream().anyMatch(l -> l.cause() instanceof Cause.Held)) {
            return Optional.empty();
        }
        return locks.stream()
                .flatMap(l -> of(l, session, navigator, seen).stream())
                .findFirst();
    }

    private static Optional<WayOn> of(Lock lock, SessionView session, Navigator navigator, Set<String> seen) {
        return switch (lock.cause()) {
            case Cause.Before(String id) ->
                open(session, id)
                        .map(before -> of(before, session, navigator, seen)
                                .filter(way -> way.step().isPresent())
                                .orElseGet(() -> to(before.step().id(), navigator)));
            case Cause.Value v ->
                Optional.of(new WayOn(
                        "Set “" + v.title() + "”",
                        Optional.empty(),
                        () -> navigator.go(Place.PLAN, Optional.of(v.parameter()))));
            case Cause.Ticks t ->
                Optional.of(
                        new WayOn("Show the first open item", Optional.empty(), () -> navigator.goToStep(t.first())));
            case Cause.Unsaid _, Cause.NoGo _ ->
                Optional.of(new WayOn(
                        "Show the go/no-go board",
                        Optional.empty(),
                        () -> navigator.go(Place.CUTOVER, Optional.empty())));
            case Cause.Held _, Cause.Soak _, Cause.Window _, Cause.Moved _, Cause.Budget _, Cause.Other _ ->
                Optional.empty();
        };
    }

    private static WayOn to(String step, Navigator navigator) {
        return new WayOn("Go to step " + step, Optional.of(step), () -> navigator.goToStep(step));
    }

    /** The step, or of a phase the first that can be done, or else that is open. */
    private static Optional<StepView> open(SessionView session, String stepOrPhase) {
        return session.step(stepOrPhase)
                .or(() -> steps(session, stepOrPhase, s -> !s.settled() && !(s instanceof StepState.Locked)))
                .or(() -> steps(session, stepOrPhase, s -> !s.settled()));
    }

    private static Optional<StepView> steps(SessionView session, String phase, Predicate<StepState> which) {
        return Stream.concat(session.phases().stream(), session.rollbacks().stream())
                .filter(p -> p.phase().id().equals(phase))
                .map(PhaseView::steps)
                .flatMap(List::stream)
                .filter(s -> which.test(s.state()))
                .findFirst();
    }

    /** Where to go for what comes next: to it, or to the step elsewhere that it waits for. */
    public static WayOn toNext(NextStep next, SessionView session, Navigator navigator) {
        return session.step(next.step())
                .flatMap(s -> of(s, session, navigator))
                .filter(way -> way.step().isPresent())
                .orElseGet(() -> to(next.step(), navigator));
    }

    /** The step elsewhere that what comes next waits for, to be said after it; empty where it waits for none. */
    public String instead(NextStep next, SessionView session) {
        return step.filter(s -> !s.equals(next.step()))
                .flatMap(session::step)
                .map(s -> "; first " + s.step().id() + " " + s.step().title())
                .orElse("");
    }
}
