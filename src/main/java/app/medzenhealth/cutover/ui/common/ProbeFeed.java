package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.monitor.DataReading;
import app.medzenhealth.cutover.monitor.HealthReading;
import app.medzenhealth.cutover.monitor.NameReading;
import app.medzenhealth.cutover.monitor.ProbeHistory;
import java.util.List;
import java.util.Optional;

/** What users get, as probes see it. */
public interface ProbeFeed {

    /** Answers at once. */
    Reading current();

    /**
     * @param name what name servers answered last; empty before the first time
     * @param planned whether the plan names anything to ask
     * @param health what Route 53 says of its health checks; empty before the first time, and where there are none
     * @param data what both databases said
     */
    record Reading(
            ProbeHistory probes,
            Optional<NameReading> name,
            boolean planned,
            List<HealthReading> health,
            DataReading.History data) {
        public static final Reading NONE = new Reading(ProbeHistory.NONE, Optional.empty(), false);

        /** Where nobody asked anything but what users get. */
        public Reading(ProbeHistory probes, Optional<NameReading> name, boolean planned) {
            this(probes, name, planned, List.of(), DataReading.History.NONE);
        }
    }
}
