package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/** The ReplicaLag metric. On an idle PostgreSQL source it counts up to five minutes: advice, not proof. */
final class ReplicaLag {
    private ReplicaLag() {}

    /** The highest value of the last five minutes in seconds; empty where there is no data point, which is not zero. */
    static Optional<Double> highest(ActionContext context, String region, String instance) {
        var now = context.time().instant();
        var lag = MetricStat.builder()
                .metric(m -> m.namespace("AWS/RDS")
                        .metricName("ReplicaLag")
                        .dimensions(Dimension.builder()
                                .name("DBInstanceIdentifier")
                                .value(instance)
                                .build()))
                .period(60)
                .stat("Maximum")
                .build();
        return context
                .clients()
                .client(CloudWatchClient.class, region)
                .getMetricDataPaginator(r -> r.startTime(now.minus(Duration.ofMinutes(5)))
                        .endTime(now)
                        .metricDataQueries(MetricDataQuery.builder()
                                .id("lag")
                                .metricStat(lag)
                                .returnData(true)
                                .build()))
                .metricDataResults()
                .stream()
                .flatMap(r -> r.values().stream())
                .max(Comparator.naturalOrder());
    }
}
