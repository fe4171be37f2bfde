package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.Operator;
import java.nio.file.Path;

/** The folder that the project's files are taken from. */
public interface WorkingCopyControl {

    /** Absolute. Answers at once. */
    Path current();

    /**
     * Takes files from another folder from now on. Recorded.
     *
     * @throws app.medzenhealth.cutover.session.Refusal if it is not a folder, or a step is running
     */
    void choose(Path folder, Operator by);
}
