package app.medzenhealth.cutover.aws.signin;

/** The credentials are good, but for another account than the plan's. */
public final class WrongAccount extends SignInProblem {
    private static final long serialVersionUID = 1L;
    private final String expected;
    private final String found;
    private final String arn;
    private final String profile;

    public WrongAccount(String expected, String found, String arn, String profile) {
        super(
                Kind.WRONG_ACCOUNT,
                "Profile \"" + profile + "\" signs in to account " + found + ", and the plan is for account "
                        + expected,
                "sign in with a profile of account " + expected);
        this.expected = expected;
        this.found = found;
        this.arn = arn;
        this.profile = profile;
    }

    public String expected() {
        return expected;
    }

    public String found() {
        return found;
    }

    public String arn() {
        return arn;
    }

    public String profile() {
        return profile;
    }
}
