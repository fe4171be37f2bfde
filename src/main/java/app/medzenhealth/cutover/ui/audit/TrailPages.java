package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the trail that has been read: an unbroken stretch that ends with the newest record known.
 *
 * @param lines newest first
 */
record TrailPages(List<AuditLine> lines) {
    static final int PAGE = 1000;
    static final TrailPages NONE = new TrailPages(List.of());

    /** Sequence number of the oldest record read; one more than the newest where none was. */
    long oldest() {
        return lines.isEmpty() ? 1 : lines.getLast().seq();
    }

    long newest() {
        return lines.isEmpty() ? 0 : lines.getFirst().seq();
    }

    boolean complete() {
        return lines.isEmpty() || oldest() == 1;
    }

    /** The last page of a trail of that many records, and whatever came since. Blocks. */
    static TrailPages last(AuditFeed feed, long records) {
        List<AuditRecord> page = feed.read(Math.max(1, records - PAGE + 1), PAGE);
        return new TrailPages(turned(page)).newer(feed);
    }

    /** With what was written since. Blocks. */
    TrailPages newer(AuditFeed feed) {
        List<AuditRecord> fresh = new ArrayList<>();
        List<AuditRecord> page;
        do {
            page = feed.read(newest() + 1 + fresh.size(), PAGE);
            fresh.addAll(page);
        } while (page.size() == PAGE);
        return fresh.isEmpty() ? this : new TrailPages(joined(turned(fresh), lines));
    }

    /** With the page before the oldest. Blocks. */
    TrailPages older(AuditFeed feed) {
        if (complete()) {
            return this;
        }
        long from = Math.max(1, oldest() - PAGE);
        List<AuditRecord> page = feed.read(from, (int) (oldest() - from));
        return new TrailPages(joined(lines, turned(page)));
    }

    private static List<AuditLine> turned(List<AuditRecord> oldestFirst) {
        return oldestFirst.reversed().stream().map(AuditLine::of).toList();
    }

    private static List<AuditLine> joined(List<AuditLine> newer, List<AuditLine> older) {
        List<AuditLine> all = new ArrayList<>(newer.size() + older.size());
        all.addAll(newer);
        all.addAll(older);
        return List.copyOf(all);
    }
}
