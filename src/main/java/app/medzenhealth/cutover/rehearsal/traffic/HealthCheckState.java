package app.medzenhealth.cutover.rehearsal.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;

/** A health check and what its checkers have seen. It turns only after as many equal results in a row as its threshold asks. */
final class HealthCheckState {
    private HealthCheck description;
    /** Counts as healthy until there is enough data, as Route 53 does. */
    private boolean healthy = true;

    private @Nullable Instant otherwiseSince;
    private boolean lastSeen = true;

    private final Instant created;

    HealthCheckState(HealthCheck description, Instant created) {
        this.description = description;
        this.created = created;
    }

    Instant created() {
        return created;
    }

    HealthCheck description() {
        return description;
    }

    HealthCheckConfig config() {
        return description.healthCheckConfig();
    }

    void change(HealthCheckConfig config) {
        description = description.toBuilder()
                .healthCheckConfig(config)
                .healthCheckVersion(description.healthCheckVersion() + 1)
                .build();
    }

    void observe(boolean answersWell, Instant now) {
        lastSeen = answersWell;
        if (answersWell == healthy) {
            otherwiseSince = null;
            return;
        }
        var since = otherwiseSince;
        if (since == null) {
            otherwiseSince = now;
        } else if (!now.isBefore(since.plus(patience()))) {
            healthy = answersWell;
            otherwiseSince = null;
        }
    }

    /** What the last check itself said. */
    boolean lastSeen() {
        return lastSeen;
    }

    boolean healthy() {
        // A disabled check counts as healthy, unless it is inverted: Route 53 API Reference, HealthCheckConfig,
        // Disabled.
        var seen = healthy || Boolean.TRUE.equals(config().disabled());
        return seen != Boolean.TRUE.equals(config().inverted());
    }

    private Duration patience() {
        return Duration.ofSeconds((long) Objects.requireNonNullElse(config().requestInterval(), 30)
                * Objects.requireNonNullElse(config().failureThreshold(), 3));
    }
}
