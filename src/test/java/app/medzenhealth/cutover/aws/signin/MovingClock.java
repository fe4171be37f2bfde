package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Begins now, as signatures need it, and moves when somebody sleeps. */
final class MovingClock implements Timekeeper {
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private Instant now = Instant.now();

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public void sleep(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(time);
        pass(time);
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }

    List<Duration> sleeps() {
        return sleeps;
    }
}
