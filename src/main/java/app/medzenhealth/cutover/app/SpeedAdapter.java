package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.session.ChangeWindow;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.SoakView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rehearsal's clock in the lead's hand. It only runs faster while a step is running: who reads, types or signs has as much
 * time for it as in the real window.
 */
final class SpeedAdapter implements SpeedControl {
    /** Nearly standing: the clock itself knows no pause. */
    private static final double CRAWL = 1e-6;

    private static final Duration A_WHILE = Duration.ofMinutes(5);

    private final VirtualTime time;
    private final Session session;
    private volatile Speed speed = Speed.MINUTE;
    private double pace;

    SpeedAdapter(VirtualTime time, Session session) {
        this.time = time;
        this.session = session;
        session.onChange(this::pace);
        set(speed);
    }

    @Override
    public Speed current() {
        return speed;
    }

    @Override
    public void set(Speed wanted) {
        speed = wanted;
        pace(session.view());
    }

    private synchronized void pace(SessionView view) {
        var wanted = switch (speed) {
            case PAUSED -> CRAWL;
            case REAL, MINUTE, TEN_MINUTES -> running(view) ? speed.factor() : 1;
        };
        if (wanted != pace) {
            pace = wanted;
            time.paced(wanted);
        }
    }

    private static boolean running(SessionView view) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .flatMap(p -> p.steps().stream())
                .anyMatch(s -> s.state() instanceof StepState.Running);
    }

    /** As long as the plan expects of what runs, and a few minutes at least: to the next thing worth seeing. */
    private static Duration left(SessionView view) {
        return Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.state() instanceof StepState.Running running
                        ? Stream.of(Duration.between(
                                view.at(), running.since().plus(s.step().expected())))
                        : Stream.empty())
                .max(Comparator.naturalOrder())
                .filter(l -> l.compareTo(A_WHILE) > 0)
                .orElse(A_WHILE);
    }

    /** How long it is to the change window, where something waits for it. */
    private Optional<Duration> untilWindow(SessionView view) {
        var waits = view.phases().stream()
                .flatMap(p -> p.steps().stream())
                .anyMatch(s -> s.state() instanceof StepState.Locked l
                        && l.locks().stream().allMatch(k -> k.waiver().isPresent()));
        return ChangeWindow.of(view.plan(), view.parameters())
                .times(view.at())
                .filter(_ -> waits)
                .map(t -> Duration.between(view.at(), t.opens()))
                .filter(Duration::isPositive);
    }

    @Override
    public void skipWaiting() {
        var view = session.view();
        if (running(view)) {
            time.advance(left(view));
        } else {
            view.phases().stream()
                    .flatMap(p -> p.soak().stream())
                    .map(SoakView::left)
                    .filter(Duration::isPositive)
                    .min(Comparator.naturalOrder())
                    .or(() -> untilWindow(view))
                    .ifPresent(left -> time.advance(left.plusSeconds(1)));
        }
        session.refresh();
    }
}
