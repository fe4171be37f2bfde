package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditFilter;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import app.medzenhealth.cutover.ui.common.Background;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Moves the window over the trail and counts what a filter lets through, beside the JavaFX thread. What was asked before the
 * filter changed stops at its next page, and its result is dropped. Used on the JavaFX thread.
 */
final class TrailBrowser {
    private final Background background;
    private final AuditFeed feed;
    private final Shown shown;
    private final AtomicLong turn = new AtomicLong();
    private final AtomicLong count = new AtomicLong();
    private AuditFilter filter = AuditFilter.ALL;
    private TrailWindow window = TrailWindow.NONE;
    private Tally tally = Tally.NOTHING;
    private long records;
    private boolean moving;
    private boolean counting;
    /** Whether new records come into sight by themselves. */
    private boolean following = true;

    /** Who is told, on the JavaFX thread. */
    interface Shown {
        void window(TrailWindow window);

        void tally(Tally tally);

        /** The window could not be moved: what is in it may be of another filter. */
        void failed(Problem problem);

        void uncounted(Problem problem);
    }

    TrailBrowser(Background background, AuditFeed feed, Shown shown) {
        this.background = background;
        this.feed = feed;
        this.shown = shown;
    }

    TrailWindow window() {
        return window;
    }

    Tally tally() {
        return tally;
    }

    AuditFilter filter() {
        return filter;
    }

    long records() {
        return records;
    }

    /** Whether records are being searched for the table. */
    boolean moving() {
        return moving;
    }

    /** The trail has that many records now. */
    void grown(long now) {
        records = now;
        follow();
        if (!counting && records > tally.upTo()) {
            count();
        }
    }

    private void follow() {
        if (following && !moving && records > window.to()) {
            var from = window;
            var wanted = filter;
            var last = records;
            move(
                    last,
                    stale -> from.to() == 0
                            ? TrailWindow.newest(feed, wanted, last, stale)
                            : from.upTo(feed, last, stale));
        }
    }

    void filter(AuditFilter next) {
        if (!next.equals(filter)) {
            filter = next;
            recount();
            toNewest();
        }
    }

    void toNewest() {
        var wanted = filter;
        var last = records;
        restart();
        move(last, stale -> TrailWindow.newest(feed, wanted, last, stale));
    }

    /** Without a filter, with that record in sight. */
    void around(long seq) {
        if (!filter.everything()) {
            filter = AuditFilter.ALL;
            recount();
        }
        var last = records;
        restart();
        move(last, stale -> TrailWindow.around(feed, seq, last, stale));
    }

    void older() {
        if (!moving && !window.complete()) {
            var from = window;
            move(following ? from.to() : Long.MAX_VALUE, stale -> from.older(feed, stale));
        }
    }

    void newer() {
        if (!moving && window.to() < records) {
            var from = window;
            var last = records;
            move(last, stale -> from.newer(feed, last, stale));
        }
    }

    /** Stops whatever is being read; what is known stays. */
    void stop() {
        restart();
        count.incrementAndGet();
        counting = false;
    }

    private void restart() {
        turn.incrementAndGet();
        moving = false;
    }

    private void recount() {
        tally = tally.restarted(filter);
        count.incrementAndGet();
        counting = false;
        shown.tally(tally);
        if (records > tally.upTo()) {
            count();
        }
    }

    private interface Move {
        TrailWindow to(BooleanSupplier stale);
    }

    /** @param top if the window then reaches this record, it follows what is written from now on */
    private void move(long top, Move move) {
        var mine = turn.get();
        moving = true;
        background.<TrailWindow>run(
                "Reading the audit trail",
                () -> move.to(() -> turn.get() != mine),
                there -> {
                    if (turn.get() == mine) {
                        moving = false;
                        window = there;
                        following = there.to() >= top;
                        shown.window(there);
                        follow();
                    }
                },
                problem -> {
                    if (turn.get() == mine) {
                        moving = false;
                        shown.failed(problem);
                    }
                });
    }

    private void count() {
        var mine = count.get();
        var last = records;
        var from = tally;
        counting = true;
        BooleanSupplier stale = () -> count.get() != mine;
        background.<Tally>run(
                "Counting records",
                () -> from.on(feed, last, stale, t -> background.later(() -> counted(t, mine))),
                t -> {
                    if (count.get() == mine) {
                        counting = false;
                        counted(t, mine);
                        if (records > tally.upTo()) {
                            count();
                        }
                    }
                },
                problem -> {
                    if (count.get() == mine) {
                        counting = false;
                        shown.uncounted(problem);
                    }
                });
    }

    private void counted(Tally t, long mine) {
        if (count.get() == mine) {
            tally = t;
            shown.tally(t);
        }
    }
}
