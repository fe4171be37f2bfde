package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.app.Exit;
import app.medzenhealth.cutover.app.ProgressLine;
import app.medzenhealth.cutover.app.StateFolder;
import app.medzenhealth.cutover.app.TrailEvidence;
import app.medzenhealth.cutover.audit.TrailExport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the trail of a state folder that no console has open, or a part of it. */
@Command(
        name = "export",
        description = {
            "Writes the trail as evidence: all of it, or the records that match every option given.",
            "A partial export says so, and a partial bundle verifies like a whole one."
        },
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private PlanOption plan = new PlanOption();

    @Mixin
    private SelectionOptions which = new SelectionOptions();

    @Option(names = "--live", description = "The live trail instead of the rehearsal's.")
    private boolean live;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}")
    private TrailExport.Format format = TrailExport.Format.BUNDLE;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Must not exist, or --force.")
    private Path out = Path.of("audit.zip");

    @Option(names = "--force", description = "Replaces FILE if it exists.")
    private boolean force;

    @Override
    public Integer call() {
        var mode = live ? StateFolder.live(Optional.empty()) : StateFolder.REHEARSAL;
        try (var progress = ProgressLine.onTerminal()) {
            new TrailEvidence(plan.chosen(), state.folder())
                    .export(mode, format, which.selection(), out, force, progress)
                    .forEach(spec.commandLine().getOut()::println);
            return Exit.DONE;
        } catch (CancellationException e) {
            spec.commandLine().getErr().println("Stopped. Nothing was left behind.");
            return Exit.FAILED;
        }
    }
}
