package app.medzenhealth.cutover.monitor.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One hour of a soak. What was healthy of each, from the end of the last breach on, adds up to what {@link HealthyTime} counts.
 *
 * @param to exclusive
 * @param healthy how much of it is counted, if it is not before a later breach
 * @param unknown how much of it nobody knows; where there was a breach, since its end
 * @param signals those that made it what it is; empty where it was healthy, or is to come
 */
public record SoakHour(Instant from, Instant to, What what, Duration healthy, Duration unknown, Set<String> signals) {
    private static final Duration HOUR = Duration.ofHours(1);

    public enum What {
        /** All of it that has passed was healthy. */
        HEALTHY,
        /** In some of it a signal did not keep its limit. */
        BREACH,
        /** Of some of it nobody knows, and of nothing in it is a breach known. */
        UNKNOWN,
        COMING
    }

    public SoakHour {
        signals = Set.copyOf(signals);
    }

    /**
     * Hour by hour.
     *
     * @param now what is later is not known by anybody
     * @param hours how many
     */
    public static List<SoakHour> of(Instant since, Instant now, int hours, List<Track> tracks) {
        var all = new ArrayList<SoakHour>();
        for (var i = 0; i < hours; i++) {
            var from = since.plus(HOUR.multipliedBy(i));
            all.add(of(from, from.plus(HOUR), now, tracks));
        }
        return List.copyOf(all);
    }

    private static SoakHour of(Instant from, Instant to, Instant now, List<Track> tracks) {
        if (!from.isBefore(now)) {
            return new SoakHour(from, to, What.COMING, Duration.ZERO, Duration.ZERO, Set.of());
        }
        var time = HealthyTime.of(from, to.isBefore(now) ? to : now, tracks);
        var signals = new TreeSet<String>();
        if (!time.breaches().isEmpty()) {
            time.breaches().forEach(b -> signals.addAll(b.signals()));
            return new SoakHour(from, to, What.BREACH, time.healthy(), time.unknown(), signals);
        }
        time.gaps().forEach(g -> signals.addAll(g.signals()));
        return new SoakHour(
                from,
                to,
                time.unknown().isZero() ? What.HEALTHY : What.UNKNOWN,
                time.healthy(),
                time.unknown(),
                signals);
    }
}
