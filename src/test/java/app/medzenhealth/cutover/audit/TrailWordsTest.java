package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.store.TrailReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** What people are told of a trail besides its records. */
class TrailWordsTest {
    private static JcsReader.Links at(long seq, String session, String at) {
        return new JcsReader.Links(1, seq, at, session, "step.note", "", 0);
    }

    private static AuditRecord waived(String at, String step, String actor, Map<String, Object> data) {
        return new AuditRecord(1, 1, at, "s", actor, "step.waived", step, data, "");
    }

    private static List<TrailReader.Row> rows(int count, int bytes) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new TrailReader.Row(i, new byte[bytes], new byte[0]))
                .toList();
    }

    private static List<Integer> batches(List<TrailReader.Row> rows) {
        var sizes = new ArrayList<Integer>();
        var batches = new RowBatches(batch -> sizes.add(batch.size()));
        rows.forEach(r -> assertThat(batches.row(r.seq(), r.jcs(), r.leaf())).isTrue());
        return sizes;
    }

    @Test
    void times_that_go_back_within_a_session_are_told_with_by_how_much() {
        var times = new RecordedTimes();
        assertThat(times.newest()).isEmpty();
        times.take(at(1, "a", "2026-01-12T02:00:00.000000Z"));
        times.take(at(2, "b", "2026-01-10T02:00:00.000000Z"));
        times.take(at(3, "a", "2026-01-12T02:00:00.000000Z"));
        assertThat(times.words()).isEqualTo("the times of each session's records never go back");
        assertThat(times.newest()).map(String::valueOf).contains("2026-01-12T02:00:00Z");
        times.take(at(4, "a", "2026-01-12T01:58:30.000000Z"));
        assertThat(times.words())
                .isEqualTo(
                        "WARNING: time goes back at 1 place: record 4 is 1 min 30 s earlier than the one before it in"
                                + " its session: the machine's clock was set back there");
        times.take(at(5, "a", "2026-01-11T22:53:30.000000Z"));
        times.take(at(6, "b", "2026-01-07T23:00:00.000000Z"));
        assertThat(times.words())
                .contains("record 5 is 3 h 5 min earlier", "record 6 is 2 d 3 h earlier")
                .doesNotContain("…");
        times.take(at(7, "b", "2026-01-07T22:00:00.000000Z"));
        assertThat(times.words())
                .startsWith("WARNING: time goes back at 4 places: ")
                .contains("; …: ")
                .doesNotContain("record 7");
        assertThat(new RecordedTimes(times).words()).isEqualTo(times.words());
        assertThat(new RecordedTimes(times).newest()).isEqualTo(times.newest());
    }

    @Test
    void what_people_went_on_in_spite_of_is_told_by_step_person_and_reason() {
        var waivers = new Waivers(2);
        waivers.add(waived(
                "2026-01-12T02:00:00.000000Z",
                "5.1",
                "ada",
                Map.of("item", "i1", "why", "it lags", "reason", "known")));
        waivers.add(waived("2026-01-12T02:01:00.000000Z", "5.1", "ada", Map.of("item", "i2", "reason", "known")));
        waivers.add(waived("2026-01-12T02:02:00.000000Z", "5.1", "ada", Map.of("item", "i3", "reason", "known")));
        waivers.add(waived(
                "2026-01-12T02:03:00.000000Z",
                "5.1",
                "bob",
                Map.of("item", "i4", "reason", "known", "approvedBy", "eve")));
        waivers.add(waived("2026-01-12T02:04:00.000000Z", "5.2", "bob", Map.of("item", "i5", "reason", "known")));
        assertThat(waivers.count()).isEqualTo(5);
        assertThat(waivers.left()).isEqualTo(1);
        var events = waivers.events();
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().toString())
                .contains("2026-01-12T02:00:00.000000Z", "ada", "5.1", "went on in spite of 3 items")
                .contains("known (in spite of: it lags; i2; and 1 more, all in events.jsonl) (the last at ");
        assertThat(events.getLast().toString())
                .contains("bob", "went on in spite of 1 item,", "known (signed by eve) (in spite of: i4)")
                .doesNotContain("the last at");
    }

    @Test
    void a_key_is_compared_by_voice_digit_by_digit() {
        var key = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3});
        var hex = DigestUtils.sha256Hex(new byte[] {1, 2, 3}).substring(0, 20);
        assertThat(KeyFingerprint.of(key).hex()).isEqualTo(hex);
        var print = new KeyFingerprint("0123456789abcdef0a1b");
        assertThat(print.grouped()).isEqualTo("0123 4567 89ab cdef 0a1b");
        assertThat(print.spelled())
                .isEqualTo("zero one two three, four five six seven, eight nine alfa bravo,"
                        + " charlie delta echo foxtrot, zero alfa one bravo");
        assertThat(print.words()).isEqualTo(print.grouped() + " (" + print.spelled() + ")");
    }

    @Test
    void an_answer_that_there_is_no_such_thing_is_no_failure() {
        var summary = ReadSummary.of(Map.of(
                "reads",
                List.of(
                        Map.of("calls", 5L, "errors", 3L, "codes", Map.of("NoSuchBucketPolicy", 1L, "Throttling", 2L)),
                        Map.of("calls", 4L),
                        "no line")));
        assertThat(summary).isEqualTo(new ReadSummary(9, 1, 2));
        assertThat(ReadSummary.of(Map.of())).isEqualTo(new ReadSummary(0, 0, 0));
        assertThat(List.of("ResourceNotFoundException", "NoSuchKey", "404", "QueueDoesNotExist", "not_found"))
                .allMatch(ReadSummary::saysAbsent);
        assertThat(List.of("AccessDenied", "4040", "Throttling")).noneMatch(ReadSummary::saysAbsent);
    }

    @Test
    void stored_records_come_in_batches_by_number_or_by_size() {
        assertThat(batches(rows(ChainCheck.BATCH - 1, 1))).isEmpty();
        assertThat(batches(rows(2 * ChainCheck.BATCH, 1))).containsExactly(ChainCheck.BATCH, ChainCheck.BATCH);
        assertThat(batches(rows(4, ChainCheck.BATCH_BYTES / 2))).containsExactly(2, 2);
    }

    @Test
    void an_export_that_may_lack_records_says_so_and_a_whole_one_says_nothing() {
        assertThat(Selection.EVERYTHING.everything()).isTrue();
        assertThat(Selection.of(AuditFilter.ALL).everything()).isTrue();
        var from = Instant.parse("2026-01-12T02:00:00Z");
        var part = Selection.between(from, from.plusSeconds(60));
        assertThat(part.everything()).isFalse();
        assertThat(part.words()).endsWith(", from 2026-01-12T02:00:00Z, before 2026-01-12T02:01:00Z");
        assertThat(part.accepts(waived("2026-01-12T02:00:00.000000Z", "", "", Map.of())))
                .isTrue();
        assertThat(part.accepts(waived("2026-01-12T01:59:59.999999Z", "", "", Map.of())))
                .isFalse();
        assertThat(part.accepts(waived("2026-01-12T02:00:59.999999Z", "", "", Map.of())))
                .isTrue();
        assertThat(part.accepts(waived("2026-01-12T02:01:00.000000Z", "", "", Map.of())))
                .isFalse();
    }
}
