package app.medzenhealth.cutover.session.odds;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How a run's times fall to the legs of a night: how long it was until each was pressed, counted from when it could be (those that it
 * waits for had ended, and the one before it was pressed), and how long it then took.
 *
 * @param waits for each leg the indices of those that it waits for
 */
record Legs(List<String> steps, List<int[]> waits) {
    /** Less than this is measured as this: a trail keeps microseconds, and nobody presses twice in one second. */
    private static final double LEAST_SECONDS = 1;

    static Legs of(Night night) {
        var steps = night.legs().stream().map(Night.Leg::step).toList();
        return new Legs(
                steps,
                night.legs().stream()
                        .map(l -> l.after().stream().mapToInt(steps::indexOf).toArray())
                        .toList());
    }

    /**
     * Natural logarithm of the seconds until a leg was pressed; empty for the first, and where the run has not shown it, or nothing that
     * it came after.
     */
    OptionalDouble pressed(int leg, Map<String, RehearsedRun.Times> run) {
        if (leg == 0 || !run.containsKey(steps.get(leg))) {
            return OptionalDouble.empty();
        }
        var last = Optional.ofNullable(run.get(steps.get(leg - 1)));
        return Stream.concat(
                        last.map(RehearsedRun.Times::begun).stream(),
                        Arrays.stream(waits.get(leg))
                                .mapToObj(w -> Optional.ofNullable(run.get(steps.get(w))))
                                .flatMap(t -> t.map(RehearsedRun.Times::ended).stream()))
                .max(Comparator.naturalOrder())
                .map(from -> OptionalDouble.of(log(from, times(leg, run).begun())))
                .orElse(OptionalDouble.empty());
    }

    /** Natural logarithm of the seconds that a leg took; empty where the run has not shown it. */
    OptionalDouble took(int leg, Map<String, RehearsedRun.Times> run) {
        return run.containsKey(steps.get(leg))
                ? OptionalDouble.of(log(times(leg, run).begun(), times(leg, run).ended()))
                : OptionalDouble.empty();
    }

    private RehearsedRun.Times times(int leg, Map<String, RehearsedRun.Times> run) {
        return Objects.requireNonNull(run.get(steps.get(leg)));
    }

    private static double log(Instant from, Instant to) {
        return Math.log(Math.max(LEAST_SECONDS, Duration.between(from, to).toNanos() / 1e9));
    }
}
