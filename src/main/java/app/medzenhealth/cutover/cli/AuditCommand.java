package app.medzenhealth.cutover.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code audit verify}, {@code audit consistency}, {@code audit page}, {@code audit export} and {@code audit key}. */
@Command(
        name = "audit",
        description = "Verifies, compares or exports the audit trail, and keeps its key.",
        mixinStandardHelpOptions = true,
        subcommands = {
            AuditVerifyCommand.class,
            AuditConsistencyCommand.class,
            AuditPageCommand.class,
            AuditExportCommand.class,
            AuditKeyCommand.class
        })
final class AuditCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "say “audit verify PATH”, “audit consistency OLD NEW”, “audit page FILE --key KEY”, “audit export --format F --out FILE” or “audit key …”");
    }
}
