package app.medzenhealth.cutover.store;

/** Why the state cannot be used, in words for the person at the console: what is wrong, why, and what to do next. */
public final class StoreProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String what;
    private final String why;
    private final String next;

    /** Each a full sentence. */
    public StoreProblem(String what, String why, String next) {
        super(what + " " + why + " " + next);
        this.what = what;
        this.why = why;
        this.next = next;
    }

    public StoreProblem(String what, String why, String next, Throwable cause) {
        this(what, why, next);
        initCause(cause);
    }

    @Override
    public String getMessage() {
        return what + " " + why + " " + next;
    }

    public String what() {
        return what;
    }

    public String why() {
        return why;
    }

    public String next() {
        return next;
    }
}
