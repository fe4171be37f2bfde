package app.medzenhealth.cutover.action;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * Whether a table was written to since its backup was made. DynamoDB keeps no time of the last write, and counts items about every
 * six hours only (Amazon DynamoDB API Reference, TableDescription: ItemCount, TableSizeBytes). What it meters is
 * {@code ConsumedWriteCapacityUnits}, aggregated by the minute (Amazon DynamoDB Developer Guide, "DynamoDB Metrics and dimensions":
 * docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html). A table that nobody writes to may have no value
 * of it at all, and that is no measured zero: then a person's statement counts, where the plan asks for one.
 *
 * @param decidedIn the step in which a person states about the table, by its name; empty where the plan asks nobody
 */
public record WritesSince(String region, Optional<String> decidedIn) {
    private static final int MINUTE = 60;
    private static final int MOST_POINTS = 1_000;

    /** @param remedy what to do where it was written to */
    public Check.Outcome of(ActionContext context, String table, Instant backup, String remedy) {
        var from = backup.truncatedTo(ChronoUnit.MINUTES);
        var since = " since its backup of " + backup.truncatedTo(ChronoUnit.SECONDS);
        var values = read(context, table, from);
        var sum = values.stream().mapToDouble(Double::doubleValue).sum();
        if (sum > 0) {
            return new Check.Fail(
                    String.format(Locale.ROOT, "%.0f write capacity units were consumed", sum) + since
                            + ": what was written then is in no backup",
                    remedy);
        }
        if (!values.isEmpty()) {
            return new Check.Pass("no write capacity was consumed" + since + "; CloudWatch is some minutes behind");
        }
        var none = "CloudWatch has no value of writes" + since;
        return decidedIn
                .flatMap(step -> context.attestations()
                        .attestation(step)
                        .filter(a -> a.names(table))
                        .<Check.Outcome>map(a -> new Check.Pass(none + "; " + a.person() + " stated in step " + step
                                + " that nothing writes to it any more")))
                .orElseGet(() -> new Check.NotMeasured(none
                        + decidedIn
                                .map(s -> ", and nobody has stated in step " + s + " that nothing writes to it")
                                .orElse("")));
    }

    private static Dimension dimension(String table) {
        return Dimension.builder().name("TableName").value(table).build();
    }

    private List<Double> read(ActionContext context, String table, Instant from) {
        // Exclusive, and refused where it is not later than the start (CloudWatch API Reference, GetMetricData:
        // EndTime).
        var until = context.time().instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        var minutes = Math.max(1, Duration.between(from, until).toMinutes() / MOST_POINTS + 1);
        var values = new ArrayList<Double>();
        context.clients()
                .client(CloudWatchClient.class, region)
                .getMetricDataPaginator(q -> q.startTime(from)
                        .endTime(until)
                        .metricDataQueries(MetricDataQuery.builder()
                                .id("m")
                                .returnData(true)
                                .metricStat(s -> s.stat("Sum")
                                        .period((int) minutes * MINUTE)
                                        .metric(m -> m.namespace("AWS/DynamoDB")
                                                .metricName("ConsumedWriteCapacityUnits")
                                                .dimensions(dimension(table))))
                                .build()))
                .metricDataResults()
                .forEach(r -> values.addAll(r.values()));
        return values;
    }
}
