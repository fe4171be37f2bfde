package app.medzenhealth.cutover.aws.read;

/** Pages that do not end properly: what came is not all there is. */
public final class PartialAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PartialAnswer(String message) {
        super(message);
    }

    PartialAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
