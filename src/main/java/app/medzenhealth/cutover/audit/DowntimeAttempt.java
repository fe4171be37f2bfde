package app.medzenhealth.cutover.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The downtime of one attempt to move production: from the moment a fence is begun while none stands, to the next time that happens.
 *
 * @param number from 1; 0: what failed before the first attempt
 * @param from when its first downtime began
 * @param to when its last ended, or until when it is told
 * @param length how long users were without service meanwhile
 * @param parts what that went by with, in the order in which each began
 */
public record DowntimeAttempt(int number, Instant from, Instant to, Duration length, List<DowntimePart> parts) {
    public DowntimeAttempt {
        parts = List.copyOf(parts);
    }
}
