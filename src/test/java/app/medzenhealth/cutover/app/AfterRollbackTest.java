package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.data.UsersWrites;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.StepState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Once Ireland serves again, no skipping opens what deletes there. */
class AfterRollbackTest {
    @TempDir
    Path folder;

    @Test
    void skipping_what_was_taken_back_opens_no_deletion_of_what_serves_again() throws Exception {
        var states = new PreparedStates(folder, List.of("5.8"));
        try (var desk = PreparedStates.open(states.after("5.8"))) {
            var session = desk.workplace().session();
            var users = new UsersWrites(desk.world().estate());
            var lead = new RehearsedLead(session, desk.time(), desk.lead(), desk.second(), s -> {});
            for (var step : session.plan().rollbacks().getFirst().procedure().steps()) {
                assertThat(lead.carryOut(session.view().step(step.id()).orElseThrow()))
                        .as(step.id())
                        .isEmpty();
            }
            var back = desk.time().instant();
            wait(desk, users, Duration.ofMinutes(1));
            for (var step : List.of("2", "5").stream()
                    .flatMap(p -> session.plan().phase(p).map(Phase::steps).orElseThrow().stream())
                    .toList()) {
                wait(desk, users, Duration.ofHours(1));
                if (!session.view().step(step.id()).orElseThrow().state().settled()) {
                    try {
                        session.skip(step.id(), desk.lead(), "We stay where we are: skipped");
                    } catch (Refusal r) {
                        // What may not be skipped stays open, and keeps the phase open.
                        assertThat(r.next()).isNotBlank();
                    }
                }
            }
            wait(desk, users, Duration.ofDays(9));
            var sent = desk.world().estate().ledger().size();
            for (var step : session.plan().phase("6").map(Phase::steps).orElseThrow()) {
                if (step.effect() != Step.Effect.READS) {
                    var view = session.view().step(step.id()).orElseThrow();
                    assertThat(view.state())
                            .as(step.id())
                            .isInstanceOfSatisfying(
                                    StepState.Locked.class,
                                    l -> assertThat(l.locks())
                                            .anyMatch(k -> k.why().startsWith("Rolled back by")));
                    assertThat(lead.carryOut(view)).as(step.id()).isPresent();
                }
            }
            assertThat(desk.world().estate().ledger().size()).isEqualTo(sent);
            desk.time().advance(Duration.ofMinutes(5));
            assertThat(users.missing()).allMatch(w -> w.at().isBefore(back));
            assertThat(users.open()).containsExactly("eu-west-1 medzen-ehrbase-db");
        }
    }

    private static void wait(RehearsalApp desk, UsersWrites users, Duration time) {
        desk.time().advance(time);
        users.missing();
    }
}
