package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailExport;
import app.medzenhealth.cutover.audit.TrailProgress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the whole trail of a state folder that no console has open. */
@Command(name = "export", description = "Writes the trail as evidence.", mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private PlanOption plan = new PlanOption();

    @Option(names = "--live", description = "The live trail instead of the rehearsal's.")
    private boolean live;

    @Option(names = "--format", required = true, paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}")
    private TrailExport.Format format = TrailExport.Format.BUNDLE;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Replaced if it exists.")
    private Path out = Path.of("audit.zip");

    @Override
    public Integer call() throws Exception {
        try (var records = Records.open(state.open(live ? "live" : "rehearsal"), "export", InstantSource.system())) {
            var done = new TrailExport(records.trail(), Optional.of(plan.plan()))
                    .write(
                            format,
                            out,
                            Selection.EVERYTHING,
                            System.getProperty("user.name", "unknown"),
                            TrailProgress.SILENT);
            spec.commandLine()
                    .getOut()
                    .println("%s: %d records, head %s".formatted(done.file(), done.records(), done.head()));
            return Exit.DONE;
        }
    }
}
