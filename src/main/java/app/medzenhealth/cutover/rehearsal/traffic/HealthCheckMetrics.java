package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import app.medzenhealth.cutover.rehearsal.compute.MetricSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code AWS/Route53 HealthCheckStatus}, which is in us-east-1 only. Of the past it knows only that there was a check. */
public final class HealthCheckMetrics implements MetricSource {
    private static final String REGION = "us-east-1";
    private static final String NAMESPACE = "AWS/Route53";

    private final Estate estate;

    private HealthCheckMetrics(Estate estate) {
        this.estate = estate;
    }

    /** Puts it among the metrics of the region that AWS has it in. */
    public static void install(Estate estate) {
        CloudWatchState.of(estate, REGION).add(new HealthCheckMetrics(estate));
    }

    @Override
    public List<Key> keys() {
        return Route53State.of(estate).healthChecks.keySet().stream()
                .map(id -> new Key(NAMESPACE, "HealthCheckStatus", Map.of("HealthCheckId", id)))
                .toList();
    }

    @Override
    public Optional<Sample> measure(Key key, Instant from, Instant to) {
        if (!key.namespace().equals(NAMESPACE) || !key.name().equals("HealthCheckStatus")) {
            return Optional.empty();
        }
        return Optional.ofNullable(Route53State.of(estate)
                        .healthChecks
                        .get(key.dimensions().get("HealthCheckId")))
                .filter(check -> !check.created().isAfter(from))
                .map(check -> Sample.of(check.healthy() ? 1 : 0));
    }
}
