package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.SessionActions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Downtime as probes tell it, and what counts where none of them ran. */
class MeasuredDowntimeTest {
    private static final Instant START = Instant.parse("2026-01-12T02:00:00Z");
    private static final Plan PLAN = ((PlanReading.Read)
                    new PlanReader(SessionActions.signatures()).read(Path.of("assets/plans/medzen-eu-central-1.yaml")))
            .plan();

    private final List<AuditRecord> story = new ArrayList<>();

    private void at(int second, String kind, String step, Map<String, Object> data) {
        story.add(new AuditRecord(
                1, 1, RecordTime.text(START.plusSeconds(second)), "s1", "console", kind, step, data, "0".repeat(64)));
    }

    private void probes(int second, String... kinds) {
        at(
                second,
                "probe.begun",
                "",
                Map.of(
                        "targets",
                        List.of(kinds).stream()
                                .map(k -> Map.of("id", k, "kind", k, "region", ""))
                                .toList()));
    }

    private void begun(int second, String kind, int number) {
        interval("probe.outage", second, kind, number, "begun", second, second);
    }

    private void ended(int second, String kind, int number, int first, int until) {
        interval("probe.outage", second, kind, number, "ended", first, until);
    }

    private void interval(String record, int second, String kind, int number, String state, int first, int until) {
        at(
                second,
                record,
                "",
                Map.of(
                        "outage", number,
                        "target", kind,
                        "kind", kind,
                        "region", "",
                        "state", state,
                        "first", START.plusSeconds(first).toString(),
                        "until", START.plusSeconds(until).toString()));
    }

    private void fence(int begun, int switched) {
        at(begun, "step.confirm", "5.3", Map.of("undo", false));
        if (switched > 0) {
            at(switched, "step.succeeded", "5.8", Map.of());
        }
    }

    private DowntimeClock clock() {
        var clock = new DowntimeClock(PLAN);
        story.forEach(clock::add);
        return clock;
    }

    private static Instant second(int second) {
        return START.plusSeconds(second);
    }

