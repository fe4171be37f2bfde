package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.ProgressLine;
import app.medzenhealth.cutover.app.TrailEvidence;
import app.medzenhealth.cutover.audit.TrailVerdict;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit verify} and {@code audit export}. */
@Command(
        name = "audit",
        description = "Verifies or exports the audit trail.",
        mixinStandardHelpOptions = true,
        subcommands = AuditExportCommand.class)
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say “audit verify PATH” or “audit export --format F --out FILE”");
    }

    @Command(
            name = "verify",
            description = "Exit 0: verified, 4: tampered, 5: cannot be verified.",
            mixinStandardHelpOptions = true)
    int verify(@Parameters(paramLabel = "PATH", description = "A bundle, a database or a state folder.") Path path) {
        TrailVerdict verdict;
        try (var progress = ProgressLine.on(spec.commandLine().getErr())) {
            verdict = TrailEvidence.verify(path, progress);
        }
        verdict.lines().forEach(spec.commandLine().getOut()::println);
        return verdict.exitCode();
    }
}
