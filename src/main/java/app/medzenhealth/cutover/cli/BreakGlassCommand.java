package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.breakglass.Saved;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
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
        try (var desk = desk(plan.chosen(), state.open("rehearsal"))) {
            print(save(desk.workplace().session()));
        }
        return Exit.DONE;
    }

    /** The rehearsal of the window that was worked on last, or else one in which nothing is done. */
    private static RehearsalDesk desk(PlanReading.Read chosen, StateDirectory folder) throws InterruptedException {
        var left = RehearsalDesk.last(chosen, folder, Optional.empty());
        if (left.isPresent()) {
            return RehearsalDesk.resume(chosen, folder, left.get());
        }
        var time = new VirtualTime(MedZenEstate.START);
        return RehearsalDesk.open(chosen, folder, time, MedZenEstate.create(time));
    }

    private Saved save(Session session) throws InterruptedException {
        return session.breakGlass(phases, out, session.view().operator(), Progress.SILENT);
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
