package app.medzenhealth.cutover.action;

/**
 * The wait for something in AWS was given up, not the thing itself: its outcome is unknown, not failed. Running the action again
 * goes on waiting and sends nothing twice.
 */
public final class StillWaiting extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String stillRunning;

    /**
     * @param stillRunning what goes on in AWS, as it was last seen
     * @param why why the wait ended, for example {@code not reached within 30 min}
     */
    public StillWaiting(String stillRunning, String why) {
        super(stillRunning + " — " + why + ". It continues in AWS and will be checked again.");
        this.stillRunning = stillRunning;
    }

    public String stillRunning() {
        return stillRunning;
    }
}
