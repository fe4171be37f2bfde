package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView.SoakView;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import java.time.Duration;
import java.util.Comparator;

/** The rehearsal's clock in the lead's hand. */
final class SpeedFace implements SpeedControl {
    /** Nearly standing: the clock itself knows no pause. */
    private static final double CRAWL = 1e-6;

    private final VirtualTime time;
    private final Session session;
    private volatile Speed speed = Speed.MINUTE;

    SpeedFace(VirtualTime time, Session session) {
        this.time = time;
        this.session = session;
        set(speed);
    }

    @Override
    public Speed current() {
        return speed;
    }

    @Override
    public void set(Speed wanted) {
        speed = wanted;
        time.paced(wanted == Speed.PAUSED ? CRAWL : wanted.factor());
    }

    @Override
    public void skipWaiting() {
        var view = session.view();
        var running = view.phases().stream()
                .flatMap(p -> p.steps().stream())
                .anyMatch(s -> s.state() instanceof app.medzenhealth.cutover.session.StepState.Running);
        if (running) {
            // What runs waits in steps of its own: a few minutes bring it to the next thing worth seeing.
            time.advance(Duration.ofMinutes(5));
        } else {
            view.phases().stream()
                    .flatMap(p -> p.soak().stream())
                    .map(SoakView::left)
                    .filter(Duration::isPositive)
                    .min(Comparator.naturalOrder())
                    .ifPresent(left -> time.advance(left.plusSeconds(1)));
        }
        session.refresh();
    }
}
