package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.rehearsal.data.S3State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmHistoryItem;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.DimensionFilter;
import software.amazon.awssdk.services.cloudwatch.model.HistoryItemType;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

class EmbeddedCloudWatchTest {
    private static final Map<String, String> SERVICE = Map.of("ClusterName", "main", "ServiceName", "ehr");
    private final TestEstate world = new TestEstate();
    private final CloudWatchClient cloudWatch = world.client(CloudWatchClient.class, EmbeddedCloudWatch::new);
    private final EcsClient ecs = world.client(EcsClient.class, EmbeddedEcs::new);

    @BeforeEach
    void aService() {
        ecs.createCluster(c -> c.clusterName("main")
                .settings(ClusterSetting.builder()
                        .name("containerInsights")
                        .value("enabled")
                        .build()));
        ecs.registerTaskDefinition(t -> t.family("ehr")
                .containerDefinitions(ContainerDefinition.builder()
                        .name("ehr")
                        .image("ehrbase/ehrbase:2.11.0")
                        .build()));
        ecs.createService(
                s -> s.cluster("main").serviceName("ehr").taskDefinition("ehr").desiredCount(2));
        world.pass(300);
    }

    private List<Double> values(
            String namespace, String metric, Map<String, String> dimensions, String statistic, Duration over) {
        return cloudWatch
                .getMetricData(q -> q.startTime(world.estate.now().minus(over))
                        .endTime(world.estate.now())
                        .metricDataQueries(MetricDataQuery.builder()
                                .id("m")
                                .metricStat(s -> s.stat(statistic)
                                        .period(60)
                                        .metric(m -> m.namespace(namespace)
                                                .metricName(metric)
                                                .dimensions(dimensions.entrySet().stream()
                                                        .map(e -> Dimension.builder()
                                                                .name(e.getKey())
                                                                .value(e.getValue())
                                                                .build())
                                                        .toList())))
                                .build()))
                .metricDataResults()
                .getFirst()
                .values();
    }

    @Test
    void a_service_without_tasks_has_no_cpu_but_a_task_count_of_zero() {
        assertThat(values("AWS/ECS", "CPUUtilization", SERVICE, "Average", Duration.ofMinutes(3)))
                .hasSize(3);

        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(0));
        world.pass(600);

