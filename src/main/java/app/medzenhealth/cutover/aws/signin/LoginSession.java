package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Credentials of {@code aws login}, from the AWS CLI, which keeps them and renews them every 15 minutes: whoever else renewed them
 * would spoil the CLI's own copy, whose refresh token is good once.
 *
 * @see <a href="https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html">sign in with console credentials</a>
 * @see <a href="https://docs.aws.amazon.com/cli/latest/reference/configure/export-credentials.html">export-credentials</a>
 */
record LoginSession(Machine machine, CredentialProgram program) {

    Held run(Way.Login login, Person person) throws InterruptedException {
        var profile = login.profile();
        var cli = cli().orElseThrow(() -> new SignInProblem(
                Kind.PROGRAM,
                "Profile \"" + profile + "\" signs in by “aws login”, and there is no AWS CLI on the PATH",
                "install version 2.32.0 or newer of the AWS CLI, or sign in with a profile that names it:"
                        + " credential_process = /path/to/aws configure export-credentials --profile " + profile
                        + " --format process"));
        var command =
                List.of(cli.toString(), "configure", "export-credentials", "--profile", profile, "--format", "process");
        try {
            return program.run(new Way.Program(profile, command), person);
        } catch (SignInProblem problem) {
            throw new SignInProblem(
                    problem.kind(),
                    "The AWS CLI handed out no credentials of “aws login” for profile \"" + profile + "\": "
                            + problem.happened().replaceFirst("^credential_process of profile \"[^\"]*\": ", ""),
                    "run “aws login --profile " + profile
                            + "”, then sign in again; it takes version 2.32.0 or newer of the" + " AWS CLI");
        }
    }

    private Optional<Path> cli() {
        return machine.variable("PATH").stream()
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve("aws"))
                .filter(p -> Files.isExecutable(p) && Files.isRegularFile(p))
                .findFirst();
    }
}
