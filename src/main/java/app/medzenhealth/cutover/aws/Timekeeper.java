package app.medzenhealth.cutover.aws;

import java.time.Duration;
import java.time.InstantSource;

/** The clock that everything reads and waits by: the machine's in live mode, a virtual one in rehearsal. */
public interface Timekeeper extends InstantSource {

    /** Waits until {@code time} has passed on this clock. */
    void sleep(Duration time) throws InterruptedException;

    /** The machine's own clock. */
    static Timekeeper system() {
        return new Timekeeper() {
            @Override
            public java.time.Instant instant() {
                return java.time.Instant.now();
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }
        };
    }
}
