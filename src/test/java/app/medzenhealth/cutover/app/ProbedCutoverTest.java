package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.DowntimeBasis;
import app.medzenhealth.cutover.audit.DowntimeClock;
import app.medzenhealth.cutover.monitor.Outage;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsed cutover, seen by probes: the window, the trail and the report say one downtime. */
class ProbedCutoverTest {
    @TempDir
    private Path folder;

    @Test
    void what_users_get_is_measured_from_before_the_fence_on_and_everybody_says_the_same() throws Exception {
        var time = new VirtualTime(MedZenEstate.START);
        var plan = (PlanReading.Read) PlanFile.SHIPPED.read();
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            var session = desk.workplace().session();
            var lead = new RehearsedLead(session, time, desk.lead(), desk.second(), _ -> {});
            assertThat(session.withoutService()).isFalse();
            lead.goUntil(v -> v.step("5.3").orElseThrow().state() instanceof StepState.Succeeded);
            assertThat(session.withoutService()).isTrue();
            lead.goUntil(v -> v.step("5.8").orElseThrow().state() instanceof StepState.Succeeded);
            // As long as the name is kept, and a little more.
            time.advance(Duration.ofSeconds(90));

            var downtime = session.view().downtime();
            var reading = desk.workplace().probing().current();
            var outages = reading.probes().outages().all().stream()
                    .filter(o -> o.target().felt())
                    .toList();
            assertThat(outages).isNotEmpty().allSatisfy(o -> {
                assertThat(o.what()).isEqualTo(Outage.What.FAILED);
                assertThat(o.open()).isFalse();
            });
            var reads = outages.stream().map(o -> o.length(time.instant())).reduce(Duration.ZERO, Duration::plus);
            assertThat(downtime.reads()).contains(reads);
            assertThat(downtime.writes()).as("the plan has no harmless write").isEmpty();
            assertThat(downtime.basis()).isEqualTo(DowntimeBasis.PARTLY);
            assertThat(downtime.counting()).isFalse();
            assertThat(session.withoutService()).isFalse();
            assertThat(downtime.soFar()).isGreaterThanOrEqualTo(reads);

            var all = new ArrayList<AuditRecord>();
            desk.workplace().records().memory().backwards(all::add);
            var told = new DowntimeClock(session.plan());
            all.reversed().forEach(told::add);
            assertThat(told.soFar(time.instant())).as("from the trail alone").isEqualTo(downtime.soFar());
            assertThat(told.reads(time.instant())).isEqualTo(downtime.reads());
            var fence = all.stream()
                    .filter(r -> r.kind().equals("step.confirm") && r.step().equals("5.3"))
                    .map(r -> Instant.parse(r.at()))
                    .findFirst()
                    .orElseThrow();
            assertThat(all)
                    .filteredOn(r -> r.kind().equals("probe.begun"))
                    .isNotEmpty()
                    .anySatisfy(r -> assertThat(Instant.parse(r.at())).isBefore(fence));
            assertThat(outages.getFirst().first()).isAfter(fence);
            assertThat(reading.name())
                    .hasValueSatisfying(n -> assertThat(n.authoritative()).isNotEmpty());
        }
    }
}
