package app.medzenhealth.cutover.audit;

import java.util.Optional;

/** The trail cannot be written: nothing may be done. The message says why and what to do. */
public final class TrailUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TrailUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    public TrailUnavailable(String message) {
        super(message);
    }

    /** What verifying it said, where that is the reason. */
    public Optional<TrailVerdict> verdict() {
        return getCause() instanceof TrailFault fault ? Optional.of(fault.verdict()) : Optional.empty();
    }
}