        assertThat(values("AWS/ECS", "CPUUtilization", SERVICE, "Average", Duration.ofMinutes(5)))
                .isEmpty();
        assertThat(values("ECS/ContainerInsights", "RunningTaskCount", SERVICE, "Minimum", Duration.ofMinutes(5)))
                .hasSize(5)
                .containsOnly(0d);
    }

    /** Off by default: Amazon ECS API Reference, ClusterSetting ("used to turn on CloudWatch Container Insights"). */
    @Test
    void a_cluster_that_does_not_ask_for_container_insights_has_no_task_count() {
        ecs.createCluster(c -> c.clusterName("plain"));
        ecs.createService(
                s -> s.cluster("plain").serviceName("ehr").taskDefinition("ehr").desiredCount(2));
        world.pass(600);
        var there = Map.of("ClusterName", "plain", "ServiceName", "ehr");

        assertThat(values("AWS/ECS", "CPUUtilization", there, "Average", Duration.ofMinutes(5)))
                .hasSize(5);
        assertThat(values("ECS/ContainerInsights", "RunningTaskCount", there, "Minimum", Duration.ofMinutes(5)))
                .isEmpty();
    }

    /** "Request metrics are not enabled by default" (Amazon S3 User Guide, "Monitoring metrics with Amazon CloudWatch"). */
    @Test
    void a_bucket_has_no_request_metrics_by_itself() {
        S3State.of(world.estate)
                .seed("recordings", "eu-central-1", Duration.ofDays(30))
                .seed("call.mp4", 1, world.estate.now());

        assertThat(cloudWatch.listMetricsPaginator(l -> l.namespace("AWS/S3")).metrics())
                .isEmpty();
        assertThat(values(
                        "AWS/S3",
                        "AllRequests",
                        Map.of("BucketName", "recordings", "FilterId", "EntireBucket"),
                        "Sum",
                        Duration.ofMinutes(30)))
                .isEmpty();
    }

    @Test
    void an_alarm_follows_what_is_measured() {
        cloudWatch.putMetricAlarm(a -> a.alarmName("tasks")
                .namespace("ECS/ContainerInsights")
                .metricName("RunningTaskCount")
                .dimensions(SERVICE.entrySet().stream()
                        .map(e -> Dimension.builder()
                                .name(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .statistic("Minimum")
                .comparisonOperator("LessThanThreshold")
                .threshold(1d)
                .period(60)
                .evaluationPeriods(3));
        assertThat(alarm("tasks")).isEqualTo("INSUFFICIENT_DATA");
        world.pass(60);
        assertThat(alarm("tasks")).isEqualTo("OK");

        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(0));
        world.pass(300);

        assertThat(alarm("tasks")).isEqualTo("ALARM");
        cloudWatch.deleteAlarms(d -> d.alarmNames("tasks"));
        assertThatThrownBy(() -> cloudWatch.deleteAlarms(d -> d.alarmNames("tasks")))
                .isInstanceOfSatisfying(
                        CloudWatchException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ResourceNotFound"));
    }

    private String alarm(String name) {
        return cloudWatch
                .describeAlarms(d -> d.alarmNames(name))
                .metricAlarms()
                .getFirst()
                .stateValueAsString();
    }

    /**
     * Newest first unless asked otherwise, at most MaxRecords a page, kept of a deleted alarm too:
     * docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html; and for 30 days: CloudWatch User
     * Guide, "Using Amazon CloudWatch alarms".
     */
    @Test
    void the_history_of_an_alarm_is_paged_ordered_outlives_it_and_ends_after_thirty_days() {
        cloudWatch.putMetricAlarm(a -> a.alarmName("tasks")
                .namespace("ECS/ContainerInsights")
                .metricName("RunningTaskCount")
                .dimensions(SERVICE.entrySet().stream()
                        .map(e -> Dimension.builder()
                                .name(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .statistic("Minimum")
                .comparisonOperator("LessThanThreshold")
                .threshold(1d)
                .period(60)
                .evaluationPeriods(3));
        world.pass(300);
        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(0));
        world.pass(600);
        ecs.updateService(u -> u.cluster("main").service("ehr").desiredCount(2));
        world.pass(600);

        assertThat(history(ScanBy.TIMESTAMP_ASCENDING))
                .containsExactly(
                        "Alarm updated from INSUFFICIENT_DATA to OK",
                        "Alarm updated from OK to ALARM",
                        "Alarm updated from ALARM to OK");
        cloudWatch.deleteAlarms(d -> d.alarmNames("tasks"));
        assertThat(history(null)).first().isEqualTo("Alarm updated from ALARM to OK");
        assertThat(cloudWatch
                        .describeAlarmHistory(h -> h.alarmName("tasks").maxRecords(1))
                        .nextToken())
                .isNotNull();
        world.pass(31 * 86_400);
        assertThat(history(null)).isEmpty();
    }

    private List<String> history(@Nullable ScanBy order) {
        return cloudWatch
                .describeAlarmHistoryPaginator(h -> h.alarmName("tasks")
                        .historyItemType(HistoryItemType.STATE_UPDATE)
                        .scanBy(order)
                        .maxRecords(1))
                .alarmHistoryItems()
                .stream()
                .map(AlarmHistoryItem::historySummary)
                .toList();
    }

    @Test
    void a_scheduled_function_has_invocations_until_its_rule_is_disabled() {
        LambdaState.of(world.estate, "eu-central-1")
                .function(
                        FunctionConfiguration.builder().functionName("monitor").build(), "code");
        EventsState.of(world.estate, "eu-central-1").rule("hourly", "rate(1 hour)", "monitor");
        var of = Map.of("FunctionName", "monitor");

        assertThat(values("AWS/Lambda", "Invocations", of, "Sum", Duration.ofHours(24)))
                .hasSize(24)
                .containsOnly(1d);
        world.client(EventBridgeClient.class, EmbeddedEventBridge::new).disableRule(d -> d.name("hourly"));
        world.pass(86_400);
        assertThat(values("AWS/Lambda", "Invocations", of, "Sum", Duration.ofHours(23)))
                .isEmpty();
    }

    @Test
    void a_metric_is_listed_if_it_had_a_value_in_two_weeks() {
        var functions = LambdaState.of(world.estate, "eu-central-1");
        functions.function(FunctionConfiguration.builder().functionName("used").build(), "code");
        functions.function(FunctionConfiguration.builder().functionName("never").build(), "code");
        functions.invoked("used", world.estate.now().minus(Duration.ofDays(9)), 3, 0, 90);

        assertThat(listed("used")).hasSize(1);
        assertThat(listed("never")).isEmpty();
        assertThat(values("AWS/Lambda", "Invocations", Map.of("FunctionName", "used"), "Sum", Duration.ofDays(7)))
                .isEmpty();
    }

    private List<?> listed(String function) {
        return cloudWatch
                .listMetricsPaginator(l -> l.namespace("AWS/Lambda")
                        .metricName("Invocations")
                        .dimensions(DimensionFilter.builder()
                                .name("FunctionName")
                                .value(function)
                                .build()))
                .metrics()
                .stream()
                .toList();
    }

    @Test
    void too_many_datapoints_are_refused_as_cloudwatch_does() {
        assertThatThrownBy(() -> cloudWatch.getMetricStatistics(g -> g.namespace("AWS/ECS")
                        .metricName("CPUUtilization")
                        .startTime(world.estate.now().minus(Duration.ofDays(7)))
                        .endTime(world.estate.now())
                        .period(60)))
                .hasMessageContaining("exceeds the limit of 1,440");
    }
}
