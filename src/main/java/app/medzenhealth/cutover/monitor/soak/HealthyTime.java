package app.medzenhealth.cutover.monitor.soak;

import app.medzenhealth.cutover.monitor.soak.SignalSpan.Said;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How long everything was healthy. Time counts while every signal is known to be good. While one is not known, the count stands still:
 * nothing is added, and nothing begins anew. With a breach it begins anew when the breach is over. It follows from the spans
 * alone: what arrives late changes what was unknown, and never by when it was asked.
 *
 * @param since from when it counts: the end of the last breach, or the beginning
 * @param to until when
 * @param healthy how much of that was healthy
 * @param unknown how much of that nobody knows
 * @param breaches every time in which a signal was not good, oldest first
 * @param gaps every time since then that nobody knows, oldest first
 */
public record HealthyTime(
        Instant since, Instant to, Duration healthy, Duration unknown, List<Period> breaches, List<Period> gaps) {

    /** @param signals the names of those that made it so */
    public record Period(Instant from, Instant to, Set<String> signals) {
        public Period {
            signals = Set.copyOf(signals);
        }

        public Duration length() {
            return Duration.between(from, to);
        }
    }

    /** @param tracks where there are none, nothing is known */
    public static HealthyTime of(Instant from, Instant to, List<Track> tracks) {
        var counting = new Counting(tracks);
        for (var i = 0; i < tracks.size(); i++) {
            for (var said : tracks.get(i).spans()) {
                if (said.from().isBefore(to) && said.to().isAfter(from)) {
                    counting.add(i, said, from, to);
                }
            }
        }
        return counting.count(from, to);
    }

    public Optional<Period> lastBreach() {
        return breaches.isEmpty() ? Optional.empty() : Optional.of(breaches.getLast());
    }

    /** Whether a breach has not ended by then. */
    public boolean breachedNow() {
        return lastBreach().filter(b -> b.to().equals(to)).isPresent();
    }

    /** A sweep over the times at which something begins or ends to be said. */
    private static final class Counting {
        private final List<Track> tracks;
        private final List<Edge> edges = new ArrayList<>();
        /** By track and by what is said: how many spans say so. */
        private final int[][] saying;
        /** The tracks that tell of a breach, and those that are not good. */
        private int breached;

        private int good;
        private final List<Period> breaches = new ArrayList<>();
        private final List<Period> gaps = new ArrayList<>();

        private record Edge(Instant at, int track, Said said, int change) {}

        Counting(List<Track> tracks) {
            this.tracks = tracks;
            this.saying = new int[tracks.size()][Said.values().length];
        }

        void add(int track, SignalSpan said, Instant from, Instant to) {
            edges.add(new Edge(said.from().isBefore(from) ? from : said.from(), track, said.said(), 1));
            edges.add(new Edge(said.to().isAfter(to) ? to : said.to(), track, said.said(), -1));
        }

        HealthyTime count(Instant from, Instant to) {
            edges.sort(Comparator.comparing(Edge::at));
            var since = from;
            var healthy = Duration.ZERO;
            var at = from;
            var next = 0;
            while (at.isBefore(to)) {
                for (; next < edges.size() && !edges.get(next).at().isAfter(at); next++) {
                    apply(edges.get(next));
                }
                var until = next < edges.size() ? edges.get(next).at() : to;
                if (breached > 0) {
                    join(breaches, at, until, names(Said.BREACH));
                    gaps.clear();
                    healthy = Duration.ZERO;
                    since = until;
                } else if (good < tracks.size() || tracks.isEmpty()) {
                    join(gaps, at, until, silent());
                } else {
                    healthy = healthy.plus(Duration.between(at, until));
                }
                at = until;
            }
            var unknown = gaps.stream().map(Period::length).reduce(Duration.ZERO, Duration::plus);
            return new HealthyTime(since, to, healthy, unknown, List.copyOf(breaches), List.copyOf(gaps));
        }

        private void apply(Edge edge) {
            var of = saying[edge.track()];
            breached -= of[Said.BREACH.ordinal()] > 0 ? 1 : 0;
            good -= isGood(of) ? 1 : 0;
            of[edge.said().ordinal()] += edge.change();
            breached += of[Said.BREACH.ordinal()] > 0 ? 1 : 0;
            good += isGood(of) ? 1 : 0;
        }

        private static boolean isGood(int[] of) {
            return of[Said.GOOD.ordinal()] > 0 && of[Said.BREACH.ordinal()] == 0 && of[Said.UNKNOWN.ordinal()] == 0;
        }

        private Set<String> names(Said said) {
            var names = new TreeSet<String>();
            for (var i = 0; i < tracks.size(); i++) {
                if (saying[i][said.ordinal()] > 0) {
                    names.add(tracks.get(i).name());
                }
            }
            return names;
        }

        private Set<String> silent() {
            var names = new TreeSet<String>();
            for (var i = 0; i < tracks.size(); i++) {
                if (!isGood(saying[i])) {
                    names.add(tracks.get(i).name());
                }
            }
            return names;
        }

        /** What follows without a break is one, of whichever signals. */
        private static void join(List<Period> periods, Instant from, Instant to, Set<String> signals) {
            if (periods.isEmpty() || !periods.getLast().to().equals(from)) {
                periods.add(new Period(from, to, signals));
                return;
            }
            var last = periods.removeLast();
            var all = new TreeSet<>(last.signals());
            all.addAll(signals);
            periods.add(new Period(last.from(), to, all));
        }
    }
}
