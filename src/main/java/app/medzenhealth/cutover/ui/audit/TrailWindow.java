package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The stretch of the trail that is held in memory: it slides, so that a long trail costs no more than a short one. All methods
 * that take a feed block.
 *
 * @param lines what the filter lets through of the stretch, newest first
 * @param from first record of the stretch; 1 where there is none before
 * @param to last record of the stretch
 */
record TrailWindow(AuditFilter filter, List<AuditLine> lines, long from, long to) {
    static final int PAGE = 1000;
    /** Lines held at most. */
    static final int MOST = 5000;
    /** Matches that are enough for now; scrolling asks for more. */
    private static final int ENOUGH = 200;

    static final TrailWindow NONE = new TrailWindow(AuditFilter.ALL, List.of(), 1, 0);

    /** Whether there is no record before the stretch. */
    boolean complete() {
        return from <= 1;
    }

    /** The newest records of a trail of that many. */
    static TrailWindow newest(AuditFeed feed, AuditFilter filter, long records, BooleanSupplier stale) {
        return new TrailWindow(filter, List.of(), records + 1, records).older(feed, stale);
    }

    /** With the records around one, as many before as after. */
    static TrailWindow around(AuditFeed feed, long seq, long records, BooleanSupplier stale) {
        return newest(feed, AuditFilter.ALL, Math.min(records, seq + PAGE / 2), stale);
    }

    /** With a page of matches before the oldest. */
    TrailWindow older(AuditFeed feed, BooleanSupplier stale) {
        var found = new ArrayList<AuditLine>();
        var first = from;
        while (first > 1 && found.size() < wanted() && !stale.getAsBoolean()) {
            var start = Math.max(1, first - PAGE);
            found.addAll(matches(feed.read(start, (int) (first - start)).reversed()));
            first = start;
        }
        var all = joined(lines, found);
        return all.size() <= MOST
                ? new TrailWindow(filter, all, first, to)
                : new TrailWindow(
                        filter,
                        List.copyOf(all.subList(all.size() - MOST, all.size())),
                        first,
                        all.get(all.size() - MOST).seq());
    }

    /** With a page of matches after the newest, up to record {@code last}. */
    TrailWindow newer(AuditFeed feed, long last, BooleanSupplier stale) {
        return newer(feed, last, wanted(), stale);
    }

    /** With everything up to record {@code last}. */
    TrailWindow upTo(AuditFeed feed, long last, BooleanSupplier stale) {
        return last - to > MOST ? newest(feed, filter, last, stale) : newer(feed, last, Integer.MAX_VALUE, stale);
    }

    private TrailWindow newer(AuditFeed feed, long last, int enough, BooleanSupplier stale) {
        var found = new ArrayList<AuditLine>();
        var end = to;
        while (end < last && found.size() < enough && !stale.getAsBoolean()) {
            var page = feed.read(end + 1, (int) Math.min(PAGE, last - end));
            if (page.isEmpty()) {
                break;
            }
            found.addAll(matches(page));
            end = page.getLast().seq();
        }
        var all = joined(found.reversed(), lines);
        return all.size() <= MOST
                ? new TrailWindow(filter, all, from, end)
                : new TrailWindow(
                        filter,
                        List.copyOf(all.subList(0, MOST)),
                        all.get(MOST - 1).seq(),
                        end);
    }

    private int wanted() {
        return filter.everything() ? PAGE : ENOUGH;
    }

    private List<AuditLine> matches(List<AuditRecord> page) {
        return page.stream().filter(filter::accepts).map(AuditLine::of).toList();
    }

    private static List<AuditLine> joined(List<AuditLine> newer, List<AuditLine> older) {
        var all = new ArrayList<AuditLine>(newer.size() + older.size());
        all.addAll(newer);
        all.addAll(older);
        return List.copyOf(all);
    }
}
