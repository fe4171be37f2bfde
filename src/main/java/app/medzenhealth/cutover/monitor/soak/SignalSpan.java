package app.medzenhealth.cutover.monitor.soak;

import java.time.Duration;
import java.time.Instant;

/**
 * What a signal said of a stretch of time.
 *
 * @param to exclusive
 */
public record SignalSpan(Instant from, Instant to, Said said) {

    public enum Said {
        /** It kept its limit. */
        GOOD,
        /** It did not. */
        BREACH,
        /** It was asked, and cannot tell: an alarm without data, a lag while nothing is replicated. */
        UNKNOWN
    }

    public SignalSpan {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from " + from + " to " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }
}
