package app.medzenhealth.cutover.ui.phases;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.app.EveryScreen;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Enrolment;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.breakglass.BreakGlassDialog;
import app.medzenhealth.cutover.ui.closing.AfterScreenTest;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.NoteDialog;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.PostDialog;
import app.medzenhealth.cutover.ui.plan.FlightDialog;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.Crowding;
import app.medzenhealth.cutover.ui.shell.CssErrors;
import app.medzenhealth.cutover.ui.shell.ShownWindow;
import app.medzenhealth.cutover.ui.signin.CredentialsDialog;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** Every dialog of the product, each opened and tried. One that is not listed here fails the first test. */
@ExtendWith(ApplicationExtension.class)
class EveryDialogTest {
    private static final String STEP = "5.6";

    /**
     * PackSaving's need a session that saves scripts: BreakGlassWindowTest tries them. A parameter that may be none asks with the
     * very dialog of a skip, and a daily check with that of a decision: AfterScreenTest tries it.
     */
    private static final Set<String> TRIED_ELSEWHERE =
            Set.of("PackSaving.start", "PackSaving.done", "ParameterCard.none", "SoakPanel.ask");

    /** As the plan asks where nobody but a person can know. */
    private static final String LONG =
            "Nobody but you can know whether the people on the bridge have read the runbook, "
                    + "and whether the status page says what it must say while the window is open. ".repeat(6)
                    + "\n\nThose who must be there are in the contacts of the plan.";

    /** What a session may be asked while a dialog is open: it changes nothing. */
    private static final List<String> READS =
            List.of("review", "evidence", "verify", "refresh", "challenge", "response");

    /** Somebody's public key: Ed25519, X.509, Base64 (RFC 8410, section 10.1, but for its first and last lines). */
    private static final String KEY = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

    private ClickedSession console;
    private ConsoleWindow window;
    private Scene scene;

    /** @param id of the dialog's node */
    private record Shown(String id, Consumer<EveryDialogTest> opening) {}

    /** By the method that opens them. */
    private static Map<String, Shown> dialogs() {
        var all = new LinkedHashMap<String, Shown>();
        all.put("KeyOverlay.show", new Shown("keys", t -> t.type("?")));
        all.put("NoteDialog.open", new Shown("note", t -> NoteDialog.open(t.window.desk())));
        all.put("PostDialog.open", new Shown(PostDialog.ID, t -> PostDialog.open(t.window.desk(), "t-0-team")));
        all.put("BreakGlassDialog.ask", new Shown(BreakGlassDialog.ID, t -> BreakGlassDialog.open(t.window.desk())));
        all.put("HandoverPanel.open", new Shown("handover", t -> t.on(Place.MISSION, "mission-handover")));
        all.put("ExportDialog.open", new Shown("export", t -> t.on(Place.AUDIT, "audit-export")));
        all.put(
                "UnknownStrip.open",
                new Shown("inventory-policy-dialog", t -> t.on(Place.INVENTORY, "inventory-policy-show")));
        all.put(
                "CredentialsDialog.open",
                new Shown(
                        CredentialsDialog.ID,
                        t -> CredentialsDialog.open(
                                t.window.desk(),
                                EveryScreen.access(
                                        t.window.desk().readings().session().plan(), HandMadeView.NOW),
                                _ -> {})));
        all.put(
                "FlightDialog.open",
                new Shown(FlightDialog.ID, t -> FlightDialog.open(t.window.desk(), new UnaskedFlight())));
        all.put(
                "CloseDialog.open",
                new Shown(
                        "close-session",
                        t -> new CloseDialog(t.window.desk(), AfterScreenTest.CLOSING, () -> {}).open()));
        all.put("ConsoleWindow.mayClose", new Shown("close", t -> {
            t.state(new StepState.Running(HandMadeView.NOW.minusSeconds(95), 0.4, "now modifying"));
            t.window.mayClose(() -> {
                throw new AssertionError("closed without a yes");
            });
        }));
        all.put("ConfirmDialog.open", new Shown("confirm", t -> t.doing().undo(t.step())));
        all.put(
                "DecisionDialog.open",
                new Shown("decision", t -> t.doing().answer(decided(t.step()), Question.of(decided(t.step())))));
        all.put("Doing.attest", new Shown("attest", t -> t.doing().attest(t.step(), LONG)));
        all.put(
                "EachDecisionDialog.open",
                new Shown("fates", t -> t.doing().attest(each(t.step()), "Each was looked at.")));
        all.put("Doing.skip", new Shown("skip", t -> t.doing().skip(step("5.2b", t.step(), false))));
        all.put("ExemptionDialog.open", new Shown("skip", t -> t.doing().skip(step(STEP, t.step(), true))));
        all.put(
                "EnrolDialog.open",
                new Shown(
                        "enrol",
                        t -> new EnrolDialog(
                                        t.window.desk(),
                                        Enrolment.of("dba@medzen", KEY, new Operator("lead@medzenhealth.app")),
                                        () -> {})
                                .open()));
        all.put("Doing.decide", new Shown("decide", t -> t.doing().decide(t.step(), Session.Decision.DONE)));
        all.put("Doing.tick", new Shown("tick", t -> t.doing().tick("item", "Status page set to maintenance")));
        all.put("Doing.untick", new Shown("untick", t -> t.doing().untick("item", "Status page set to maintenance")));
        all.put(
                "OpenItems.ask",
                new Shown(
                        "waive",
                        t -> new OpenItems(t.window.desk())
                                .spite(
                                        t.step(),
                                        new StepState.Lock(
                                                "One service is unknown",
                                                "read it",
                                                new StepState.Cause.Other(),
                                                Optional.of("rds")))
                                .fire()));
        return all;
    }

