package app.medzenhealth.cutover.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many reads passed, by service, region and operation. Safe for many threads. */
public final class ReadCounts {

    /** @param latency of all its calls together */
    public record Count(String service, String region, String operation, long calls, long errors, Duration latency) {}

    private record Key(String service, String region, String operation) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::service).thenComparing(Key::region).thenComparing(Key::operation);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Tally {
        long calls;
        long errors;
        long nanos;
    }

    private final Map<Key, Tally> all = new TreeMap<>();
    private final Map<Key, Tally> unreported = new TreeMap<>();

    synchronized void passed(String service, String region, String operation, long nanos, boolean failed) {
        Key key = new Key(service, region, operation);
        for (Map<Key, Tally> counts : List.of(all, unreported)) {
            Tally tally = counts.computeIfAbsent(key, k -> new Tally());
            tally.calls++;
            tally.errors += failed ? 1 : 0;
            tally.nanos += nanos;
        }
    }

    /** Since the start, sorted by service, region and operation. */
    public synchronized List<Count> summary() {
        return counts(all);
    }

    /** Since the last time this was asked. */
    synchronized List<Count> drain() {
        List<Count> counts = counts(unreported);
        unreported.clear();
        return counts;
    }

    private static List<Count> counts(Map<Key, Tally> tallies) {
        List<Count> counts = new ArrayList<>();
        tallies.forEach((k, t) -> counts.add(
                new Count(k.service(), k.region(), k.operation(), t.calls, t.errors, Duration.ofNanos(t.nanos))));
        return counts;
    }
}
