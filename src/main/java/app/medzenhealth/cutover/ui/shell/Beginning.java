package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Console;

/** What a window begins with, where there is something that it could go on with. */
public interface Beginning {

    /** Title of the plan. */
    String plan();

    /** Name of the rehearsal that can go on. */
    String left();

    /** Where it stands, in sentences. */
    String stands();

    /**
     * Goes on with it; may take a while.
     *
     * @throws app.medzenhealth.cutover.session.Refusal if it cannot go on
     */
    Console goOn() throws InterruptedException;

    /** Begins a new one. */
    Console beginAnew() throws InterruptedException;
}
