package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every deletion of the shipped plan's decommissioning, after everything that was to save something was skipped. */
class SkippedBeforeDeletionTest {
    /** What deletes what people have written, and not only code or settings that can be deployed again. */
    private static final Set<String> OF_DATA =
            Set.of("dynamodb.delete-tables", "s3.empty-and-delete-bucket", "logs.delete", "rds.delete-instance");

    @TempDir
    Path folder;

    @Test
    void nothing_is_deleted_with_green_checks_once_what_saves_it_was_skipped() throws Exception {
        var plan = ((PlanReading.Read) PlanFile.SHIPPED.read()).plan();
        var phase = plan.phase("6").orElseThrow();
        var saving = phase.steps().stream()
                .filter(s -> Risk.of(plan, s).level() != Risk.Level.DELETES)
                .map(Step::id)
                .filter(s -> !Set.of("6.9", "6.10").contains(s))
                .toList();
        assertThat(saving).contains("6.2", "6.2b", "6.2c", "6.6c");
        var time = new VirtualTime(MedZenEstate.START);
        try (var desk =
                RehearsalApp.open(plan, StateDirectory.at(folder.resolve("state")), time, MedZenEstate.create(time))) {
            var session = desk.workplace().session();
            new RehearsedLead(session, time, desk.lead(), desk.second(), s -> {})
                    .goUntil(v -> v.step("6.1").orElseThrow().state() instanceof StepState.Ready);
            // What came since the objects were copied for the first time, and what 6.2b would have copied.
            S3State.of(desk.world().estate())
                    .bucket("medzen-meeting-recordings-558069890522")
                    .orElseThrow()
                    .seed("recordings/late", 1_000, time.instant());
            for (var step : saving) {
                TwoPeople.skip(
                        session, desk.lead(), desk.second(), step, "Skipped to see what is deleted all the same");
            }

            var held = new TreeMap<String, List<String>>();
            for (var step : phase.steps()) {
                if (Risk.of(plan, step).level() != Risk.Level.DELETES) {
                    continue;
                }
                var view = session.view();
                var before = saving.stream()
                        .filter(s -> phase.steps().indexOf(plan.step(s).orElseThrow())
                                < phase.steps().indexOf(step))
                        .toList();
                assertThat(Risk.of(view, step).headline())
                        .as(step.id())
                        .contains(before.stream().map(s -> "step " + s + " ").toList())
                        .contains("Skipped to see");
                held.put(step.id(), holds(session, step));
                session.skip(step.id(), desk.lead(), "Skipped to look at the next deletion");
            }

            for (var step : phase.steps()) {
                var data = step.actions().stream()
                        .anyMatch(a -> OF_DATA.contains(a.type())
                                || a.type().equals("sweep.delete") && a.with().containsKey("copiesIn"));
                // Its bucket is made by 6.2: with that skipped there is nothing that it could delete.
                if (data && !step.id().equals("6.7b")) {
                    assertThat(held.get(step.id())).as(step.id()).isNotEmpty();
                }
            }
            assertThat(held.get("6.6d"))
                    .anyMatch(h -> h.startsWith("rds/snapshot/") && h.contains("has a copy elsewhere"))
                    .anyMatch(h -> h.contains("nobody needs what is in sqs/queue/"))
                    .anyMatch(h -> h.contains("nobody needs what is in ecr/repository/"))
                    .filteredOn(h -> h.endsWith(" is decided on in step 6.6c"))
                    .hasSize(7);
            assertThat(held.get("6.7"))
                    .anyMatch(h -> h.contains("No function writes to them any more"))
                    .filteredOn(h -> h.startsWith("The lines of "))
                    .hasSizeGreaterThan(3);
        }
    }

    /** What keeps a step from being confirmed: locks, or checks that do not pass. */
    private static List<String> holds(Session session, Step step) throws InterruptedException {
        var state = session.view().step(step.id()).orElseThrow().state();
        if (state instanceof StepState.Locked(var locks)) {
            return locks.stream().map(StepState.Lock::why).toList();
        }
        var review = session.review(step.id());
        var idle = review.parts().stream()
                .allMatch(p ->
                        p.preview().calls().isEmpty() && p.preview().changes().isEmpty());
        // Of what is not there nothing is lost, and nothing is sent.
        assertThat(idle).as(step.id()).isEqualTo(step.id().equals("6.7b"));
        assertThat(Demand.toRun(session.view(), step, review).confirm())
                .isEqualTo(idle ? Step.Confirm.REVIEW : Step.Confirm.TYPED_AND_SECOND);
        var open = new ArrayList<String>();
        review.checks().stream().filter(c -> !c.passed()).map(Check::title).forEach(open::add);
        return open;
    }
}
