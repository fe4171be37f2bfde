package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.session.FlightCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Asks every step of the plan, in one go, what it would meet now. Nothing is changed. All of it blocks. */
public interface FlightControl {

    /**
     * The outcome is recorded.
     *
     * @throws InterruptedException if its thread is interrupted: nothing is recorded then
     */
    FlightCheck check(Progress progress) throws InterruptedException;

    /** Writes it as a page and as JSON into a folder of the session's own. @return the page */
    Path page(FlightCheck check) throws IOException;

    /** The same for people, a line each. */
    List<String> lines(FlightCheck check);

    /** How many steps have which answer, in words. */
    String counts(FlightCheck check);

    /** Why a step would not go on, a line each. */
    List<String> reasons(FlightCheck.Answer answer);
}
