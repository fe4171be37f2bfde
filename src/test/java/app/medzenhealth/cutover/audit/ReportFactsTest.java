package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.ReportFacts.Fate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the report tells of records is what they say, in the table where a reader looks for it. */
class ReportFactsTest {
    private final ReportFacts facts = new ReportFacts(Optional.empty());
    private long seq;

    private AuditRecord add(String actor, String kind, String step, Map<String, Object> data) {
        seq++;
        var record = new AuditRecord(
                1, seq, "2026-01-12T02:00:%02d.000000Z".formatted(seq % 60), "s-1", actor, kind, step, data, "");
        facts.seen(record);
        facts.add(record);
        return record;
    }

    private long intent(String operation) {
        return add(
                        "console",
                        "call.intent",
                        "5.6",
                        Map.of("service", "rds", "operation", operation, "resource", "main", "region", "eu-west-1"))
                .seq();
    }

    private void outcome(long intent, String outcome, Map<String, Object> besides) {
        var data = new TreeMap<String, Object>(besides);
        data.put("intent", intent);
        data.put("outcome", outcome);
        add("console", "call.outcome", "5.6", data);
    }

    private static List<String> told(ReportFacts.Events events) {
        return events.items().stream().map(e -> e.what() + " | " + e.text()).toList();
    }

    @Test
    void each_call_is_told_with_what_became_of_it_and_counted_once() {
        outcome(intent("StopDBInstance"), "done", Map.of("requestId", "r-1"));
        outcome(intent("DeleteDBInstance"), "failed", Map.of("code", "InvalidDBInstanceState", "requestId", "UNKNOWN"));
        intent("StartDBInstance");
        assertThat(facts.calls().items())
                .extracting(c -> c.operation() + " " + c.resource() + " " + c.region() + " " + c.step() + " "
                        + c.outcome() + " " + c.requestId())
                .containsExactly(
                        "rds StopDBInstance main eu-west-1 5.6 done r-1",
                        "rds DeleteDBInstance main eu-west-1 5.6 failed: InvalidDBInstanceState ",
                        "rds StartDBInstance main eu-west-1 5.6 unknown ");
        assertThat(facts.calls(Fate.DONE)).isEqualTo(1);
        assertThat(facts.calls(Fate.NOT_DONE)).isEqualTo(1);
        assertThat(facts.calls(Fate.UNKNOWN)).isEqualTo(1);
    }

    @Test
    void a_call_whose_answer_was_lost_is_told_by_what_was_read_later() {
        var lost = intent("PromoteReadReplica");
        outcome(lost, "unknown", Map.of());
        assertThat(facts.calls(Fate.UNKNOWN)).isEqualTo(1);
        add(
                "console",
                "call.reconciled",
                "5.6",
                Map.of("intent", lost, "verdict", "done", "evidence", "it is a primary"));
        assertThat(facts.calls().items().getFirst().outcome()).isEqualTo("done, as read later");
        assertThat(facts.calls(Fate.UNKNOWN)).isZero();
        assertThat(facts.calls(Fate.DONE)).isEqualTo(1);
    }

    @Test
    void an_outcome_counts_for_its_own_intent_and_once() {
        var first = intent("StopDBInstance");
        outcome(99, "done", Map.of());
        outcome(first, "failed", Map.of());
        outcome(first, "done", Map.of());
        assertThat(facts.calls().items().getFirst().outcome()).isEqualTo("failed");
        assertThat(facts.calls(Fate.DONE)).isZero();
    }

    @Test
    void reads_are_counted_with_their_failures() {
        add(
                "console",
                "reads.summary",
                "",
                Map.of("reads", List.of(Map.of("calls", 5L, "errors", 2L, "codes", Map.of("NoSuchKey", 1L)))));
        add("console", "reads.summary", "", Map.of("reads", List.of(Map.of("calls", 3L))));
        assertThat(facts.reads()).isEqualTo(8);
        assertThat(facts.readErrors()).isEqualTo(1);
    }

