package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.signin.Again;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.SignInStanding;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.ui.common.AccessControl;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Somebody signed in, for drawings: the credentials end soon. */
record TourAccess(TourEntrance entrance, Instant now) implements AccessControl {
    private static final Duration LEFT = Duration.ofSeconds(9 * 60 + 41);

    @Override
    public View current() {
        var end = Optional.of(now.plus(LEFT));
        return new View(
                new SignInStanding(
                        "cutover-lead",
                        "assumes a role + MFA",
                        entrance.account(),
                        "arn:aws:sts::" + entrance.account() + ":assumed-role/cutover-operator/cutover-lead",
                        end,
                        end,
                        false,
                        new Again.Lasts(Duration.ofHours(1), "duration_seconds of profile \"cutover-lead\"")),
                Leave.READ_ONLY,
                List.of("phase 6: cutover-retire"));
    }

    @Override
    public List<ProfileEntry> profiles() {
        return entrance.profiles();
    }

    @Override
    public void again(String profile, Person person) {
        throw new UnsupportedOperationException("nobody signs in to a drawing");
    }

    @Override
    public void allow(Leave leave, Operator by) {
        throw new UnsupportedOperationException("nothing is changed in a drawing");
    }
}
