package app.medzenhealth.cutover.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrailPagesTest {
    private final Trail trail = new Trail();

    /** A trail of any length. */
    private static final class Trail implements AuditFeed {
        private long records;

        @Override
        public List<AuditRecord> read(long fromSeq, int limit) {
            return LongStream.range(fromSeq, Math.min(records + 1, fromSeq + limit))
                    .mapToObj(TrailPagesTest::record)
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

        @Override
        public List<Format> formats() {
            return List.of();
        }
    }

    private static AuditRecord record(long seq) {
        return new AuditRecord(
                1,
                seq,
                "2026-01-21T02:42:17.000000Z",
                "s",
                seq % 2 == 0 ? "lead" : "console",
                seq % 3 == 0 ? "call.intent" : "note",
                "5." + seq % 12,
                Map.of("text", "number " + seq),
                "0".repeat(64));
    }

    @Test
    void the_newest_page_comes_first() {
        trail.records = 2500;

        TrailPages pages = TrailPages.last(trail, 2500);

        assertThat(pages.newest()).isEqualTo(2500);
        assertThat(pages.oldest()).isEqualTo(1501);
        assertThat(pages.complete()).isFalse();
    }

    @Test
    void older_pages_join_without_a_gap_until_the_first_record() {
        trail.records = 2500;

        TrailPages pages = TrailPages.last(trail, 2500).older(trail).older(trail);

        assertThat(pages.complete()).isTrue();
        assertThat(pages.lines())
                .extracting(AuditLine::seq)
                .isEqualTo(IntStream.range(0, 2500).mapToObj(i -> 2500L - i).toList());
    }

    @Test
    void records_written_since_join_at_the_top() {
        trail.records = 10;
        TrailPages pages = TrailPages.last(trail, 10);
        trail.records = 3010;

        pages = pages.newer(trail);

        assertThat(pages.newest()).isEqualTo(3010);
        assertThat(pages.lines()).hasSize(3010);
    }

    @Test
    void an_empty_trail_has_no_page_before() {
        TrailPages pages = TrailPages.last(trail, 0);

        assertThat(pages.complete()).isTrue();
        assertThat(pages.older(trail).lines()).isEmpty();
    }

    @Test
    void a_filter_takes_person_kind_step_and_words_together() {
        trail.records = 60;
        List<AuditLine> lines = TrailPages.last(trail, 60).lines();

        assertThat(new AuditQuery("lead", "call", "5.6", "NUMBER 18").of(lines))
                .extracting(AuditLine::seq)
                .containsExactly(18L);
        assertThat(new AuditQuery("", "call.intent", "", "").of(lines)).hasSize(20);
        assertThat(AuditQuery.ALL.of(lines)).hasSize(60);
    }

    @Test
    void steps_are_offered_in_the_order_of_their_numbers() {
        assertThat(Stream.of("5.10", "5.9", "after.1", "5.2b", "5.2", "10.1").sorted(AuditFilters::byNumber))
                .containsExactly("5.2", "5.2b", "5.9", "5.10", "10.1", "after.1");
    }
}
