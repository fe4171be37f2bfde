package app.medzenhealth.cutover.monitor.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Follows one log group, as far as it is told to. Lines may come late: the last seconds are read again, and a line that was seen counts
 * once. Where more is written than can be read, what is oldest is passed over, and that is said.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">FilterLogEvents: a page
 *     holds up to 1 MB or 10,000 lines, may be empty, and is the last one only where it names no next one; lines are sorted by their
 *     time</a>
 */
public final class LogFollower {
    /** How much of the past is shown when following begins. */
    public static final Duration BEFORE = Duration.ofMinutes(10);
    /** Agents gather lines for some seconds before they send them. */
    private static final Duration LATE = Duration.ofSeconds(15);
    /** So far behind, the oldest is passed over. */
    private static final Duration BEHIND = Duration.ofMinutes(1);

    private static final int MOST_PAGES = 4;
    private static final int MOST_REMEMBERED = 30_000;
    /** Of a group in which so much is written nothing is read again: that alone would be more than can be read. */
    private static final long BUSY = 2_000;

    private final LogPlace place;
    private final LogRing ring;
    private final Map<String, Instant> seen = new LinkedHashMap<>();
    private Optional<String> token = Optional.empty();
    private Instant from;
    private Instant newest;
    /** Lines of the reading that goes over several pages. */
    private long scanned;

    private volatile Standing standing = new NotRead();

    /** @param now from a little before that on */
    public LogFollower(LogPlace place, LogRing ring, Instant now) {
        this.place = place;
        this.ring = ring;
        from = now.minus(BEFORE);
        newest = from;
    }

    /** What is known of the group. */
    public sealed interface Standing {}

    public record NotRead() implements Standing {}

    /**
     * @param read when it was read
     * @param newest of when its newest line is; empty: none came
     * @param lines how many came
     * @param behind that more is there than was read
     */
    public record Following(Instant read, Optional<Instant> newest, long lines, boolean behind) implements Standing {}

    public record Absent(Instant read) implements Standing {}

    public record Unknown(String why, Instant at) implements Standing {}

    public LogPlace place() {
        return place;
    }

    public Standing standing() {
        return standing;
    }

    /** Reads what is new, a few pages at most. Not for several threads at once. */
    public void round(LogReader reader, Instant now) throws InterruptedException {
        var lines = standing instanceof Following f ? f.lines() : 0;
        for (var page = 0; page < MOST_PAGES; page++) {
            switch (reader.read(place, from, token)) {
                case LogReader.Absent _ -> {
                    token = Optional.empty();
                    standing = new Absent(now);
                    return;
                }
                case LogReader.Unread u -> {
                    // A token may be what is wrong: it is good for a day, and for the endpoint that gave it.
                    token = Optional.empty();
                    standing = new Unknown(u.why(), now);
                    return;
                }
                case LogReader.Page p -> {
                    lines += take(p);
                    token = p.next();
                    if (token.isEmpty()) {
                        caughtUp(now);
                        standing = new Following(now, came(lines), lines, false);
                        return;
                    }
                }
            }
        }
        if (newest.isBefore(now.minus(BEHIND))) {
            ring.skipped();
            token = Optional.empty();
            from = now.minus(LATE);
            newest = from;
            scanned = 0;
            seen.clear();
        }
        forget();
        standing = new Following(now, came(lines), lines, true);
    }

    private Optional<Instant> came(long lines) {
        return lines == 0 ? Optional.empty() : Optional.of(newest);
    }

    private long take(LogReader.Page page) {
        var fresh = 0L;
        scanned += page.lines().size();
        for (var line : page.lines()) {
            if (seen.putIfAbsent(line.id(), line.at()) == null) {
                ring.add(place, line.at(), line.text());
                fresh++;
                if (line.at().isAfter(newest)) {
                    newest = line.at();
                }
            }
        }
        return fresh;
    }

    private void caughtUp(Instant now) {
        var again = scanned < BUSY ? newest.minus(LATE) : newest;
        // A group in which nothing is written is not read from ever further back.
        var quiet = now.minus(BEFORE);
        from = again.isBefore(quiet) ? quiet : again;
        scanned = 0;
        seen.values().removeIf(at -> at.isBefore(from));
        forget();
    }

    private void forget() {
        var oldest = seen.keySet().iterator();
        for (var surplus = seen.size() - MOST_REMEMBERED; surplus > 0; surplus--) {
            oldest.next();
            oldest.remove();
        }
    }
}
