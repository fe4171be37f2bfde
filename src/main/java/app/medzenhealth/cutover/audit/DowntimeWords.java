package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.plan.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** From what a downtime is told, in words: what was measured, and what was not. */
public final class DowntimeWords {
    private DowntimeWords() {}

    /** For example {@code measured in part: reads failed for 4 min 2 s; writes not measured, which counts as long as the fence stood}. */
    static String of(DowntimeClock clock, Instant until) {
        var basis = clock.basis(until);
        if (basis == DowntimeBasis.ESTIMATED) {
            return basis.words() + ": no probe ran";
        }
        var unknown = clock.unknown(until);
        return basis.words() + ": "
                + told("reads", clock.reads(until)) + "; "
                + told("writes", clock.writes(until))
                + (unknown.isPositive() ? "; for " + Times.inWords(unknown) + " the asking machine heard nothing" : "")
                + (basis == DowntimeBasis.PARTLY ? "; what is not measured counts as long as a fence stood" : "");
    }

    /** For example {@code reads failed for 4 min 2 s}. */
    public static String told(String what, Optional<Duration> failed) {
        return failed.map(f -> what + " failed for " + Times.inWords(f)).orElse(what + " not measured");
    }
}
