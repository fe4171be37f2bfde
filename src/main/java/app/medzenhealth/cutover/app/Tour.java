package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.breakglass.BreakGlassDialog;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.CutText;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import app.medzenhealth.cutover.ui.signin.StartPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.layout.StackPane;

/** Draws every screen of a rehearsal that stands before the promotion; needs no display. */
public final class Tour {
    /** Limits of the text size, in per cent. */
    public static final int SMALLEST_TEXT = Appearance.SMALLEST;

    public static final int LARGEST_TEXT = Appearance.LARGEST;

    private final Path out;
    private final Size window;
    private final Appearance appearance;
    private final PrintWriter files;
    private final PrintWriter faults;

    /** Of the window, in pixels. */
    public record Size(int width, int height) {}

    /**
     * @param out where the pictures go
     * @param textPercent within the limits
     * @param files told of each picture, a line each
     * @param faults told of each text that is cut and each CSS warning, a line each
     */
    public Tour(Path out, Size window, int textPercent, PrintWriter files, PrintWriter faults) {
        this.out = out;
        this.window = window;
        this.appearance = Appearance.STANDARD.withTextPercent(textPercent);
        this.files = files;
        this.faults = faults;
    }

    /**
     * @param state for the drawn session; without a chosen one, a new temporary folder
     * @param until id of the step to rehearse up to first
     * @return the number of faults
     */
    public int draw(PlanFile plan, StateFolder state, String until) throws IOException, InterruptedException {
        // Before JavaFX is touched: it draws in memory, whatever the machine has.
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("prism.lcdtext", "false");
        var time = new VirtualTime(MedZenEstate.START);
        if (state.chosen().isPresent()) {
            return draw(plan, StateDirectory.at(state.chosen().get()), until, time);
        }
        var temporary = Files.createTempDirectory("cutover-tour");
        try {
            return draw(plan, StateDirectory.at(temporary.resolve("state")), until, time);
        } finally {
            try (var all = Files.walk(temporary)) {
                for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private int draw(PlanFile plan, StateDirectory folder, String until, VirtualTime time)
            throws IOException, InterruptedException {
        var errors = 0;
        try (var desk = RehearsalApp.open(plan.chosen(), folder, time, MedZenEstate.create(time))) {
            var lead = new RehearsedLead(desk.workplace().session(), time, desk.lead(), desk.second(), s -> {});
            var hour = new TourHour(desk, lead, this::drawHour);
            errors += hour.before(until);
            lead.goUntil(v -> v.step(until)
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
            // A dialog that reads again waits by this clock: it stands otherwise.
            time.skipping();
            console.inventory().refresh();
            readMonitor(console);
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
            if (session.view()
                    .step(until)
                    .filter(s -> s.state() instanceof StepState.Waiting(StepState.WaitsFor.Person _))
                    .isPresent()) {
                errors += draw(console, Place.PHASES, Optional.of(until), List.of("#attest"), "statement");
            }
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
            errors += hour.fromHere(until, console);
            errors += hour.theEnd(until, console);
        }
        return errors;
    }

    /** The hour in which production moves, and what follows it, in both shades. */
    private int drawHour(WindowConsole console, Place place, String name, List<String> pressed)
            throws InterruptedException {
        ScreenPainter.startUp();
        var errors = 0;
        for (var shade : Appearance.Shade.values()) {
            errors += draw(
                    console,
                    place,
                    Optional.empty(),
                    pressed,
                    name
                            + (shade == appearance.shade()
                                    ? ""
                                    : "-" + shade.name().toLowerCase(Locale.ROOT)),
                    appearance.withShade(shade));
        }
        return errors;
    }

    /** As F5 does: a drawing waits for nothing. */
    private static void readMonitor(WindowConsole console) throws InterruptedException {
        if (console.monitor().isPresent()) {
            console.monitor().get().readNow();
        }
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
            new SceneTheme(appearance).dress(scene);
            page.start();
            ScreenPainter.paint(scene, file);
            page.close();
            return faults(name, css, scene);
        });
        files.println(file);
        return found;
    }

    private int faults(String name, CssErrors css, Scene scene) {
        var found = new ArrayList<>(css.seen());
        CutText.below(scene.getRoot()).forEach(t -> found.add("cut text: " + t));
        found.forEach(f -> faults.println(name + ": " + f));
        return found.size();
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
        return draw(console, place, target, pressed, name, appearance);
    }

    private int draw(
            WindowConsole console,
            Place place,
            Optional<String> target,
            List<String> pressed,
            String name,
            Appearance looks)
            throws InterruptedException {
        var file = out.resolve(name + ".png");
        int found = ScreenPainter.onFx(() -> {
            var css = new CssErrors();
            try (var opened = new ConsoleWindow(
                    console, Screens.all(), new SceneTheme(looks), new Background(Runnable::run, Runnable::run))) {
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
        files.println(file);
        return found;
    }
}
