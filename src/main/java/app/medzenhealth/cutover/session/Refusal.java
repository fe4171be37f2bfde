package app.medzenhealth.cutover.session;

/** Something the session will not do, in words for the person who asked. Nothing was changed. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String next;

    /**
     * @param why what is in the way
     * @param next what to do about it
     */
    public Refusal(String why, String next) {
        super(why);
        this.next = next;
    }

    public String next() {
        return next;
    }
}