    @Start
    void start(Stage stage) {
        console = new ClickedSession(HandMadeView.midCutover()
                .state(STEP, new StepState.Previewed(HandMadeView.FINGERPRINT, HandMadeView.NOW.minusSeconds(20)))
                .view());
        window = ShownWindow.on(stage, console, new Background(Runnable::run, Runnable::run), EveryScreen.entries());
        scene = stage.getScene();
        window.refreshNow();
        window.navigator().go(Place.PHASES, Optional.of(STEP));
    }

    @Stop
    void stop() {
        window.close();
    }

    @Test
    void every_place_that_opens_a_dialog_is_listed_here() {
        var listed = new TreeSet<>(dialogs().keySet());
        listed.addAll(TRIED_ELSEWHERE);
        assertThat(openers()).isEqualTo(listed);
    }

    private static Set<String> openers() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("app.medzenhealth.cutover")
                        .stream()
                        .filter(c -> !c.isAssignableTo(DialogService.class))
                        .flatMap(c -> c.getCodeUnitAccessesFromSelf().stream())
                        .filter(a -> a.getTargetOwner().isAssignableTo(DialogService.class)
                                && Set.of("open", "ask").contains(a.getTarget().getName()))
                        .map(EveryDialogTest::place)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String place(JavaAccess<?> access) {
        var from = access.getOrigin();
        var owner = from.getOwner();
        while (owner.getEnclosingClass().isPresent()) {
            owner = owner.getEnclosingClass().get();
        }
        return owner.getSimpleName() + "." + from.getName();
    }

