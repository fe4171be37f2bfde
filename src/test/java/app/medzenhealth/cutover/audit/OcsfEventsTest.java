package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OcsfEventsTest {
    private static final String AT = "2026-01-12T02:00:00.000000Z";
    private static final String LATER = "2026-01-12T02:00:01.500000Z";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final OcsfEvents events = new OcsfEvents(out, "1.0", "", new Worlds());

    private static AuditRecord record(long seq, String at, String kind, String step, Map<String, Object> data) {
        return new AuditRecord(1, seq, at, "s-1", "ada", kind, step, data, "prev");
    }

    private static Map<String, Object> call(String operation) {
        return new TreeMap<>(Map.of(
                "service", "rds",
                "operation", operation,
                "resource", "main",
                "region", "eu-west-1",
                "account", "111122223333",
                "request", Map.of("DBInstanceIdentifier", "main"),
                "permit", "p-1"));
    }

    private static AuditRecord intent(long seq, String operation) {
        return record(seq, AT, "call.intent", "5.6", call(operation));
    }

    private static AuditRecord outcome(long seq, long intent, Map<String, Object> said) {
        var data = new TreeMap<String, Object>(said);
        data.put("intent", intent);
        return record(seq, LATER, "call.outcome", "5.6", data);
    }

    private List<JsonNode> written() {
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private static String text(JsonNode event, String pointer) {
        return event.at(pointer).asString("");
    }

    @ParameterizedTest
    @CsvSource({
        "CreateDBSnapshot, 1, Create",
        "RunTask, 1, Create",
        "DescribeDBInstances, 2, Read",
        "ModifyDBInstance, 3, Update",
        "PromoteReadReplica, 3, Update",
        "DeleteDBInstance, 4, Delete",
        "ScheduleKeyDeletion, 99, Other",
        "X, 99, Other",
    })
    void an_operation_is_what_its_verb_says(String operation, int id, String title) throws Exception {
        events.record(intent(1, operation));
        events.record(outcome(2, 1, Map.of("outcome", "ok")));
        assertThat(written()).singleElement().satisfies(e -> {
            assertThat(e.get("activity_id").asInt()).isEqualTo(id);
            assertThat(text(e, "/activity_name")).isEqualTo(title);
            assertThat(e.get("type_uid").asLong()).isEqualTo(600_300 + id);
            assertThat(text(e, "/type_name")).isEqualTo("API Activity: " + title);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "call.outcome, outcome, ok, 1, success",
        "call.outcome, outcome, done, 1, success",
        "call.outcome, result, ok, 1, success",
        "call.outcome, outcome, error, 2, failure",
        "call.outcome, outcome, not sent, 2, failure",
        "call.outcome, outcome, who knows, 0, unknown",
        "call.reconciled, verdict, done, 1, success",
        "call.reconciled, verdict, not done, 2, failure",
        "call.reconciled, outcome, done, 1, success",
        "call.refused, outcome, ok, 2, failure",
    })
    void what_became_of_a_call_is_told_by_its_outcome(String kind, String member, String word, int id, String title)
            throws Exception {
        var data = call("DeleteDBInstance");
        data.put(kind.equals("call.reconciled") && member.equals("outcome") ? "result" : member, word);
        events.record(record(1, AT, kind, "5.6", data));
        assertThat(written()).singleElement().satisfies(e -> {
            assertThat(e.get("status_id").asInt()).isEqualTo(id);
            assertThat(text(e, "/message")).isEqualTo("rds DeleteDBInstance on main: " + title);
        });
    }

    @Test
    void an_intent_and_its_outcome_are_one_event_with_what_aws_answered() throws Exception {
        events.record(intent(7, "DeleteDBInstance"));
        assertThat(written()).isEmpty();
        events.record(outcome(
                9,
                7,
                Map.of(
                        "outcome", "error",
                        "requestId", "r-1",
                        "code", "InvalidDBInstanceState",
                        "message", "it is being backed up",
                        "tookMillis", 250L)));
        assertThat(written()).singleElement().satisfies(e -> {
            assertThat(text(e, "/api/operation")).isEqualTo("DeleteDBInstance");
            assertThat(text(e, "/api/request/uid")).isEqualTo("r-1");
            assertThat(text(e, "/api/request/data/DBInstanceIdentifier")).isEqualTo("main");
            assertThat(text(e, "/api/response/error")).isEqualTo("InvalidDBInstanceState");
            assertThat(text(e, "/api/response/error_message")).isEqualTo("it is being backed up");
            assertThat(text(e, "/status_code")).isEqualTo("InvalidDBInstanceState");
            assertThat(text(e, "/status_detail")).isEqualTo("it is being backed up");
            assertThat(e.get("duration").asLong()).isEqualTo(250);
            assertThat(e.get("end_time").asLong() - e.get("start_time").asLong())
                    .isEqualTo(1_500);
            assertThat(e.get("time").asLong()).isEqualTo(e.get("end_time").asLong());
            assertThat(text(e, "/cloud/region")).isEqualTo("eu-west-1");
            assertThat(text(e, "/cloud/account/uid")).isEqualTo("111122223333");
            assertThat(text(e, "/resources/0/uid")).isEqualTo("main");
            assertThat(text(e, "/resources/0/region")).isEqualTo("eu-west-1");
            assertThat(e.at("/unmapped/intent_seq").asLong()).isEqualTo(7);
            assertThat(text(e, "/unmapped/permit")).isEqualTo("p-1");
            assertThat(text(e, "/unmapped/step")).isEqualTo("5.6");
            assertThat(text(e, "/metadata/uid")).isEqualTo("s-1/9");
        });
        events.finish();
        assertThat(written()).as("its outcome is known").hasSize(1);
    }

    @Test
    void an_intent_whose_outcome_never_came_is_unknown_at_the_end() throws Exception {
        events.record(intent(7, "DeleteDBInstance"));
        events.record(intent(8, "StopDBInstance"));
        events.record(outcome(9, 8, Map.of("outcome", "ok")));
        events.finish();
        events.finish();
        assertThat(written())
                .extracting(e -> text(e, "/api/operation"))
                .containsExactly("StopDBInstance", "DeleteDBInstance");
        assertThatObject(written().getLast()).satisfies(e -> {
            assertThat(text(e, "/status")).isEqualTo("Unknown");
            assertThat(text(e, "/api/request/uid")).isEqualTo("intent-7");
            assertThat(e.has("duration")).isFalse();
            assertThat(e.at("/api/response").isMissingNode()).isTrue();
        });
    }

    @Test
    void so_many_intents_wait_and_the_oldest_gives_way() throws Exception {
        for (var seq = 1; seq <= OcsfEvents.MOST_WAITING; seq++) {
            events.record(intent(seq, "StopDBInstance"));
        }
        assertThat(written()).isEmpty();
        events.record(intent(OcsfEvents.MOST_WAITING + 1, "StopDBInstance"));
        assertThat(written())
                .singleElement()
                .satisfies(
                        e -> assertThat(e.at("/unmapped/intent_seq").asLong()).isEqualTo(1));
    }

    @Test
    void reads_are_one_event_an_operation_and_failed_only_where_each_of_them_did() throws Exception {
        events.record(record(
                3,
                AT,
                "reads.summary",
                "",
                Map.of(
                        "reads",
                        List.of(
                                Map.of("operation", "ListBuckets", "service", "s3", "region", "eu-west-1", "calls", 4L),
                                Map.of("operation", "GetRole", "service", "iam", "calls", 2L, "errors", 2L),
                                Map.of(
                                        "operation",
                                        "ListKeys",
                                        "service",
                                        "kms",
                                        "calls",
                                        2L,
                                        "errors",
                                        1L,
                                        "latencyMillis",
                                        12L,
                                        "minMillis",
                                        5L)))));
        assertThat(written()).extracting(e -> text(e, "/status")).containsExactly("Success", "Failure", "Unknown");
        assertThat(written()).extracting(e -> e.get("count").asLong()).containsExactly(4L, 2L, 2L);
        assertThat(written()).extracting(e -> text(e, "/activity_name")).containsOnly("Read");
        assertThat(text(written().getFirst(), "/cloud/region")).isEqualTo("eu-west-1");
        assertThat(written().get(1).at("/cloud").has("region")).isFalse();
        assertThat(written().getLast().at("/unmapped/latency_millis").asLong()).isEqualTo(12);
        assertThat(written().getLast().at("/unmapped/min_millis").asLong()).isEqualTo(5);
        assertThat(written().getLast().at("/unmapped/errors").asLong()).isEqualTo(1);
    }

    @Test
    void what_people_did_is_an_operation_of_the_console() throws Exception {
        events.record(record(3, AT, "step.skipped", "5.6", Map.of("reason", "not needed")));
        events.record(record(4, AT, "step.refused", "", Map.of()));
        events.record(record(5, AT, "step.failed", "5.7", Map.of()));
        assertThat(written()).extracting(e -> text(e, "/status")).containsExactly("Success", "Failure", "Failure");
        assertThatObject(written().getFirst()).satisfies(e -> {
            assertThat(text(e, "/api/operation")).isEqualTo("step.skipped");
            assertThat(text(e, "/api/service/name")).isEqualTo("cutover-console");
            assertThat(text(e, "/resources/0/uid")).isEqualTo("5.6");
            assertThat(text(e, "/unmapped/data/reason")).isEqualTo("not needed");
            assertThat(text(e, "/actor/user/name")).isEqualTo("ada");
        });
        assertThat(written().get(1).has("resources")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "LIVE, AWS, AWS Account, 10, AWS",
        "EMULATOR, EMULATOR, EMULATOR, 99, http://127.0.0.1:1",
        "REHEARSAL, REHEARSAL, REHEARSAL, 99, embedded estate",
        "'', not recorded, Unknown, 0, not recorded",
    })
    void only_what_happened_at_aws_is_called_aws(String mode, String provider, String type, int typeId, String endpoint)
            throws Exception {
        if (!mode.isEmpty()) {
            events.record(record(
                    1,
                    AT,
                    "session.open",
                    "",
                    Map.of("mode", mode, "endpoint", mode.equals("EMULATOR") ? "http://127.0.0.1:1" : "")));
        }
        events.record(intent(2, "StopDBInstance"));
        events.finish();
        assertThatObject(written().getLast()).satisfies(e -> {
            assertThat(text(e, "/cloud/provider")).isEqualTo(provider);
            assertThat(text(e, "/cloud/account/type")).isEqualTo(type);
            assertThat(e.at("/cloud/account/type_id").asInt()).isEqualTo(typeId);
            assertThat(text(e, "/metadata/labels/1")).isEqualTo("requests to: " + endpoint);
        });
    }

    @Test
    void each_event_of_a_part_says_that_it_is_one() throws Exception {
        var part = new OcsfEvents(out, "1.0", "partial export: step 5.6", new Worlds());
        part.record(intent(1, "StopDBInstance"));
        part.finish();
        assertThat(text(written().getFirst(), "/metadata/labels/0")).isEqualTo("partial export: step 5.6");
        assertThat(written().getFirst().at("/metadata/labels").size()).isEqualTo(3);
    }
}
