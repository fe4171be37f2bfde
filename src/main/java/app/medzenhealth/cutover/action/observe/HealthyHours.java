package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.monitor.soak.HealthyTime;
import app.medzenhealth.cutover.monitor.soak.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An action that counts healthy hours, and can show of what it counts them. */
public interface HealthyHours {

    /**
     * Reads what each signal has said since. Empty: what it counts from has not ended.
     *
     * @throws RuntimeException whatever the reading of a metric or an alarm throws
     */
    Optional<Hours> hours(ActionContext context);

    /**
     * @param since from when it is counted
     * @param wanted how long it is to be healthy
     * @param source where it was read
     * @param period how often each metric has a value
     */
    record Hours(Instant since, Instant to, Duration wanted, List<Track> tracks, String source, Duration period) {
        public Hours {
            tracks = List.copyOf(tracks);
        }

        public HealthyTime time() {
            return HealthyTime.of(since, to, tracks);
        }
    }
}
