package app.medzenhealth.cutover.aws.signin;

/** Who signs in: asked for what no file holds. Called off any window's thread; may take as long as the person does. */
public interface Person {

    /**
     * The code that the MFA device shows now.
     *
     * @param serial of the device
     * @throws InterruptedException if the person turned away
     */
    String mfaCode(String serial, String profile) throws InterruptedException;

    /** Shows the code and opens its page; returns at once. */
    void visit(DeviceCode code);

    /** What is going on, in a few words. */
    void progress(String text);

    /** Nobody is there: what needs a person fails. */
    static Person nobody() {
        return new Person() {
            @Override
            public String mfaCode(String serial, String profile) {
                throw absent();
            }

            @Override
            public void visit(DeviceCode code) {
                throw absent();
            }

            @Override
            public void progress(String text) {}

            private static SignInProblem absent() {
                return new SignInProblem(
                        SignInProblem.Kind.NEEDS_PERSON,
                        "The credentials cannot be renewed without a person",
                        "sign in again");
            }
        };
    }
}
