package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.watch.AlarmReading;
import app.medzenhealth.cutover.monitor.watch.FollowedLine;
import app.medzenhealth.cutover.monitor.watch.LogFilter;
import app.medzenhealth.cutover.monitor.watch.LogFollower;
import app.medzenhealth.cutover.monitor.watch.MetricBoard;
import app.medzenhealth.cutover.monitor.watch.MetricLine;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.compute.LogsState;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.MonitorFeed;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What AWS measures itself, read on the embedded estate by the console's own clients. */
class WatchingTest {
    @TempDir
    private Path folder;

    private static List<MetricLine> lines(MonitorFeed.Reading reading, String row) {
        return reading.metrics().rows().stream()
                .filter(r -> r.row().id().equals(row))
                .map(MetricBoard.Row::lines)
                .findFirst()
                .orElseThrow();
    }

    private static AlarmReading alarm(MonitorFeed.Reading reading, String name) {
        return reading.alarms().stream()
                .filter(a -> a.place().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void metrics_logs_and_alarms_are_those_of_the_estate_and_reading_them_changes_nothing() throws Exception {
        var time = new VirtualTime(MedZenEstate.START);
        var plan = (PlanReading.Read) PlanFile.SHIPPED.read();
        var world = MedZenEstate.create(time);
        try (var desk = RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, world)) {
            var feed = desk.workplace().watching();
            assertThat(feed.current().metrics().to()).as("nobody has looked").isEmpty();
            feed.readNow();
            var before = feed.current();
            assertThat(before.metrics().rows()).hasSize(12);
            assertThat(lines(before, "rds-cpu").getLast().standing())
                    .as("production in Ireland")
                    .isInstanceOf(MetricLine.Holds.class);
            assertThat(lines(before, "rds-cpu").getLast().values()).hasSize(60);
            assertThat(lines(before, "rds-cpu").getFirst().standing())
                    .as("there is no replica in Frankfurt yet")
                    .isInstanceOf(MetricLine.Unknown.class);
            assertThat(lines(before, "alb-latency").getFirst().standing())
                    .as("its load balancer has not been made")
                    .isInstanceOf(MetricLine.NotMeasured.class);
            assertThat(alarm(before, "medzen-ehrbase-rds-cpu").standing()).isInstanceOf(AlarmReading.Absent.class);
            assertThat(before.groups().getFirst().standing()).isInstanceOf(LogFollower.Absent.class);

            var session = desk.workplace().session();
            var lead = new RehearsedLead(session, time, desk.lead(), desk.second(), _ -> {});
            lead.goUntil(v -> v.step("5.3").orElseThrow().state() instanceof StepState.Succeeded);
            var secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
            LogsState.of(world.estate(), "eu-west-1")
                    .line("/aws/ecs/medzen-ehrbase", "aws_secret_access_key=" + secret + " \u202e\u001b[31m");
            var revision = session.view().revision();
            feed.readNow();
            var now = feed.current();
            assertThat(session.view().revision())
                    .as("nothing is recorded of it")
                    .isEqualTo(revision);
            assertThat(lines(now, "rds-cpu").getFirst().standing()).isInstanceOf(MetricLine.Holds.class);
            assertThat(lines(now, "ecs").get(1).standing())
                    .as("Ireland's cluster has no Container Insights")
                    .isInstanceOf(MetricLine.Unknown.class);
            var cpu = alarm(now, "medzen-ehrbase-rds-cpu");
            assertThat(cpu.standing()).isInstanceOfSatisfying(AlarmReading.Is.class, is -> {
                assertThat(is.state()).isEqualTo(AlarmReading.State.OK);
                assertThat(is.rule()).isEqualTo("CPUUtilization > 80, 5 × 60 s");
            });
            assertThat(cpu.told())
                    .isInstanceOfSatisfying(
                            AlarmReading.Somebody.class,
                            s -> assertThat(s.who())
                                    .anySatisfy(w -> assertThat(w)
                                            .startsWith("medzen-alarms tells ")
                                            .contains("@")));
            assertThat(cpu.past())
                    .isInstanceOfSatisfying(
                            AlarmReading.Spans.class, s -> assertThat(s.spans()).isNotEmpty());
            assertThat(alarm(now, "medzen-ehrbase-dr-lag").place().madeBy()).contains("after.1");

            var found = feed.find(LogFilter.ALL, 100);
            assertThat(found.newest())
                    .extracting(FollowedLine::text)
                    .anySatisfy(t -> assertThat(t).contains("Commencing graceful shutdown"))
                    .anySatisfy(t -> assertThat(t).contains("\\u202e\\u001b[31m"))
                    .noneSatisfy(t -> assertThat(t).contains(secret));
            assertThat(feed.find(LogFilter.of("graceful", Set.of("ehrbase-ie")), 100)
                            .newest())
                    .isEmpty();
        }
    }
}
