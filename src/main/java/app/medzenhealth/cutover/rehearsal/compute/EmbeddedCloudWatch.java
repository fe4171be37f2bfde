package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.*;

/** Amazon CloudWatch: metrics measured from the estate itself, alarms evaluated from them. */
public final class EmbeddedCloudWatch implements CloudWatchClient {
    private static final long MOST_DATAPOINTS = 1_440;

    private final Estate estate;
    private final CloudWatchState state;
    private final AlarmEvaluation evaluation;

    public EmbeddedCloudWatch(Estate estate, String region) {
        this.estate = estate;
        this.state = CloudWatchState.of(estate, region);
        this.evaluation = new AlarmEvaluation(state);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public ListMetricsResponse listMetrics(ListMetricsRequest r) {
        var all = state.listed(key -> wanted(key, r)).stream()
                .map(EmbeddedCloudWatch::metric)
                .toList();
        var page = estate.page(all, r.nextToken(), null);
        return ListMetricsResponse.builder()
                .metrics(page.items())
                .nextToken(page.next())
                .build();
    }

    private static boolean wanted(MetricSource.Key key, ListMetricsRequest r) {
        return (r.namespace() == null || key.namespace().equals(r.namespace()))
                && (r.metricName() == null || key.name().equals(r.metricName()))
                && r.dimensions().stream()
                        .allMatch(d -> key.dimensions().containsKey(d.name())
                                && (d.value() == null
                                        || d.value().equals(key.dimensions().get(d.name()))));
    }

    @Override
    public GetMetricDataResponse getMetricData(GetMetricDataRequest r) {
        if (!r.startTime().isBefore(r.endTime())) {
            throw refuse("ValidationError", "The parameter StartTime must be less than the parameter EndTime.");
        }
        var page = estate.page(r.metricDataQueries(), r.nextToken(), null);
        var results = new ArrayList<MetricDataResult>();
        for (var query : page.items()) {
            if (query.metricStat() == null) {
                throw refuse(
                        "ValidationError", "Error in expression '" + query.id() + "': expressions are not supported");
            }
            results.add(result(query, r));
        }
        return GetMetricDataResponse.builder()
                .metricDataResults(results)
                .nextToken(page.next())
                .build();
    }

    private MetricDataResult result(MetricDataQuery query, GetMetricDataRequest r) {
        var stat = query.metricStat();
        var times = new ArrayList<Instant>();
        var values = new ArrayList<Double>();
        points(key(stat.metric()), r.startTime(), r.endTime(), stat.period()).forEach(p -> {
            times.add(p.from());
            values.add(p.sample().statistic(stat.stat()));
        });
        var ascending = r.scanBy() == ScanBy.TIMESTAMP_ASCENDING;
        return MetricDataResult.builder()
                .id(query.id())
                .label(Objects.requireNonNullElse(query.label(), stat.metric().metricName()))
                .timestamps(ascending ? times : times.reversed())
                .values(ascending ? values : values.reversed())
                .statusCode("Complete")
                .build();
    }

    @Override
    public GetMetricStatisticsResponse getMetricStatistics(GetMetricStatisticsRequest r) {
        var asked = Duration.between(r.startTime(), r.endTime()).toSeconds() / r.period();
        if (asked > MOST_DATAPOINTS) {
            throw AwsFault.of(
                    InvalidParameterCombinationException.builder(),
                    "InvalidParameterCombination",
                    400,
                    "You have requested up to " + asked
                            + " datapoints, which exceeds the limit of 1,440. You may reduce the"
                            + " datapoints requested by increasing Period, or decreasing the time range.");
        }
        var key = new MetricSource.Key(r.namespace(), r.metricName(), dimensions(r.dimensions()));
        return GetMetricStatisticsResponse.builder()
                .label(r.metricName())
                .datapoints(points(key, r.startTime(), r.endTime(), r.period()).stream()
                        .map(p -> Datapoint.builder()
                                .timestamp(p.from())
                                .average(p.sample().statistic("Average"))
                                .sum(p.sample().sum())
                                .minimum(p.sample().least())
                                .maximum(p.sample().most())
                                .sampleCount(p.sample().count())
                                .build())
                        .toList())
                .build();
    }

    private record Point(Instant from, MetricSource.Sample sample) {}

    /** In whole periods; the one that has not ended yet is left out. */
    private List<Point> points(MetricSource.Key key, Instant start, Instant end, int period) {
        if (period <= 0 || period % 60 != 0) {
            throw refuse("ValidationError", "The parameter Period must be a multiple of 60.");
        }
        var points = new ArrayList<Point>();
        var last = end.isBefore(estate.now()) ? end : estate.now();
        var from = Instant.ofEpochSecond(start.getEpochSecond() / period * period);
        for (; !from.plusSeconds(period).isAfter(last); from = from.plusSeconds(period)) {
            var at = from;
            state.measure(key, from, from.plusSeconds(period)).ifPresent(sample -> points.add(new Point(at, sample)));
        }
        return points;
    }

    @Override
    public PutMetricAlarmResponse putMetricAlarm(PutMetricAlarmRequest r) {
        var made = Copies.to(r, MetricAlarm.builder())
                .alarmArn(state.arn(r.alarmName()))
                .actionsEnabled(Objects.requireNonNullElse(r.actionsEnabled(), true))
                .alarmConfigurationUpdatedTimestamp(Optional.ofNullable(state.alarms.get(r.alarmName()))
                        .map(MetricAlarm::alarmConfigurationUpdatedTimestamp)
                        .orElse(estate.now()))
                .build();
        known(r.alarmName());
        state.history(r.alarmName()).configured(made, state.alarms.containsKey(r.alarmName()) ? "updated" : "created");
        state.alarms.put(r.alarmName(), made);
        estate.tags().put(state.arn(r.alarmName()), r.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
        return PutMetricAlarmResponse.builder().build();
    }

    @Override
    public DescribeAlarmsResponse describeAlarms(DescribeAlarmsRequest r) {
        var all = state.alarms.values().stream()
                .filter(a -> r.alarmNames().isEmpty() || r.alarmNames().contains(a.alarmName()))
                .filter(a -> r.alarmNamePrefix() == null || a.alarmName().startsWith(r.alarmNamePrefix()))
                .map(a -> evaluation.at(a, estate.now()))
                .filter(a -> r.stateValue() == null || a.stateValue() == r.stateValue())
                .toList();
        var page = estate.page(all, r.nextToken(), r.maxRecords());
        return DescribeAlarmsResponse.builder()
                .metricAlarms(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DeleteAlarmsResponse deleteAlarms(DeleteAlarmsRequest r) {
        for (var name : r.alarmNames()) {
            if (!state.alarms.containsKey(name)) {
                // Not the model's ResourceNotFoundException, which is another error, and for which the SDK looks by
                // another code
                // (botocore, cloudwatch/2010-08-01, DeleteAlarms: ResourceNotFound).
                throw AwsFault.of(
                        CloudWatchException.builder(), "ResourceNotFound", 404, "Alarm(s) " + name + " do not exist.");
            }
        }
        r.alarmNames().forEach(name -> {
            known(name);
            state.alarms.remove(name);
            estate.tags().forget(state.arn(name));
        });
        return DeleteAlarmsResponse.builder().build();
    }

    private void known(String alarm) {
        Optional.ofNullable(state.alarms.get(alarm))
                .ifPresent(a -> state.history(alarm).upTo(a, estate.now()));
    }

    /**
     * The newest first unless asked otherwise, and of metric alarms unless composite ones are asked for (CloudWatch API Reference,
     * DescribeAlarmHistory: ScanBy, AlarmTypes).
     */
    @Override
    public DescribeAlarmHistoryResponse describeAlarmHistory(DescribeAlarmHistoryRequest r) {
        if (r.startDate() != null && r.endDate() != null && r.startDate().isAfter(r.endDate())) {
            throw refuse("ValidationError", "Start time cannot be greater than end time.");
        }
        var metricAlarms = r.alarmTypes().isEmpty() || r.alarmTypes().contains(AlarmType.METRIC_ALARM);
        var names = r.alarmName() == null ? state.remembered() : List.of(r.alarmName());
        names.forEach(this::known);
        var ascending = names.stream()
                .filter(n -> metricAlarms)
                .flatMap(n -> state.history(n).kept(estate.now()).stream())
                .filter(i -> r.historyItemType() == null || i.historyItemType() == r.historyItemType())
                .filter(i -> r.startDate() == null || !i.timestamp().isBefore(r.startDate()))
                .filter(i -> r.endDate() == null || !i.timestamp().isAfter(r.endDate()))
                .sorted(Comparator.comparing(AlarmHistoryItem::timestamp))
                .toList();
        var page = estate.page(
                r.scanBy() == ScanBy.TIMESTAMP_ASCENDING ? ascending : ascending.reversed(),
                r.nextToken(),
                r.maxRecords());
        return DescribeAlarmHistoryResponse.builder()
                .alarmHistoryItems(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListDashboardsResponse listDashboards(ListDashboardsRequest r) {
        return ListDashboardsResponse.builder().dashboardEntries(List.of()).build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest r) {
        return ListTagsForResourceResponse.builder()
                .tags(estate.tags().of(r.resourceARN()).entrySet().stream()
                        .map(e -> Tag.builder()
                                .key(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static MetricSource.Key key(Metric metric) {
        return new MetricSource.Key(metric.namespace(), metric.metricName(), dimensions(metric.dimensions()));
    }

    private static Map<String, String> dimensions(List<Dimension> dimensions) {
        return dimensions.stream().collect(Collectors.toMap(Dimension::name, Dimension::value));
    }

    private static Metric metric(MetricSource.Key key) {
        return Metric.builder()
                .namespace(key.namespace())
                .metricName(key.name())
                .dimensions(key.dimensions().entrySet().stream()
                        .map(e -> Dimension.builder()
                                .name(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static AwsServiceException refuse(String code, String message) {
        return AwsFault.of(CloudWatchException.builder(), code, 400, message);
    }
}
