package app.medzenhealth.cutover.audit;

/** Bytes that are not a record in its one canonical form; the message says where and why. */
final class NotCanonical extends Exception {
    private static final long serialVersionUID = 1L;

    NotCanonical(String message) {
        super(message);
    }
}
