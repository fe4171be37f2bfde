package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Basis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.paginators.GetMetricDataIterable;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

/**
 * One metric of CloudWatch.
 *
 * @param statistic as CloudWatch names it: {@code Average}, {@code Sum}, {@code p95}
 */
public record Series(String region, String namespace, String metric, Map<String, String> dimensions, String statistic) {

    static final String LAG = "ReplicaLag";
    private static final String BALANCER = "lb/";
    private static final String OF_BALANCERS = "loadbalancer/";
    private static final int MOST_POINTS = 1_000;
    private static final int FINEST_SECONDS = 60;

    public Series {
        dimensions = Map.copyOf(dimensions);
    }

    /**
     * The same, with each load balancer that is named as {@code lb/NAME} called as CloudWatch calls it: "the final portion of the
     * load balancer ARN" (Elastic Load Balancing User Guide, "CloudWatch metrics for your Application Load Balancer").
     */
    private Series resolved(ActionContext context) {
        var named = new TreeMap<String, String>(dimensions);
        named.replaceAll((name, value) -> value.startsWith(BALANCER) ? balancer(context, value) : value);
        return new Series(region, namespace, metric, named, statistic);
    }

    private String balancer(ActionContext context, String value) {
        var arn = context.clients()
                .client(ElasticLoadBalancingV2Client.class, region)
                .describeLoadBalancers(r -> r.names(value.substring(BALANCER.length())))
                .loadBalancers()
                .getFirst()
                .loadBalancerArn();
        return arn.substring(arn.indexOf(OF_BALANCERS) + OF_BALANCERS.length());
    }

    /** Values of the last {@code over}. */
    public List<Double> read(ActionContext context, Duration over) {
        return List.copyOf(latest(context, over).values());
    }

    /** The same, each by the beginning of its period. */
    NavigableMap<Instant, Double> latest(ActionContext context, Duration over) {
        var now = context.time().instant();
        return points(context, now.minus(over), now, Duration.ofSeconds(period(over)));
    }

    Basis basis(Instant newest, long samples) {
        return new Basis(metric + ", " + statistic, unit(), "CloudWatch " + namespace + ", " + region, newest, samples);
    }

    /** As the services' lists of their metrics have them; empty of others. */
    private String unit() {
        if (statistic.equals("SampleCount")) {
            return "";
        }
        return switch (metric) {
            case "CPUUtilization", "MemoryUtilization" -> "percent";
            case LAG, "TargetResponseTime" -> "seconds";
            case "Duration" -> "milliseconds";
            case "FreeStorageSpace", "FreeableMemory", "TransactionLogsDiskUsage", "OldestReplicationSlotLag" ->
                "bytes";
            default -> "";
        };
    }

    /**
     * Each value by the beginning of the period that it is of; a period without one is not in it.
     *
     * @param each the length of a period, of whole minutes
     * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html">GetMetricData: paged, with
     *     Timestamps and Values side by side; periods of a minute are kept for 15 days, of five minutes for 63</a>
     */
    NavigableMap<Instant, Double> points(ActionContext context, Instant from, Instant to, Duration each) {
        var points = new TreeMap<Instant, Double>();
        resolved(context)
                .pages(context, from, to, (int) each.toSeconds())
                .metricDataResults()
                .forEach(r -> {
                    for (var i = 0; i < r.values().size(); i++) {
                        points.put(r.timestamps().get(i), r.values().get(i));
                    }
                });
        return points;
    }

    private GetMetricDataIterable pages(ActionContext context, Instant from, Instant to, int period) {
        return context.clients()
                .client(CloudWatchClient.class, region)
                .getMetricDataPaginator(q -> q.startTime(from)
                        .endTime(to)
                        .metricDataQueries(MetricDataQuery.builder()
                                .id("m")
                                .returnData(true)
                                .metricStat(s -> s.stat(statistic)
                                        .period(period)
                                        .metric(m -> m.namespace(namespace)
                                                .metricName(metric)
                                                .dimensions(awsDimensions())))
                                .build()));
    }

    /**
     * Whether a value is one: "if the ReplicaLag metric returns -1, then replication is currently not active" (Amazon RDS User
     * Guide, "Monitoring MariaDB read replicas").
     */
    boolean means(double value) {
        return !metric.equals(LAG) || value >= 0;
    }

    /** In seconds, so that even a week comes in one answer. */
    private static int period(Duration over) {
        var seconds = Math.max(FINEST_SECONDS, over.toSeconds() / MOST_POINTS);
        return (int) ((seconds + FINEST_SECONDS - 1) / FINEST_SECONDS * FINEST_SECONDS);
    }

    /** Whether CloudWatch has had any value of it in the last two weeks. */
    public boolean listed(ActionContext context) {
        return context
                .clients()
                .client(CloudWatchClient.class, region)
                .listMetricsPaginator(q -> q.namespace(namespace)
                        .metricName(metric)
                        .dimensions(new TreeMap<>(dimensions)
                                .entrySet().stream()
                                        .map(d -> DimensionFilter.builder()
                                                .name(d.getKey())
                                                .value(d.getValue())
                                                .build())
                                        .toList()))
                .metrics()
                .stream()
                .findAny()
                .isPresent();
    }

    List<Dimension> awsDimensions() {
        return new TreeMap<>(dimensions)
                .entrySet().stream()
                        .map(d -> Dimension.builder()
                                .name(d.getKey())
                                .value(d.getValue())
                                .build())
                        .toList();
    }
}