    @Test
    void every_dialog_can_be_read_used_by_keyboard_and_left_without_effect(FxRobot robot) {
        var faults = new ArrayList<String>();
        var css = WaitForAsyncUtils.waitForAsyncFx(5000, CssErrors::new);
        dialogs().forEach((opener, dialog) -> {
            var before = effects();
            var box = open(robot, dialog);
            robot.interact(() -> {
                var owner = scene.getFocusOwner();
                if (owner == null || !within(owner, box) || presses(owner)) {
                    faults.add(opener + ": begins on " + owner);
                }
                controls(box).filter(c -> !named(c)).forEach(c -> faults.add(opener + ": without a name: " + c));
                Crowding.in(box).forEach(f -> faults.add(opener + ": " + f));
            });
            for (var area : controls(box).filter(TextArea.class::isInstance).toList()) {
                robot.interact(area::requestFocus);
                robot.push(KeyCode.TAB);
                if (scene.getFocusOwner() == area) {
                    faults.add(opener + ": Tab stays in " + area.getId());
                }
            }
            robot.push(KeyCode.ESCAPE);
            if (scene.lookup("#" + dialog.id()) != null) {
                faults.add(opener + ": Esc does not close it");
            }
            if (!effects().equals(before)) {
                faults.add(opener + ": left with the effect " + effects());
            }
            robot.interact(() -> state(previewed()));
        });
        faults.addAll(css.seen());
        System.out.println(dialogs().size() + " dialogs, faults: " + faults);
        assertThat(faults).isEmpty();
    }

    @Test
    void what_one_clicks_in_a_dialog_stays_in_its_place_whatever_it_says(FxRobot robot) {
        var faults = new ArrayList<String>();
        var states = 0;
        for (var dialog : dialogs().values()) {
            var box = open(robot, dialog);
            var places = places(robot, box);
            var whole = box.localToScene(box.getLayoutBounds());
            for (var provoked : provocations(robot, box)) {
                robot.interact(provoked);
                states++;
                var now = places(robot, box);
                if (box.lookup(".dialog-pinned") != null && !near(box.localToScene(box.getLayoutBounds()), whole)) {
                    faults.add(dialog.id() + ": another size, " + box.localToScene(box.getLayoutBounds()) + ", was "
                            + whole);
                }
                places.forEach((control, at) -> {
                    if (now.containsKey(control) && !near(now.get(control), at)) {
                        faults.add(dialog.id() + ": " + name(control) + " from " + at.getMinX() + "," + at.getMinY()
                                + " to " + now.get(control).getMinX() + ","
                                + now.get(control).getMinY());
                    }
                });
            }
            robot.push(KeyCode.ESCAPE);
            robot.interact(() -> state(previewed()));
        }
        System.out.println(states + " states of " + dialogs().size() + " dialogs, moved: " + faults);
        assertThat(states).isGreaterThan(30);
        assertThat(faults).isEmpty();
    }

    @Test
    void what_is_asked_and_the_field_for_it_are_in_sight_under_a_long_text_and_none_of_it_is_left_out(FxRobot robot) {
        var box = open(robot, dialogs().get("Doing.attest"));
        var field = box.lookup("#attest-text");
        assertThat(scrolled(field)).isFalse();
        assertThat(inside(field, box)).isTrue();
        var words = box.lookupAll(".label").stream()
                .map(n -> ((Labeled) n).getText())
                .toList();
        assertThat(words).contains(LONG).anyMatch(w -> w.startsWith("Stated in the name of "));
    }

    @Test
    void a_message_is_posted_as_it_was_read_and_only_when_its_address_is_known(FxRobot robot) {
        var box = open(robot, dialogs().get("PostDialog.open"));
        var post = (Button) box.lookup("#post-do");
        assertThat(words(box.lookup("#post-words"))).contains("Window open", "The window is open.");
        assertThat(words(box.lookup("#post-body"))).contains("{\"text\":\"Window open\\n\\nThe window is open.\"}");
        assertThat(post.isDisabled()).isTrue();
        var address = (TextInputControl) box.lookup("#post-address");
        robot.interact(() -> address.setText("http://hooks.example.com/open-to-all"));
        robot.interact(post::fire);
        assertThat(words(box.lookup("#post-found"))).anyMatch(w -> w.contains("no address of a webhook"));
        assertThat(console.told()).noneMatch(w -> w.startsWith("post "));

        robot.interact(() -> address.setText("https://hooks.example.com/kTheSecretPart"));
        robot.interact(post::fire);
        assertThat(console.told())
                .contains("post t-0-team " + HandMadeView.FINGERPRINT)
                .noneMatch(w -> w.contains("kTheSecretPart"));
        assertThat(scene.lookup("#post")).isNull();
    }

