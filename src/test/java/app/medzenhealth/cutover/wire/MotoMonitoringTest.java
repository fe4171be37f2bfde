package app.medzenhealth.cutover.wire;

import static app.medzenhealth.cutover.wire.MotoWorld.FRANKFURT;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.observe.FollowedLogs;
import app.medzenhealth.cutover.action.observe.WatchedAlarms;
import app.medzenhealth.cutover.action.observe.WatchedMetrics;
import app.medzenhealth.cutover.monitor.watch.AlarmPlace;
import app.medzenhealth.cutover.monitor.watch.AlarmReading;
import app.medzenhealth.cutover.monitor.watch.FollowedLine;
import app.medzenhealth.cutover.monitor.watch.LogFilter;
import app.medzenhealth.cutover.monitor.watch.LogFollower;
import app.medzenhealth.cutover.monitor.watch.LogPlace;
import app.medzenhealth.cutover.monitor.watch.LogRing;
import app.medzenhealth.cutover.monitor.watch.MetricQuery;
import app.medzenhealth.cutover.monitor.watch.MetricReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Metrics, logs and alarms over the wire, through the guard. The emulator knows no history of alarms and confirms every subscription by
 * itself: that the first is told as not known is all that is asked of it there.
 */
class MotoMonitoringTest extends MotoActions {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @Test
    void metrics_are_read_many_at_once_with_their_gaps_and_one_that_is_not_there_has_no_value() {
        var cloudwatch = world.clients.client(CloudWatchClient.class, FRANKFURT);
        for (var minute : new int[] {9, 8, 5}) {
            cloudwatch.putMetricData(p -> p.namespace("AWS/RDS")
                    .metricData(MetricDatum.builder()
                            .metricName("CPUUtilization")
                            .dimensions(Dimension.builder()
                                    .name("DBInstanceIdentifier")
                                    .value("db")
                                    .build())
                            .timestamp(now.minusSeconds(60L * minute))
                            .value(10.0 * minute)
                            .build()));
        }
        var cpu = new MetricQuery(
                FRANKFURT, "AWS/RDS", "CPUUtilization", Map.of("DBInstanceIdentifier", "db"), "Average");
        var lag = new MetricQuery(FRANKFURT, "AWS/RDS", "ReplicaLag", Map.of("DBInstanceIdentifier", "db"), "Maximum");
        var elsewhere = new MetricQuery(
                FRANKFURT, "AWS/ApplicationELB", "RequestCount", Map.of("LoadBalancer", "lb/there-is-none"), "Sum");
        var answers =
                new WatchedMetrics(bench.clients()).read(List.of(cpu, lag, elsewhere), now.minusSeconds(3_600), now);
        assertThat(answers.get(cpu))
                .isEqualTo(new MetricReader.Values(new TreeMap<>(Map.of(
                        now.minusSeconds(540), 90.0,
                        now.minusSeconds(480), 80.0,
                        now.minusSeconds(300), 50.0))));
        assertThat(answers.get(lag)).isEqualTo(new MetricReader.Values(new TreeMap<>()));
        assertThat(answers.get(elsewhere))
                .isInstanceOfSatisfying(
                        MetricReader.Unread.class, u -> assertThat(u.why()).contains("LoadBalancerNotFound"));
        assertThat(sent("GetMetricData").region()).isEqualTo(FRANKFURT);
    }

    @Test
    void lines_of_a_group_are_followed_and_one_that_is_not_there_is_said_to_be_absent() throws Exception {
        var logs = world.clients.client(CloudWatchLogsClient.class, FRANKFURT);
        logs.createLogGroup(g -> g.logGroupName("/ecs"));
        logs.createLogStream(s -> s.logGroupName("/ecs").logStreamName("one"));
        var ring = new LogRing(100);
        var follower = new LogFollower(new LogPlace("ecs", "ecs", FRANKFURT, "/ecs"), ring, Instant.now());
        var reader = new FollowedLogs(bench.clients());
        put(logs, "first", "second");
        follower.round(reader, Instant.now());
        put(logs, "third");
        follower.round(reader, Instant.now());
        follower.round(reader, Instant.now());
        assertThat(ring.find(LogFilter.ALL, 10).newest())
                .extracting(FollowedLine::text)
                .containsExactly("first", "second", "third");
        var absent = new LogFollower(new LogPlace("no", "no", FRANKFURT, "/none"), ring, Instant.now());
        absent.round(reader, now);
        assertThat(absent.standing()).isEqualTo(new LogFollower.Absent(now));
    }

    private static void put(CloudWatchLogsClient logs, String... lines) {
        var at = System.currentTimeMillis();
        logs.putLogEvents(p -> p.logGroupName("/ecs")
                .logStreamName("one")
                .logEvents(Stream.of(lines)
                        .map(l ->
                                InputLogEvent.builder().timestamp(at).message(l).build())
                        .toList()));
    }

    @Test
    void an_alarm_says_its_state_and_whom_it_tells_and_what_nobody_answers_is_not_known() {
        var topic = world.clients
                .client(SnsClient.class, FRANKFURT)
                .createTopic(t -> t.name("alarms"))
                .topicArn();
        var cloudwatch = world.clients.client(CloudWatchClient.class, FRANKFURT);
        for (var name : List.of("told", "silent")) {
            cloudwatch.putMetricAlarm(a -> a.alarmName(name)
                    .namespace("AWS/RDS")
                    .metricName("CPUUtilization")
                    .statistic(Statistic.AVERAGE)
                    .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                    .threshold(80.0)
                    .period(60)
                    .evaluationPeriods(5)
                    .actionsEnabled(true)
                    .alarmActions(name.equals("told") ? List.of(topic) : List.of()));
        }
        var places = List.of(
                new AlarmPlace(FRANKFURT, "told", Optional.of("1.1")),
                new AlarmPlace(FRANKFURT, "silent", Optional.empty()),
                new AlarmPlace(FRANKFURT, "absent", Optional.empty()));
        var reader = new WatchedAlarms(bench.clients());
        var nobody = reader.read(places, Instant.now());
        assertThat(nobody.getFirst().told())
                .isEqualTo(new AlarmReading.Nobody("alarms has 0 subscriptions and none is confirmed"));
        assertThat(nobody.get(1).told()).isEqualTo(new AlarmReading.Nobody("it has no action"));
        assertThat(nobody.getLast().standing()).isEqualTo(new AlarmReading.Absent());
        assertThat(nobody.getFirst().standing())
                .isInstanceOfSatisfying(
                        AlarmReading.Is.class, is -> assertThat(is.rule()).isEqualTo("CPUUtilization > 80, 5 × 60 s"));
        assertThat(nobody.getFirst().past()).isInstanceOf(AlarmReading.Unread.class);
        world.clients
                .client(SnsClient.class, FRANKFURT)
                .subscribe(s -> s.topicArn(topic).protocol("email").endpoint("night@example.com"));
        assertThat(reader.read(places, Instant.now()).getFirst().told())
                .isEqualTo(new AlarmReading.Somebody(List.of("alarms tells night@example.com")));
    }
}
