package app.medzenhealth.cutover.ui.common;

/** The second person of a rehearsal, with a key of the console's own. */
public interface RehearsedApprover {

    /** Signs a challenge, and gives the response code. */
    String respond(String challenge);
}
