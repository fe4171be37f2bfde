package app.medzenhealth.cutover.rehearsal.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What a busy resolver has cached: it asks the zone's first server again the moment an answer's time to live has passed, and
 * not before. Computed from the zone's history, so that it is the same whoever asks, and however often.
 */
final class ResolverCache {
    private static final int SERVER = 0;
    private final Resolution resolution;

    /** @param left of the time to live */
    record Cached(List<ResourceRecordSet> records, Duration left) {}

    ResolverCache(Resolution resolution) {
        this.resolution = resolution;
    }

    Cached of(HostedZoneState zone, String name, Instant now) {
        var turns = zone.turns(SERVER);
        var version = 0;
        var fetched = turns.getFirst();
        while (true) {
            var records = zone.servedBy(SERVER, fetched);
            var ttl = resolution.ttl(records, name);
            var last = version == turns.size() - 1 || turns.get(version + 1).isAfter(now);
            if (last) {
                return new Cached(records, left(fetched, now, ttl));
            }
            var turn = turns.get(version + 1);
            var again = ttl == 0 ? turn : fetched.plusSeconds(ttl * periods(fetched, turn, ttl));
            if (again.isAfter(now)) {
                return new Cached(records, Duration.between(now, again));
            }
            fetched = again;
            version = lastTurn(turns, fetched);
        }
    }

    private static int lastTurn(List<Instant> turns, Instant at) {
        var index = 0;
        while (index + 1 < turns.size() && !turns.get(index + 1).isAfter(at)) {
            index++;
        }
        return index;
    }

    /**
     * How many times it is asked again until the first time at or after {@code turn}. To the nanosecond: a turn less than a
     * millisecond away would otherwise never be reached.
     */
    private static long periods(Instant fetched, Instant turn, long ttl) {
        return Math.ceilDiv(
                Duration.between(fetched, turn).toNanos(),
                Duration.ofSeconds(ttl).toNanos());
    }

    private static Duration left(Instant fetched, Instant now, long ttl) {
        if (ttl == 0) {
            return Duration.ZERO;
        }
        var since = Math.max(0, Duration.between(fetched, now).toMillis()) % (ttl * 1000);
        return Duration.ofMillis(ttl * 1000 - since);
    }
}