    @Test
    void what_people_decided_beside_the_plan_is_told_with_reason_signature_and_consequence() {
        add(
                "ada",
                "step.skipped",
                "5.5",
                Map.of(
                        "reason",
                        "not needed",
                        "approvedBy",
                        "eve",
                        "consequence",
                        List.of("Nobody compares.", "It is lost.")));
        add("ada", "step.decided", "5.6", Map.of("decision", "NOT_DONE", "reason", "seen", "sent", List.of("a", "b")));
        add("ada", "step.decided", "5.6", Map.of("decision", "DONE", "reason", "seen", "undoing", true));
        add("ada", "step.retry", "5.6", Map.of("was", "IN_DOUBT"));
        add("ada", "decision.declined", "5.1", Map.of("decision", "No", "note", "too late"));
        add("ada", "parameter", "", Map.of("id", "day", "from", "", "to", "2026-01-24"));
        add("ada", "hold.on", "", Map.of());
        add("ada", "step.waived", "5.6", Map.of("item", "window", "reason", "agreed"));
        assertThat(told(facts.overrides()))
                .containsExactly(
                        "skipped | not needed (signed by eve). It means: Nobody compares. It is lost.",
                        "decided by hand | not done: seen. Sent: a; b",
                        "undo decided by hand | done: seen",
                        "tried again | it was in doubt",
                        "declined | No: too late",
                        "value set | day:  → 2026-01-24",
                        "hold | changes were put on hold",
                        "went on in spite of 1 item | agreed (in spite of: window)");
        assertThat(facts.overrides().count()).isEqualTo(8);
        assertThat(facts.overrides().left()).isZero();
        assertThat(facts.waived()).isEqualTo(1);
    }

    @Test
    void an_undo_is_told_of_whoever_confirmed_it() {
        add("ada", "step.confirm", "5.6", Map.of());
        add("bob", "step.confirm", "5.6", Map.of("undo", true));
        add("console", "step.undone", "5.6", Map.of());
        add("console", "step.undone", "5.7", Map.of());
        add("console", "step.undone", "5.8", Map.of("by", "rollback-full", "values", Map.of("b", "2", "a", "1")));
        assertThat(facts.overrides().items())
                .extracting(e -> e.actor() + " " + e.what() + " " + e.text())
                .containsExactly(
                        "bob undone the step was undone",
                        "console undone the step was undone",
                        "console opened again rollback-full; for the next attempt a is 1, b is 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "step.failed | happened | failed | x",
                "step.doubt | why | in doubt | x",
                "step.refused | why | refused | x",
                "session.resumed | sentence | resumed | x",
                "step.recovered | evidence | looked again | : x",
                "call.refused | why | call refused |  on : x",
                "command.refused | why | command refused | null: x",
            })
    void what_went_wrong_stands_among_the_troubles(String kind, String member, String what, String text) {
        add("console", kind, "5.6", Map.of(member, "x"));
        assertThat(facts.troubles().items()).singleElement().satisfies(e -> {
            assertThat(e.what()).isEqualTo(what);
            assertThat(e.text().strip()).isEqualTo(text.strip());
        });
        assertThat(facts.overrides().items()).isEmpty();
    }

    @Test
    void a_command_that_came_to_its_end_is_no_trouble_and_any_other_is() {
        add("console", "command.outcome", "5.6", Map.of("outcome", "exited", "intent", 1L));
        assertThat(facts.troubles().count()).isZero();
        add(
                "console",
                "command.outcome",
                "5.6",
                Map.of("outcome", "timed out", "intent", 1L, "message", "after 5 min"));
        assertThat(told(facts.troubles())).containsExactly("command timed out | that of record 1: after 5 min");
    }

