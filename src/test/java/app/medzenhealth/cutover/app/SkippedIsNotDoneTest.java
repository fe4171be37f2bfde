package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.RehearsedPerson;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.Cause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever relies on a step being done is told that it was skipped; only the order of steps goes on past it. */
class SkippedIsNotDoneTest {
    @TempDir
    Path folder;

    @Test
    void what_was_skipped_counts_for_the_order_of_steps_and_for_nothing_else() throws Exception {
        var plan = MandatoryStepsTest.opened(PlanFile.SHIPPED.plan());
        var cutover = plan.phase("5").orElseThrow();
        try (var live = LiveOnEstate.open(plan, folder)) {
            var session = live.session();
            var before = session.view().rolesNow();
            var second = new RehearsedPerson("second@medzen");
            for (var step : cutover.steps()) {
                TwoPeople.skip(session, live.lead(), second, step.id(), "Skipped to see who counts on it");
            }
            var skipped =
                    new LinkedHashSet<>(cutover.steps().stream().map(Step::id).toList());

            // The order: what comes after it may begin, and the phase is over with its skips told.
            assertThat(session.view().step("6.8b").orElseThrow().state())
                    .isInstanceOfSatisfying(
                            StepState.Locked.class,
                            l -> assertThat(l.locks())
                                    .noneMatch(k -> k.cause() instanceof Cause.Before(var id) && skipped.contains(id)));
            var phase = session.view().phases().stream()
                    .filter(p -> p.phase().equals(cutover))
                    .findFirst()
                    .orElseThrow();
            assertThat(phase.progress().overWithSkips()).isTrue();

            // Nothing else.
            assertThat(phase.deliverables()).noneMatch(d -> d.delivered());
            assertThat(criteriaThatPass(plan, session, skipped))
                    .as("criteria, all of them by steps of this phase")
                    .isEmpty();
            assertThat(session.view().rolesNow()).isEqualTo(before);
            assertThat(session.view().wayBackNow()).isPresent();
            assertThat(session.view().step("rollback.1").orElseThrow().state())
                    .as("there is no way back from what was never carried out")
                    .isInstanceOf(StepState.Locked.class);
            assertThatThrownBy(() -> session.tick("p6-pre-1", live.lead(), "It says so"))
                    .isInstanceOf(Refusal.class);
            var later = plan.step("7.4").orElseThrow();
            assertThat(Risk.of(session.view(), later).notDone())
                    .as("whoever confirms what comes after it reads of it")
                    .isNotEmpty();
            // What must be true of the world is read there, whatever became of the step that makes it so.
            for (var step : cutover.steps()) {
                for (var fact : RequiredFact.of(plan, cutover, step)) {
                    assertThat(skipped).contains(fact.step());
                    assertThat(fact.use().type()).as(fact.title()).isNotEqualTo("steps.done");
                }
            }
        }
    }

    @Test
    void the_time_since_a_step_that_was_skipped_never_begins() throws Exception {
        var plan = MandatoryStepsTest.opened(PlanFile.SHIPPED.plan());
        try (var live = LiveOnEstate.open(plan, folder)) {
            var session = live.session();
            TwoPeople.skip(
                    session,
                    live.lead(),
                    new RehearsedPerson("second@medzen"),
                    "5.8",
                    "Skipped to see who waits for it");
            live.time().advance(Duration.ofDays(2));
            assertThatThrownBy(() -> session.attest("5.14", live.lead(), "It went out, all is well"))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("is about a time that is not over: Step 5.8");
        }
    }

    private static Set<String> criteriaThatPass(Plan plan, Session session, Set<String> skipped)
            throws InterruptedException {
        var found = new LinkedHashSet<String>();
        for (var criterion : plan.criteria()) {
            var asks = criterion
                    .measure()
                    .map(m -> m.with().get("steps"))
                    .filter(s -> s instanceof List<?> ids && ids.stream().anyMatch(skipped::contains));
            if (asks.isPresent() && session.measure(criterion.id()).stream().allMatch(Check::passed)) {
                found.add(criterion.id());
            }
        }
        return found;
    }
}
