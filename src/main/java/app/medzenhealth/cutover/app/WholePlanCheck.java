package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.aws.signin.ChangeSwitch.Leave;
import app.medzenhealth.cutover.aws.signin.Machine;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.store.OwnerOnly;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Asks every step of a plan what it would meet now, in a session that only reads; the outcome stands in that session's trail. */
public final class WholePlanCheck {
    private final PlanReading.Read plan;
    private final StateFolder state;
    private final PrintWriter terminal;

    /**
     * @param terminal where a person is told what signing in needs
     * @throws app.medzenhealth.cutover.session.Refusal if the plan does not pass its check, with every problem
     */
    public WholePlanCheck(PlanFile plan, StateFolder state, PrintWriter terminal) {
        this.plan = plan.chosen();
        this.state = state;
        this.terminal = terminal;
    }

    /** Of AWS, or of the endpoint that is wished for. The session is the one that the window goes on with. */
    public FlightReport live(LiveWishes wishes, String profile) throws InterruptedException {
        var folder = state.open(StateFolder.live(wishes.endpoint()));
        try (var door = new LiveSignIn(plan, wishes, folder, Machine.here())) {
            door.choice().notices().forEach(terminal::println);
            var desk = door.open(profile, Leave.READ_ONLY, new TerminalPerson(terminal));
            return ask(desk.workplace().session());
        }
    }

    /** Of the embedded estate, as the rehearsal that was worked on last left it. */
    public FlightReport rehearsal() throws InterruptedException {
        try (var desk = RemainingSteps.desk(plan, state.open(StateFolder.REHEARSAL))) {
            return ask(desk.workplace().session());
        }
    }

    private static FlightReport ask(Session session) throws InterruptedException {
        var all = session.plan().steps().count();
        try (var line = ProgressLine.onTerminal()) {
            var check = session.flightCheck(new Progress() {
                @Override
                public void at(double fraction, String text) {
                    line.at(Math.round(fraction * all), all, text);
                    if (line.cancelled()) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                public void line(String text) {}
            });
            return new FlightReport(check);
        }
    }

    /**
     * Writes it for people and for programs.
     *
     * @param folder is made where it is not there; a file in the way is left alone and named
     */
    public static void write(FlightReport report, Path folder) {
        var page = folder.resolve("flight-check.html");
        try {
            OwnerOnly.makeFolder(folder);
            OwnerOnly.write(page, FlightPage.html(report));
            try {
                OwnerOnly.write(folder.resolve("flight-check.json"), report.json());
            } catch (IOException e) {
                // One without the other would be taken for both.
                OwnerOnly.discard(page, e);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the flight check could not be written to " + folder, e);
        }
    }
}
