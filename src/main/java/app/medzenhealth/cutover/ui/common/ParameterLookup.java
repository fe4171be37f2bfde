package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.inventory.Observation;
import java.util.List;

/** Lists live what a plan's parameter may be set to. */
public interface ParameterLookup {

    /**
     * Reads candidates for the parameter; blocks. Empty and known: there are none.
     *
     * @param parameter the id in the plan
     */
    Observation<List<Candidate>> candidates(String parameter) throws InterruptedException;

    /** @param label what a person recognises it by, for example a zone's name */
    record Candidate(String value, String label) {}
}
