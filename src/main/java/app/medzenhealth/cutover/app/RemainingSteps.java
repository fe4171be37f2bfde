package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.breakglass.Saved;
import app.medzenhealth.cutover.store.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is left of a rehearsed plan, for the day on which there is no console. */
public record RemainingSteps(PlanFile plan, StateFolder state) {

    /**
     * Saves it as a folder of scripts.
     *
     * @param phases ids; empty: all that is left, and the ways back
     * @param out a new or empty folder
     * @return what was saved, a line each
     */
    public List<String> save(Set<String> phases, Path out) throws InterruptedException {
        try (var desk = desk(plan.chosen(), state.open(StateFolder.REHEARSAL))) {
            var session = desk.workplace().session();
            return lines(session.breakGlass(phases, out, session.view().operator(), Progress.SILENT));
        }
    }

    /** The rehearsal of the window that was worked on last, or else one in which nothing is done. */
    static RehearsalApp desk(PlanReading.Read chosen, StateDirectory folder) throws InterruptedException {
        var kept = RehearsalApp.last(chosen, folder, Optional.empty());
        if (kept.isPresent()) {
            return RehearsalApp.resume(chosen, folder, kept.get());
        }
        var time = new VirtualTime(MedZenEstate.START);
        return RehearsalApp.open(chosen, folder, time, MedZenEstate.create(time));
    }

    private static List<String> lines(Saved saved) {
        var pack = saved.pack();
        var lines = new ArrayList<String>();
        lines.add("saved    " + saved.folder());
        lines.add("steps    " + pack.steps() + ", of which " + pack.manual().size() + " without an aws command");
        pack.manual().forEach(s -> lines.add("         " + s.step() + " " + s.title() + ": " + s.manual()));
        lines.add("commands " + (pack.reads() + pack.changes()) + " of the aws CLI: " + pack.changes()
                + " change something, " + pack.reads() + " read; " + pack.others() + " of other programs");
        if (!saved.blanked().isEmpty()) {
            lines.add("blanked  " + saved.blanked());
        }
        return lines;
    }
}
