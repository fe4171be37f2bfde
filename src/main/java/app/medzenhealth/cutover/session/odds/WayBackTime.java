package app.medzenhealth.cutover.session.odds;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long a way back takes, and so when it must be begun at the latest to end before the window closes. */
public sealed interface WayBackTime {

    /**
     * No rehearsal has gone it to its end: there is only what the plan says.
     *
     * @param most the longest that the plan expects
     */
    record Planned(Duration least, Duration most) implements WayBackTime {}

    /**
     * @param most the longest that it ever took
     * @param times how often it was gone to its end
     */
    record Rehearsed(Duration least, Duration most, int times) implements WayBackTime {}

    Duration least();

    Duration most();

    /** @param closes when the window closes */
    default Instant lastMoment(Instant closes) {
        return closes.minus(most());
    }

    /**
     * @param steps ids of the way back's steps, all of which have to be gone through
     * @param planned what holds where no run has gone through them all
     */
    static WayBackTime of(List<String> steps, Planned planned, List<RehearsedRun> runs) {
        var took = runs.stream()
                .flatMap(r -> whole(steps, r.steps()).stream())
                .sorted()
                .toList();
        return took.isEmpty() ? planned : new Rehearsed(took.getFirst(), took.getLast(), took.size());
    }

    /** From the first press to the last end. */
    private static Optional<Duration> whole(List<String> steps, Map<String, RehearsedRun.Times> run) {
        if (steps.isEmpty() || !run.keySet().containsAll(steps)) {
            return Optional.empty();
        }
        var times = steps.stream().map(run::get).toList();
        return Optional.of(Duration.between(
                times.stream()
                        .map(RehearsedRun.Times::begun)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                times.stream()
                        .map(RehearsedRun.Times::ended)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()));
    }
}
