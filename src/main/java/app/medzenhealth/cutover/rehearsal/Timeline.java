package app.medzenhealth.cutover.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What something is over time, known from the start and looked up when read: no thread moves it.
 *
 * @param from when the first point begins
 * @param points in order, the first at zero; never empty
 */
public record Timeline<S>(Instant from, List<Point<S>> points) {

    /** @param after counted from the timeline's beginning */
    public record Point<S>(Duration after, S state) {}

    public Timeline {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("A timeline has at least one point");
        }
    }

    /** One state from then on. */
    public static <S> Timeline<S> of(Instant from, S state) {
        return new Timeline<>(from, List.of(new Point<>(Duration.ZERO, state)));
    }

    /** @param lasting how long the present last state lasts before the new one */
    public Timeline<S> then(Duration lasting, S state) {
        var longer = new ArrayList<Point<S>>(points);
        longer.add(new Point<>(points.getLast().after().plus(lasting), state));
        return new Timeline<>(from, longer);
    }

    public S at(Instant now) {
        var found = points.getFirst().state();
        for (var point : points) {
            if (from.plus(point.after()).isAfter(now)) {
                break;
            }
            found = point.state();
        }
        return found;
    }

    /** When the last state begins. */
    public Instant settles() {
        return from.plus(points.getLast().after());
    }

    public boolean settled(Instant now) {
        return !now.isBefore(settles());
    }

    /** How much of the way to the last state is behind, 0 to 100. */
    public int percent(Instant now) {
        var whole = points.getLast().after().toMillis();
        if (whole == 0) {
            return 100;
        }
        return Math.clamp(Duration.between(from, now).toMillis() * 100 / whole, 0, 100);
    }
}
