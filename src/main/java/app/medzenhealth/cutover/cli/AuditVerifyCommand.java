package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.ProgressLine;
import app.medzenhealth.cutover.app.TrailEvidence;
import app.medzenhealth.cutover.audit.ExpectedTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies a trail, by itself and against what is known of it from elsewhere. */
@Command(
        name = "verify",
        description = {
            "Verifies a trail. Exit 0: verified, 4: tampered, 5: cannot be verified.",
            "By itself a trail cannot show that whoever holds its key has not rewritten it: for that, give the key and a head that you"
                    + " have from elsewhere."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {
    private static final long LARGEST_KEY_FILE = 4096;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PATH", description = "A bundle, a database or a state folder.")
    private Path path = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "The key that must have signed it: a key.vkey file, its line, or at least 20 digits of its fingerprint.")
    private @Nullable String key;

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Option(
            names = "--head",
            paramLabel = "HEAD",
            description =
                    "A head that must be the trail's: ccc7af4d056c, or ccc7af4d056c@418 after 418 records. More than one can be given.")
    private List<String> heads = List.of();

    @Override
    public Integer call() {
        var expected = ExpectedTrail.ANYTHING;
        try {
            if (key != null) {
                expected = expected.withKey(known(key));
            }
            for (var head : heads) {
                expected = expected.withHead(ExpectedTrail.Head.parse(head));
            }
        } catch (IllegalArgumentException | IOException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        }
        try (var progress = ProgressLine.onTerminal()) {
            var verdict =
                    TrailEvidence.verify(path, expected, passphrase.given().silent(), progress);
            verdict.lines().forEach(spec.commandLine().getOut()::println);
            return verdict.exitCode();
        }
    }

    /** The content of the file that is named, or the text itself. */
    private static String known(String text) throws IOException {
        try {
            var file = Path.of(text);
            if (Files.isRegularFile(file)) {
                if (Files.size(file) > LARGEST_KEY_FILE) {
                    throw new IOException(file + " is too large for a key");
                }
                return Files.readString(file);
            }
        } catch (InvalidPathException e) {
            // No file, then.
        }
        return text;
    }
}
