package app.medzenhealth.cutover.audit;

import java.time.Duration;

/**
 * Some of the downtime, by what it went by with.
 *
 * @param step the one that ran, or whose signature was waited for; empty for {@link Kind#PEOPLE}
 */
public record DowntimePart(Kind kind, String step, Duration took) {

    public enum Kind {
        /** A step ran. */
        STEP,
        /** A second person was asked to sign, and nothing ran. */
        SIGNATURE,
        /** Nothing ran: people read, decided and typed. */
        PEOPLE
    }

    /** In short, without its length. */
    public String words() {
        return switch (kind) {
            case STEP -> "step " + step;
            case SIGNATURE -> "signature for " + step;
            case PEOPLE -> "people reading, deciding and typing";
        };
    }
}
