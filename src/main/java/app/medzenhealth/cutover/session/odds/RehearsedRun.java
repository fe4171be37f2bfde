package app.medzenhealth.cutover.session.odds;

import java.time.Instant;
import java.util.Map;

/**
 * Steps as they were gone through once, by their ids; on the clock of the session, which in a rehearsal is a virtual one.
 *
 * @param session whose records tell of it
 */
public record RehearsedRun(String session, Map<String, Times> steps) {

    public RehearsedRun {
        steps = Map.copyOf(steps);
    }

    /**
     * @param begun when it was confirmed; of a step that failed and was run again, the first time
     * @param ended when it had succeeded
     */
    public record Times(Instant begun, Instant ended) {}
}
