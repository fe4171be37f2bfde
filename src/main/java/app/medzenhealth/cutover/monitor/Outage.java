package app.medzenhealth.cutover.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time in which a target did not serve, or in which nobody knows whether it did.
 *
 * @param number from 1, in the order in which they began
 * @param first when the first request was made that failed
 * @param last when the last one was
 * @param failures how many did
 * @param until when the first request was made that was answered again; empty while it goes on
 * @param why of the first failure
 */
public record Outage(
        int number,
        ProbeTarget target,
        What what,
        Instant first,
        Instant last,
        int failures,
        Optional<Instant> until,
        String why) {

    public enum What {
        /** Requests failed, while this machine's own network worked. */
        FAILED,
        /** Nothing at all answered this machine, or it did not ask. */
        UNKNOWN
    }

    Outage again(Instant at) {
        return new Outage(number, target, what, first, at, failures + 1, until, why);
    }

    Outage over(Instant at) {
        return new Outage(number, target, what, first, last, failures, Optional.of(at), why);
    }

    public boolean open() {
        return until.isEmpty();
    }

    public Duration length(Instant now) {
        return Duration.between(first, until.orElse(now));
    }

    /** Whether a request made then belongs to it. */
    public boolean holds(Instant at) {
        return !at.isBefore(first) && until.map(at::isBefore).orElse(true);
    }
}
