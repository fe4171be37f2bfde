package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.Step;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Of every step of the shipped plan: what stands in the way of taking it back. */
class UndoLockTest {
    private final Plan plan = ((PlanReading.Read)
                    new PlanReader(SessionActions.signatures()).read(Path.of("assets/plans/medzen-eu-central-1.yaml")))
            .plan();

    private boolean reads(String step) {
        return plan.step(step).orElseThrow().effect() == Step.Effect.READS;
    }

    @Test
    void what_only_reads_blocks_the_undo_of_no_step() {
        var blocked = plan.steps()
                .filter(s -> UndoLock.buildsOn(plan, s.id(), this::reads).isPresent())
                .map(Step::id)
                .toList();
        assertThat(blocked).isEmpty();
        assertThat(plan.steps().filter(s -> !UndoLock.readOn(plan, s.id()).isEmpty()))
                .hasSizeGreaterThan(20);
    }

    @Test
    void what_changes_something_blocks_it_across_what_only_reads() {
        Predicate<String> all = s -> true;
        assertThat(UndoLock.buildsOn(plan, "5.8", all)).map(Step::id).hasValue("5.9");
        assertThat(UndoLock.buildsOn(plan, "5.3", all)).map(Step::id).hasValue("5.4");
        assertThat(UndoLock.buildsOn(plan, "5.3", s -> !s.equals("5.4")))
                .map(Step::id)
                .hasValue("5.6");
    }

    @Test
    void what_was_read_on_the_ground_of_a_step_is_told() {
        assertThat(UndoLock.readOn(plan, "5.3")).extracting(Step::id).contains("5.5", "5.9a", "5.11");
        assertThat(UndoLock.readOn(plan, "5.8"))
                .extracting(Step::id)
                .contains("5.9a")
                .doesNotContain("5.5");
    }
}
