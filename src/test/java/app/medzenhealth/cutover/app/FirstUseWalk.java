package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanReading;
import app.medzenhealth.cutover.plan.PlanWording;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.rehearsal.RehearsedLead;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Appearance.Shade;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.SpeedControl.Speed;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.CutText;
import app.medzenhealth.cutover.ui.shell.Gui;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Scene;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.kordamp.ikonli.feather.Feather;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * A whole rehearsal through the window, with the mistakes of a first evening: draws each state in which the window once misled
 * somebody, and holds what it says there against what is so. Not a part of the tests' suite: it takes minutes.
 *
 * <pre>mvn -q test-compile exec:exec -Dexec.classpathScope=test -Dmain.class=app.medzenhealth.cutover.app.FirstUseWalk \
 *     -Drun.jvm.args="-Dglass.platform=Headless -Dprism.order=sw -Xmx1g" -Dcutover.args=target/walk</pre>
 *
 * Without {@code -Dglass.platform} the same in a real window on the display. A second argument is the phase to begin with.
 */
public final class FirstUseWalk implements LeadsHand.Watch {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern VERIFIED = Pattern.compile("(\\d+) of (\\d+) verified(, (?:just now|.* ago))?");
    private static final Pattern RAW_TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+Z");
    private static final String HUGE = "x".repeat(100_000);

    private final WalkReport report;
    private final PlanReading.Read read = (PlanReading.Read) PlanFile.SHIPPED.read();
    private final Plan plan = read.plan();
    private final Path folder;
    private final FxRobot robot = new FxRobot();
    private final Stage stage;
    private SceneTheme theme;

    private RehearsalApp desk;
    private WindowConsole console;
    private ConsoleWindow window;
    private Scene scene;
    private Shown shown;
    private LeadsHand hand;
    private volatile boolean fast = true;
    private Optional<Bounds> footBefore = Optional.empty();

    /** What is looked at after every step. */
    private final List<String> slow = new ArrayList<>();

    private final List<String> verdicts = new ArrayList<>();
    private final List<String> raw = new ArrayList<>();
    private final List<String> moved = new ArrayList<>();
    private final List<String> surprises = new CopyOnWriteArrayList<>();
    private Optional<Bounds> corner = Optional.empty();
    /** What the plan did not know before anything was begun. */
    private Set<String> strangers = Set.of();

    private FirstUseWalk(Path out, Path folder, Stage stage) {
        this.report = new WalkReport(out);
        this.folder = folder;
        this.stage = stage;
        this.theme = new StoredAppearance(state()).theme();
    }

