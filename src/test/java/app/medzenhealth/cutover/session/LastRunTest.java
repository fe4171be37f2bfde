package app.medzenhealth.cutover.session;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.session.OutcomeReading.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a crash left, as the trail tells it, and what reading shows of it. */
class LastRunTest {
    private static final Instant START = Instant.parse("2026-01-24T02:00:00Z");
    private static final PlannedCall DELETE = call("eu-west-1", "rds", "DeleteDBInstance", named("old"));

    private Instant now = START;
    private final KeptInMemory memory = new KeptInMemory(() -> now);

    private static PlannedCall call(String region, String service, String operation, PlannedCall.Resource resource) {
        return new PlannedCall(region, service, operation, resource, List.of("aws"));
    }

    private static PlannedCall.Resource named(String id) {
        return new PlannedCall.Resource.Named(id);
    }

    private AuditRecord write(String kind, String step, Map<String, ?> data) {
        now = now.plusSeconds(1);
        return memory.write("console", kind, step, data);
    }

    private AuditRecord intent(String step) {
        return write(
                "call.intent",
                step,
                Map.of("service", "rds", "operation", "DeleteDBInstance", "region", "eu-west-1", "resource", "old"));
    }

    private LastRun read() {
        return LastRun.of("5.6", memory);
    }

    private static List<Long> numbers(LastRun run) {
        return run.calls().stream().map(AuditRecord::seq).toList();
    }

    @Test
    void only_the_newest_run_of_the_very_step_counts() {
        write("step.confirm", "5.6", Map.of("undo", true));
        intent("5.6");
        write("step.confirm", "5.6", Map.of());
        write("action.begin", "5.6", Map.of("index", 1L));
        intent("5.7");
        write("action.begin", "5.7", Map.of("index", 4L));
        var own = intent("5.6");
        assertThat(read().undoing()).isFalse();
        assertThat(read().begun()).isZero();
        assertThat(read().ended()).isEqualTo(-1);
        assertThat(numbers(read())).containsExactly(own.seq());
        write("step.confirm", "5.6", Map.of("undo", true));
        assertThat(read().undoing()).isTrue();
        assertThat(read().begun()).isEqualTo(-1);
        assertThat(read().calls()).isEmpty();
    }

    @Test
    void a_call_is_open_until_it_is_known_what_became_of_it() {
        write("step.confirm", "5.6", Map.of());
        var answered = intent("5.6");
        var lost = intent("5.6");
        var cut = intent("5.6");
        write("call.outcome", "5.6", Map.of("intent", answered.seq(), "outcome", "done"));
        var gone = write("call.outcome", "5.6", Map.of("intent", lost.seq(), "outcome", "unknown"));
        assertThat(numbers(read())).as("oldest first").containsExactly(lost.seq(), cut.seq());
        assertThat(read().over()).isEqualTo(Map.of(lost.seq(), gone.time()));
        assertThat(read().told()).isEmpty();
        var undecided = write("call.reconciled", "5.6", Map.of("intent", cut.seq(), "verdict", "undecided"));
        assertThat(numbers(read())).containsExactly(lost.seq(), cut.seq());
        assertThat(read().told()).containsExactly(cut.seq());
        assertThat(read().over()).containsEntry(cut.seq(), undecided.time());
        write("call.reconciled", "5.6", Map.of("intent", lost.seq(), "verdict", "not done"));
        assertThat(numbers(read())).containsExactly(cut.seq());
    }

    @Test
    void the_furthest_action_that_was_begun_and_that_ended_counts() {
        write("step.confirm", "5.6", Map.of());
        write("action.begin", "5.6", Map.of("index", 1L));
        write("action.end", "5.6", Map.of("index", 1L));
        write("action.begin", "5.6", Map.of("index", 2L));
        assertThat(read().begun()).isEqualTo(1);
        assertThat(read().ended()).isZero();
    }

    @Test
    void a_program_belongs_to_the_action_that_started_it_and_its_end_to_its_start() {
        write("session.open", "", Map.of("stateVersion", 1L));
        write("step.confirm", "5.6", Map.of());
        write("action.begin", "5.6", Map.of("index", 1L));
        var first = write("command.intent", "5.6", Map.of("arguments", List.of("make", "it")));
        var end = write("command.outcome", "5.6", Map.of("intent", first.seq(), "outcome", "exited"));
        write("action.begin", "5.6", Map.of("index", 2L));
        var second = write("command.intent", "5.6", Map.of("arguments", List.of("check", "it")));
        write("action.begin", "5.6", Map.of("index", 3L));
        assertThat(read().programs()).containsOnlyKeys(0, 1);
        assertThat(read().programs().get(0).intent()).isEqualTo(first);
        assertThat(read().programs().get(0).outcome()).contains(end);
        assertThat(read().programs().get(1).intent()).isEqualTo(second);
        assertThat(read().programs().get(1).outcome()).isEmpty();
        assertThat(read().tellsStarts()).isTrue();
    }

