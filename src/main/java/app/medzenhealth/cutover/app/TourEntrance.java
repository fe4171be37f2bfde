package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.DeviceCode;
import app.medzenhealth.cutover.aws.signin.Person;
import app.medzenhealth.cutover.aws.signin.ProfileEntry;
import app.medzenhealth.cutover.aws.signin.ProfileEntry.Kind;
import app.medzenhealth.cutover.aws.signin.SignInProblem;
import app.medzenhealth.cutover.aws.signin.WrongAccount;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView.Mode;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.signin.Entrance;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A way in for drawings: a profile of each kind, and somebody who stops where the drawing wants it. */
record TourEntrance(Plan drawn, Stop stop, Instant now) implements Entrance {

    /** How far signing in goes. */
    enum Stop {
        PROFILES("sign-in"),
        DEVICE_CODE("sign-in-sso"),
        MFA_CODE("sign-in-mfa"),
        WRONG_CODE("sign-in-refused"),
        WRONG_ACCOUNT("wrong-account");

        private final String file;

        Stop(String file) {
            this.file = file;
        }

        String file() {
            return file;
        }
    }

    @Override
    public String account() {
        return drawn.account();
    }

    @Override
    public String plan() {
        return drawn.title();
    }

    @Override
    public Mode mode() {
        return stop == Stop.PROFILES ? Mode.EMULATOR : Mode.LIVE;
    }

    @Override
    public Optional<String> endpoint() {
        return stop == Stop.PROFILES
                ? Optional.of(LiveSignIn.words(URI.create("http://127.0.0.1:5000")))
                : Optional.empty();
    }

    @Override
    public Optional<String> profile() {
        return switch (stop) {
            case PROFILES -> Optional.empty();
            case DEVICE_CODE -> Optional.of("medzen-sso");
            case MFA_CODE, WRONG_CODE -> Optional.of("cutover-lead");
            case WRONG_ACCOUNT -> Optional.of("sandbox");
        };
    }

    @Override
    public List<ProfileEntry> profiles() {
        var ours = Optional.of(account());
        return List.of(
                entry("break-glass", Kind.KEYS, "keys in the file, device lead", true, ours),
                entry("cutover-lead", Kind.ROLE, "role cutover-operator by way of access keys", true, ours),
                entry("medzen-sso", Kind.SSO, "CutoverOperator at medzen.awsapps.com", false, ours),
                entry("sandbox", Kind.SSO, "Administrator at medzen.awsapps.com", false, Optional.of("111122223333")),
                entry("vault", Kind.PROGRAM, "/usr/local/bin/aws-vault", false, Optional.empty()),
                new ProfileEntry(
                        "jump-host",
                        Kind.REFUSED,
                        "Profile \"jump-host\" takes its credentials from Ec2InstanceMetadata: the credentials of a"
                                + " machine or container are never used",
                        false,
                        Optional.empty(),
                        Optional.of("a machine's")),
                entry("env", Kind.ENVIRONMENT, "AWS_ACCESS_KEY_ID of this process", false, Optional.empty()));
    }

    private static ProfileEntry entry(String name, Kind kind, String detail, boolean mfa, Optional<String> account) {
        return new ProfileEntry(name, kind, detail, mfa, account, Optional.empty());
    }

    @Override
    public Console enter(String profile, Leave leave, Person person) throws InterruptedException {
        switch (stop) {
            case PROFILES -> {}
            case DEVICE_CODE -> {
                person.visit(new DeviceCode(
                        "WDJB-MJHT",
                        URI.create("https://medzen.awsapps.com/start/#/device?user_code=WDJB-MJHT"),
                        now.plusSeconds(583)));
                person.progress("Waiting until you have confirmed the code");
            }
            case MFA_CODE -> {
                person.progress("Waiting for the code of your MFA device");
                // Shown, and not waited for.
                Thread.currentThread().interrupt();
                person.mfaCode("arn:aws:iam::" + account() + ":mfa/lead", profile);
            }
            case WRONG_CODE ->
                throw new SignInProblem(
                        SignInProblem.Kind.MFA_CODE,
                        "AWS did not take the MFA code",
                        "wait until the device shows another code, and give that one: each is good once");
            case WRONG_ACCOUNT ->
                throw new WrongAccount(
                        account(),
                        "111122223333",
                        "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Administrator_0123456789abcdef/lead@medzenhealth.app",
                        profile);
        }
        throw new InterruptedException("far enough");
    }
}
