package app.medzenhealth.cutover.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.session.SessionView.AuditHead;
import app.medzenhealth.cutover.ui.common.AuditFeed.Verdict;
import app.medzenhealth.cutover.ui.common.Tone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceTest {
    private static final Instant AT = Instant.parse("2026-01-21T02:42:17Z");

    private static AuditRecord record(String kind, String step, Map<String, Object> data) {
        return new AuditRecord(1, 7, AT.toString(), "s", "lead@medzenhealth.app", kind, step, data, "0".repeat(64));
    }

    private static Sentence of(String kind, Map<String, Object> data) {
        return Sentence.of(record(kind, "5.6", data));
    }

    private static Sentence outcome(String word) {
        var data = new HashMap<String, Object>(
                Map.of("service", "rds", "operation", "X", "resource", "r", "tookMillis", 340L));
        data.put("outcome", word);
        return of("call.outcome", data);
    }

    /** What the console writes into a trail, by what its sources name. */
    private static Set<String> kinds() throws IOException {
        var kind = Pattern.compile(
                "\"((?:session|step|action|checklist|hold|parameter|approval|call|reads|breakglass|decision|command|clock)\\.[a-z-]+)\"");
        var written = new TreeSet<String>(Set.of("operator", "note", "parameter", "export", "checkpoint"));
        var root = Path.of("src/main/java/app/medzenhealth/cutover");
        for (var room : List.of("session", "audit", "cli", "aws", "app")) {
            try (var sources = Files.walk(root.resolve(room))) {
                for (var source :
                        sources.filter(f -> f.toString().endsWith(".java")).toList()) {
                    var matcher = kind.matcher(Files.readString(source));
                    while (matcher.find()) {
                        written.add(matcher.group(1));
                    }
                }
            }
        }
        return written;
    }

    @Test
    void every_record_that_is_written_has_a_sentence_of_its_own() throws IOException {
        assertThat(kinds())
                .hasSizeGreaterThan(35)
                .filteredOn(k -> of(k, Map.of("text", "-")).what().equals(plain(k)))
                .isEmpty();
    }

    private static String plain(String kind) {
        var words = kind.replace('.', ' ');
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ": -";
    }

    @Test
    void an_intent_names_service_operation_resource_and_region() {
        var s = of(
                "call.intent",
                Map.of(
                        "service",
                        "rds",
                        "operation",
                        "PromoteReadReplica",
                        "resource",
                        "db-1",
                        "region",
                        "eu-central-1"));

        assertThat(s)
                .isEqualTo(
                        new Sentence("Is about to send rds PromoteReadReplica on db-1 in eu-central-1", Outcome.BEGUN));
    }

    @Test
    void an_outcome_says_whether_it_was_done_refused_not_sent_or_is_unknown() {
        assertThat(outcome("done")).isEqualTo(new Sentence("Sent rds X on r in 340 ms", Outcome.DONE));
        assertThat(outcome("failed").outcome()).isEqualTo(Outcome.FAILED);
        assertThat(outcome("not sent").outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(outcome("unknown").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void an_outcome_of_a_kind_not_known_here_is_not_called_done() {
        assertThat(outcome("something new").outcome()).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void a_confirmation_names_what_was_typed_and_who_signed() {
        assertThat(of("step.confirm", Map.of("typed", "medzen-db", "second", "dba@medzenhealth.app", "undo", false))
                        .what())
                .isEqualTo("Confirmed step 5.6, typed “medzen-db”, second person dba@medzenhealth.app");
    }

    @Test
    void going_back_is_told_from_going_forth() {
        assertThat(of("step.confirm", Map.of("undo", true)).what()).isEqualTo("Confirmed going back from step 5.6");
    }

    @Test
    void a_parameter_says_from_what_to_what() {
        assertThat(of("parameter", Map.of("id", "hostedZone", "from", "", "to", "Z1"))
                        .what())
                .isEqualTo("Set hostedZone from nothing to “Z1”");
    }

    @Test
    void reads_are_summed_and_errors_make_them_unknown() {
        Map<String, Object> reads =
                Map.of("reads", List.of(Map.of("calls", 3L, "errors", 0L), Map.of("calls", 4L, "errors", 1L)));

        assertThat(of("reads.summary", reads))
                .isEqualTo(new Sentence("Read from AWS: 7 calls, 1 error", Outcome.UNKNOWN));
    }

    @Test
    void a_read_that_found_that_there_is_no_such_thing_is_an_answer_and_no_error() {
        Map<String, Object> reads = Map.of(
                "reads",
                List.of(
                        Map.of(
                                "calls",
                                30L,
                                "errors",
                                4L,
                                "codes",
                                Map.of("NoSuchBucketPolicy", 3L, "ResourceNotFoundException", 1L)),
                        Map.of("calls", 5L, "errors", 0L)));

        assertThat(of("reads.summary", reads))
                .isEqualTo(new Sentence("Read from AWS: 35 calls, 4 for what is not there, 0 errors", Outcome.DONE));
    }

    @Test
    void a_read_that_was_denied_is_an_error_beside_what_is_not_there() {
        Map<String, Object> reads = Map.of(
                "reads", List.of(Map.of("calls", 9L, "errors", 3L, "codes", Map.of("AccessDenied", 2L, "404", 1L))));

        assertThat(of("reads.summary", reads))
                .isEqualTo(new Sentence("Read from AWS: 9 calls, 1 for what is not there, 2 errors", Outcome.UNKNOWN));
    }

    @Test
    void a_step_that_ended_says_how_long_it_took() {
        assertThat(of("step.succeeded", Map.of("took", "PT6M20S")).what()).isEqualTo("Finished step 5.6 in 6 min 20 s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session.open",
                "session.close",
                "operator",
                "step.review",
                "step.confirm",
                "step.mint",
                "token.minted",
                "step.succeeded",
                "step.failed",
                "step.refused",
                "step.waiting",
                "step.doubt",
                "step.recovered",
                "step.decided",
                "step.retry",
                "step.skipped",
                "step.undone",
                "step.attest",
                "checklist.tick",
                "checklist.reopen",
                "hold.on",
                "hold.off",
                "note",
                "parameter",
                "approval.enrol",
                "approval.challenge",
                "approval.accepted",
                "approval.refused",
                "call.intent",
                "call.outcome",
                "call.refused",
                "reads.summary",
                "export",
                "checkpoint",
                "a.kind.of.tomorrow"
            })
    void a_record_with_nothing_in_it_still_makes_a_sentence(String kind) {
        assertThat(Sentence.of(record(kind, "", Map.of())).what()).isNotBlank().doesNotContain("null");
    }

    @Test
    void a_record_shows_request_id_change_and_duration_by_themselves() {
        var facts = AuditRecordText.facts(
                record("call.outcome", "5.6", Map.of("requestId", "5d1c", "tookMillis", 340L, "from", "a", "to", "b")));

        assertThat(facts)
                .contains(
                        new AuditRecordText.Fact("Request id", "5d1c"),
                        new AuditRecordText.Fact("Took", "340 ms"),
                        new AuditRecordText.Fact("Change", "a → b"));
    }

    @Test
    void the_json_of_a_record_keeps_the_order_of_the_format() {
        assertThat(AuditRecordText.json(record("note", "", Map.of("text", "“quoted”\n")))
                        .lines()
                        .map(String::strip))
                .startsWith("{", "\"v\" : 1,", "\"seq\" : 7,")
                .contains("\"text\" : \"“quoted”\\n\"");
    }

    private static final AuditHead HEAD = new AuditHead(418, "77b1b0881372", true, "");

    @Test
    void a_verdict_on_an_earlier_head_says_how_far_it_goes_and_has_no_mark() {
        var early = new Verdict.Intact(AT, 3, "26f99d61eca3", 3, 1, "26f99d61eca3", List.of());
        var words = VerdictBanner.Words.of(Optional.of(early), HEAD, AT.plusSeconds(9 * 3600));
        var forged = VerdictBanner.Words.of(
                Optional.of(new Verdict.Intact(AT, 418, "26f99d61eca3", 418, 1, "26f99d61eca3", List.of())), HEAD, AT);

        assertThat(words.title()).isEqualTo("3 of 418 records verified: those fit together");
        assertThat(words.text()).startsWith("Up to head 26f9 9d61 eca3, checked 9 h ago.");
        assertThat(words.tone()).isEqualTo(Tone.WARN);
        assertThat(forged.tone()).isNotEqualTo(Tone.OK);
    }

    @Test
    void each_verdict_has_its_own_words_and_only_intact_looks_intact() {
        var intact = VerdictBanner.Words.of(
                Optional.of(
                        new Verdict.Intact(AT, 418, "77b1b0881372", 418, 402, "9c41e07bd2f6", List.of("hash chain"))),
                HEAD,
                AT.plusSeconds(60));
        var tampered =
                VerdictBanner.Words.of(Optional.of(new Verdict.Tampered(AT, 214, "The chain breaks.")), HEAD, AT);
        var unverifiable =
                VerdictBanner.Words.of(Optional.of(new Verdict.Unverifiable(AT, "The key is missing.")), HEAD, AT);
        var never = VerdictBanner.Words.of(Optional.empty(), HEAD, AT);

        assertThat(intact.title()).isEqualTo("Intact: all 418 records fit together");
        assertThat(intact.text()).contains("1 min ago").contains("The first 402 are signed, the 16 since then");
        assertThat(intact.checked()).containsExactly("hash chain");
        assertThat(tampered.title()).isEqualTo("Tampered: record 214 is the first that does not fit");
        assertThat(tampered.seq()).isEqualTo(214);
        assertThat(unverifiable.title()).isEqualTo("Cannot be verified");
        assertThat(List.of(tampered.tone(), unverifiable.tone(), never.tone())).doesNotContain(Tone.OK);
    }
}
