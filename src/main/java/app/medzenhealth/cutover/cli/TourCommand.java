package app.medzenhealth.cutover.cli;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.breakglass.BreakGlassDialog;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Look;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.CutText;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import app.medzenhealth.cutover.ui.signin.StartPage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.StackPane;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws every screen of a rehearsal that stands before the promotion; needs no display. */
@Command(
        name = "tour",
        description = "Writes a PNG of every screen and of its main dialogs, drawn without a display.",
        mixinStandardHelpOptions = true)
final class TourCommand implements Callable<Integer> {
    /** Below it the window cannot be made on a display either. */
    private static final Size SMALLEST = new Size(900, 600);

    private static final Size LARGEST = new Size(7680, 4320);

    private static final Pattern WINDOW = Pattern.compile("(\\d{1,5})[x×](\\d{1,5})");

    private record Size(int width, int height) {}

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

    @Option(
            names = "--size",
            paramLabel = "WxH",
            defaultValue = "1600x1000",
            description = "Size of the window, from 900x600 on. Default: ${DEFAULT-VALUE}.")
    private String size = "1600x1000";

    @Option(
            names = "--text",
            paramLabel = "PERCENT",
            defaultValue = "100",
            description = "Text size, 100 to 150. Default: ${DEFAULT-VALUE}.")
    private int text = 100;

    private Size window = SMALLEST;
    private Appearance appearance = Appearance.STANDARD;

    @Override
    public Integer call() throws Exception {
        window = wanted();
        if (text < Appearance.SMALLEST || text > Appearance.LARGEST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--text is " + Appearance.SMALLEST + " to " + Appearance.LARGEST + ", not " + text);
        }
        appearance = Appearance.STANDARD.withTextPercent(text);
        // Before JavaFX is touched: it draws in memory, whatever the machine has.
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.lcdtext", "false");
        var time = new VirtualTime(MedZenEstate.START);
        var folder = StateDirectory.at(
                state == null ? Files.createTempDirectory("cutover-tour").resolve("state") : state);
        var errors = 0;
        try (var desk = RehearsalDesk.open(plan.chosen(), folder, time, MedZenEstate.create(time))) {
            new RehearsedLead(desk.workplace().session(), time, desk.lead(), desk.second(), s -> {})
                    .goUntil(v -> v.step(until)
                            .filter(s -> s.state() instanceof StepState.Ready || s.state() instanceof StepState.Waiting)
                            .isPresent());
            var session = desk.workplace().session();
            if (session.view()
                    .step(until)
                    .filter(s -> s.state() instanceof StepState.Ready)
                    .isPresent()) {
                session.review(until);
            }
            var console = WindowConsole.of(desk);
            console.speed().ifPresent(s -> s.set(SpeedControl.Speed.PAUSED));
            console.inventory().refresh();
            console.audit().verify();
            ScreenPainter.startUp();
            for (var entry : Screens.all()) {
                var target = entry.place() == Place.PHASES ? Optional.of(until) : Optional.<String>empty();
                errors += draw(
                        console, entry.place(), target, List.of(), entry.place().id());
            }
            var call = lastCall(console);
            if (call.isPresent()) {
                errors += draw(console, Place.AUDIT, call, List.of(), "audit-record");
            }
            errors += draw(console, Place.AUDIT, Optional.empty(), List.of("#audit-export"), "audit-export");
            errors += draw(console, Place.MISSION, Optional.empty(), List.of("#mission-handover"), "handover");
            if (session.plan()
                    .step(until)
                    .filter(s -> s.confirm() == Step.Confirm.TYPED_AND_SECOND)
                    .isPresent()) {
                errors += draw(
                        console,
                        Place.PHASES,
                        Optional.of(until),
                        List.of("#open-confirm", "#make-challenge"),
                        "approval");
            }
            errors +=
                    draw(console, Place.PHASES, Optional.of(until), List.of("#break-glass-open"), BreakGlassDialog.ID);
            var signedIn = console.signedIn(new TourAccess(
                    new TourEntrance(session.plan(), TourEntrance.Stop.PROFILES, time.instant()), time.instant()));
            errors += draw(signedIn, Place.MISSION, Optional.empty(), List.of("#fact-credentials"), "credentials");
            errors += draw(signedIn, Place.SETTINGS, Optional.empty(), List.of(), "settings-live");
            for (var stop : TourEntrance.Stop.values()) {
                errors += drawEntrance(new TourEntrance(session.plan(), stop, time.instant()));
            }
        }
        spec.commandLine().getOut().println(errors == 0 ? "no text is cut, no CSS warning" : errors + " faults");
        return errors == 0 ? Exit.DONE : Exit.FAILED;
    }

    private Size wanted() {
        var parts = WINDOW.matcher(size);
        if (parts.matches()) {
            var asked = new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
            if (asked.width() >= SMALLEST.width()
                    && asked.height() >= SMALLEST.height()
                    && asked.width() <= LARGEST.width()
                    && asked.height() <= LARGEST.height()) {
                return asked;
            }
        }
        throw new ParameterException(
                spec.commandLine(), "--size is like 1280x800, from 900x600 to 7680x4320, not " + size);
    }

    private int drawEntrance(TourEntrance entrance) throws InterruptedException {
        var name = entrance.stop().file();
        var file = out.resolve(name + ".png");
        int found = ScreenPainter.onFx(() -> {
            var css = new CssErrors();
            var page = new StartPage(
                    entrance,
                    new Background(Runnable::run, Runnable::run),
                    entrance::now,
                    opened -> {},
                    opened -> {},
                    () -> {});
            var scene = new Scene(new StackPane(page), window.width(), window.height());
            new Look(appearance).dress(scene);
            page.start();
            ScreenPainter.paint(scene, file);
            page.close();
            return faults(name, css, scene);
        });
        spec.commandLine().getOut().println(file);
        return found;
    }

    private int faults(String name, CssErrors css, Scene scene) {
        var faults = new ArrayList<>(css.seen());
        CutText.below(scene.getRoot()).forEach(t -> faults.add("cut text: " + t));
        faults.forEach(f -> spec.commandLine().getErr().println(name + ": " + f));
        return faults.size();
    }

    /** The number of the newest record of a call's outcome, as its screen takes it. */
    private static Optional<String> lastCall(WindowConsole console) {
        var records = console.session().view().audit().records();
        return console.audit().read(1, (int) records).reversed().stream()
                .filter(r -> r.kind().equals("call.outcome"))
                .findFirst()
                .map(r -> "#" + r.seq());
    }

    /**
     * @param target what to open on the screen
     * @param pressed selectors of buttons to press then
     * @param name of the file, without its ending
     */
    private int draw(WindowConsole console, Place place, Optional<String> target, List<String> pressed, String name)
            throws InterruptedException {
        var file = out.resolve(name + ".png");
        int found = ScreenPainter.onFx(() -> {
            var css = new CssErrors();
            try (var opened = new ConsoleWindow(
                    console, Screens.all(), new Look(appearance), new Background(Runnable::run, Runnable::run))) {
                var scene = opened.scene(window.width(), window.height());
                opened.refreshNow();
                opened.navigator().go(place, target);
                pressed.forEach(button -> {
                    ScreenPainter.picture(scene);
                    ((ButtonBase) scene.lookup(button)).fire();
                });
                ScreenPainter.paint(scene, file);
                return faults(name, css, scene);
            }
        });
        spec.commandLine().getOut().println(file);
        return found;
    }
}
