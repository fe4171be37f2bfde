package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * When phases were planned, when they happened, and when the rest is to be expected.
 *
 * @param origin the first start, or now where nothing has started
 * @param end the latest end of anything planned or expected
 * @param least the shortest time the plan allows for, soaks included
 * @param most the longest
 */
record Schedule(Instant origin, Instant end, Duration least, Duration most, List<Lane> lanes) {

    /**
     * One phase.
     *
     * @param planned where the plan puts it, taking each phase's longest duration
     * @param expected from its real start, or else from when what it needs is expected to end
     */
    record Lane(PhaseView phase, Span planned, Span expected, Optional<Span> soak) {}

    record Span(Instant from, Instant to) {}

    static Schedule of(SessionView view, Instant now) {
        var phases = view.phases();
        var origin = phases.stream()
                .flatMap(p -> p.started().stream())
                .min(Instant::compareTo)
                .orElse(now);
        var plannedEnds = new HashMap<String, Instant>();
        var shortestEnds = new HashMap<String, Instant>();
        var expectedEnds = new HashMap<String, Instant>();
        var lanes = new ArrayList<Lane>();
        for (var p : phases) {
            var phase = p.phase();
            var planned = span(phase, origin, plannedEnds, phase.planned().most());
            var shortest = span(phase, origin, shortestEnds, phase.planned().least());
            plannedEnds.put(phase.id(), planned.to());
            shortestEnds.put(phase.id(), shortest.to());
            var expected = expected(p, origin, now, expectedEnds);
            expectedEnds.put(phase.id(), expected.to());
            lanes.add(new Lane(p, planned, expected, soak(p, expectedEnds, now)));
        }
        var plannedEnd = latest(plannedEnds, origin);
        var expectedEnd = latest(expectedEnds, origin);
        var end = expectedEnd.isAfter(plannedEnd) ? expectedEnd : plannedEnd;
        return new Schedule(
                origin,
                end.isAfter(now) ? end : now,
                Duration.between(origin, latest(shortestEnds, origin)),
                Duration.between(origin, plannedEnd),
                List.copyOf(lanes));
    }

    /** When everything is expected to be done. */
    Instant expectedEnd() {
        return lanes.stream()
                .map(l -> l.expected().to())
                .max(Instant::compareTo)
                .orElse(origin);
    }

    private static Instant latest(Map<String, Instant> ends, Instant otherwise) {
        return ends.values().stream().max(Instant::compareTo).orElse(otherwise);
    }

    private static Span span(Phase phase, Instant origin, Map<String, Instant> ends, Duration lasts) {
        var from = ready(phase, origin, id -> ends.getOrDefault(id, origin));
        return new Span(from, from.plus(lasts));
    }

    private static Instant ready(Phase phase, Instant origin, Function<String, Instant> endOf) {
        var from = origin;
        for (var before : phase.after()) {
            from = later(from, endOf.apply(before));
        }
        if (phase.soak().isPresent()) {
            var soak = phase.soak().get();
            from = later(from, endOf.apply(soak.phase()).plus(soak.time()));
        }
        return from;
    }

    private static Span expected(PhaseView p, Instant origin, Instant now, Map<String, Instant> ends) {
        var lasts = p.phase().planned().most();
        if (p.started().isPresent()) {
            var from = p.started().get();
            return new Span(from, p.ended().orElseGet(() -> later(from.plus(lasts), now)));
        }
        var from = later(now, ready(p.phase(), origin, id -> ends.getOrDefault(id, now)));
        return new Span(from, from.plus(lasts));
    }

    private static Optional<Span> soak(PhaseView p, Map<String, Instant> ends, Instant now) {
        return p.soak()
                .map(s -> new Span(s.from(), s.until()))
                .or(() -> p.phase().soak().map(s -> {
                    var from = ends.getOrDefault(s.phase(), now);
                    return new Span(from, from.plus(s.time()));
                }));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
