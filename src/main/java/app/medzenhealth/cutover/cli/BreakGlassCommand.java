package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.breakglass.Saved;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Saves the remaining steps as scripts. */
@Command(
        name = "break-glass",
        description =
                "Saves the remaining steps as a folder of aws CLI commands, for the day on which there is no console.",
        mixinStandardHelpOptions = true)
final class BreakGlassCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private StateOption state = new StateOption();

    @Mixin
    private PlanOption plan = new PlanOption();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "A new or empty folder.")
    private Path out = Path.of("");

    @Option(names = "--phase", paramLabel = "N", description = "Only this phase; may be repeated.")
    private Set<String> phases = new LinkedHashSet<>();

    @Override
    public Integer call() throws Exception {
        var chosen = plan.chosen();
        var time = new VirtualTime(MedZenEstate.START);
        try (var desk = RehearsalDesk.open(chosen, state.open("rehearsal"), time, MedZenEstate.create(time))) {
            print(save(desk.workplace().session()));
        }
        return Exit.DONE;
    }

    private Saved save(Session session) throws InterruptedException {
        return session.breakGlass(phases, out, session.view().operator(), new Redactor(), Progress.SILENT);
    }

    private void print(Saved saved) {
        var pack = saved.pack();
        var writer = spec.commandLine().getOut();
        writer.println("saved    " + saved.folder());
        writer.println(
                "steps    " + pack.steps() + ", of which " + pack.manual().size() + " without an aws command");
        pack.manual().forEach(s -> writer.println("         " + s.step() + " " + s.title() + ": " + s.manual()));
        writer.println("commands " + (pack.reads() + pack.changes()) + " of the aws CLI: " + pack.changes()
                + " change something, " + pack.reads() + " read; " + pack.others() + " of other programs");
        if (!saved.blanked().isEmpty()) {
            writer.println("blanked  " + saved.blanked());
        }
        writer.flush();
    }
}
