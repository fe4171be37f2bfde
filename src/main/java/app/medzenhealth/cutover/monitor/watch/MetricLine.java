package app.medzenhealth.cutover.monitor.watch;

import app.medzenhealth.cutover.plan.Monitoring;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One metric as it was read: what it is now, and what it was.
 *
 * @param values in the line's unit, each by the beginning of its minute; a minute without one is not in it
 */
public record MetricLine(Monitoring.Line line, Standing standing, NavigableMap<Instant, Double> values) {
    public static final Duration MINUTE = Duration.ofMinutes(1);
    /**
     * So long a value may be on its way: CloudWatch has it some minutes after it was measured. What is older says nothing of now.
     */
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    public MetricLine {
        values = Collections.unmodifiableNavigableMap(new TreeMap<>(values));
    }

    /** Whether it keeps its limit now. */
    public sealed interface Standing {}

    /** @param at the beginning of the minute that it is of */
    public record Holds(double value, Instant at) implements Standing {}

    public record Breaks(double value, Instant at) implements Standing {}

    /** There is a value, and the plan names no limit. */
    public record Unjudged(double value, Instant at) implements Standing {}

    /** It was asked for and cannot be told. */
    public record Unknown(String why) implements Standing {}

    /** Nobody has asked for it. */
    public record NotMeasured(String why) implements Standing {}

    static MetricLine notMeasured(Monitoring.Line line, String why) {
        return new MetricLine(line, new NotMeasured(why), new TreeMap<>());
    }

    static MetricLine unknown(Monitoring.Line line, String why) {
        return new MetricLine(line, new Unknown(why), new TreeMap<>());
    }

    /** @param now when it was read */
    static MetricLine of(Monitoring.Line line, NavigableMap<Instant, Double> values, Instant now) {
        return new MetricLine(line, judged(line, values, now), values);
    }

    private static Standing judged(Monitoring.Line line, NavigableMap<Instant, Double> values, Instant now) {
        if (values.isEmpty()) {
            return new Unknown("no value in the time shown");
        }
        var last = values.lastEntry();
        var at = last.getKey();
        double value = last.getValue();
        if (at.plus(MINUTE).plus(PATIENCE).isBefore(now)) {
            return new Unknown(
                    "no value for " + Duration.between(at.plus(MINUTE), now).toMinutes() + " min");
        }
        if (line.metric().equals("ReplicaLag") && value < 0) {
            // "If the ReplicaLag metric returns -1, then replication is currently not active" (Amazon RDS User Guide,
            // Monitoring
            // MariaDB read replicas; of PostgreSQL it says nothing).
            return new Unknown("replication is not active");
        }
        if (line.below().isEmpty() && line.above().isEmpty()) {
            return new Unjudged(value, at);
        }
        return holds(line, value) ? new Holds(value, at) : new Breaks(value, at);
    }

    private static boolean holds(Monitoring.Line line, double value) {
        return line.below().filter(b -> value >= b.doubleValue()).isEmpty()
                && line.above().filter(a -> value <= a.doubleValue()).isEmpty();
    }

    /** When its newest value was measured; empty without one. */
    public Optional<Instant> newest() {
        return values.isEmpty() ? Optional.empty() : Optional.of(values.lastKey());
    }

    /** Stretches without a gap, in order: two minutes that have a minute without a value between them are in two of them. */
    public List<NavigableMap<Instant, Double>> stretches() {
        var all = new ArrayList<NavigableMap<Instant, Double>>();
        Optional<Instant> before = Optional.empty();
        for (var value : values.entrySet()) {
            if (before.filter(b -> !b.plus(MINUTE).isBefore(value.getKey())).isEmpty()) {
                all.add(new TreeMap<>());
            }
            all.getLast().put(value.getKey(), value.getValue());
            before = Optional.of(value.getKey());
        }
        return List.copyOf(all);
    }

    /** Minutes without a value between the first and the last that have one. */
    public long missing() {
        return values.isEmpty()
                ? 0
                : Duration.between(values.firstKey(), values.lastKey()).toMinutes() + 1 - values.size();
    }
}
