package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.SignInStanding;
import app.medzenhealth.cutover.session.Operator;
import java.util.List;

/** As whom the console works in AWS, and what it may do there. Live only. */
public interface AccessControl {

    /** @param roles that phases' changes are sent under, as {@code phase 6: cutover-retire} */
    record View(SignInStanding standing, Leave leave, List<String> roles) {}

    /** Answers at once. */
    View current();

    List<ProfileEntry> profiles();

    /**
     * Signs in again as the same principal; what waits goes on.
     *
     * @throws app.medzenhealth.cutover.aws.signin.SignInProblem if it is not the same; the credentials in use stay
     */
    void again(String profile, Person person) throws InterruptedException;

    /** Lets the session change things, or only read; recorded. */
    void allow(Leave leave, Operator by);
}
