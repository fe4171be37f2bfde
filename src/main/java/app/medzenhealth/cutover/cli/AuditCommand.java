package app.medzenhealth.cutover.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code audit verify}, {@code audit consistency} and {@code audit export}. */
@Command(
        name = "audit",
        description = "Verifies, compares or exports the audit trail.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditVerifyCommand.class, AuditConsistencyCommand.class, AuditExportCommand.class})
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say “audit verify PATH”, “audit consistency OLD NEW” or “audit export --format F --out FILE”");
    }
}
