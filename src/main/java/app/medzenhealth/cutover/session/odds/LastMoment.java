package app.medzenhealth.cutover.session.odds;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** When a way back must be begun at the latest, so that it ends before the window closes. */
public sealed interface LastMoment {

    /** No rehearsal has gone it to its end: nobody knows how long it takes, and so not until when it is possible. */
    record NotRehearsed() implements LastMoment {}

    /**
     * @param at the end of the window less the longest that it ever took
     * @param took the longest
     * @param times how often it was gone to its end
     */
    record At(Instant at, Duration took, int times) implements LastMoment {
        public boolean over(Instant now) {
            return now.isAfter(at);
        }
    }

    /** @param steps ids of the way back's steps, all of which have to be gone through */
    static LastMoment of(Instant closes, List<String> steps, List<RehearsedRun> runs) {
        var took = runs.stream()
                .flatMap(r -> whole(steps, r.steps()).stream())
                .sorted(Comparator.reverseOrder())
                .toList();
        return took.isEmpty()
                ? new NotRehearsed()
                : new At(closes.minus(took.getFirst()), took.getFirst(), took.size());
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