    /** Hundreds of things may be deleted at once: what one confirms them with is not beneath them. */
    @Test
    void what_it_takes_to_confirm_is_in_sight_however_much_there_is_to_be_read(FxRobot robot) {
        console.live(() -> withWarnings(120));
        var box = open(robot, dialogs().get("ConfirmDialog.open"));
        var hidden = new ArrayList<String>();
        for (var id : List.of(
                "make-challenge",
                "copy-challenge",
                "sign-rehearsed",
                "response",
                "check-response",
                "typed-name",
                "confirm-read-again",
                "confirm-keep",
                "confirm-run")) {
            var node = box.lookup("#" + id);
            if (node == null || scrolled(node) || !inside(node, box)) {
                hidden.add(id);
            }
        }
        assertThat(hidden).isEmpty();
    }

    /** What leaving a mandatory step out means is read, and what it takes is in sight; one person alone gets nowhere. */
    @Test
    void a_mandatory_step_is_skipped_with_its_consequence_in_sight_by_a_reason_a_name_and_a_signature(FxRobot robot) {
        var box = open(robot, dialogs().get("ExemptionDialog.open"));
        var means = words(box.lookup("#skip-means"));
        assertThat(means)
                .isNotEmpty()
                .containsAll(
                        Demand.toSkip(window.desk().readings().session(), step(STEP, step(), true))
                                .risk()
                                .notDone()
                                .stream()
                                .map(w -> "•  " + w)
                                .toList());
        var hidden = Stream.of("skip-text", "make-challenge", "sign-rehearsed", "response", "typed-name", "skip-do")
                .filter(id -> box.lookup("#" + id) == null
                        || scrolled(box.lookup("#" + id))
                        || !inside(box.lookup("#" + id), box))
                .toList();
        assertThat(hidden).isEmpty();
        assertThat(box.lookup("#make-challenge").isDisabled())
                .as("no reason yet")
                .isTrue();

        robot.interact(() -> ((TextInputControl) box.lookup("#skip-text")).setText("The director said so at 02:40"));
        robot.interact(() -> ((TextInputControl) box.lookup("#typed-name")).setText(step().title()));
        assertThat(box.lookup("#skip-do").isDisabled()).as("nobody signed yet").isTrue();
        robot.interact(() -> ((ButtonBase) box.lookup("#make-challenge")).fire());
        robot.interact(() -> {
            ((TextInputControl) box.lookup("#response")).setText(ClickedSession.RESPONSE);
            ((ButtonBase) box.lookup("#check-response")).fire();
        });
        assertThat(box.lookup("#skip-do").isDisabled()).as("all is there").isFalse();
        robot.interact(() -> ((TextInputControl) box.lookup("#skip-text")).setText("The director said so at 02:41"));
        assertThat(box.lookup("#skip-do").isDisabled())
                .as("another reason than the one signed")
                .isTrue();
        assertThat(console.told()).noneMatch(t -> t.startsWith("skip "));
    }

    private static List<String> words(Node node) {
        return node.lookupAll(".label").stream()
                .map(n -> ((Labeled) n).getText())
                .toList();
    }

