package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.signin.DeviceCode;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.SignInProblem;
import java.io.PrintWriter;

/** The person at the terminal. What is asked goes to standard error, so that output can be piped. */
record TerminalPerson(PrintWriter err) implements Person {

    @Override
    public String mfaCode(String serial, String profile) {
        var console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new SignInProblem(
                    SignInProblem.Kind.NEEDS_PERSON,
                    "Profile \"" + profile + "\" needs a code of " + serial + ", and there is no terminal to ask at",
                    "run it in a terminal, or use the window");
        }
        var typed = console.readPassword("MFA code of %s: ", serial);
        if (typed == null) {
            throw new SignInProblem(SignInProblem.Kind.NEEDS_PERSON, "No code was given", "run it again");
        }
        return new String(typed);
    }

    @Override
    public void visit(DeviceCode code) {
        err.println("Open " + code.page() + " and confirm the code " + code.code());
        err.flush();
    }

    @Override
    public void progress(String text) {}
}
