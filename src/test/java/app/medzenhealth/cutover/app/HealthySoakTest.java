package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;

/** The soak is over when healthy hours were measured, and not before: time that only passes is none of them. */
class HealthySoakTest {
    private static final String FRANKFURT = "eu-central-1";

    @TempDir
    Path folder;

    @Test
    void five_days_without_service_begin_the_soak_anew_though_its_time_is_over() throws Exception {
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var time = new VirtualTime(MedZenEstate.START);
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            var session = desk.workplace().session();
            var lead = new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {});
            lead.goUntil(v ->
                    v.phases().stream().anyMatch(p -> p.phase().id().equals("5") && p.state() == PhaseState.COMPLETE));
            var before = phase(desk, "6");
            assertThat(before.locks()).anyMatch(l -> l.why().startsWith("The 168 h soak"));

            time.advance(Duration.ofHours(1));
            scale(desk, 0);
            time.advance(Duration.ofDays(5));
            scale(desk, 2);
            time.advance(Duration.ofHours(168 - 120 + 1));

            assertThat(phase(desk, "6").locks())
                    .as("its time is over")
                    .noneMatch(l -> l.why().startsWith("The 168 h soak"));
            assertThat(session.review("6.1").passed()).isFalse();
            var counted = counted(desk);
            assertThat(counted.outcome()).isInstanceOfSatisfying(Check.Fail.class, f -> {
                assertThat(f.evidence())
                        .startsWith("48 h ")
                        .contains("it began anew after")
                        .contains("HTTPCode_ELB_5XX_Count");
                assertThat(f.remedy()).contains("wait: not before");
            });

            time.advance(Duration.ofHours(121));

            assertThat(counted(desk).outcome()).isInstanceOf(Check.Pass.class);
        }
    }

    private static PhaseView phase(RehearsalApp desk, String id) {
        return desk.workplace().session().view().phases().stream()
                .filter(p -> p.phase().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Check counted(RehearsalApp desk) throws InterruptedException {
        List<Check> checks = desk.workplace().session().review("6.1").parts().stream()
                .flatMap(p -> p.checks().stream())
                .filter(c -> c.title().startsWith("168 h healthy since the end of 5"))
                .toList();
        assertThat(checks).hasSize(1);
        return checks.getFirst();
    }

    private static void scale(RehearsalApp desk, int tasks) {
        var ecs = desk.world().clients().client(EcsClient.class, FRANKFURT);
        ecs.listClusters()
                .clusterArns()
                .forEach(c -> ecs.listServices(q -> q.cluster(c)).serviceArns().stream()
                        .filter(s -> s.contains("ehrbase"))
                        .forEach(s ->
                                ecs.updateService(q -> q.cluster(c).service(s).desiredCount(tasks))));
    }
}
