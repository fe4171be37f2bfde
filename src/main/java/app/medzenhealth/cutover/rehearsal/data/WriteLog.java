package app.medzenhealth.cutover.rehearsal.data;

import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;

/** How far a database's write-ahead log has grown, in bytes, over time. It grows while something writes and stands still otherwise. */
final class WriteLog {

    private static final int REMEMBERED = 4_000;
    static final long BYTES_PER_SECOND = 48_000;

    private final TreeMap<Instant, Long> positions = new TreeMap<>();
    private boolean growing;
    private Instant lastGrowth;

    WriteLog(Instant start, long position) {
        positions.put(start, position);
        lastGrowth = start;
    }

    /** @param writes whether it grows from {@code now} on */
    void observe(Instant now, boolean writes) {
        var last = positions.lastEntry();
        if (now.isAfter(last.getKey())) {
            var grown = growing ? Duration.between(last.getKey(), now).toMillis() * BYTES_PER_SECOND / 1_000 : 0;
            if (grown > 0) {
                lastGrowth = now;
            }
            positions.put(now, last.getValue() + grown);
            if (positions.size() > REMEMBERED) {
                positions.pollFirstEntry();
            }
        }
        growing = writes;
    }

    long at(Instant when) {
        var before = positions.floorEntry(when);
        if (before == null) {
            return positions.firstEntry().getValue();
        }
        var after = positions.higherEntry(when);
        if (after == null) {
            return before.getValue();
        }
        var span = Duration.between(before.getKey(), after.getKey()).toMillis();
        var part = Duration.between(before.getKey(), when).toMillis();
        return span == 0
                ? before.getValue()
                : before.getValue() + (long) ((after.getValue() - before.getValue()) * ((double) part / span));
    }

    boolean growing() {
        return growing;
    }

    Instant lastGrowth() {
        return lastGrowth;
    }

    /** As PostgreSQL prints it. */
    static String lsn(long position) {
        return "%X/%X".formatted(position >>> 32, position & 0xFFFF_FFFFL);
    }
}
