package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.StepState.Problem;

/** Short messages over the corner of the window; on the JavaFX thread. */
public interface Notices {

    /** Goes away by itself. */
    void say(Tone tone, String text);

    /** Stays until dismissed. */
    void problem(Problem problem);
}
