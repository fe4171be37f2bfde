package app.medzenhealth.cutover.aws.signin;

/** Why nobody was signed in, in words for the person who tried. Nothing was changed, and no secret is in the words. */
public class SignInProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Kind kind;
    private final String next;

    /** What went wrong, for those who tell one from another. */
    public enum Kind {
        NO_SUCH_PROFILE,
        BROKEN_FILE,
        REFUSED,
        MFA_CODE,
        SSO_EXPIRED,
        SSO_DENIED,
        PROGRAM,
        CLOCK,
        NETWORK,
        INVALID_KEYS,
        EXPIRED,
        NOT_PERMITTED,
        NEEDS_PERSON,
        ROOT,
        WRONG_ACCOUNT,
        OTHER_PRINCIPAL,
        OTHER
    }

    /**
     * @param happened one sentence without a full stop
     * @param next what to do about it
     */
    public SignInProblem(Kind kind, String happened, String next) {
        super(happened);
        this.kind = kind;
        this.next = next;
    }

    public Kind kind() {
        return kind;
    }

    public String happened() {
        return String.valueOf(getMessage());
    }

    public String next() {
        return next;
    }
}
