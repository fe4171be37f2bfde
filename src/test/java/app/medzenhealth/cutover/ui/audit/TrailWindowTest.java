package app.medzenhealth.cutover.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrailWindowTest {
    private final Trail trail = new Trail();

    /** A trail of any length. */
    private static final class Trail implements AuditFeed {
        private long records;
        private long sessions = 1;
        private long read;

        @Override
        public List<AuditRecord> read(long fromSeq, int limit) {
            read += limit;
            return LongStream.range(fromSeq, Math.min(records + 1, fromSeq + limit))
                    .mapToObj(seq -> record(seq, sessions))
                    .toList();
        }

        @Override
        public AutoCloseable onAppend(Consumer<AuditRecord> listener) {
            return () -> {};
        }

        @Override
        public Verdict verify() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Verdict> lastVerdict() {
            return Optional.empty();
        }

        @Override
        public TrailExport.Exported export(ExportRequest request) {
            throw new UnsupportedOperationException();
        }
    }

    private static AuditRecord record(long seq, long sessions) {
        return new AuditRecord(
                1,
                seq,
                "2026-01-21T02:42:17.000000Z",
                "s-" + seq % sessions,
                seq % 2 == 0 ? "lead" : "console",
                seq % 3 == 0 ? "call.intent" : "note",
                "5." + seq % 12,
                Map.of("text", "number " + seq),
                "0".repeat(64));
    }

    private TrailWindow newest(AuditFilter filter) {
        return TrailWindow.newest(trail, filter, trail.records, () -> false);
    }

    @Test
    void the_newest_page_comes_first() {
        trail.records = 2500;

        var window = newest(AuditFilter.ALL);

        assertThat(window.to()).isEqualTo(2500);
        assertThat(window.from()).isEqualTo(1501);
        assertThat(window.complete()).isFalse();
        assertThat(trail.read).isEqualTo(1000);
    }

    @Test
    void older_pages_join_without_a_gap_until_the_first_record() {
        trail.records = 2500;

        var window = newest(AuditFilter.ALL).older(trail, () -> false).older(trail, () -> false);

        assertThat(window.complete()).isTrue();
        assertThat(window.lines())
                .extracting(AuditLine::seq)
                .isEqualTo(IntStream.range(0, 2500).mapToObj(i -> 2500L - i).toList());
        assertThat(window.older(trail, () -> false).lines()).hasSize(2500);
    }

    @Test
    void records_written_since_join_at_the_top() {
        trail.records = 10;
        var window = newest(AuditFilter.ALL);
        trail.records = 3010;

        window = window.upTo(trail, 3010, () -> false);

        assertThat(window.to()).isEqualTo(3010);
        assertThat(window.lines()).hasSize(3010);
    }

    @Test
    void a_hundred_thousand_records_are_never_held_together() {
        trail.records = 100_000;
        var window = newest(AuditFilter.ALL);
        for (var i = 0; i < 200 && !window.complete(); i++) {
            var before = window;
            window = window.older(trail, () -> false);
            assertThat(window.lines()).hasSizeLessThanOrEqualTo(TrailWindow.MOST);
            assertThat(window.from()).isLessThan(before.from());
        }
        assertThat(window.lines().getLast().seq()).isEqualTo(1);
        assertThat(window.to()).isEqualTo(TrailWindow.MOST);

        var back = window.newer(trail, 100_000, () -> false);

        assertThat(back.lines()).hasSize(TrailWindow.MOST);
        assertThat(back.to()).isEqualTo(TrailWindow.MOST + TrailWindow.PAGE);
        assertThat(back.from()).isEqualTo(TrailWindow.PAGE + 1);
    }

    @Test
    void a_record_far_away_is_reached_without_reading_what_lies_between() {
        trail.records = 100_000;

        var window = TrailWindow.around(trail, 214, 100_000, () -> false);

        assertThat(window.lines()).extracting(AuditLine::seq).contains(214L, 700L);
        assertThat(trail.read).isLessThanOrEqualTo(1000);
    }

    @Test
    void person_kind_step_and_words_count_together() {
        trail.records = 60;
        var together = AuditFilter.ALL
                .withPerson("lead")
                .withKinds(Set.of("call"))
                .withStep("5.6")
                .withText("NUMBER 18");

        assertThat(newest(together).lines()).extracting(AuditLine::seq).containsExactly(18L);
        assertThat(newest(AuditFilter.ALL.withKinds(Set.of("call.intent"))).lines())
                .hasSize(20);
    }

    @Test
    void a_search_goes_on_to_the_first_record_and_keeps_only_what_matches() {
        trail.records = 100_000;

        var window = newest(
                AuditFilter.ALL.withText("number 77").withKinds(Set.of("note")).withPerson("console"));

        assertThat(window.lines())
                .hasSizeGreaterThanOrEqualTo(200)
                .allMatch(l -> l.record().actor().equals("console"));
        assertThat(newest(AuditFilter.ALL.withText("\"no such\"")).complete()).isTrue();
    }

    @Test
    void a_search_that_nobody_waits_for_any_more_stops_at_its_next_page() {
        trail.records = 100_000;
        var asked = new AtomicInteger();

        TrailWindow.newest(trail, AuditFilter.ALL.withText("nowhere"), 100_000, () -> asked.incrementAndGet() > 3);

        assertThat(trail.read).isEqualTo(3L * TrailWindow.PAGE);
    }

    @Test
    void sessions_are_counted_and_one_of_them_can_be_chosen() {
        trail.records = 9;
        trail.sessions = 3;

        var tally = Tally.NOTHING.on(trail, 9, () -> false, _ -> {});
        var one = Tally.NOTHING.restarted(AuditFilter.ALL.withSession("s-1")).on(trail, 9, () -> false, _ -> {});

        assertThat(tally.sessions()).containsExactly("s-0", "s-1", "s-2");
        assertThat(one.hits()).isEqualTo(3);
    }

    @Test
    void hits_are_counted_over_the_whole_trail_and_on_from_there() {
        trail.records = 5000;
        var intents = AuditFilter.ALL.withKinds(Set.of("call"));
        var seen = new ArrayList<Long>();

        var tally = Tally.NOTHING.restarted(intents).on(trail, 5000, () -> false, t -> seen.add(t.hits()));
        trail.records = 5002;
        var grown = tally.on(trail, 5002, () -> false, _ -> {});

        assertThat(tally.hits()).isEqualTo(1666);
        assertThat(seen).hasSize(5).isSorted();
        assertThat(grown.hits()).isEqualTo(1667);
        assertThat(grown.people()).containsExactly("console", "lead");
        assertThat(grown.kinds()).containsExactly("call", "call.intent", "note");
    }

    @Test
    void an_empty_trail_has_no_page_before() {
        var window = newest(AuditFilter.ALL);

        assertThat(window.complete()).isTrue();
        assertThat(window.older(trail, () -> false).lines()).isEmpty();
    }

    @Test
    void steps_are_offered_in_the_order_of_their_numbers() {
        assertThat(Stream.of("5.10", "5.9", "after.1", "5.2b", "5.2", "10.1").sorted(AuditFilters::byNumber))
                .containsExactly("5.2", "5.2b", "5.9", "5.10", "10.1", "after.1");
    }
}
