package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.signin.Held.Renewal;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import app.medzenhealth.cutover.concurrent.ChildProcess;
import app.medzenhealth.cutover.concurrent.Deadline;
import app.medzenhealth.cutover.concurrent.ProgramOutput;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Credentials that a program prints. It is started without a shell, in the folder and with the environment of the console, as the
 * AWS CLI does (botocore, credentials.py, ProcessProvider: Popen with a list, and neither cwd nor env), and nothing that it prints is
 * shown or logged: it may be a secret. What it leaves running is left alone.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html">credential_process</a>
 */
final class CredentialProgram {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int MOST_BYTES = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Machine machine;
    private final SecretSink secrets;
    private final Duration timeout;

    CredentialProgram(Machine machine, SecretSink secrets) {
        this(machine, secrets, TIMEOUT);
    }

    CredentialProgram(Machine machine, SecretSink secrets, Duration timeout) {
        this.machine = machine;
        this.secrets = secrets;
        this.timeout = timeout;
    }

    Held run(Way.Program program, Person person) throws InterruptedException {
        var name = program.command().getFirst();
        person.progress("Running " + name);
        Process process;
        try {
            process = ChildProcess.start(
                    program.command(),
                    Optional.empty(),
                    machine.environment(),
                    ChildProcess.Prints.OUTPUT_WITHOUT_ERRORS);
        } catch (IOException e) {
            throw problem(program, "could not be started: no such program, or no permission to run it");
        }
        var end = Deadline.in(timeout);
        try {
            var printed = new ProgramOutput(process, end).readNBytes(MOST_BYTES);
            if (!process.waitFor(end.left().toMillis(), TimeUnit.MILLISECONDS)) {
                throw problem(program, "did not end within " + timeout.toSeconds() + " s, and was stopped");
            }
            if (process.exitValue() != 0) {
                throw problem(program, "ended with exit code " + process.exitValue());
            }
            return held(program, printed);
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        } catch (IOException e) {
            throw problem(program, "printed what cannot be read");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Held held(Way.Program program, byte[] printed) {
        JsonNode json;
        try {
            json = JSON.readTree(printed);
        } catch (JacksonException e) {
            throw problem(program, "did not print JSON");
        }
        if (json.path("Version").asInt(0) != 1) {
            throw problem(program, "did not print Version 1");
        }
        var id = json.path("AccessKeyId").asString("");
        var secret = json.path("SecretAccessKey").asString("");
        var token = json.path("SessionToken").asString("");
        if (id.isBlank() || secret.isBlank()) {
            throw problem(program, "printed no " + (id.isBlank() ? "AccessKeyId" : "SecretAccessKey"));
        }
        var keys = secrets.keep(
                token.isBlank()
                        ? AwsBasicCredentials.create(id, secret)
                        : AwsSessionCredentials.create(id, secret, token));
        var expiration = json.path("Expiration").asString("");
        var ends = Issuer.instant(expiration);
        if (!expiration.isBlank() && ends.isEmpty()) {
            throw problem(program, "printed an Expiration that is not an ISO 8601 time");
        }
        return new Held(keys, ends, new Renewal.Alone(Optional.empty()));
    }

    private static SignInProblem problem(Way.Program program, String what) {
        return new SignInProblem(
                Kind.PROGRAM,
                "credential_process of profile \"" + program.profile() + "\": "
                        + program.command().getFirst() + " " + what,
                "run it in a terminal to see what it says; here its output is not shown, because it may hold secrets");
    }
}
