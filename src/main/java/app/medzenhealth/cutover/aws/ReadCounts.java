package app.medzenhealth.cutover.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many reads passed, how long they took and how they failed, by service, region and operation. Safe for many threads. */
public final class ReadCounts {

    /**
     * @param latency of all its calls together
     * @param median of its calls; where they are many, of an even choice of them
     * @param errors how many failed, by error code
     */
    public record Count(
            String service,
            String region,
            String operation,
            long calls,
            Duration latency,
            Duration shortest,
            Duration median,
            Duration longest,
            Map<String, Long> errors) {

        public Count {
            errors = Map.copyOf(errors);
        }

        public long failed() {
            return errors.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private record Key(String service, String region, String operation) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::service).thenComparing(Key::region).thenComparing(Key::operation);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Tally {
        private static final int MOST_KEPT = 256;

        private final Map<String, Long> errors = new TreeMap<>();
        private long calls;
        private long nanos;
        private long shortest = Long.MAX_VALUE;
        private long longest;
        private long[] kept = new long[8];
        private int keptCount;

        /** Every how many calls one is kept: doubled, and every other one let go, whenever there is no room left. */
        private long every = 1;

        void add(long took, String code) {
            calls++;
            nanos += took;
            shortest = Math.min(shortest, took);
            longest = Math.max(longest, took);
            if (!code.isEmpty()) {
                errors.merge(code, 1L, Long::sum);
            }
            if ((calls - 1) % every == 0) {
                keep(took);
            }
        }

        private void keep(long took) {
            if (keptCount == MOST_KEPT) {
                for (var i = 0; i < MOST_KEPT / 2; i++) {
                    kept[i] = kept[2 * i];
                }
                keptCount = MOST_KEPT / 2;
                every *= 2;
            }
            if (keptCount == kept.length) {
                kept = Arrays.copyOf(kept, keptCount * 2);
            }
            kept[keptCount++] = took;
        }

        Count count(Key key) {
            var sorted = Arrays.copyOf(kept, keptCount);
            Arrays.sort(sorted);
            return new Count(
                    key.service(),
                    key.region(),
                    key.operation(),
                    calls,
                    Duration.ofNanos(nanos),
                    Duration.ofNanos(shortest),
                    Duration.ofNanos(sorted[sorted.length / 2]),
                    Duration.ofNanos(longest),
                    errors);
        }
    }

    private final Map<Key, Tally> all = new TreeMap<>();
    private final Map<Key, Tally> unreported = new TreeMap<>();

    /** @param code of the error; empty where it succeeded */
    synchronized void passed(String service, String region, String operation, long nanos, String code) {
        var key = new Key(service, region, operation);
        for (var counts : List.of(all, unreported)) {
            counts.computeIfAbsent(key, k -> new Tally()).add(nanos, code);
        }
    }

    /** Since the start, sorted by service, region and operation. */
    public synchronized List<Count> summary() {
        return counts(all);
    }

    /** Since the last time this was asked. */
    synchronized List<Count> drain() {
        var counts = counts(unreported);
        unreported.clear();
        return counts;
    }

    private static List<Count> counts(Map<Key, Tally> tallies) {
        var counts = new ArrayList<Count>();
        tallies.forEach((key, tally) -> counts.add(tally.count(key)));
        return counts;
    }
}
