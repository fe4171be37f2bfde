package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.ui.common.Console;
import java.util.List;
import java.util.Optional;

/** What stands before a live window: nothing is read or changed before somebody is signed in. */
public interface Entrance {

    /** Account of the plan, 12 digits. */
    String account();

    String plan();

    /** What the session will be. */
    default Mode mode() {
        return Mode.LIVE;
    }

    /** Where requests go in place of AWS, in words; empty where they go to AWS. */
    Optional<String> endpoint();

    /** The profile to begin with, where one was named. */
    Optional<String> profile();

    List<ProfileEntry> profiles();

    /**
     * Signs in and opens the session.
     *
     * @throws app.medzenhealth.cutover.aws.signin.SignInProblem if nobody was signed in
     * @throws InterruptedException if the person turned away
     */
    Console enter(String profile, Leave leave, Person person) throws InterruptedException;
}
