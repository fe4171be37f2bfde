package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/** Metrics and alarms of one region. */
public final class CloudWatchState {
    /** ListMetrics shows what had a value in this time. */
    private static final Duration LISTED = Duration.ofDays(14);

    private final Estate estate;
    private final String region;
    private final RecordedMetrics recorded = new RecordedMetrics();
    private final List<MetricSource> sources = new ArrayList<>();
    final Map<String, MetricAlarm> alarms = new LinkedHashMap<>();
    private final Map<String, AlarmStates> histories = new LinkedHashMap<>();

    /** Whether anybody's requests reach a load balancer, by its DNS name. */
    @FunctionalInterface
    public interface Visitors {
        boolean come(String dnsName);
    }

    private static final class Audience {
        private Visitors visitors = dnsName -> true;
    }

    private CloudWatchState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        sources.add(recorded);
        sources.add(new DatabaseMetrics(estate, region));
        sources.add(new ServiceMetrics(estate, region));
        sources.add(new BalancerMetrics(estate, region));
        sources.add(new FunctionMetrics(estate, region));
    }

    public static CloudWatchState of(Estate estate, String region) {
        return estate.state(CloudWatchState.class, region, () -> new CloudWatchState(estate, region));
    }

    /** For the whole estate. Without it everybody comes to every load balancer that has healthy targets. */
    public static void visitors(Estate estate, Visitors visitors) {
        estate.state(Audience.class, Estate.GLOBAL, Audience::new).visitors = visitors;
    }

    static Visitors visitors(Estate estate) {
        return estate.state(Audience.class, Estate.GLOBAL, Audience::new).visitors;
    }

    public CloudWatchState add(MetricSource source) {
        sources.add(source);
        return this;
    }

    /** One measured value. */
    public CloudWatchState put(
            String namespace, String name, Map<String, String> dimensions, Instant at, double value) {
        recorded.put(new MetricSource.Key(namespace, name, dimensions), at, value);
        return this;
    }

    /** An alarm that is there from the start. */
    public CloudWatchState alarm(MetricAlarm description) {
        alarms.put(
                description.alarmName(),
                description.toBuilder()
                        .alarmArn(arn(description.alarmName()))
                        .actionsEnabled(Objects.requireNonNullElse(description.actionsEnabled(), true))
                        .alarmConfigurationUpdatedTimestamp(Objects.requireNonNullElse(
                                description.alarmConfigurationUpdatedTimestamp(),
                                estate.now().minus(Duration.ofDays(100))))
                        .build());
        return this;
    }

    /** Of the alarm of that name, there now or before. */
    AlarmStates history(String alarm) {
        return histories.computeIfAbsent(alarm, a -> new AlarmStates(new AlarmEvaluation(this)));
    }

    /** Of every alarm, there now or before, by name. */
    List<String> remembered() {
        alarms.keySet().forEach(this::history);
        return histories.keySet().stream().sorted().toList();
    }

    String arn(String alarm) {
        return estate.arn("cloudwatch", region, "alarm:" + alarm);
    }

    Optional<MetricSource.Sample> measure(MetricSource.Key key, Instant from, Instant to) {
        return sources.stream()
                .flatMap(source -> source.measure(key, from, to).stream())
                .findFirst();
    }

    /** Those of the wanted metrics that had a value lately. */
    List<MetricSource.Key> listed(Predicate<MetricSource.Key> wanted) {
        var now = estate.now();
        return sources.stream()
                .flatMap(source -> source.keys().stream().filter(wanted).filter(key -> lately(source, key, now)))
                .distinct()
                .toList();
    }

    private static boolean lately(MetricSource source, MetricSource.Key key, Instant now) {
        var first = now.minus(LISTED);
        for (var at = now.minusSeconds(3600); !at.isBefore(first); at = at.minusSeconds(3600)) {
            if (source.measure(key, at, at.plusSeconds(3600)).isPresent()) {
                return true;
            }
        }
        return source.measure(key, now.minusSeconds(60), now).isPresent();
    }
}
