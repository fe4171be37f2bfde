package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.StoreProblem;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.shell.Beginning;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rehearsals of a state folder as the window begins: the one that can go on, or a new one. */
final class Rehearsals implements Beginning, AutoCloseable {
    private final PlanReading.Read read;
    private final StateDirectory state;
    private final Optional<RehearsalApp.KeptRehearsal> left;
    private Optional<Path> statusPage = Optional.empty();
    private @Nullable RehearsalApp desk;

    /**
     * @param wanted id of the rehearsal to go on with; empty: the newest that can
     * @throws Refusal if the wanted one cannot go on
     */
    Rehearsals(PlanReading.Read read, StateDirectory state, Optional<String> wanted) {
        this.read = read;
        this.state = state;
        this.left = RehearsalApp.last(read, state, wanted);
        if (wanted.isPresent() && left.isEmpty()) {
            throw refusal(wanted);
        }
    }

    /** Whichever is begun writes a status page into this folder. */
    synchronized void statusPage(Path folder) {
        statusPage = Optional.of(folder);
    }

    private Refusal refusal(Optional<String> wanted) {
        var others = RehearsalApp.all(read, state).stream()
                .map(RehearsalApp.KeptRehearsal::session)
                .toList();
        return new Refusal(
                "There is no rehearsal " + wanted.map(w -> w + " ").orElse("")
                        + "in this folder that can go on: of this plan's text, and begun by this version of the console",
                others.isEmpty()
                        ? "leave --continue out: a new one is begun"
                        : "name one that can: " + String.join(", ", others));
    }

    /** @throws Refusal if there is none */
    RehearsalApp.KeptRehearsal wanted() {
        return left.orElseThrow(() -> refusal(Optional.empty()));
    }

    /** Whether there is something to go on with: a rehearsal in which something was begun. */
    boolean asks() {
        return left.isPresent();
    }

    @Override
    public String plan() {
        return read.plan().title();
    }

    @Override
    public String left() {
        return left.orElseThrow().session();
    }

    @Override
    public String stands() {
        var summary = left.orElseThrow().summary();
        return summary.session() + " stopped at "
                + summary.at().substring(0, 16).replace('T', ' ')
                + " on its own clock: " + steps(summary.succeeded().size()) + " done, "
                + (summary.skipped().isEmpty()
                        ? "none"
                        : steps(summary.skipped().size())) + " skipped"
                + (summary.inFlight().isEmpty()
                        ? "."
                        : "; step " + String.join(", ", summary.inFlight())
                                + " was running, and what became of it is found out by reading.");
    }

    private static String steps(int number) {
        return number + (number == 1 ? " step" : " steps");
    }

    @Override
    public Console goOn() throws InterruptedException {
        return console(() -> RehearsalApp.resume(read, state, left.orElseThrow()));
    }

    @Override
    public Console beginAnew() throws InterruptedException {
        return console(() -> RehearsalApp.begin(read, state));
    }

    private interface Opening {
        RehearsalApp open() throws InterruptedException;
    }

    private synchronized Console console(Opening opening) throws InterruptedException {
        RehearsalApp opened;
        try {
            opened = opening.open();
        } catch (StoreProblem p) {
            // Said in the window as what it is: refused, with what to do.
            throw new Refusal(without(p.what()) + ": " + without(p.why()), without(p.next()));
        }
        desk = opened;
        statusPage.ifPresent(opened.workplace()::statusPage);
        var console = WindowConsole.of(opened);
        opened.waitAgain();
        return console;
    }

    private static String without(String sentence) {
        return sentence.replaceFirst("\\.$", "");
    }

    @Override
    public synchronized void close() {
        if (desk != null) {
            desk.close();
        }
    }
}
