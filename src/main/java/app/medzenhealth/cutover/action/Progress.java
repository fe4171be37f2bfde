package app.medzenhealth.cutover.action;

/** Where an action says how far it is. Calls come from any thread. */
public interface Progress {

    /** @param fraction 0 to 1, or negative where nobody knows */
    void at(double fraction, String text);

    /** A line for the step's log. */
    void line(String text);

    Progress SILENT = new Progress() {
        @Override
        public void at(double fraction, String text) {}

        @Override
        public void line(String text) {}
    };
}
