package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricStat;

/**
 * The ReplicaLag metric. On an idle PostgreSQL source it counts up to five minutes: advice, not proof.
 *
 * @param highest of the last five minutes, in seconds
 * @param lowest -1 where replication was not active at some time of them (Amazon RDS User Guide, "Monitoring MariaDB read
 *     replicas"): then the highest of the others says nothing
 */
record ReplicaLag(double highest, double lowest) {

    /** Empty where there is no data point, which is not zero. */
    static Optional<ReplicaLag> read(ActionContext context, String region, String instance) {
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
        var range = context
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
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return range.getCount() == 0 ? Optional.empty() : Optional.of(new ReplicaLag(range.getMax(), range.getMin()));
    }
}
