package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.signin.Access;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.SignIn;
import app.medzenhealth.cutover.aws.signin.WriteRoles;
import app.medzenhealth.cutover.session.Identity;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.ui.common.AccessControl;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is signed in, and what may be changed. */
record LiveAccess(
        SignIn signIn,
        Access access,
        WriteRoles roles,
        ChangeSwitch changes,
        List<String> named,
        Records records,
        Returns returns)
        implements AccessControl, AutoCloseable {

    /** What happens when somebody has signed in again. */
    static final class Returns {
        private volatile Return then = () -> {};
    }

    interface Return {
        void now() throws InterruptedException;
    }

    void onReturn(Return then) {
        returns.then = then;
    }

    /** Reads the identity with the session's own clients, and knows until when the credentials last. */
    Identity.Reader identity(Clients guarded, String region) {
        return new CallerIdentity(
                guarded,
                region,
                () -> access.standing().lasts(),
                () -> access.standing().again(),
                () -> changes.leave() == Leave.READ_ONLY);
    }

    /** When a person is needed again; empty: not until the work is done. */
    Optional<Instant> until() {
        return access.standing().lasts();
    }

    @Override
    public View current() {
        return new View(access.standing(), changes.leave(), named);
    }

    @Override
    public List<ProfileEntry> profiles() {
        return signIn.profiles();
    }

    @Override
    public void again(String profile, Person person) throws InterruptedException {
        access.again(profile, person);
        returns.then.now();
    }

    @Override
    public void allow(Leave leave, Operator by) {
        records.trail().append(by.name(), "session.leave", "", Map.of("leave", leave.name()));
        changes.set(leave);
    }

    @Override
    public void close() {
        roles.close();
        access.close();
    }
}
