package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.monitor.NameReading;
import app.medzenhealth.cutover.monitor.ProbeHistory;
import java.util.Optional;

/** What users get, as probes see it. */
public interface ProbeFeed {

    /** Answers at once. */
    Reading current();

    /**
     * @param name what name servers answered last; empty before the first time
     * @param planned whether the plan names anything to ask
     */
    record Reading(ProbeHistory probes, Optional<NameReading> name, boolean planned) {
        public static final Reading NONE = new Reading(ProbeHistory.NONE, Optional.empty(), false);
    }
}
