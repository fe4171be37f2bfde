package app.medzenhealth.cutover.action;

/** An action that could not be completed, in words for the person at the console. */
public sealed class ActionFailure extends RuntimeException permits ItemsOpen {
    private static final long serialVersionUID = 1L;
    private final String notDone;
    private final String next;

    /**
     * @param happened what happened, with AWS's code and request id where there is one
     * @param notDone what was not done
     * @param next what to do next
     */
    public ActionFailure(String happened, String notDone, String next, Throwable cause) {
        super(happened, cause);
        this.notDone = notDone;
        this.next = next;
    }

    public ActionFailure(String happened, String notDone, String next) {
        super(happened);
        this.notDone = notDone;
        this.next = next;
    }

    /** A failure that an exception explains, for example {@code DBInstanceNotFound: … (request 1f3a…)}. */
    public static ActionFailure because(Throwable cause, String notDone, String next) {
        return new ActionFailure(Explained.of(cause), notDone, next, cause);
    }

    public String notDone() {
        return notDone;
    }

    public String next() {
        return next;
    }
}
