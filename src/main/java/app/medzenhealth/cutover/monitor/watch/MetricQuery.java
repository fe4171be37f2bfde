package app.medzenhealth.cutover.monitor.watch;

import app.medzenhealth.cutover.plan.Monitoring;
import app.medzenhealth.cutover.plan.Variables;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A metric with everything filled in.
 *
 * @param statistic as CloudWatch names it
 */
public record MetricQuery(
        String region, String namespace, String metric, Map<String, String> dimensions, String statistic) {

    public MetricQuery {
        dimensions = Map.copyOf(dimensions);
    }

    /**
     * @param values of the plan's variables
     * @return empty while one of its variables has no value
     */
    static Optional<MetricQuery> of(Monitoring.Line line, Function<String, Optional<String>> values) {
        var filled = new TreeMap<String, String>();
        line.dimensions().forEach((name, value) -> filled.put(name, Variables.resolve(value, values)));
        return Variables.in(filled).isEmpty()
                ? Optional.of(new MetricQuery(line.region(), line.namespace(), line.metric(), filled, line.statistic()))
                : Optional.empty();
    }

    /** Of the same thing, another metric. */
    MetricQuery of(String other) {
        return new MetricQuery(region, namespace, other, dimensions, statistic);
    }
}
