package app.medzenhealth.cutover.concurrent;

import java.time.Duration;

/**
 * When a wait is over, on the machine's own clock that nobody can set.
 *
 * @param nanos of {@link System#nanoTime}
 */
public record Deadline(long nanos) {

    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Nothing or less once it is over. */
    public Duration left() {
        return Duration.ofNanos(nanos - System.nanoTime());
    }

    public boolean isOver() {
        return nanos - System.nanoTime() <= 0;
    }

    public Deadline orSooner(Deadline other) {
        return nanos - other.nanos <= 0 ? this : other;
    }
}
