package app.medzenhealth.cutover.session.odds;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The steps that have to be gone through inside the window, in the plan's order.
 *
 * @param opens when the first step may be begun; nothing is pressed before
 * @param closes by when the last must have ended
 */
public record Night(Instant now, Instant opens, Instant closes, List<Leg> legs, Optional<Outage> outage) {

    public Night {
        legs = List.copyOf(legs);
        var seen = new HashSet<String>();
        for (var leg : legs) {
            if (!seen.containsAll(leg.after()) || !seen.add(leg.step())) {
                throw new IllegalArgumentException(
                        "a step comes after those that it waits for, and once: " + leg.step());
            }
        }
    }

    /** @param after ids of the legs that must have ended before it is begun */
    public record Leg(String step, List<String> after, Standing standing) {
        public Leg {
            after = List.copyOf(after);
        }
    }

    public sealed interface Standing {}

    public record Open() implements Standing {}

    /** Also of what failed, and is to be run again: the time goes on. */
    public record Begun(Instant at) implements Standing {}

    public record Done(Instant begun, Instant ended) implements Standing {}

    /**
     * Time without service.
     *
     * @param soFar until now, that of earlier attempts with it
     * @param begins the leg that begins it; empty where it has begun already
     * @param ends the leg with whose end users are served again
     */
    public record Outage(Duration budget, Duration soFar, Optional<String> begins, String ends) {}

    /** As far as it has been gone through. */
    Map<String, RehearsedRun.Times> shown() {
        return legs.stream()
                .filter(l -> l.standing() instanceof Done)
                .collect(Collectors.toMap(
                        Leg::step,
                        l -> l.standing() instanceof Done(var begun, var ended)
                                ? new RehearsedRun.Times(begun, ended)
                                : new RehearsedRun.Times(now, now)));
    }
}