    @Test
    void whether_starts_are_recorded_is_told_by_the_console_that_began_the_run() {
        write("session.open", "", Map.of());
        write("step.confirm", "5.6", Map.of());
        write("session.open", "", Map.of("stateVersion", 1L));
        assertThat(read().tellsStarts()).isFalse();
    }

    private OutcomeReading shown(Verdict verdict, PlannedCall... lacking) {
        return new OutcomeReading(
                read(), List.of(new Seen(verdict, List.of(lacking), List.of(lacking), Seen.By.AWS)), Map.of());
    }

    private AuditRecord cutOff() {
        write("step.confirm", "5.6", Map.of());
        write("action.begin", "5.6", Map.of("index", 1L));
        return intent("5.6");
    }

    private static String became(OutcomeReading reading, AuditRecord intent, Instant at) {
        return reading.verdict(intent, reading.inFlight().orElseThrow(), at);
    }

    @Test
    void an_effect_that_is_seen_is_proof_at_once() {
        var intent = cutOff();
        var done = shown(new Verdict.Done("it is gone"));
        assertThat(became(done, intent, now)).isEqualTo("done");
        assertThat(done.showsEffect()).isTrue();
        assertThat(done.proof(now)).isEmpty();
        // Something else is missing; of this call nothing is.
        var further = shown(new Verdict.NotDone("waiting"), call("eu-west-1", "rds", "StopDBInstance", named("old")));
        assertThat(became(further, intent, now)).isEqualTo("done");
    }

    @Test
    void an_effect_that_is_not_seen_is_proof_only_a_minute_after_the_call_was_over() {
        var intent = cutOff();
        var over = write("call.outcome", "5.6", Map.of("intent", intent.seq(), "outcome", "unknown"))
                .time();
        var lacking = shown(new Verdict.NotDone("it is there"), DELETE);
        var proof = over.plus(OutcomeReading.SETTLING);
        assertThat(became(lacking, intent, proof.minusMillis(1))).isEqualTo("undecided");
        assertThat(became(lacking, intent, proof)).isEqualTo("not done");
        assertThat(lacking.showsEffect()).isFalse();
        assertThat(lacking.proof(over)).contains(proof);
        assertThat(lacking.proof(proof)).isEmpty();
    }

    @Test
    void a_call_of_which_no_end_is_known_may_still_be_under_way_and_a_clock_set_back_proves_nothing() {
        var intent = cutOff();
        var lacking = shown(new Verdict.NotDone("it is there"), DELETE);
        assertThat(became(lacking, intent, now.plus(Duration.ofDays(1)))).isEqualTo("undecided");
        write("call.outcome", "5.6", Map.of("intent", intent.seq(), "outcome", "unknown"));
        var back = START.minus(Duration.ofHours(1));
        var after = shown(new Verdict.NotDone("it is there"), DELETE);
        assertThat(became(after, intent, back)).isEqualTo("undecided");
        assertThat(after.proof(back)).contains(back.plus(OutcomeReading.SETTLING));
    }

    @Test
    void what_is_lacking_is_the_call_only_in_the_same_region_of_the_same_thing() {
        var intent = cutOff();
        write("call.outcome", "5.6", Map.of("intent", intent.seq(), "outcome", "unknown"));
        var later = now.plus(Duration.ofHours(1));
        assertThat(became(shown(new Verdict.NotDone(""), DELETE), intent, later))
                .isEqualTo("not done");
        for (var other : List.of(
                call("eu-central-1", "rds", "DeleteDBInstance", named("old")),
                call("eu-west-1", "docdb", "DeleteDBInstance", named("old")),
                call("eu-west-1", "rds", "StopDBInstance", named("old")),
                call("eu-west-1", "rds", "DeleteDBInstance", named("new")))) {
            assertThat(became(shown(new Verdict.NotDone(""), other), intent, later))
                    .as(other.toString())
                    .isEqualTo("done");
        }
        var produced = call("eu-west-1", "rds", "DeleteDBInstance", new PlannedCall.Resource.Produced("Create"));
        assertThat(became(shown(new Verdict.NotDone(""), produced), intent, later))
                .isEqualTo("not done");
    }

    @Test
    void what_cannot_be_read_decides_nothing() {
        var intent = cutOff();
        var unread = shown(new Verdict.Undecided("not permitted"), DELETE);
        assertThat(became(unread, intent, now.plus(Duration.ofDays(1)))).isEqualTo("undecided");
        assertThat(unread.showsEffect()).isFalse();
    }

    @Test
    void before_an_action_was_begun_none_is_in_flight_and_a_program_never_goes_on_by_itself() {
        write("step.confirm", "5.6", Map.of());
        assertThat(shown(new Verdict.Done("")).inFlight()).isEmpty();
        assertThat(Seen.only(new Verdict.NotDone("")).onItsWay()).isTrue();
        assertThat(new Seen(new Verdict.NotDone(""), List.of(), List.of(), Seen.By.NOBODY).onItsWay())
                .isFalse();
        assertThat(new Seen(new Verdict.NotDone(""), List.of(DELETE), List.of(), Seen.By.AWS).onItsWay())
                .isFalse();
    }
}
