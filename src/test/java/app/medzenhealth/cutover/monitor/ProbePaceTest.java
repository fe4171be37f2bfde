package app.medzenhealth.cutover.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.SessionActions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbePaceTest {
    private static final Instant START = Instant.parse("2026-01-24T01:00:00Z");
    private static final Plan PLAN = ((PlanReading.Read)
                    new PlanReader(SessionActions.signatures()).read(Path.of("assets/plans/medzen-eu-central-1.yaml")))
            .plan();

    private final ProbePace pace = new ProbePace(PLAN);

    private void at(int minute, String kind, String step) {
        pace.add(new AuditRecord(
                1,
                1,
                START.plus(Duration.ofMinutes(minute)).toString(),
                "s1",
                "lead",
                kind,
                step,
                kind.equals("step.confirm") ? Map.of("undo", false) : Map.of(),
                "0".repeat(64)));
    }

    private Duration every(int minute) {
        return every(minute, false);
    }

    private Duration every(int minute, boolean failing) {
        return pace.every(START.plus(Duration.ofMinutes(minute)), failing).orElse(Duration.ZERO);
    }

    @Test
    void nobody_asks_before_the_phase_that_moves_production_has_begun() {
        at(0, "step.confirm", "4.1");
        assertThat(every(1)).isZero();
    }

    @Test
    void from_the_go_on_every_second_and_later_every_minute_to_the_end_of_the_soak() {
        at(0, "step.confirm", "5.1");
        assertThat(every(1)).isEqualTo(ProbePace.SLOW);
        at(60, "step.attest", "5.2");
        assertThat(every(61)).isEqualTo(ProbePace.FAST);
        at(65, "step.confirm", "5.3");
        assertThat(every(120, true)).as("as long as users are without service").isEqualTo(ProbePace.FAST);
        at(130, "step.succeeded", "5.8");
        assertThat(every(131)).isEqualTo(ProbePace.FAST);
        assertThat(every(146)).isEqualTo(ProbePace.SLOW);
        assertThat(every(146, true)).as("while users miss something").isEqualTo(ProbePace.FAST);
        assertThat(every(10_000)).isEqualTo(ProbePace.SLOW);
        at(10_300, "step.confirm", "6.1");
        assertThat(every(10_301)).isZero();
    }

    @Test
    void a_way_back_is_watched_as_closely() {
        at(0, "step.confirm", "5.3");
        at(10, "step.succeeded", "5.3");
        at(100, "step.confirm", "rollback.1");
        at(101, "step.succeeded", "rollback.2");
        assertThat(every(102)).isEqualTo(ProbePace.FAST);
    }
}