    /** Esc is pressed by mistake, too; what is typed to confirm something is typed anew each time. */
    @Test
    void what_was_written_in_a_dialog_that_was_left_is_there_again_until_it_is_sent(FxRobot robot) {
        var lost = new ArrayList<String>();
        var tried = 0;
        for (var dialog : dialogs().values()) {
            var box = open(robot, dialog);
            var fields = controls(box)
                    .filter(TextInputControl.class::isInstance)
                    .map(c -> (TextInputControl) c)
                    .filter(c -> c.isEditable() && c.getId() != null)
                    .map(c -> Map.entry(
                            c.getId(), c instanceof TextArea && !c.getId().equals("response")))
                    .toList();
            for (var field : fields) {
                robot.interact(
                        () -> ((TextInputControl) box.lookup("#" + field.getKey())).setText("twenty lines of reasons"));
            }
            robot.push(KeyCode.ESCAPE);
            if (!fields.isEmpty()) {
                var again = open(robot, dialog);
                for (var field : fields) {
                    tried++;
                    var text = ((TextInputControl) again.lookup("#" + field.getKey())).getText();
                    if ("twenty lines of reasons".equals(text) != field.getValue()) {
                        lost.add(dialog.id() + " " + field.getKey() + " is “" + text + "”");
                    }
                }
                robot.push(KeyCode.ESCAPE);
            }
            robot.interact(() -> state(previewed()));
        }
        assertThat(tried).isGreaterThan(6);
        assertThat(lost).isEmpty();

        var skip = dialogs().get("Doing.skip");
        open(robot, skip);
        robot.interact(() -> ((ButtonBase) scene.lookup("#skip-do")).fire());
        assertThat(((TextInputControl) open(robot, skip).lookup("#skip-text")).getText())
                .isEmpty();
    }

    /** What people went on without is long just where most is at stake: it never takes the place of what is confirmed. */
    @Test
    void what_a_step_does_is_in_sight_without_scrolling_however_much_was_waived_before_it(FxRobot robot) {
        var made = HandMadeView.midCutover().state(STEP, previewed());
        var items = IntStream.range(0, 18)
                .mapToObj(
                        i -> "“Last use of medzen-function-" + i + "” (lead: nobody on the bridge could say who calls "
                                + "it, and the owner agreed on the telephone that it may go)")
                .toList();
        for (var before : List.of("1.1", "1.3", "4.1", "4.2", "5.3", "5.4", "5.5")) {
            made.waived(before, items);
        }
        for (var before : List.of("2.1", "2.3", "3.1")) {
            made.state(
                    before, new StepState.Skipped(HandMadeView.NOW, "lead@medzenhealth.app", String.join(", ", items)));
        }
        var review = withWarnings(120);
        console.live(() -> review);
        robot.interact(() -> {
            // Of two views only the later one is shown.
            made.view();
            console.show(made.view());
            window.refreshNow();
        });
        var view = window.desk().readings().session().step(STEP).orElseThrow();
        var box = open(robot, new Shown("confirm", t -> t.doing().confirm(view, review)));

        var hidden = new ArrayList<String>();
        var scroll = (ScrollPane) box.lookup(".scroll-pane");
        var window = scroll.localToScene(scroll.getLayoutBounds());
        for (var change : List.of("role", "backups", "Not done as planned before this step")) {
            texts(scroll.getContent())
                    .filter(t -> t.getText().contains(change))
                    .findFirst()
                    .filter(t -> window.contains(t.localToScene(t.getLayoutBounds())))
                    .ifPresentOrElse(_ -> {}, () -> hidden.add(change));
        }
        for (var id : List.of("typed-name", "confirm-run", "confirm-keep")) {
            var node = box.lookup("#" + id);
            if (node == null || scrolled(node) || !inside(node, box)) {
                hidden.add(id);
            }
        }
        assertThat(hidden).isEmpty();
    }

    private static Stream<Text> texts(Node node) {
        return switch (node) {
            case Text text -> Stream.of(text);
            case Parent parent
            when parent.isVisible() -> parent.getChildrenUnmodifiable().stream().flatMap(EveryDialogTest::texts);
            default -> Stream.empty();
        };
    }