    @Test
    void statements_answers_messages_approvals_and_notes_stand_each_in_its_table() {
        add("ada", "step.attest", "3.1", Map.of("statement", "All were told.", "note", "by phone"));
        add("ada", "checklist.tick", "", Map.of("text", "Two people are here", "note", ""));
        add("ada", "criterion.attest", "", Map.of("criterion", "K1", "text", "It answers", "note", "seen"));
        add("ada", "board.answer", "", Map.of("answer", "go", "role", "DevOps", "person", "bob", "note", ""));
        add("ada", "message.outcome", "", Map.of("message", "t-0", "outcome", "POSTED", "detail", "200"));
        add("eve", "approval.accepted", "5.6", Map.of("fingerprint", "ab"));
        add("eve", "approval.enrol", "", Map.of("name", "eve", "key", "AQID"));
        add("eve", "approval.enrol", "", Map.of("name", "eve", "key", "not base64!", "approvedBy", "bob"));
        add("ada", "note", "", Map.of("text", "coffee"));
        assertThat(told(facts.statements()))
                .containsExactly(
                        "stated | All were told. — by phone",
                        "ticked | Two people are here",
                        "attested | K1 It answers — seen");
        assertThat(told(facts.answers())).containsExactly("go | DevOps: bob");
        assertThat(told(facts.messages())).containsExactly("posted | t-0: 200");
        assertThat(told(facts.approvals()))
                .satisfiesExactly(
                        a -> assertThat(a).isEqualTo("approved | ab"),
                        a -> assertThat(a)
                                .startsWith("enrolled | eve may sign as second person, with the key 0390 58c6")
                                .endsWith("; the first: nobody signed for it"),
                        a -> assertThat(a)
                                .isEqualTo("enrolled | eve may sign as second person, with the key that cannot be read:"
                                        + " not base64!; signed by bob"));
        assertThat(told(facts.notes())).containsExactly("note | coffee");
        assertThat(facts.people()).containsExactly("ada", "eve");
        assertThat(facts.kinds()).containsEntry("approval.enrol", 2L).containsEntry("note", 1L);
    }

    @Test
    void where_it_was_done_is_told_of_every_session() {
        assertThat(facts.notOnAws()).isEmpty();
        add("console", "session.open", "", Map.of("mode", "LIVE", "account", "111122223333", "endpoint", ""));
        assertThat(facts.notOnAws()).isEmpty();
        add("console", "session.open", "", Map.of("mode", "EMULATOR", "endpoint", "http://127.0.0.1:1"));
        add("console", "session.open", "", Map.of("mode", "REHEARSAL"));
        assertThat(facts.notOnAws()).isEqualTo("REHEARSAL · EMULATOR");
        assertThat(facts.accounts()).containsExactly("111122223333");
        assertThat(facts.endpoints()).containsExactly("AWS", "embedded estate", "http://127.0.0.1:1");
        assertThat(facts.sessions()).containsExactly("s-1");
    }

    @Test
    void the_time_of_the_report_is_that_of_its_own_records() {
        assertThat(facts.first()).isEmpty();
        facts.seen(new AuditRecord(1, 1, "2026-01-12T01:00:00.000000Z", "s-1", "ada", "note", "", Map.of(), ""));
        add("ada", "note", "", Map.of());
        add("ada", "note", "", Map.of());
        assertThat(facts.first()).contains(Instant.parse("2026-01-12T02:00:01Z"));
        assertThat(facts.last()).contains(Instant.parse("2026-01-12T02:00:02Z"));
    }

    @Test
    void only_steps_that_its_records_are_about_are_told() {
        facts.seen(new AuditRecord(
                1, 1, "2026-01-12T01:00:00.000000Z", "s-1", "ada", "step.confirm", "5.5", Map.of(), ""));
        add("ada", "step.confirm", "5.6", Map.of("second", "eve"));
        add("console", "step.succeeded", "5.6", Map.of("outputs", Map.of("arn", "a")));
        assertThat(facts.steps()).containsOnlyKeys("5.6");
        var story = facts.steps().get("5.6");
        assertThat(story.state()).isEqualTo("succeeded");
        assertThat(story.by()).isEqualTo("ada, with eve");
        assertThat(story.outputs()).isEqualTo(Map.of("arn", "a"));
    }

    @Test
    void a_list_stops_growing_and_says_how_many_did_not_fit() {
        var list = new ReportFacts.Limited<String>(2);
        List.of("a", "b", "c", "d").forEach(list::add);
        assertThat(list.items()).containsExactly("a", "b");
        assertThat(list.count()).isEqualTo(4);
        assertThat(list.left()).isEqualTo(2);
    }
}
