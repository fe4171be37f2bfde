package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.signin.Held.Renewal;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Goes the way to credentials. What a person gave once is used again, in memory only, as long as it is good. */
final class Issuer {
    private final Machine machine;
    private final SecretSink secrets;
    private final Timekeeper time;
    private final Reach reach;
    private final TokenService sts;
    private final SsoPortal sso;
    private final CredentialProgram program;
    private final Map<Way, Held> users = new ConcurrentHashMap<>();

    /** @param region whose STS is asked */
    Issuer(Machine machine, Optional<URI> endpoint, String region, Redactor redactor, Timekeeper time) {
        this.machine = machine;
        this.secrets = new SecretSink(redactor);
        this.time = time;
        this.reach = new Reach(machine, endpoint, secrets, time);
        this.sts = new TokenService(reach, region, secrets, time);
        this.sso = new SsoPortal(machine, reach, secrets, time);
        this.program = new CredentialProgram(machine, secrets);
    }

    Reach reach() {
        return reach;
    }

    TokenService sts() {
        return sts;
    }

    Held issue(Way way, Person person) throws InterruptedException {
        return switch (way) {
            case Way.FixedKeys fixed -> lasting(secrets.keep(fixed.keys()));
            case Way.FromEnvironment environment -> environment();
            case Way.Program command -> program.run(command, person);
            case Way.Login login -> new LoginSession(machine, program).run(login, person);
            case Way.Sso role -> sso.credentials(role, person);
            case Way.UserWithMfa user -> user(user, person);
            case Way.Role role -> role(role, person);
        };
    }

    private static Held lasting(AwsCredentials keys) {
        return new Held(keys, Optional.empty(), new Renewal.ByPerson());
    }

    private Held environment() {
        var id = machine.variable("AWS_ACCESS_KEY_ID");
        var secret = machine.variable("AWS_SECRET_ACCESS_KEY");
        if (id.isEmpty() || secret.isEmpty()) {
            throw new SignInProblem(
                    Kind.REFUSED,
                    "The environment has no " + (id.isEmpty() ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY"),
                    "set it before the console is started, or choose a profile");
        }
        var keys = machine.variable("AWS_SESSION_TOKEN")
                .or(() -> machine.variable("AWS_SECURITY_TOKEN"))
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(id.get(), secret.get(), token))
                .orElseGet(() -> AwsBasicCredentials.create(id.get(), secret.get()));
        // Written by "aws configure export-credentials --format env".
        var ends = machine.variable("AWS_CREDENTIAL_EXPIRATION").flatMap(Issuer::instant);
        return new Held(secrets.keep(keys), ends, new Renewal.ByPerson());
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Held user(Way.UserWithMfa user, Person person) throws InterruptedException {
        var before = users.get(user);
        if (before != null && before.ends().filter(time.instant()::isBefore).isPresent()) {
            return before;
        }
        var from = issue(user.from(), person);
        person.progress("Waiting for the code of your MFA device");
        var code = secrets.keep(person.mfaCode(user.serial(), user.profile()).strip());
        person.progress("Showing the code to AWS");
        var session = sts.userSession(from.keys(), user, code);
        users.put(user, session);
        return session;
    }

    private Held role(Way.Role role, Person person) throws InterruptedException {
        var from = issue(role.from(), person);
        Optional<String> code = Optional.empty();
        if (role.mfa().isPresent()) {
            var serial = role.mfa().get();
            person.progress("Waiting for the code of your MFA device");
            code = Optional.of(
                    secrets.keep(person.mfaCode(serial, role.profile()).strip()));
        }
        person.progress("Taking the role " + role.arn());
        return sts.role(from, role, code);
    }

    /** Forgets what a person gave: the next time is a new one. */
    void forget() {
        users.clear();
        sso.forget();
    }
}
