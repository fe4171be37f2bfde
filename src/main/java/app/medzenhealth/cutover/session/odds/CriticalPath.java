package app.medzenhealth.cutover.session.odds;

import app.medzenhealth.cutover.session.odds.Night.Begun;
import app.medzenhealth.cutover.session.odds.Night.Done;
import app.medzenhealth.cutover.session.odds.Night.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which of a night's steps its end hangs on, by times that are given and not sampled: the critical path method (Kelley and Walker 1959,
 * "Critical-path planning and scheduling", Eastern Joint Computer Conference).
 *
 * @param steps of the path, those that are left, in order; a minute lost on one of them is lost on the whole
 * @param planned when all would have ended, begun as the window opened
 * @param expected when all ends, as it went until now
 */
public record CriticalPath(List<String> steps, Instant planned, Instant expected) {

    public CriticalPath {
        steps = List.copyOf(steps);
    }

    /** How much later it ends than planned; negative: earlier. */
    public Duration slip() {
        return Duration.between(planned, expected);
    }

    /**
     * @param takes how long a step takes, as the plan says
     * @return empty of a night without steps
     */
    public static Optional<CriticalPath> of(Night night, Function<String, Duration> takes) {
        if (night.legs().isEmpty()) {
            return Optional.empty();
        }
        var planned = new HashMap<String, Instant>();
        var expected = new HashMap<String, Instant>();
        var begins = nothingBegun(night) && night.now().isBefore(night.opens()) ? night.opens() : night.now();
        for (var leg : night.legs()) {
            var time = takes.apply(leg.step());
            planned.put(leg.step(), latest(leg, planned).orElse(night.opens()).plus(time));
            expected.put(
                    leg.step(),
                    switch (leg.standing()) {
                        case Done done -> done.ended();
                        case Begun(var at) -> later(at.plus(time), night.now());
                        case Open _ ->
                            latest(leg, expected)
                                    .map(e -> later(e, begins))
                                    .orElse(begins)
                                    .plus(time);
                    });
        }
        var last = night.legs().stream()
                .map(Night.Leg::step)
                .max(Comparator.comparing(s -> at(expected, s)))
                .orElseThrow();
        return Optional.of(new CriticalPath(
                path(night, last, expected),
                planned.values().stream().max(Comparator.naturalOrder()).orElseThrow(),
                at(expected, last)));
    }

    private static boolean nothingBegun(Night night) {
        return night.legs().stream().allMatch(l -> l.standing() instanceof Open);
    }

    /** From the last step back, each time to the one that it waits for longest, as far as anything is left. */
    private static List<String> path(Night night, String last, Map<String, Instant> ends) {
        var path = new LinkedList<String>();
        var next = Optional.of(last);
        while (next.isPresent()) {
            var step = next.get();
            var leg = night.legs().stream()
                    .filter(l -> l.step().equals(step))
                    .findFirst()
                    .orElseThrow();
            if (leg.standing() instanceof Done) {
                break;
            }
            path.addFirst(step);
            next = leg.after().stream().max(Comparator.comparing(s -> at(ends, s)));
        }
        return path;
    }

    private static Optional<Instant> latest(Night.Leg leg, Map<String, Instant> ends) {
        return leg.after().stream().map(s -> at(ends, s)).max(Comparator.naturalOrder());
    }

    private static Instant at(Map<String, Instant> ends, String step) {
        return Objects.requireNonNull(ends.get(step));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
