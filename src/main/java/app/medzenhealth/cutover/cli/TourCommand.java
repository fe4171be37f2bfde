package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Look;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.CutText;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws every screen of a rehearsal that stands before the promotion; needs no display. */
@Command(
        name = "tour",
        description = "Writes a PNG of every screen, drawn without a display.",
        mixinStandardHelpOptions = true)
final class TourCommand implements Callable<Integer> {
    private static final double WIDTH = 1600;
    private static final double HEIGHT = 1000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private PlanOption plan = new PlanOption();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Where the pictures go.")
    private Path out = Path.of("tour");

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Folder for the drawn session. Default: a new temporary one.")
    private Path state;

    @Option(
            names = "--until",
            paramLabel = "STEP",
            defaultValue = "5.6",
            description = "Rehearse up to this step first. Default: ${DEFAULT-VALUE}.")
    private String until = "5.6";

    @Override
    public Integer call() throws Exception {
        // Before JavaFX is touched: it draws in memory, whatever the machine has.
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.lcdtext", "false");
        var time = new VirtualTime(MedZenEstate.START);
        var folder = StateDirectory.at(
                state == null ? Files.createTempDirectory("cutover-tour").resolve("state") : state);
        var errors = 0;
        try (var desk = RehearsalDesk.open(plan.plan(), folder, time, MedZenEstate.create(time))) {
            new RehearsedLead(desk.workplace().session(), time, desk.lead(), desk.second(), s -> {})
                    .goUntil(v -> v.step(until)
                            .filter(s -> s.state() instanceof StepState.Ready)
                            .isPresent());
            var session = desk.workplace().session();
            if (session.plan().step(until).isPresent()) {
                session.review(until);
            }
            var console = WindowConsole.of(desk);
            console.speed().ifPresent(s -> s.set(SpeedControl.Speed.PAUSED));
            console.inventory().refresh();
            console.audit().verify();
            ScreenPainter.startUp();
            for (var entry : Screens.all()) {
                errors += draw(console, entry.place());
            }
        }
        spec.commandLine().getOut().println(errors == 0 ? "no text is cut, no CSS warning" : errors + " faults");
        return errors == 0 ? Exit.DONE : Exit.FAILED;
    }

    private int draw(WindowConsole console, Place place) throws InterruptedException {
        var file = out.resolve(place.id() + ".png");
        int found = ScreenPainter.onFx(() -> {
            var css = new CssErrors();
            try (var window = new ConsoleWindow(
                    console,
                    Screens.all(),
                    new Look(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run))) {
                var scene = window.scene(WIDTH, HEIGHT);
                window.takeOver();
                window.navigator().go(place, place == Place.PHASES ? Optional.of(until) : Optional.empty());
                ScreenPainter.paint(scene, file);
                var faults = new ArrayList<>(css.seen());
                CutText.below(scene.getRoot()).forEach(t -> faults.add("cut text: " + t));
                faults.forEach(f -> spec.commandLine().getErr().println(place.id() + ": " + f));
                return faults.size();
            }
        });
        spec.commandLine().getOut().println(file);
        return found;
    }
}
