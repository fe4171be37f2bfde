package app.medzenhealth.cutover.action.observe;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/**
 * DescribeAlarmHistory is paged and keeps a change of state for 30 days (Amazon CloudWatch User Guide, "Using Amazon CloudWatch
 * alarms": "CloudWatch saves alarm history for 30 days").
 */
class AlarmCheckTest {
    private static final String REGION = "eu-central-1";

    @TempDir
    Path folder;

    private Workbench bench;
    private Instant now;

    @BeforeEach
    void an_alarm_that_was_always_there() {
        bench = new Workbench(folder);
        bench.estate().pageSize(3);
        now = bench.estate().now();
        made(Duration.ofDays(100));
    }

    private void made(Duration ago) {
        CloudWatchState.of(bench.estate(), REGION)
                .alarm(MetricAlarm.builder()
                        .alarmName("errors")
                        .namespace("own")
                        .metricName("Errors")
                        .statistic(Statistic.SUM)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .threshold(0d)
                        .period(300)
                        .evaluationPeriods(1)
                        .treatMissingData("notBreaching")
                        .alarmConfigurationUpdatedTimestamp(now.minus(ago))
                        .build());
    }

    private void error(Duration ago) {
        CloudWatchState.of(bench.estate(), REGION).put("own", "Errors", Map.of(), now.minus(ago), 1);
    }

    private Check over(String over) throws InterruptedException {
        var checks = bench.action("alarm.check", REGION, Map.of("alarms", List.of("errors"), "over", over))
                .verify(bench.context());
        assertThat(checks).hasSize(2);
        assertThat(checks.getFirst().passed()).as("it is OK now").isTrue();
        return checks.getLast();
    }

    @Test
    void an_alarm_that_was_raised_and_recovered_in_the_time_fails_it_and_before_the_time_does_not() throws Exception {
        error(Duration.ofDays(3));
        assertThat(over("PT24H").passed())
                .as("a day before it was quiet for two")
                .isTrue();
        assertThat(over("PT168H").outcome())
                .isInstanceOfSatisfying(
                        Check.Fail.class, f -> assertThat(f.evidence()).startsWith("ALARM from "));
    }

    @Test
    void what_a_drill_raises_does_not_count_and_is_named_and_what_begins_before_it_does_count() {
        var at = now;
        var drill = new Attestations.Done(at, at.plusSeconds(300));
        var ok = new AlarmHistory.Span(at.minusSeconds(9000), at.plusSeconds(60), StateValue.OK);
        var raised = new AlarmHistory.Span(at.plusSeconds(60), at.plusSeconds(400), StateValue.ALARM);
        var again = new AlarmHistory.Span(at.plusSeconds(400), at.plusSeconds(9000), StateValue.OK);
        var history = new AlarmHistory(List.of(ok, raised, again), List.of());

        assertThat(history.longestOk().orElseThrow().length()).isEqualTo(Duration.ofSeconds(9060));
        var apart = history.apartFrom(List.of(drill));
        assertThat(apart.longestOk().orElseThrow().length()).isEqualTo(Duration.ofSeconds(18000));
        assertThat(apart.broken()).isEmpty();
        assertThat(apart.drills()).startsWith("ALARM from ");
        assertThat(history.apartFrom(List.of(new Attestations.Done(at.plusSeconds(90), at.plusSeconds(300))))
                        .broken())
                .startsWith("ALARM from ");
    }

    @Test
    void every_page_of_the_history_is_read() throws Exception {
        for (var hour = 1; hour < 100; hour++) {
            error(Duration.ofHours(hour));
        }
        assertThat(over("PT168H").outcome().evidence()).contains("ALARM from", "and 96 times before");
    }

    @Test
    void what_is_longer_ago_than_cloudwatch_keeps_it_or_than_the_alarm_is_is_not_known() throws Exception {
        assertThat(over("PT744H").outcome()).isInstanceOf(Check.Unknown.class);
        made(Duration.ofDays(2));
        assertThat(over("PT168H").outcome())
                .isInstanceOfSatisfying(
                        Check.Unknown.class, u -> assertThat(u.evidence()).contains("before ", " it is not known"));
    }

    @Test
    void without_an_end_of_what_it_is_counted_from_nothing_is_known() throws Exception {
        var check = bench.action(
                        "alarm.check", REGION, Map.of("alarms", List.of("errors"), "over", "PT1H", "since", "5"))
                .verify(bench.context())
                .getLast();
        assertThat(check.outcome()).isEqualTo(new Check.Unknown("5 has not ended"));
    }
}