    private StepReview withWarnings(int count) {
        var r = window.desk()
                .readings()
                .session()
                .step(STEP)
                .orElseThrow()
                .review()
                .orElseThrow();
        var part = r.parts().getFirst();
        var p = part.preview();
        var warnings = IntStream.range(0, count)
                .mapToObj(i -> "“medzen-function-" + i + "” was called in the last 30 days")
                .toList();
        var preview =
                new Preview(p.summary(), p.facts(), p.changes(), p.calls(), p.goingBack(), p.expected(), warnings);
        return new StepReview(
                r.step(),
                r.at(),
                r.fingerprint(),
                List.of(new StepReview.Part(part.use(), part.title(), preview, part.checks())),
                r.differences(),
                r.expected());
    }

    private static boolean scrolled(Node node) {
        for (Node n = node.getParent(); n != null; n = n.getParent()) {
            if (n instanceof ScrollPane) {
                return true;
            }
        }
        return false;
    }

    private static boolean inside(Node node, Node box) {
        return box.localToScene(box.getLayoutBounds()).contains(node.localToScene(node.getLayoutBounds()));
    }

    /** Everything that can be chosen, written and asked for in it, one after the other; without the buttons that end it. */
    private List<Runnable> provocations(FxRobot robot, Parent box) {
        var all = new ArrayList<Runnable>();
        controls(box).forEach(c -> {
            switch (c) {
                case TextInputControl text ->
                    List.of("abc", "x".repeat(2100), "y".repeat(11_000), "")
                            .forEach(words -> all.add(() -> text.setText(words)));
                // What is allowed takes effect at once, and nobody is signed in here.
                case RadioButton radio
                when !radio.isDisabled() && !"leave-change".equals(radio.getId()) -> all.add(radio::fire);
                default -> {}
            }
        });
        for (var id :
                List.of("make-challenge", "check-response", "sign-rehearsed", "confirm-read-again", "confirm-seen")) {
            all.add(() -> {
                if (id.equals("check-response") && box.lookup("#response") instanceof TextInputControl response) {
                    response.setText("CR1.somebody-else");
                }
                if (box.lookup("#" + id) instanceof ButtonBase button) {
                    button.fire();
                }
            });
        }
        return all;
    }

    private Map<Node, Bounds> places(FxRobot robot, Parent box) {
        var places = new LinkedHashMap<Node, Bounds>();
        robot.interact(() -> {
            for (var pass = 0; pass < 3; pass++) {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
            }
            controls(box)
                    .filter(c -> c instanceof ButtonBase && !isPassing(c))
                    .forEach(c -> places.put(c, c.localToScene(c.getLayoutBounds())));
        });
        return places;
    }

    /** Unfolds what stands beside it: not what one goes on with. */
    private static boolean isPassing(Node node) {
        return node.getId() == null;
    }

    private static boolean near(Bounds a, Bounds b) {
        return Math.abs(a.getMinX() - b.getMinX()) < 1
                && Math.abs(a.getMinY() - b.getMinY()) < 1
                && Math.abs(a.getMaxX() - b.getMaxX()) < 1;
    }

    private static String name(Node control) {
        return control.getId() + " “" + (control instanceof Labeled l ? l.getText() : "") + "”";
    }

    private Parent open(FxRobot robot, Shown dialog) {
        robot.interact(() -> dialog.opening().accept(this));
        WaitForAsyncUtils.waitForFxEvents();
        robot.interact(() -> {
            for (var pass = 0; pass < 3; pass++) {
                scene.getRoot().applyCss();
                scene.getRoot().layout();
            }
        });
        return (Parent) Optional.ofNullable(scene.lookup("#" + dialog.id()))
                .orElseThrow(() -> new AssertionError("no dialog " + dialog.id()));
    }

    private List<String> effects() {
        return Stream.concat(
                        console.told().stream().filter(t -> READS.stream().noneMatch(t::startsWith)),
                        console.ran().stream().map(c -> "ran " + c.step()))
                .toList();
    }

