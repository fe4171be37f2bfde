package app.medzenhealth.cutover.network;

/**
 * No connection, for a reason that trying again does not change: a setting, or a proxy that says no. Nothing was sent to whom it
 * was meant for. Unchecked and no I/O error, so that nobody repeats it: a proxy may lock a user out after a few attempts.
 */
public final class NotConnected extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String next;

    /**
     * @param happened one sentence without a full stop and without secrets
     * @param next what to do about it
     */
    public NotConnected(String happened, String next) {
        super(happened);
        this.next = next;
    }

    public String happened() {
        return String.valueOf(getMessage());
    }

    public String next() {
        return next;
    }
}
