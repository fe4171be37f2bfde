package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.Endpoint;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Signs a person in with a named profile, to one account only. Every attempt is recorded: {@code signin.done},
 * {@code signin.failed}, and {@code signin.refused} for another account, another principal or the root user.
 */
public final class SignIn {
    private final String account;
    private final Machine machine;
    private final boolean elsewhere;
    private final Log log;
    private final Timekeeper time;
    private final Issuer issuer;

    /** Where attempts are recorded; durable when it returns. */
    @FunctionalInterface
    public interface Log {
        void record(String kind, Map<String, ?> data);
    }

    /**
     * @param account the plan's
     * @param region whose STS is asked: one that is enabled for every account
     * @param endpoint an emulator, in place of AWS
     * @param redactor told of every secret the moment it exists
     */
    public SignIn(
            String account,
            String region,
            Optional<URI> endpoint,
            Machine machine,
            Redactor redactor,
            Log log,
            Timekeeper time) {
        this.account = account;
        this.machine = machine;
        this.elsewhere = endpoint.isPresent();
        this.log = log;
        this.time = time;
        this.issuer = new Issuer(machine, endpoint, region, redactor, time);
    }

    /** The profiles there are, and why one is not used where that is so. */
    public List<ProfileEntry> profiles() {
        return Profiles.read(machine, elsewhere).list();
    }

    /**
     * Signs in.
     *
     * @throws WrongAccount if the credentials are of another account than the plan's
     * @throws SignInProblem if nobody was signed in for another reason
     * @throws InterruptedException if the person turned away
     */
    public Access enter(String profile, Person person) throws InterruptedException {
        return new Access(this, time, attempt(profile, person, Optional.empty()));
    }

    /** Credentials, and whose they are. */
    record Entered(Held held, Way way, SignInStanding standing) {}

    /** @param before as whom to sign in again: then only as the same */
    Entered attempt(String profile, Person person, Optional<SignInStanding> before) throws InterruptedException {
        Endpoint.refuseHidden(machine.environment(), System.getProperties());
        var back = issuer.reach().kept();
        var in = false;
        try {
            var entered = asked(profile, person);
            admit(entered.standing(), before);
            in = true;
            return entered;
        } finally {
            if (!in) {
                back.run();
            }
        }
    }

    private Entered asked(String profile, Person person) throws InterruptedException {
        try {
            person.progress("Reading the profiles");
            var profiles = Profiles.read(machine, elsewhere);
            issuer.reach().use(profiles.setting(profile, "ca_bundle").map(machine::path), profile);
            var way = profiles.way(profile);
            var held = issuer.issue(way, person);
            person.progress("Asking AWS who this is");
            return new Entered(
                    held, way, standing(profile, way, held, issuer.sts().caller(held.keys())));
        } catch (SignInProblem problem) {
            record("signin.failed", Map.of("profile", profile, "why", problem.happened()));
            throw problem;
        }
    }

    private static SignInStanding standing(String profile, Way way, Held held, TokenService.Caller caller) {
        return new SignInStanding(
                profile,
                Profiles.kind(way).title() + (way.asksMfa() ? " + MFA" : ""),
                caller.account(),
                caller.arn(),
                held.ends(),
                held.lasts(),
                held.renewsAlone(),
                Again.of(way));
    }

    private void admit(SignInStanding who, Optional<SignInStanding> before) {
        if (who.arn().endsWith(":root")) {
            throw refused(
                    who,
                    new SignInProblem(
                            Kind.ROOT,
                            "Profile \"" + who.profile() + "\" signs in as the root user, which is never used",
                            "sign in with a role, and delete the root user's access keys"));
        }
        if (!who.account().equals(account)) {
            throw refused(who, new WrongAccount(account, who.account(), who.arn(), who.profile()));
        }
        if (before.filter(b -> !b.arn().equals(who.arn())).isPresent()) {
            throw refused(
                    who,
                    new SignInProblem(
                            Kind.OTHER_PRINCIPAL,
                            "This is " + who.arn() + ", and the session was begun as "
                                    + before.get().arn(),
                            "sign in as the same, or close the console and begin again as the other"));
        }
        var data = new LinkedHashMap<String, Object>(facts(who));
        data.put("again", before.isPresent());
        who.keysEnd().ifPresent(end -> data.put("keysEnd", end.toString()));
        who.lasts().ifPresent(end -> data.put("lasts", end.toString()));
        record("signin.done", data);
    }

    private SignInProblem refused(SignInStanding who, SignInProblem why) {
        var data = new LinkedHashMap<String, Object>(facts(who));
        data.put("expected", account);
        data.put("why", why.happened());
        record("signin.refused", data);
        return why;
    }

    private static Map<String, Object> facts(SignInStanding who) {
        return Map.of("profile", who.profile(), "way", who.way(), "account", who.account(), "principal", who.arn());
    }

    void record(String kind, Map<String, ?> data) {
        log.record(kind, data);
    }

    Issuer issuer() {
        return issuer;
    }
}