    private static Optional<Duration> of(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @Test
    void reads_and_writes_are_told_apart_and_together_are_the_downtime() {
        probes(0, "read", "write");
        at(100, "step.confirm", "5.3", Map.of("undo", false));
        begun(110, "write", 1);
        begun(200, "read", 2);
        ended(231, "read", 2, 200, 230);
        at(290, "step.succeeded", "5.8", Map.of());
        ended(301, "write", 1, 110, 300);
        begun(400, "read", 3);
        ended(421, "read", 3, 400, 420);

        var clock = clock();
        assertThat(clock.reads(second(500))).isEqualTo(of(30 + 20));
        assertThat(clock.writes(second(500))).isEqualTo(of(190));
        assertThat(clock.soFar(second(500))).isEqualTo(Duration.ofSeconds(190 + 20));
        assertThat(clock.basis(second(500))).isEqualTo(DowntimeBasis.MEASURED);
        assertThat(clock.counting()).isFalse();
    }

    @Test
    void a_fence_that_users_do_not_feel_is_no_downtime_where_reads_and_writes_are_measured() {
        probes(0, "read", "write");
        fence(100, 0);
        assertThat(clock().soFar(second(400))).isZero();
        assertThat(clock().counting()).isFalse();
    }

    @Test
    void where_nobody_measures_writes_the_fence_counts_and_is_called_an_estimate() {
        probes(0, "read");
        fence(100, 400);
        begun(130, "read", 1);
        ended(432, "read", 1, 130, 430);
        var clock = clock();
        assertThat(clock.reads(second(500))).isEqualTo(of(300));
        assertThat(clock.writes(second(500))).isEmpty();
        assertThat(clock.soFar(second(500))).isEqualTo(Duration.ofSeconds(330));
        assertThat(clock.basis(second(500))).isEqualTo(DowntimeBasis.PARTLY);
    }

    @Test
    void without_probes_everything_is_an_estimate() {
        fence(100, 400);
        assertThat(clock().soFar(second(500))).isEqualTo(Duration.ofSeconds(300));
        assertThat(clock().basis(second(500))).isEqualTo(DowntimeBasis.ESTIMATED);
        assertThat(clock().reads(second(500))).isEmpty();
    }

    @Test
    void what_this_machine_did_not_hear_is_no_service_and_no_outage_and_the_fence_counts_meanwhile() {
        probes(0, "read", "write");
        fence(100, 0);
        interval("probe.unknown", 205, "read", 1, "begun", 200, 200);
        assertThat(clock().counting()).as("nobody knows").isTrue();
        interval("probe.unknown", 260, "read", 1, "ended", 200, 250);
        at(400, "step.succeeded", "5.8", Map.of());
        var clock = clock();
        assertThat(clock.reads(second(500))).isEqualTo(of(0));
        assertThat(clock.unknown(second(500))).isEqualTo(Duration.ofSeconds(50));
        assertThat(clock.soFar(second(500))).isEqualTo(Duration.ofSeconds(50));
        assertThat(clock.basis(second(500))).isEqualTo(DowntimeBasis.PARTLY);
    }

    @Test
    void an_outage_goes_on_until_it_is_ended() {
        probes(0, "read", "write");
        begun(10, "read", 1);
        assertThat(clock().counting()).isTrue();
        assertThat(clock().soFar(second(70))).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void of_a_console_that_was_killed_nobody_knows_what_it_saw_after_its_last_record() {
        probes(0, "read", "write");
        fence(100, 0);
        begun(110, "write", 1);
        at(150, "step.succeeded", "5.3", Map.of());
        // Killed. The next one asks from 300 on, and finds users served.
        probes(300, "read", "write");
        var clock = clock();
        assertThat(clock.writes(second(400))).isEqualTo(of(40));
        assertThat(clock.soFar(second(400))).as("the fence stood meanwhile").isEqualTo(Duration.ofSeconds(40 + 150));
        assertThat(clock.basis(second(400))).isEqualTo(DowntimeBasis.PARTLY);
        assertThat(clock.counting()).isFalse();
    }

    @Test
    void the_parts_are_of_the_downtime_and_make_it_up() {
        probes(0, "read", "write");
        at(100, "step.confirm", "5.3", Map.of("undo", false));
        begun(120, "write", 1);
        at(140, "step.succeeded", "5.3", Map.of());
        at(200, "step.confirm", "5.6", Map.of("undo", false));
        at(260, "step.succeeded", "5.6", Map.of());
        ended(281, "write", 1, 120, 280);
        assertThat(clock().parts(second(500)))
                .containsExactly(
                        new DowntimePart(DowntimePart.Kind.STEP, "5.3", Duration.ofSeconds(20)),
                        new DowntimePart(DowntimePart.Kind.PEOPLE, "", Duration.ofSeconds(60 + 20)),
                        new DowntimePart(DowntimePart.Kind.STEP, "5.6", Duration.ofSeconds(60)));
    }

    @Test
    void a_side_that_users_do_not_ask_says_nothing_of_what_they_feel() {
        at(
                0,
                "probe.begun",
                "",
                Map.of("targets", List.of(Map.of("id", "ireland", "kind", "read", "region", "eu-west-1"))));
        at(
                10,
                "probe.outage",
                "",
                Map.of(
                        "outage", 1,
                        "kind", "read",
                        "region", "eu-west-1",
                        "state", "begun",
                        "first", second(10).toString()));
        assertThat(clock().soFar(second(100))).isZero();
        assertThat(clock().reads(second(100))).isEmpty();
    }

    @Test
    void the_report_says_the_same_and_whether_it_was_measured() {
        probes(0, "read");
        fence(100, 400);
        begun(130, "read", 1);
        ended(432, "read", 1, 130, 430);
        var facts = new ReportFacts(Optional.of(PLAN));
        story.forEach(facts::seen);
        assertThat(facts.downtime()).contains(clock().soFar(second(432)));
        assertThat(facts.downtimeBasis())
                .hasValueSatisfying(b -> assertThat(b)
                        .startsWith("measured in part: reads failed for 5 min; writes not measured")
                        .endsWith("counts as long as a fence stood"));
    }
}
