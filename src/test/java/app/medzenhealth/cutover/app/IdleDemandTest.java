package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Step.Confirm;
import app.medzenhealth.cutover.plan.Step.Effect;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.StepReview;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it takes to confirm a step that has nothing left to send. */
final class IdleDemandTest {
    @TempDir
    private Path folder;

    private final Plan plan = PlanFile.SHIPPED.plan();

    private static StepReview review(Step step, List<Change> changes) {
        return new StepReview(
                step.id(),
                Instant.EPOCH,
                "0".repeat(64),
                List.of(new StepReview.Part(
                        step.actions().getFirst(),
                        step.title(),
                        new Preview("", List.of(), changes, List.of(), "", Duration.ZERO, List.of()),
                        List.of())),
                List.of(),
                Duration.ZERO);
    }

    private static Demand demand(SessionView view, Step step, List<Change> changes) {
        return Demand.toRun(view, step, review(step, changes));
    }

    @Test
    void nobody_types_and_signs_for_nothing_and_whatever_changes_something_takes_what_the_plan_asks() throws Exception {
        var change = List.of(new Change("af-south-1", "something", "status", "there", Fact.ABSENT));
        var nothing = List.of(new Change("af-south-1", "something", "takes writes", "yes", "yes"));
        var idle = new ArrayList<String>();
        try (var live = LiveOnEstate.open(plan, folder)) {
            var view = live.session().view();
            for (var step : plan.steps().toList()) {
                assertThat(demand(view, step, change).confirm()).as(step.id()).isGreaterThanOrEqualTo(step.confirm());
                var own = step.effect() == Effect.READS || step.does(Trait.BY_PERSON) || step.does(Trait.RUNS_PROGRAM);
                var asked = demand(view, step, nothing);
                if (own) {
                    assertThat(asked.confirm()).as(step.id()).isEqualTo(step.confirm());
                } else {
                    assertThat(asked.confirm()).as(step.id()).isLessThanOrEqualTo(Confirm.REVIEW);
                    assertThat(asked.typed()).as(step.id()).isEmpty();
                    idle.add(step.id());
                }
            }
        }
        assertThat(idle).contains("5.6", "6.3", "6.6", "6.8b");
    }

    @Test
    void what_is_already_as_it_is_to_be_is_no_change() {
        var step = plan.step("5.6").orElseThrow();
        var kept = new Change("eu-central-1", "db", "backups", "0", "30 days");
        var preview = review(step, List.of(new Change("eu-central-1", "db", "takes writes", "yes", "yes"), kept))
                .parts()
                .getFirst()
                .preview();
        assertThat(preview.changes()).containsExactly(kept);
    }
}
