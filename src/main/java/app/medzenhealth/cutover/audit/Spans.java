package app.medzenhealth.cutover.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stretches of time, in order and apart from one another. Immutable. */
public record Spans(List<Span> all) {
    public static final Spans NONE = new Spans(List.of());

    /** @param to later than {@code from} */
    public record Span(Instant from, Instant to) {
        public Duration length() {
            return Duration.between(from, to);
        }
    }

    public Spans {
        all = List.copyOf(all);
    }

    /** The same as one, whatever their order; what has no length, or ends before it begins, is left out. */
    public static Spans of(List<Span> any) {
        var sorted = any.stream()
                .filter(s -> s.to().isAfter(s.from()))
                .sorted(Comparator.comparing(Span::from))
                .toList();
        var apart = new ArrayList<Span>();
        for (var span : sorted) {
            if (apart.isEmpty() || span.from().isAfter(apart.getLast().to())) {
                apart.add(span);
            } else if (span.to().isAfter(apart.getLast().to())) {
                apart.set(apart.size() - 1, new Span(apart.getLast().from(), span.to()));
            }
        }
        return new Spans(apart);
    }

    public static Spans of(Instant from, Instant to) {
        return of(List.of(new Span(from, to)));
    }

    public Spans and(Spans others) {
        var both = new ArrayList<>(all);
        both.addAll(others.all);
        return of(both);
    }

    /** What of these lies in the others, too. */
    public Spans within(Spans others) {
        var common = new ArrayList<Span>();
        for (var mine : all) {
            for (var other : others.all) {
                common.add(new Span(later(mine.from(), other.from()), earlier(mine.to(), other.to())));
            }
        }
        return of(common);
    }

    /** What of these does not lie in the others. */
    public Spans without(Spans others) {
        var left = new ArrayList<Span>();
        for (var mine : all) {
            var from = mine.from();
            for (var other : others.all) {
                if (other.to().isAfter(from) && other.from().isBefore(mine.to())) {
                    left.add(new Span(from, earlier(other.from(), mine.to())));
                    from = later(from, other.to());
                }
            }
            left.add(new Span(from, mine.to()));
        }
        return of(left);
    }

    public Duration length() {
        return all.stream().map(Span::length).reduce(Duration.ZERO, Duration::plus);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
