package app.medzenhealth.cutover.session.odds;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.session.odds.RehearsedRun.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReadingTest {
    private static final Instant START = Instant.parse("2026-01-12T08:00:00Z");

    private final RunReading reading = new RunReading("rehearsal-1");
    private long seq;

    @Test
    void a_step_took_from_its_first_press_to_its_success_whatever_failed_between() {
        told(0, "step.confirm", "5.3");
        told(40, "step.failed", "5.3");
        told(90, "step.confirm", "5.3");
        told(100, "step.succeeded", "5.3");

        assertThat(reading.runs()).containsExactly(run(Map.of("5.3", times(0, 100))));
    }

    @Test
    void what_was_undone_by_itself_skipped_or_decided_on_has_shown_no_time() {
        told(0, "step.confirm", "5.1");
        told(10, "step.succeeded", "5.1");
        told(20, "step.confirm", "5.1", Map.of("undo", true));
        told(30, "step.undone", "5.1");
        told(40, "step.confirm", "5.3");
        told(50, "step.doubt", "5.3");
        told(60, "step.decided", "5.3", Map.of("decision", "DONE"));
        told(70, "step.confirm", "5.4");
        told(75, "step.failed", "5.4");
        told(80, "step.skipped", "5.4");

        assertThat(reading.runs()).isEmpty();
    }

    @Test
    void a_second_attempt_after_a_way_back_is_a_run_of_its_own() {
        told(0, "step.confirm", "5.3");
        told(10, "step.succeeded", "5.3");
        told(20, "step.confirm", "rollback.1");
        told(50, "step.succeeded", "rollback.1");
        told(50, "step.undone", "5.3", Map.of("by", "rollback"));
        told(100, "step.confirm", "5.3");
        told(130, "step.succeeded", "5.3");

        assertThat(reading.runs())
                .containsExactly(
                        run(Map.of("5.3", times(0, 10), "rollback.1", times(20, 50))),
                        run(Map.of("5.3", times(100, 130))));
    }

    @Test
    void only_other_sessions_of_the_same_plan_are_rehearsals_of_it() {
        var all = new RehearsedRuns();
        for (var session : List.of("r1", "r2", "other", "tonight")) {
            all.add(record(
                    session, 0, "session.open", "", Map.of("plan", session.equals("other") ? "else" : "medzen")));
            all.add(record(session, 1, "step.confirm", "5.3", Map.of()));
            all.add(record(session, 5, "step.succeeded", "5.3", Map.of()));
        }

        assertThat(all.runs("medzen", "tonight"))
                .extracting(RehearsedRun::session)
                .containsExactly("r1", "r2");
    }

    @Test
    void a_way_back_takes_what_it_took_in_rehearsals_that_went_it_to_its_end_and_else_what_the_plan_says() {
        var closes = START.plus(Duration.ofHours(2));
        var steps = List.of("rollback.1", "rollback.2");
        var planned = new WayBackTime.Planned(Duration.ofMinutes(5), Duration.ofMinutes(10));
        var runs = List.of(
                run(Map.of("rollback.1", times(0, 60), "rollback.2", times(90, 300))),
                run(Map.of("rollback.1", times(0, 60), "rollback.2", times(200, 540))),
                run(Map.of("rollback.1", times(0, 9_000))));

        var rehearsed = WayBackTime.of(steps, planned, runs);

        assertThat(rehearsed).isEqualTo(new WayBackTime.Rehearsed(Duration.ofMinutes(5), Duration.ofMinutes(9), 2));
        assertThat(rehearsed.lastMoment(closes)).isEqualTo(closes.minusSeconds(540));
        assertThat(WayBackTime.of(steps, planned, List.of(runs.getLast()))).isEqualTo(planned);
        assertThat(WayBackTime.of(List.of(), planned, runs)).isEqualTo(planned);
        assertThat(planned.lastMoment(closes)).isEqualTo(closes.minusSeconds(600));
    }

    private static RehearsedRun run(Map<String, Times> steps) {
        return new RehearsedRun("rehearsal-1", steps);
    }

    private static Times times(int from, int to) {
        return new Times(START.plusSeconds(from), START.plusSeconds(to));
    }

    private void told(int second, String kind, String step) {
        told(second, kind, step, Map.of());
    }

    private void told(int second, String kind, String step, Map<String, Object> data) {
        reading.add(record("rehearsal-1", second, kind, step, data));
    }

    private AuditRecord record(String session, int second, String kind, String step, Map<String, Object> data) {
        return new AuditRecord(
                1, ++seq, START.plusSeconds(second).toString(), session, "lead", kind, step, data, "0".repeat(64));
    }
}
