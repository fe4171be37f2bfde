package app.medzenhealth.cutover.aws;

/** A call that the guard did not let through. Nothing was sent. The message says what was refused and why. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String message) {
        super(message);
    }

    public Refused(String message, Throwable cause) {
        super(message, cause);
    }
}
