package app.medzenhealth.cutover.action.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** Hours count by what CloudWatch has measured of them: by nothing else, and by nothing that it has not. */
class SoakHealthyTest {
    private static final String REGION = Bench.FRANKFURT;
    private static final Map<String, String> HERE = Map.of("Name", "here");
    private static final Duration PERIOD = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private Bench bench;
    private Instant begun;

    @BeforeEach
    void a_phase_that_ended_on_the_hour() {
        bench = new Bench(folder);
        begun = bench.time.instant();
        bench.ended("5");
    }

    /** So many requests in each period from hour to hour, of which so many were answered by a fault. */
    private void requests(int from, int to, int faults) {
        each(from, to, at -> {
            put("Requests", at, 100);
            if (faults > 0) {
                put("Faults", at, faults);
            }
        });
    }

    private void each(int from, int to, Consumer<Instant> planted) {
        for (var at = hour(from); at.isBefore(hour(to)); at = at.plus(PERIOD)) {
            planted.accept(at);
        }
    }

    private void put(String metric, Instant at, double value) {
        CloudWatchState.of(bench.estate, REGION).put("own", metric, HERE, at, value);
    }

    private Instant hour(int hour) {
        return begun.plus(Duration.ofHours(hour));
    }

    private Check counted(String over, List<String> alarms, String... signals) throws InterruptedException {
        var checks = bench.make(Bench.use(
                        "soak.healthy",
                        REGION,
                        Map.of(
                                "signals",
                                List.of(signals),
                                "alarms",
                                alarms,
                                "period",
                                "PT5M",
                                "over",
                                over,
                                "since",
                                "5")))
                .verify(bench.context());
        assertThat(checks).hasSize(1);
        return checks.getFirst();
    }

    private Check faults(String over) throws InterruptedException {
        return counted(over, List.of(), "own Faults Name=here Sum of Requests < 0.01");
    }

    @Test
    void hours_with_requests_and_hardly_a_fault_count() throws Exception {
        requests(0, 12, 0);
        bench.time.advance(Duration.ofHours(12));

        assertThat(faults("PT12H").outcome())
                .isInstanceOfSatisfying(
                        Check.Pass.class, p -> assertThat(p.evidence()).startsWith("12 h healthy since "));
    }

    @Test
    void time_that_only_passes_counts_nothing() throws Exception {
        bench.time.advance(Duration.ofDays(10));

        assertThat(faults("PT168H").outcome())
                .isInstanceOfSatisfying(
                        Check.Unknown.class,
                        u -> assertThat(u.evidence())
                                .startsWith("0 s healthy since ")
                                .contains("240 h that nobody knows"));
    }

    @Test
    void a_gap_stops_the_count_and_what_arrives_late_fills_it() throws Exception {
        requests(0, 5, 0);
        requests(7, 12, 0);
        bench.time.advance(Duration.ofHours(12));
        assertThat(faults("PT12H").outcome())
                .isInstanceOfSatisfying(
                        Check.Unknown.class,
                        u -> assertThat(u.evidence())
                                .startsWith("10 h healthy since ")
                                .contains("2 h that nobody knows"));

        requests(5, 7, 0);

        assertThat(faults("PT12H").passed()).isTrue();
    }

    @Test
    void a_breach_begins_the_count_anew_and_says_when_it_may_be_over() throws Exception {
        requests(0, 6, 0);
        requests(6, 7, 50);
        requests(7, 12, 0);
        bench.time.advance(Duration.ofHours(12));

        assertThat(faults("PT12H").outcome()).isInstanceOfSatisfying(Check.Fail.class, f -> {
            assertThat(f.evidence()).startsWith("5 h healthy since ").contains("it began anew after");
            assertThat(f.remedy()).contains("not before " + Times.second(hour(19)));
        });
        assertThat(faults("PT5H").passed()).as("five hours are five hours").isTrue();
    }

    @Test
    void faults_without_a_request_that_was_counted_are_a_breach() throws Exception {
        requests(0, 6, 0);
        each(6, 7, at -> put("Faults", at, 3));
        requests(7, 12, 0);
        bench.time.advance(Duration.ofHours(12));

        assertThat(faults("PT12H").outcome())
                .isInstanceOfSatisfying(
                        Check.Fail.class, f -> assertThat(f.evidence()).startsWith("5 h healthy"));
    }

    @Test
    void each_signal_keeps_its_own_limit_by_its_own_statistic() throws Exception {
        requests(0, 12, 0);
        each(0, 12, at -> {
            put("Load", at, 20);
            put("Load", at.plusSeconds(60), at.equals(hour(8)) ? 100 : 30);
        });
        bench.time.advance(Duration.ofHours(12));

        assertThat(counted("PT12H", List.of(), "own Load Name=here Average < 65")
                        .passed())
                .isTrue();
        assertThat(counted("PT12H", List.of(), "own Load Name=here Maximum < 65")
                        .outcome())
                .isInstanceOf(Check.Fail.class);
        assertThat(counted(
                                "PT12H",
                                List.of(),
                                "own Load Name=here Average < 65",
                                "own Faults Name=here Sum of Requests < 0.01",
                                "own Nothing Name=here Average < 1")
                        .outcome())
                .as("of one nothing is known")
                .isInstanceOf(Check.Unknown.class);
    }

    @Test
    void an_alarm_counts_by_its_history() throws Exception {
        requests(0, 24, 0);
        requests(9, 10, 7);
        CloudWatchState.of(bench.estate, REGION)
                .alarm(MetricAlarm.builder()
                        .alarmName("errors")
                        .namespace("own")
                        .metricName("Faults")
                        .dimensions(
                                Dimension.builder().name("Name").value("here").build())
                        .statistic(Statistic.SUM)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                        .threshold(0d)
                        .period(300)
                        .evaluationPeriods(1)
                        .treatMissingData("notBreaching")
                        .alarmConfigurationUpdatedTimestamp(begun.minus(Duration.ofDays(3)))
                        .build());
        bench.time.advance(Duration.ofHours(24));

        var check = counted("PT24H", List.of("errors"), "own Requests Name=here Sum > 0");

        assertThat(check.outcome())
                .isInstanceOfSatisfying(
                        Check.Fail.class,
                        f -> assertThat(f.evidence()).contains("it began anew after", "alarm errors"));
        assertThat(counted("PT24H", List.of("no-such-alarm"), "own Requests Name=here Sum > 0")
                        .outcome())
                .as("an alarm that is not there has said nothing")
                .isInstanceOf(Check.Unknown.class);
    }

    @Test
    void what_cannot_be_read_is_unknown() throws Exception {
        assertThat(bench.make(Bench.use(
                                "soak.healthy",
                                REGION,
                                Map.of(
                                        "signals",
                                        List.of("own Requests Name=here Sum > 0"),
                                        "period",
                                        "PT5M",
                                        "over",
                                        "PT1H",
                                        "since",
                                        "7")))
                        .verify(bench.context()))
                .singleElement()
                .satisfies(c -> assertThat(c.outcome()).isEqualTo(new Check.Unknown("7 has not ended")));
        assertThatThrownBy(() -> counted("PT1H", List.of(), "own Requests")).isInstanceOf(ActionFailure.class);
        assertThat(SoakSignal.parse(REGION, "own Faults Name=here Sum of Requests < 0.01")
                        .requests())
                .isEqualTo(Optional.of(new Series(REGION, "own", "Requests", HERE, "Sum")));
    }
}
