package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.ProgressLine;
import app.medzenhealth.cutover.app.TrailEvidence;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a later trail still says what an earlier one said. */
@Command(
        name = "consistency",
        description = {
            "Compares two exports of one trail. Exit 0: NEW begins with what OLD holds, 4: it does not, 5: cannot be told.",
            "Only what was signed by the same key is compared."
        },
        mixinStandardHelpOptions = true)
final class AuditConsistencyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The earlier bundle, database or state folder.")
    private Path old = Path.of("");

    @Parameters(index = "1", paramLabel = "NEW", description = "The later one.")
    private Path later = Path.of("");

    @Mixin
    private PassphraseOption passphrase = new PassphraseOption();

    @Override
    public Integer call() {
        try (var progress = ProgressLine.onTerminal()) {
            var compared =
                    TrailEvidence.consistency(old, later, passphrase.given().silent(), progress);
            compared.lines().forEach(spec.commandLine().getOut()::println);
            return compared.exitCode();
        }
    }
}
