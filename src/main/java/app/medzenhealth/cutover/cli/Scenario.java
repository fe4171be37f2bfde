package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.rehearsal.Estate;

/** What goes wrong in a rehearsal. */
enum Scenario {
    /** Nothing does. */
    SMOOTH {
        @Override
        void prepare(Estate estate) {}
    };

    abstract void prepare(Estate estate);
}
