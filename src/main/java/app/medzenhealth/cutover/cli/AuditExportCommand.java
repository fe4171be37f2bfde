package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.session.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
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

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Replaced if it exists.")
    private Path out = Path.of("audit.zip");

    @Override
    public Integer call() {
        try (var progress = ProgressLine.on(spec.commandLine().getErr());
                var records = Records.open(state.open(live ? "live" : "rehearsal"), "export", InstantSource.system())) {
            var request = new ExportRequest(format, which.selection(), out, progress);
            say(new TrailExport(records.trail(), Optional.of(plan.plan()))
                    .write(request, System.getProperty("user.name", "unknown")));
            return Exit.DONE;
        } catch (CancellationException e) {
            spec.commandLine().getErr().println("Stopped. Nothing was left behind.");
            return Exit.FAILED;
        } catch (IOException e) {
            throw new Refusal("Nothing was exported to " + out + ": " + e.getMessage(), "mend that and export again");
        }
    }

    private void say(TrailExport.Exported done) {
        var console = spec.commandLine().getOut();
        console.println("%s: %d records · %s"
                .formatted(done.file(), done.records(), done.ofAll().words()));
        if (done.partial()) {
            console.println("PARTIAL: %d of %d records: %s".formatted(done.records(), done.of(), done.selection()));
        }
    }
}