    private static boolean presses(Node node) {
        return node instanceof Button b
                && b.getStyleClass().stream().anyMatch(Set.of("primary", "caution", "danger")::contains);
    }

    private static boolean named(Control control) {
        return control instanceof Labeled l
                        && l.getText() != null
                        && !l.getText().isBlank()
                || control.getAccessibleText() != null
                        && !control.getAccessibleText().isBlank();
    }

    private static boolean within(Node node, Node part) {
        for (var n = node; n != null; n = n.getParent()) {
            if (n == part) {
                return true;
            }
        }
        return false;
    }

    /** What takes the cursor. */
    private static Stream<Control> controls(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        var own = node instanceof Control c && c.isFocusTraversable() && !(c instanceof ScrollPane)
                ? Stream.of(c)
                : Stream.<Control>empty();
        return node instanceof Parent p && !(node instanceof ComboBoxBase<?>) && !(node instanceof TextInputControl)
                ? Stream.concat(own, p.getChildrenUnmodifiable().stream().flatMap(EveryDialogTest::controls))
                : own;
    }

    private Doing doing() {
        return new Doing(window.desk(), () -> {});
    }

    private Step step() {
        return window.desk().readings().session().step(STEP).orElseThrow().step();
    }

    private static StepState previewed() {
        return new StepState.Previewed(HandMadeView.FINGERPRINT, HandMadeView.NOW.minusSeconds(20));
    }

    /** @param mandatory whether the plan calls it so */
    private static Step step(String id, Step like, boolean mandatory) {
        return new Step(
                id,
                like.title(),
                like.purpose(),
                like.effect(),
                like.confirm(),
                like.typed(),
                like.after(),
                like.actions().stream()
                        .map(a -> mandatory ? a : new ActionUse(a.type(), a.region(), a.with()))
                        .toList(),
                like.verify(),
                like.expected(),
                like.departures(),
                like.source(),
                mandatory);
    }

    private static Step decided(Step like) {
        return new Step(
                like.id(),
                "Open the window: go or no-go",
                "One person decides.",
                Step.Effect.READS,
                Step.Confirm.NONE,
                Optional.empty(),
                List.of(),
                List.of(new ActionUse(
                        "decision.record",
                        Optional.empty(),
                        Map.of("question", "Go?", "options", List.of("Go", "No-go"), "recommended", "Go"),
                        Set.of(Trait.BY_PERSON, Trait.ASKS))),
                like.verify(),
                like.expected(),
                List.of(),
                like.source());
    }

    private static Step each(Step like) {
        return new Step(
                like.id(),
                "Decide on what the plan forgot",
                "About each by itself.",
                Step.Effect.READS,
                Step.Confirm.NONE,
                Optional.empty(),
                List.of(),
                List.of(new ActionUse(
                        "manual.attest",
                        Optional.empty(),
                        Map.of(
                                "text",
                                "Each was looked at.",
                                "each",
                                List.of(
                                        "ec2/address/eipalloc-0capetown1",
                                        "sqs/queue/medzen-recordings-dlq",
                                        "ecr/repository/medzen/chime-media",
                                        "secretsmanager/secret/medzen/chime/af-legacy",
                                        "rds/snapshot/medzen-ehrbase-trial-2024")),
                        Set.of(Trait.BY_PERSON))),
                like.verify(),
                like.expected(),
                List.of(),
                like.source());
    }

    private void state(StepState state) {
        console.show(HandMadeView.midCutover().state(STEP, state).view());
        window.refreshNow();
    }

    private void on(Place place, String button) {
        window.navigator().go(place);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        ((ButtonBase) scene.lookup("#" + button)).fire();
    }

    private void type(String sign) {
        Event.fireEvent(
                scene.getRoot(),
                new KeyEvent(KeyEvent.KEY_TYPED, sign, "", KeyCode.UNDEFINED, false, false, false, false));
    }
}
