package app.medzenhealth.cutover.monitor.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The newest lines, so many and no more: each that comes then lets the oldest go, and is counted. For many threads. */
public final class LogRing {
    private final int capacity;
    /** In the order in which they came, but for where the newest is written over the oldest. */
    private final List<FollowedLine> lines = new ArrayList<>();

    private long came;
    private long skipped;

    /** @param capacity how many lines are kept */
    public LogRing(int capacity) {
        this.capacity = capacity;
    }

    public synchronized void add(LogPlace place, Instant at, String text) {
        came++;
        var line = new FollowedLine(came, at, place, FollowedLine.cut(text));
        if (lines.size() < capacity) {
            lines.add(line);
        } else {
            lines.set((int) ((came - 1) % capacity), line);
        }
    }

    /** Time of which nobody read the lines. */
    synchronized void skipped() {
        skipped++;
    }

    /** How many lines have come. */
    public synchronized long came() {
        return came;
    }

    /** How many of them are not kept any more. */
    public synchronized long letGo() {
        return Math.max(0, came - capacity);
    }

    /** How often lines were passed over unread, as more were written than can be read. */
    public synchronized long passedOver() {
        return skipped;
    }

    public int capacity() {
        return capacity;
    }

    /** How many of the kept lines are wanted, and the newest of them. */
    public record Found(List<FollowedLine> newest, int wanted, int kept, long came, long letGo, long passedOver) {
        public static final Found NOTHING = new Found(List.of(), 0, 0, 0, 0, 0);
    }

    /** @param most how many lines are given; in the order in which they came */
    public Found find(Predicate<FollowedLine> wanted, int most) {
        List<FollowedLine> copy;
        long all;
        long passed;
        synchronized (this) {
            all = came;
            passed = skipped;
            copy = List.copyOf(lines);
        }
        var newest = new ArrayList<FollowedLine>();
        var count = 0;
        for (var i = 0; i < copy.size(); i++) {
            var line = copy.get((int) Math.floorMod(all - 1 - i, (long) copy.size()));
            if (wanted.test(line)) {
                count++;
                if (newest.size() < most) {
                    newest.add(line);
                }
            }
        }
        return new Found(newest.reversed(), count, copy.size(), all, all - copy.size(), passed);
    }
}