    public static void main(String[] args) throws Exception {
        var out = Path.of(args.length > 0 ? args[0] : "target/walk").toAbsolutePath();
        Files.createDirectories(out);
        var folder = Files.createTempDirectory("cutover-walk");
        // Not the stage of TestFX: of that it keeps every event that was ever fired, and with it every dialog.
        ScreenPainter.startUp();
        var own = new AtomicReference<Stage>();
        LeadsHand.fx(() -> own.set(new Stage()));
        var stage = own.get();
        // What ends a thread is a row of the report, wherever it happens, and not the end of the walk.
        WaitForAsyncUtils.autoCheckException = false;
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        var walk = new FirstUseWalk(out, folder, stage);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            walk.surprises.add(thread.getName() + ": " + e);
            e.printStackTrace();
        });
        var holds = false;
        try {
            if (args.length > 1) {
                walk.from(args[1]);
            } else {
                walk.walk();
            }
            holds = true;
        } catch (Exception | AssertionError e) {
            e.printStackTrace();
            LeadsHand.fx(() -> {
                var number = 0;
                for (var open : List.copyOf(Window.getWindows())) {
                    ScreenPainter.paint(open.getScene(), out.resolve("stopped-here-" + number++ + ".png"));
                }
            });
        }
        holds &= walk.report.print();
        Runtime.getRuntime().halt(holds ? 0 : 1);
    }

    private StateDirectory state() {
        return StateDirectory.at(folder.resolve("rehearsal"));
    }

    // ---------------------------------------------------------------- the evening

    private void walk() throws Exception {
        open(RehearsalApp.begin(read, state()));
        LeadsHand.fx(() -> theme.appearanceProperty().set(new Appearance(Shade.LIGHT, 110)));
        for (var id : List.of("1.1", "1.2")) {
            hand.take(step(id));
        }
        closeInTheMiddle();
        hand.walk("1");
        phaseOneIsOver();
        keysAndNotes();
        for (var phase : List.of("2", "3", "4")) {
            hand.walk(phase);
        }
        mission("01-after-phase-4", "After phase 4, without F5, the map counts what is there", this::countsWhatIsThere);
        hand.walk("5");
        afterTheCutover();
        smallAndLarge();
        hold();
        // What is retired last in Ireland waits for what is made there.
        hand.walk("6", "7");
        theEnd();
    }

    /** The phases before that one are gone through without the window. */
    private void from(String phase) throws Exception {
        var opened = RehearsalApp.begin(read, state());
        new RehearsedLead(opened.workplace().session(), opened.time(), opened.lead(), opened.second(), s -> {})
                .goUntil(v -> v.phases().stream()
                        .takeWhile(p -> !p.phase().id().equals(phase))
                        .allMatch(p -> p.state() == PhaseState.COMPLETE));
        open(opened);
        for (var next : plan.phases().stream()
                .map(p -> p.id())
                .filter(id -> id.length() == 1 && id.compareTo(phase) >= 0)
                .toList()) {
            if (next.equals("6")) {
                afterTheCutover();
                smallAndLarge();
                hold();
                // What is retired last in Ireland waits for what is made there.
                hand.walk("6", "7");
                break;
            }
            hand.walk(next);
        }
        theEnd();
    }

    private void open(RehearsalApp opened) throws InterruptedException {
        desk = opened;
        console = WindowConsole.of(desk);
        desk.workplace().session().onChange(_ -> {
            if (fast) {
                desk.time().skipping();
            }
        });
        desk.time().skipping();
        LeadsHand.fx(() -> {
            // As each start of the console does: what listens to the theme of a window that is closed goes with it.
            theme = new StoredAppearance(state()).theme();
            window = new ConsoleWindow(console, Screens.all(), theme, new Background());
            var display = Screen.getPrimary().getVisualBounds();
            scene = window.scene(Math.min(1600, display.getWidth() - 20), Math.min(1000, display.getHeight() - 60));
            stage.setScene(scene);
            stage.setX(0);
            stage.setY(0);
            stage.setOnCloseRequest(e -> {
                if (!window.mayClose(stage::close)) {
                    e.consume();
                }
            });
            window.start();
            stage.show();
        });
        shown = new Shown(scene);
        hand = new LeadsHand(robot, desk, window, this);
        console.inventory().refresh();
        console.audit().verify();
        if (strangers.isEmpty()) {
            strangers = unplanned();
        }
    }

    private Step step(String id) {
        return plan.step(id).orElseThrow();
    }

    private void go(Place place) {
        LeadsHand.fx(() -> window.navigator().go(place));
        LeadsHand.fx(() -> {});
    }

    private boolean soon(Callable<Boolean> holds) {
        try {
            Awaitility.await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(holds);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    /** In a narrow window it is one of four parts. */
    private void toMap() {
        go(Place.MISSION);
        if (shown.there("#mission-show-map")) {
            hand.click("#mission-show-map");
        }
    }

    private void mission(String picture, String says, Callable<Boolean> holds) {
        toMap();
        report.check(picture.substring(0, 2), picture, says, () -> soon(holds), () -> shown.words("#region-map"));
        report.picture(scene, picture);
    }

    private List<AuditRecord> records(String kind, String step) {
        return desk.workplace()
                .records()
                .trail()
                .records(1, Long.MAX_VALUE)
                .filter(r -> r.kind().equals(kind) && r.step().equals(step))
                .toList();
    }

    private long calls(String step, String operation) {
        return records("call.intent", step).stream()
                .filter(r -> operation.equals(r.data().get("operation")))
                .count();
    }

    private boolean countsWhatIsThere() throws Exception {
        var ids = plan.regions().stream().map(Plan.Region::id).toList();
        var fresh = desk.workplace().scanner().scan(ids, s -> {});
        return ids.stream().allMatch(id -> {
            var there = fresh.resources().filter(r -> r.region().equals(id)).count();
            return shown.words("#map-" + id).contains(there + " resource");
        });
    }

    // ---------------------------------------------------------------- closing

    private void closeInTheMiddle() throws Exception {
        hand.show("1.3");
        hand.open(step("1.3"));
        hand.review(step("1.3"));
        hand.click("#open-confirm");
        LeadsHand.eventually("it is read again", () -> !shown.disabled("#confirm-run"));
        fast = false;
        console.speed().orElseThrow().set(Speed.PAUSED);
        hand.press(hand.node("#confirm-run"), 3);
        LeadsHand.eventually(
                "1.3 runs",
                () -> hand.view(step("1.3")).state() instanceof StepState.Running
                        && calls("1.3", "CreateDBSnapshot") > 0);
        LeadsHand.fx(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        report.check(
                "05",
                "05-close-question",
                "Closing while 1.3 runs asks, and says what runs and that the rehearsal is kept",
                () -> shown.words("#close").contains("Step 1.3")
                        && shown.words("#close").contains("The rehearsal is kept"),
                () -> shown.words("#close"));
        report.picture(scene, "05-close-question");
        hand.click("#close-stay");
        report.check("05", "", "“Keep the window open” keeps it", stage::isShowing, () -> "closed");
        LeadsHand.fx(() -> stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST)));
        hand.click("#close-leave");
        LeadsHand.eventually("the window closes", () -> !stage.isShowing());
        LeadsHand.fx(window::close);
        var first = desk.workplace().session().view().session();
        desk.close();
        anotherSession();
        comeBack(first);
    }

    /** Begun and left: what it says must be its own. */
    private void anotherSession() throws Exception {
        RehearsalApp.begin(read, state()).close();
        var out = String.join(
                "\n",
                new StatusReport(PlanFile.SHIPPED, new StateFolder(Optional.of(state().path())))
                        .lines(StateFolder.REHEARSAL));
        report.check(
                "04",
                "",
                "“status” after a second session names none of the first one's steps",
                () -> out.contains("0 done") && !out.contains("1.2") && !out.contains("last  "),
                () -> out);
    }

    private void comeBack(String first) throws Exception {
        try (var rehearsals = new Rehearsals(read, state(), Optional.empty())) {
            var again = new AtomicReference<Stage>();
            var kept = new StoredAppearance(state()).theme();
            LeadsHand.fx(() -> again.set(Gui.open(rehearsals, Screens.all(), kept, _ -> {}, () -> {})));
            var page = new Shown(again.get().getScene());
            report.check(
                    "05",
                    "05-continue",
                    "The next start offers to go on, with what was done and what was running",
                    () -> page.words("#beginning").contains(first + " stopped at")
                            && page.words("#beginning").contains("2 steps done")
                            && page.words("#beginning").contains("step 1.3 was running"),
                    () -> page.words("#beginning"));
            report.check(
                    "33",
                    "05-continue",
                    "Theme and size of text are as they were left",
                    () -> kept.appearance().equals(new Appearance(Shade.LIGHT, 110)),
                    () -> kept.appearance().toString());
            report.picture(again.get().getScene(), "05-continue");
            LeadsHand.fx(() -> hand.node("#beginning-continue").requestFocus());
            hand.key(again.get().getScene(), KeyCode.ENTER, false);
            LeadsHand.eventually("the window comes back", () -> hand.there("#resumption"));
            var back = new Shown(again.get().getScene());
            report.check(
                    "05",
                    "05-resumed",
                    "The window says that it goes on after an interruption, and with which step",
                    () -> back.words("#resumption").contains("1.3"),
                    () -> back.words("#next-step"));
            report.picture(again.get().getScene(), "05-resumed");
            LeadsHand.fx(() -> again.get().close());
        }
        fast = true;
        open(RehearsalApp.resume(
                read,
                state(),
                RehearsalApp.last(read, state(), Optional.of(first)).orElseThrow()));
        desk.time().skipping();
        desk.waitAgain();
        LeadsHand.eventually("1.3 ends", () -> hand.view(step("1.3")).state().settled());
        report.check(
                "05",
                "",
                "Three clicks and a closed window made one snapshot",
                () -> calls("1.3", "CreateDBSnapshot") == 1,
                () -> records("call.intent", "1.3").toString());
        LeadsHand.fx(() -> theme.appearanceProperty().set(Appearance.STANDARD));
        // In another size of text everything is elsewhere.
        corner = Optional.empty();
    }

    // ---------------------------------------------------------------- steps

    @Override
    public void shown(Step step) throws Exception {
        where(step);
        switch (step.id()) {
            case "1.1" -> begins();
            case "1.5a" -> {
                report.check(
                        "28",
                        "28-eyebrow",
                        "The step's number is written as everywhere else",
                        () -> shown.words("#step-page")
                                .lines()
                                .findFirst()
                                .orElse("")
                                .endsWith("1.5a"),
                        () -> shown.words("#step-page").lines().findFirst().orElse(""));
                report.picture(scene, "28-eyebrow");
            }
            case "1.9" -> messages();
            case "5.2" -> goOrNoGo();
            case "5.3" -> beforeTheFence();
            case "5.6" -> overTheBudget();
            case "6.1" -> evidence("p6-pre-1", "13-soak", "primary for", "\\d");
            default -> {}
        }
    }

    @Override
    public void asked(Step step) throws Exception {
        switch (step.id()) {
            case "1.4" -> turnAway(step);
            case "4.7" -> {
                report.check(
                        "40",
                        "40-preview",
                        "What is sent for many objects is shown in its first commands",
                        () -> shown.words("#confirm")
                                        .lines()
                                        .filter(l -> l.startsWith("aws "))
                                        .count()
                                <= 8,
                        () -> shown.words("#confirm")
                                        .lines()
                                        .filter(l -> l.startsWith("aws "))
                                        .count() + " commands");
                report.picture(scene, "40-preview");
            }
            case "5.3" -> {
                risk("09", "09-fence", "caution", "without service");
                report.check(
                        "11",
                        "09-fence",
                        "The fence's question says to get the second person ready before it",
                        () -> shown.words("#confirm-outage").contains("second person"),
                        () -> shown.words("#confirm"));
            }
            case "5.6" -> wrongNames(step);
            case "5.8" -> {
                risk("09", "09-dns-switch", "danger", "loses data|lose");
                report.check(
                        "09",
                        "09-dns-switch",
                        "It says where it is sent",
                        () -> !shown.words("#confirm").contains("none: global or local"),
                        () -> shown.words("#confirm"));
            }
            default -> {}
        }
        footBefore = shown.bounds("#confirm-run");
    }

    @Override
    public boolean signed(Step step) throws Exception {
        var now = shown.bounds("#confirm-run");
        if (step.confirm() == Step.Confirm.TYPED_AND_SECOND
                && footBefore.isPresent()
                && apart(footBefore.get(), now.orElseThrow())) {
            moved.add(step.id() + ": " + footBefore.get() + " → " + now.get());
        }
        if (step.id().equals("5.6")) {
            report.picture(scene, "20-promote-signed");
            hand.press(hand.node("#confirm-run"), 3);
            return true;
        }
        return false;
    }

    private static boolean apart(Bounds a, Bounds b) {
        return Math.abs(a.getMaxX() - b.getMaxX()) > 1 || Math.abs(a.getMaxY() - b.getMaxY()) > 1;
    }

    @Override
    public void done(Step step) throws Exception {
        everyStep(step);
        switch (step.id()) {
            case "1.1" -> firstIsDone();
            case "1.2" -> {
                go(Place.INVENTORY);
                var drift = hand.view(step).outputs().getOrDefault("drift", "?");
                report.check(
                        "15",
                        "15-drift-counted",
                        "Step 1.2 and the Inventory count the same drift",
                        () -> soon(
                                () -> shown.words("#inventory-counts").contains(drift + " resources not as planned")),
                        () -> drift + " in the step; " + shown.words("#inventory-counts"));
                report.picture(scene, "15-drift-counted");
            }
            case "5.3" ->
                mission(
                        "03-after-fence",
                        "After the fence the map says that Ireland is fenced",
                        () -> shown.words("#map-eu-west-1").contains("FENCED"));
            case "5.6" -> {
                report.check(
                        "M1",
                        "20-promote-signed",
                        "Three clicks on the promotion promote once",
                        () -> calls("5.6", "PromoteReadReplica") == 1,
                        () -> records("call.intent", "5.6").toString());
                mission(
                        "01-after-promote",
                        "After the promotion, without F5, no replication is drawn, and Frankfurt is said to be promoted",
                        () -> !shown.words("#region-map").contains("replica")
                                && shown.words("#map-eu-central-1").contains("PROMOTED"));
            }
            case "5.8" -> afterTheSwitch();
            default -> {}
        }
    }

    private void where(Step step) {
        shown.bounds("#action-bar .action-foot").ifPresent(_ -> {
            var main = List.of("#check-now", "#review", "#open-confirm", "#attest", "#locked").stream()
                    .flatMap(id -> shown.bounds(id).stream())
                    .findFirst();
            main.ifPresent(m -> {
                if (corner.isPresent() && Math.abs(corner.get().getMaxX() - m.getMaxX()) > 1) {
                    moved.add(step.id() + ": the main button ends at " + m.getMaxX() + ", not "
                            + corner.get().getMaxX());
                }
                corner = Optional.of(m);
                shown.bounds("#skip-step")
                        .filter(s -> s.intersects(m))
                        .ifPresent(_ -> moved.add(step.id() + ": over Skip"));
            });
        });
    }

    private void everyStep(Step step) {
        if (hand.view(step).state() instanceof StepState.Succeeded s
                && s.took().compareTo(step.expected().multipliedBy(3).plusMinutes(5)) > 0) {
            slow.add(step.id() + " took " + s.took() + ", planned " + step.expected());
        }
        var verdict = VERIFIED.matcher(shown.words("#status-audit"));
        if (!verdict.find()) {
            verdicts.add(step.id() + ": " + shown.words("#status-audit"));
        } else if (verdict.group(3) == null && !verdict.group(1).equals(verdict.group(2))) {
            verdicts.add(step.id() + ": " + verdict.group());
        }
        var time = RAW_TIME.matcher(shown.words("#step-page"));
        if (time.find()) {
            raw.add(step.id() + ": " + time.group());
        }
    }

    private void begins() {
        report.check(
                "14",
                "14-before-anything",
                "The first list says what it locks",
                () -> beside().contains("locks step 5.3"),
                () -> beside());
        report.picture(scene, "14-before-anything");
        report.check(
                "27",
                "14-before-anything",
                "After the text was made larger no row of the list is higher than its words",
                () -> gaps().isEmpty(),
                () -> gaps().toString());
        var here = shown.words("#check-now") + shown.words("#review");
        go(Place.MISSION);
        report.check(
                "30",
                "30-same-words",
                "Mission and Phases give one button one name",
                () -> soon(() -> shown.words("#next-open").equals(here)),
                () -> shown.words("#next-open") + " / " + here);
        report.picture(scene, "30-same-words");
        hand.show("1.1");
        fast = false;
        hand.click("#speed-ten-minutes");
    }

    private void firstIsDone() {
        fast = true;
        desk.time().skipping();
        hand.show("1.1");
        var took = ((StepState.Succeeded) hand.view(step("1.1")).state()).took();
        report.check(
                "12",
                "12-done-at-600",
                "At 600× a step takes as long as in the plan, whatever this machine had to do",
                () -> took.compareTo(step("1.1").expected().multipliedBy(2).plusSeconds(60)) < 0,
                () -> took + " for " + step("1.1").expected());
        report.check(
                "22",
                "12-done-at-600",
                "Nobody “confirmed” what asks for no confirmation",
                () -> soon(() -> shown.words("#step-page").contains("Run by lead@rehearsal"))
                        && !shown.words("#step-page").contains("Confirmed by"),
                () -> shown.words("#step-page"));
        report.picture(scene, "12-done-at-600");
    }

    /** Esc leaves the question, and nothing is sent. */
    private void turnAway(Step step) {
        hand.key(scene, KeyCode.ESCAPE, false);
        report.check(
                "M2",
                "",
                "Esc leaves the question, and nothing is sent",
                () -> !shown.there("#confirm")
                        && records("call.intent", step.id()).isEmpty(),
                () -> records("call.intent", step.id()).toString());
        hand.click("#open-confirm");
        LeadsHand.eventually("it is read again", () -> !shown.disabled("#confirm-read-again"));
    }

    private void messages() {
        report.check(
                "08",
                "08-message",
                "The messages name a day ahead, without a placeholder, a line break within a sentence or a screen that is not there",
                () -> {
                    var words = shown.words("#step-page");
                    return !words.contains("${")
                            && !words.contains("cutover screen")
                            && !Pattern.compile("[a-z,]\\n[a-z]")
                                    .matcher(messageBody())
                                    .find()
                            && !words.contains("2025");
                },
                () -> shown.words("#step-page"));
        report.picture(scene, "08-message");
        LeadsHand.fx(() -> window.navigator().go(Place.PLAN, Optional.of("MESSAGES")));
        var there = shown.words("#message-t-minus-7-email");
        report.check(
                "08",
                "08-plan-messages",
                "Plan › Messages has the same subject and text",
                () -> !there.isBlank()
                        && Arrays.stream(messageBody().split("\\n"))
                                .filter(l -> !l.isBlank())
                                .allMatch(there::contains),
                () -> there + " / " + messageBody());
        report.picture(scene, "08-plan-messages");
        hand.show("1.9");
    }

    private String messageBody() {
        var text = plan.messages().stream()
                .filter(m -> m.id().equals("t-minus-7-email"))
                .findFirst()
                .orElseThrow();
        return PlanWording.of(
                plan, desk.workplace().session().view().parameters(), text.subject() + "\n" + text.body());
    }

    private void phaseOneIsOver() {
        hand.show("1.3");
        report.check(
                "14",
                "14-phase-1",
                "Phase 1 is not simply complete while a list of it is open",
                () -> desk.workplace().session().view().phases().getFirst().openItems() == 0
                        || beside().contains("open"),
                () -> beside());
        report.check(
                "21",
                "14-phase-1",
                "“Done means” of a done step has no open mark",
                () -> !doneMeans().isBlank() && !doneMeans().contains(Character.toString(Feather.CIRCLE.getCode())),
                this::doneMeans);
        report.picture(scene, "14-phase-1");
        report.check(
                "27",
                "14-phase-1",
                "No row of the list is higher than its words",
                () -> gaps().isEmpty(),
                () -> gaps().toString());
    }

    private String doneMeans() {
        return shown.words("#step-page")
                .lines()
                .dropWhile(l -> !l.equals("Done means"))
                .takeWhile(l -> !l.equals("What it gave") && !l.equals("Log of this step"))
                .collect(Collectors.joining("\n"));
    }

    private List<String> gaps() {
        var gaps = new ArrayList<String>();
        LeadsHand.fx(() -> scene.getRoot().lookupAll("#steps .step-row").forEach(n -> {
            if (n instanceof ListCell<?> cell && cell.getGraphic() != null && n.isVisible()) {
                var over = cell.getHeight() - cell.getGraphic().prefHeight(-1);
                if (over > 24) {
                    gaps.add(cell.getId() + " " + over);
                }
            }
        }));
        return gaps;
    }

    /** The phase's lists; in a narrow window they stand under the step. */
    private String beside() {
        return shown.there("#phase-side") ? shown.words("#phase-side") : shown.words("#step-page");
    }

    private void keysAndNotes() {
        hand.key(scene, KeyCode.F1, false);
        report.check(
                "25",
                "25-keys",
                "Every key stands there once",
                () -> shown.there("#keys")
                        && shown.words("#keys").lines().distinct().count()
                                == shown.words("#keys").lines().count(),
                () -> shown.words("#keys"));
        report.picture(scene, "25-keys");
        hand.key(scene, KeyCode.ESCAPE, false);
        hand.key(scene, KeyCode.F9, false);
        type("#note-text", "x".repeat(2_001));
        report.check(
                "26",
                "26-note-too-long",
                "A note that is too long cannot be sent, and by how much is said",
                () -> shown.disabled("#note-do")
                        && shown.words("#note-text-room").contains("1 character too long"),
                () -> shown.words("#note-text-room"));
        report.picture(scene, "26-note-too-long");
        type("#note-text", "short");
        report.check(
                "26",
                "26-note-too-long",
                "What was said of a note that was too long goes with its words",
                () -> soon(() -> !shown.disabled("#note-do")
                        && !shown.words("#note-text-room").contains("too long")
                        && shown.words("#note-found").isBlank()),
                () -> shown.words("#note-text-room") + " / " + shown.words("#note-found"));
        hand.key(scene, KeyCode.ESCAPE, false);
    }

    private void type(String id, String text) {
        LeadsHand.fx(() -> {
            var field = (TextInputControl) hand.node(id);
            field.selectAll();
            field.replaceSelection(text);
        });
        LeadsHand.fx(() -> {});
    }

    private void paste(String id, String text) {
        LeadsHand.fx(() -> {
            var content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
            var field = (TextInputControl) hand.node(id);
            field.selectAll();
            field.paste();
        });
        LeadsHand.fx(() -> {});
    }

    // ---------------------------------------------------------------- the cutover

    private void goOrNoGo() {
        hand.click("#attest");
        hand.click("#option-0-0");
        report.check(
                "07",
                "07-go-outside",
                "A Go with no list ticked is locked and says why",
                () -> shown.disabled("#decision-record")
                        && shown.words("#decision-reason").contains("Locked"),
                () -> shown.words("#decision"));
        report.check(
                "07",
                "07-go-outside",
                "Nothing is stated as a fact that is not so",
                () -> !shown.words("#decision").contains("team is here, the checklists are ticked"),
                () -> shown.words("#decision"));
        report.check(
                "07",
                "07-go-outside",
                "A Go that is refused is not recommended",
                () -> shown.words("#decision").lines().noneMatch("recommended"::equals)
                        && shown.words("#decision").contains("not recommended yet"),
                () -> shown.words("#decision"));
        report.picture(scene, "07-go-outside");
        hand.click("#option-0-1");
        hand.click("#decision-record");
        report.check(
                "07",
                "07-no-go",
                "A no-go is recorded, and the step stays open",
                () -> soon(() -> records("decision.declined", "5.2").size() == 1)
                        && !hand.view(step("5.2")).state().settled(),
                () -> hand.view(step("5.2")).state().toString());
        LeadsHand.eventually("it is recorded", () -> hand.there("#attest"));
        report.picture(scene, "07-no-go");
        for (var i = 0; i < 8 && hand.there("#locks"); i++) {
            var before = records("step.waived", "5.2").size();
            hand.clickWaiver();
            type("#waive-text", "Agreed with the on-call director at 16:40");
            if (hand.there("#make-challenge")) {
                hand.secondSigns();
                type("#typed-name", step("5.2").title());
                LeadsHand.eventually(
                        "two have decided it", () -> !hand.node("#waive-do").isDisabled());
            }
            hand.click("#waive-do");
            LeadsHand.eventually(
                    "it is decided", () -> records("step.waived", "5.2").size() > before);
            soon(() -> !hand.there("#waive"));
        }
        hand.click("#attest");
        hand.click("#option-0-0");
        hand.click("#decision-record");
        LeadsHand.eventually(
                "the Go is recorded", () -> hand.view(step("5.2")).state().settled());
        report.check(
                "06",
                "06-after-go",
                "After the Go the button leads on in phase 5, and says what is missing",
                () -> soon(() -> shown.words("#to-next").contains("5."))
                        && !shown.words("#action-bar").contains("7.1"),
                () -> shown.words("#action-bar"));
        report.picture(scene, "06-after-go");
        report.check(
                "07",
                "06-after-go",
                "What the Go was given in spite of stands on the page, with its reasons",
                () -> records("step.waived", "5.2").size()
                        == shown.words("#decided")
                                .lines()
                                .filter(l -> l.contains("Agreed with the on-call director"))
                                .count(),
                () -> records("step.waived", "5.2").size() + " decisions; " + shown.words("#decided"));
        report.check(
                "21",
                "06-after-go",
                "What is decided is no longer shown as to be decided",
                () -> !shown.there("#questions"),
                () -> shown.words("#questions"));
        go(Place.MISSION);
        report.check(
                "06",
                "06-mission-after-go",
                "Mission stays in phase 5",
                () -> soon(() -> shown.words("#next-step").contains("PHASE 5")),
                () -> shown.words("#next-step"));
        report.picture(scene, "06-mission-after-go");
        hand.show("5.2");
    }

    private void beforeTheFence() {
        report.check(
                "06",
                "06-fence-locked",
                "The fence says which list it waits for, and leads there",
                () -> shown.words("#locks").contains("Pre-cutover checklist")
                        && shown.words("#locks").contains("Show the first open item"),
                () -> shown.words("#locks"));
        report.picture(scene, "06-fence-locked");
        evidence("p5-budget-1", "13-budget", "timed", "at least \\d+ min.*8 min are announced");
        evidence("p5-pre-4", "13-alarms", "Monitoring", "5|five");
        notesOfTicks();
    }

    private void evidence(String item, String picture, String of, String wanted) {
        if (!hand.there("#evidence-" + item)) {
            report.check("13", picture, "The evidence of “" + of + "…” can be read", () -> false, () -> "no button");
            return;
        }
        hand.click("#evidence-" + item);
        report.check(
                "13",
                picture,
                "The evidence of “" + of + "…” has its numbers",
                () -> soon(() -> proof(item).find())
                        && Pattern.compile(wanted).matcher(said(item)).find(),
                () -> said(item));
        report.picture(scene, picture);
    }

    private Matcher proof(String item) {
        return Pattern.compile("\\d").matcher(said(item));
    }

    private String said(String item) {
        return desk.workplace().session().view().phases().stream()
                .flatMap(p -> p.checklists().stream())
                .flatMap(c -> c.items().stream())
                .filter(i -> i.item().id().equals(item))
                .flatMap(i -> i.evidence().stream())
                .map(c -> c.title() + ": " + c.outcome().evidence())
                .collect(Collectors.joining("\n"));
    }

    private void notesOfTicks() {
        hand.click("#tick-p5-pre-1");
        paste("#tick-text", HUGE);
        report.check(
                "19",
                "19-100-kB",
                "A note of 100,000 characters is not taken, and that is said",
                () -> shown.words("#tick-text-room").contains("Not taken") || shown.disabled("#tick-do"),
                () -> shown.words("#tick-text-room"));
        report.picture(scene, "19-100-kB");
        type("#tick-text", "word ".repeat(399));
        hand.key(scene, KeyCode.TAB, false);
        report.check(
                "18",
                "18-tab",
                "Tab leads out of the text",
                () -> !(scene.getFocusOwner() instanceof TextInputControl),
                () -> String.valueOf(scene.getFocusOwner()));
        report.picture(scene, "18-tab");
        LeadsHand.fx(() -> hand.node("#tick-text").requestFocus());
        hand.key(scene, KeyCode.ENTER, true);
        report.check(
                "18",
                "19-long-note",
                "Ctrl+Enter sends it",
                () -> soon(() -> !records("checklist.tick", "").isEmpty() || ticked("p5-pre-1")),
                () -> "not ticked");
        LeadsHand.eventually("it is ticked", () -> ticked("p5-pre-1"));
        LeadsHand.fx(() -> {});
        report.check(
                "19",
                "19-long-note",
                "A long note takes little room beside the step",
                () -> soon(() -> beside().contains("Show all")),
                () -> beside());
        report.picture(scene, "19-long-note");
    }

    private boolean ticked(String item) {
        return desk.workplace().session().view().phases().stream()
                .flatMap(p -> p.checklists().stream())
                .flatMap(c -> c.items().stream())
                .anyMatch(i -> i.item().id().equals(item) && i.ticked());
    }

    private void risk(String item, String picture, String button, String words) {
        report.check(
                item,
                picture,
                "The question's button is that of its risk (" + button + "), and its first words say it",
                () -> shown.classes("#confirm-run").contains(button)
                        && Pattern.compile(words)
                                .matcher(shown.words("#confirm"))
                                .find(),
                () -> shown.classes("#confirm-run") + " " + shown.words("#confirm"));
        report.picture(scene, picture);
    }

    private void overTheBudget() {
        desk.time().advance(Duration.ofMinutes(7));
        desk.workplace().session().refresh();
        report.check(
                "10",
                "10-over-budget",
                "Over the budget a banner says so, and offers the way back",
                () -> soon(() -> shown.words("#outage-banner").contains("over the budget"))
                        && shown.there("#outage-go-back")
                        && shown.classes("#outage-banner").contains("trouble-banner"),
                () -> shown.words("#outage-banner"));
        report.picture(scene, "10-over-budget");
        hand.key(scene, KeyCode.F7, false);
        report.check(
                "10",
                "10-way-back",
                "F7 shows the way back, and the list keeps it in sight",
                () -> soon(() -> shown.there("#go-back"))
                        && !shown.words("#step-page").contains("PHASE 5"),
                () -> shown.words("#step-page"));
        report.picture(scene, "10-way-back");
        report.check(
                "27",
                "10-way-back",
                "Where phases are folded no row of the list is higher than its words",
                () -> gaps().isEmpty(),
                () -> gaps().toString());
        hand.show("5.6");
    }

    private void wrongNames(Step step) {
        report.check(
                "11",
                "11-promote",
                "The promotion's question counts the outage while one reads and signs",
                () -> shown.words("#confirm-outage").contains("Users are without service"),
                () -> shown.words("#confirm"));
        report.picture(scene, "11-promote");
        var name = hand.typed(step);
        var wrong = List.of(
                name.substring(0, name.length() - 1),
                name.substring(0, 1).toUpperCase() + name.substring(1),
                name + " ",
                HUGE);
        for (var text : wrong) {
            paste("#typed-name", text);
            hand.key(scene, KeyCode.ENTER, false);
            hand.key(scene, KeyCode.ENTER, false);
        }
        paste("#typed-name", wrong.get(1));
        report.check(
                "M3",
                "M3-wrong-name",
                "Four wrong names, each with Enter twice, send nothing, and the place of the mistake is said",
                () -> shown.there("#confirm")
                        && shown.disabled("#confirm-run")
                        && shown.words("#typed-hint").contains("Differs at character 1")
                        && records("call.intent", "5.6").isEmpty(),
                () -> shown.words("#confirm"));
        report.picture(scene, "M3-wrong-name");
        turnAway(step);
    }

    private void afterTheSwitch() {
        mission(
                "01-after-dns-switch",
                "After the switch, without F5, users are in Frankfurt and not in Ireland",
                () -> shown.words("#map-eu-central-1").contains("traffic")
                        && !shown.words("#map-eu-west-1").contains("traffic"));
        report.check(
                "03",
                "01-after-dns-switch",
                "Frankfurt is the primary now, Ireland the former one",
                () -> shown.words("#map-eu-central-1").contains("PRIMARY")
                        && !shown.words("#map-eu-central-1").contains("TARGET")
                        && shown.words("#map-eu-west-1").contains("FORMER PRIMARY"),
                () -> shown.words("#region-map"));
        hand.show("5.8");
        report.check(
                "09",
                "10-loses-data",
                "Undoing the switch of names looks like what it is",
                () -> soon(() -> shown.classes("#undo").contains("danger")),
                () -> shown.classes("#undo").toString());
        report.check(
                "10",
                "10-loses-data",
                "The way back says that it loses data, not how short it is",
                () -> soon(() -> shown.words("#ways-back").contains("loses data"))
                        && shown.words("#fact-way-back").contains("loses data"),
                () -> shown.words("#ways-back") + " / " + shown.words("#fact-way-back"));
        report.picture(scene, "10-loses-data");
    }

    private void afterTheCutover() {
        mission("01-after-cutover", "After phase 5, without F5, the map counts what is there", this::countsWhatIsThere);
        go(Place.INVENTORY);
        report.check(
                "15",
                "15-inventory",
                "What the migration made is called “by a step”; “not in plan” is only what was so before",
                () -> soon(() -> number("#inventory-drift-by-step") > 0 && strangers.containsAll(unplanned())),
                () -> {
                    var fresh = new TreeSet<>(unplanned());
                    fresh.removeAll(strangers);
                    return number("#inventory-drift-by-step") + " by a step; newly not in plan: " + fresh;
                });
        report.picture(scene, "15-inventory");
        go(Place.AUDIT);
        LeadsHand.fx(() -> {});
        report.picture(scene, "35-audit");
        hand.show("5.13");
        report.picture(scene, "23-phase-5-done");
    }

    private Set<String> unplanned() {
        return console.inventory().latest().sideBySide().stream()
                .flatMap(side -> side.rows().stream())
                .filter(row -> row.drift() == Drift.NOT_IN_PLAN)
                .map(row -> row.service() + " " + row.type() + " " + row.logical())
                .collect(Collectors.toSet());
    }

    private int number(String id) {
        var found = Pattern.compile("(\\d+)$").matcher(shown.words(id).trim());
        return found.find() ? Integer.parseInt(found.group(1)) : -1;
    }

    // ---------------------------------------------------------------- afterwards

    private void smallAndLarge() {
        var width = stage.getWidth();
        var height = stage.getHeight();
        LeadsHand.fx(() -> {
            stage.setWidth(900);
            stage.setHeight(600);
            theme.appearanceProperty().set(new Appearance(Shade.LIGHT, Appearance.LARGEST));
        });
        hand.show("6.1");
        for (var place : Place.values()) {
            go(place);
            soon(() -> scene.getWidth() <= 900);
            var cut = new ArrayList<String>();
            LeadsHand.fx(() -> {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                cut.addAll(CutText.below(scene.getRoot()));
            });
            report.check(
                    "16",
                    "16-large-" + place.id(),
                    "At 900×600 and 150 % " + place.id()
                            + " is whole: no word is cut, each screen, the brake and the clock are in reach",
                    () -> cut.isEmpty()
                            && Arrays.stream(Place.values()).allMatch(p -> inside("#go-" + p.id()))
                            && inside("#hold")
                            && inside("#skip-waiting")
                            && inside("#status-operator"),
                    () -> "cut " + cut + "; outside "
                            + Stream.concat(
                                            Arrays.stream(Place.values()).map(p -> "#go-" + p.id()),
                                            Stream.of("#hold", "#skip-waiting", "#status-operator"))
                                    .filter(p -> !inside(p))
                                    .toList());
            report.picture(scene, "16-large-" + place.id());
        }
        go(Place.SETTINGS);
        LeadsHand.fx(() -> theme.appearanceProperty().set(Appearance.STANDARD));
        LeadsHand.fx(() -> {});
        hand.click("#text-larger");
        hand.pressAgain(2);
        report.check(
                "20",
                "20-text-size",
                "A+ stays under the pointer: three clicks are three steps",
                () -> theme.appearance().textPercent() == Appearance.STANDARD.textPercent() + 30,
                () -> theme.appearance().toString());
        report.picture(scene, "20-text-size");
        LeadsHand.fx(() -> {
            theme.appearanceProperty().set(Appearance.STANDARD);
            stage.setWidth(width);
            stage.setHeight(height);
        });
        LeadsHand.eventually("the window is as it was", () -> scene.getWidth() > 940);
        corner = Optional.empty();
    }

    private boolean inside(String id) {
        return shown.bounds(id)
                .filter(b -> b.getMinX() >= 0
                        && b.getMinY() >= 0
                        && b.getMaxX() <= scene.getWidth() + 1
                        && b.getMaxY() <= scene.getHeight() + 1
                        && b.getWidth() > 4)
                .isPresent();
    }

    private void hold() {
        go(Place.MISSION);
        hand.click("#hold");
        report.check(
                "31",
                "31-hold",
                "On hold the panel says so, and not something else",
                () -> soon(() -> shown.words("#next-step").contains("ON HOLD")
                        || shown.words("#next-step").contains("On hold")),
                () -> shown.words("#next-step"));
        report.check(
                "31",
                "31-hold",
                "On hold nothing can be begun, and no notice lies over the way out",
                () -> soon(() -> (!shown.there("#next-open") || shown.disabled("#next-open"))
                        && shown.there("#release")
                        && shown.bounds(".notice")
                                .filter(n ->
                                        n.intersects(shown.bounds("#release").orElseThrow()))
                                .isEmpty()),
                () -> shown.bounds(".notice") + " over " + shown.bounds("#release") + "; " + shown.words("#next-step"));
        report.picture(scene, "31-hold");
        hand.click("#release");
        soon(() -> !shown.there("#hold-banner"));
    }

    private void theEnd() {
        toMap();
        soon(() -> shown.words("#map-af-south-1").contains("NEARLY EMPTY"));
        report.picture(scene, "03-the-end");
        report.check(
                "03",
                "03-the-end",
                "At the end Frankfurt is the primary, Ireland stands by, Cape Town is empty",
                () -> shown.words("#map-eu-central-1").contains("PRIMARY")
                        && shown.words("#map-eu-west-1").contains("DR")
                        && shown.words("#map-af-south-1").contains("NEARLY EMPTY"),
                () -> shown.words("#region-map"));
        report.check(
                "02",
                "03-the-end",
                "A mark is a mark of the head beside it, after every step",
                verdicts::isEmpty,
                verdicts::toString);
        report.check("12", "", "No step took much longer than planned", slow::isEmpty, slow::toString);
        report.check(
                "20",
                "",
                "No button moved under the pointer, in no question and under no step",
                moved::isEmpty,
                moved::toString);
        report.check(
                "34",
                "",
                "Nothing ended a thread by surprise, in no window that was closed either",
                surprises::isEmpty,
                surprises::toString);
        report.check("29", "", "No step's page has a raw time", raw::isEmpty, raw::toString);
        report.check(
                "all",
                "03-the-end",
                "Phases 1 to 7 are through",
                () -> desk.workplace().session().view().phases().stream()
                        .filter(p -> p.phase().id().length() == 1)
                        .flatMap(p -> p.steps().stream())
                        .allMatch(s -> s.state().settled()),
                () -> desk.workplace().session().view().sentence());
        softReferencesCleared();
        var used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        report.check(
                "17",
                "",
                "After the whole evening less than 250 MB are in use (" + used / 1_000_000 + ")",
                () -> used < 250_000_000,
                () -> used + " bytes");
    }

    /**
     * The renderer keeps the pictures of its effects, by soft references, as long as nothing else wants the memory: those are not in
     * use. They are cleared before an allocation fails ({@link java.lang.ref.SoftReference}).
     */
    private static void softReferencesCleared() {
        try {
            var tooMuch = new long
                    [(int) Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / Long.BYTES)];
            throw new AssertionError(tooMuch.length + " numbers fit");
        } catch (OutOfMemoryError expected) {
            System.gc();
        }
    }
}
