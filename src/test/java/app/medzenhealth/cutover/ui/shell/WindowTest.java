package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.StateStyle;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.mission.MissionScreen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class WindowTest {
    private final HandMadeView session = HandMadeView.midCutover();
    private final HandMadeConsole console = new HandMadeConsole(session.view(), HandMadeInventory.threeRegions());
    private final Elsewhere phases = new Elsewhere();
    private CssErrors errors;
    private ConsoleWindow window;
    private Scene scene;

    /** Stands for a screen that is somebody else's subject. */
    private static final class Elsewhere implements Screen {
        private final StackPane view = new StackPane();
        private final List<String> opened = new ArrayList<>();
        private boolean active;

        @Override
        public Parent view() {
            return view;
        }

        @Override
        public void activate() {
            active = true;
        }

        @Override
        public void deactivate() {
            active = false;
        }

        @Override
        public void open(String target) {
            opened.add(target);
        }
    }

    @Start
    void open(Stage stage) {
        errors = new CssErrors();
        window = window(console, Appearance.STANDARD);
        ShownWindow.show(stage, window);
        scene = stage.getScene();
    }

    private ConsoleWindow window(HandMadeConsole with, Appearance appearance) {
        return new ConsoleWindow(
                with,
                List.of(new ScreenEntry(Place.MISSION, MissionScreen::new), new ScreenEntry(Place.PHASES, _ -> phases)),
                new SceneTheme(appearance),
                new Background(Runnable::run, Runnable::run));
    }

    @BeforeEach
    void onTheFirstScreen() {
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Stop
    void close() {
        window.close();
    }

    @Test
    void hold_asks_the_session_at_once_and_the_banner_says_what_still_runs(FxRobot robot) {
        robot.clickOn("#hold");
        assertThat(console.told()).containsExactly("hold lead@medzenhealth.app");
        show(robot, session.held().view());
        assertThat(robot.lookup("#hold-banner").queryAs(Parent.class))
                .satisfies(banner -> assertThat(texts(banner))
                        .anyMatch(t -> t.contains("medzen-ehrbase-final-20260121"))
                        .anyMatch(t -> t.contains("Nothing new is sent")));
        robot.clickOn("#release");
        assertThat(console.told()).last().isEqualTo("release lead@medzenhealth.app");
    }

    @Test
    void the_clock_says_its_date_and_whose_clock_it_is() {
        var fact = scene.lookup("#fact-window");
        assertThat(fact.getAccessibleText()).endsWith("21 Jan 02:42:17");
        var tip = (Tooltip) fact.getProperties().get("javafx.scene.control.Tooltip");
        assertThat(tip.getText())
                .contains("It is 21 Jan 02:42 UTC by the rehearsal's own clock, and ")
                .endsWith(" UTC by this machine's");
    }

    @Test
    void ctrl_h_holds_but_never_releases(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.H).release(KeyCode.H, KeyCode.CONTROL);
        show(robot, session.held().view());
        robot.press(KeyCode.CONTROL, KeyCode.H).release(KeyCode.H, KeyCode.CONTROL);
        assertThat(console.told()).containsExactly("hold lead@medzenhealth.app");
    }

    @Test
    void holding_never_puts_the_focus_on_what_releases(FxRobot robot) {
        for (var from : List.of("#hold", "#go-mission")) {
            show(robot, session.released().view());
            robot.interact(() -> scene.lookup(from).requestFocus());
            robot.press(KeyCode.F8).release(KeyCode.F8);
            show(robot, session.held().view());
            robot.press(KeyCode.F8).release(KeyCode.F8);
            WaitForAsyncUtils.waitForFxEvents();

            assertThat(scene.getFocusOwner()).as("from " + from).isNotEqualTo(scene.lookup("#release"));
            assertThat(scene.lookup("#release").isFocusTraversable())
                    .as("the Tab key reaches it")
                    .isTrue();
            robot.press(KeyCode.ENTER).release(KeyCode.ENTER);
        }
        assertThat(console.told()).hasSize(2).allMatch(t -> t.startsWith("hold "));
    }

    @Test
    void a_refusal_says_what_was_not_done_and_what_to_do(FxRobot robot) {
        console.refuse(new Refusal("The trail cannot be written", "make room on the disk"));
        robot.clickOn("#hold");
        assertThat(texts(scene.getRoot()))
                .contains("The trail cannot be written", "Nothing was changed.", "Make room on the disk.");
    }

    @Test
    void the_next_step_leads_to_its_place_in_the_phases_and_screens_are_told(FxRobot robot) {
        robot.clickOn("#next-open");
        assertThat(phases.opened).containsExactly("5.6");
        assertThat(phases.active).isTrue();
        robot.clickOn("#go-mission");
        assertThat(phases.active).isFalse();
        robot.press(KeyCode.CONTROL, KeyCode.DIGIT2).release(KeyCode.DIGIT2, KeyCode.CONTROL);
        assertThat(phases.active).isTrue();
    }

    @Test
    void a_slash_goes_to_the_filter_without_being_written_and_the_filter_narrows_the_table(FxRobot robot) {
        robot.type(KeyCode.SLASH);
        assertThat(scene.getFocusOwner().getId()).isEqualTo("mission-filter");
        assertThat(robot.lookup("#mission-filter").queryAs(TextField.class).getText())
                .isEmpty();
        robot.write("firebase");
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(texts(scene.getRoot())).contains("2 resources · 1 service unknown · 0 differences from plan");
        robot.type(KeyCode.ESCAPE);
        assertThat(robot.lookup("#mission-filter").queryAs(TextField.class).getText())
                .isEmpty();
    }

    @Test
    void a_locked_button_does_nothing_and_escape_is_the_quiet_one(FxRobot robot) {
        var done = new ArrayList<String>();
        var locked = new SimpleBooleanProperty(true);
        var field = new TextField();
        robot.interact(() -> window.desk()
                .dialogs()
                .open(new DialogService.Dialog(
                        "promote",
                        Tone.BAD,
                        "Promote medzen-ehrbase-db-eu-central-1",
                        "Irreversible.",
                        field,
                        "Intent is written to the audit trail before the call is sent.",
                        List.of(
                                DialogService.Button.quiet("keep", "Keep as replica"),
                                DialogService.Button.danger(
                                        "do", "Promote replica", locked, () -> done.add("promoted"))),
                        Optional.of(field))));
        assertThat(scene.getFocusOwner()).isSameAs(field);
        assertThat(robot.lookup("#promote-do").queryAs(Button.class).isDisabled())
                .isTrue();
        robot.clickOn("#promote-do");
        robot.type(KeyCode.ESCAPE);
        assertThat(done).isEmpty();
        assertThat(robot.lookup("#promote").tryQuery()).isEmpty();
    }

    @Test
    void the_cursor_cannot_leave_a_dialog(FxRobot robot) {
        robot.interact(() -> window.desk()
                .dialogs()
                .ask(
                        new DialogService.TextQuestion(
                                "skip", Tone.BAD, "Skip step 5.11", "Why?", "Skip step 5.11", 10),
                        _ -> {}));
        for (var i = 0; i < 6; i++) {
            robot.type(KeyCode.TAB);
        }
        robot.interact(() -> robot.lookup("#hold").query().requestFocus());
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(below(robot.lookup("#skip").query(), scene.getFocusOwner())).isTrue();
    }

    @Test
    void a_question_is_whole_however_long_what_stands_before_it(FxRobot robot) {
        robot.interact(() -> window.desk()
                .dialogs()
                .ask(
                        new DialogService.TextQuestion(
                                "skip",
                                Tone.BAD,
                                "Skip step 5.11",
                                "It was so. ".repeat(300) + "\n\nWhy is that right?",
                                "Skip step 5.11",
                                10),
                        _ -> {}));
        assertThat(texts(robot.lookup("#skip").queryAs(Parent.class)))
                .anyMatch(t -> t.startsWith("Show all "))
                .contains("Why is that right?");
    }

    @Test
    void a_skip_needs_its_words(FxRobot robot) {
        var said = new ArrayList<String>();
        robot.interact(() -> window.desk()
                .dialogs()
                .ask(
                        new DialogService.TextQuestion(
                                "skip", Tone.BAD, "Skip step 5.11", "Why?", "Skip step 5.11", 10),
                        said::add));
        robot.write("short");
        robot.clickOn("#skip-do");
        assertThat(said).isEmpty();
        robot.clickOn("#skip-text").write(" but enough");
        robot.clickOn("#skip-do");
        assertThat(said).containsExactly("short but enough");
    }

    @Test
    void the_first_screen_shows_every_state_a_step_can_be_in_with_a_word(FxRobot robot) {
        var words = new HashSet<String>();
        for (var state : HandMadeView.everyState()) {
            show(robot, session.state("5.6", state).view());
            words.add(StateStyle.of(state).word());
            assertThat(texts(robot.lookup("#next-step").queryAs(Parent.class)))
                    .contains(StateStyle.of(state).word());
        }
        assertThat(words).hasSize(HandMadeView.everyState().size());
        assertThat(errors.seen()).isEmpty();
    }

    @Test
    void a_locked_step_says_why_and_what_opens_it(FxRobot robot) {
        show(robot, session.state("5.6", HandMadeView.everyState().getFirst()).view());
        assertThat(texts(robot.lookup("#next-locks").queryAs(Parent.class)))
                .contains("The pre-cutover checklist has 2 open items", "Tick “Status page set to maintenance”");
    }

    @Test
    void before_the_first_scan_nothing_is_called_empty(FxRobot robot) {
        console.show(InventoryFeed.Latest.NOTHING);
        robot.interact(window::refreshNow);
        var unread = new HandMadeConsole(session.view(), InventoryFeed.Latest.NOTHING);
        var shown = drawn(robot, unread, Appearance.STANDARD, 1600, 1000, CutText::below, WindowTest::texts)
                .getLast();
        assertThat(shown).contains("Not read yet", "not read yet").doesNotContain("0 resources");
    }

    @Test
    void no_stylesheet_warning_comes_up_in_either_shade_at_any_size(FxRobot robot) {
        var troubled =
                new HandMadeConsole(session.held().trailBroken().live().view(), HandMadeInventory.threeRegions());
        drawn(robot, troubled, new Appearance(Appearance.Shade.DARK, 150), 1280, 800, WindowTest::texts);
        drawn(robot, troubled, new Appearance(Appearance.Shade.LIGHT, 100), 1280, 800, WindowTest::texts);
        assertThat(errors.seen()).isEmpty();
    }

    @Test
    void no_text_is_cut_without_being_explained(FxRobot robot) {
        assertThat(drawn(robot, console, Appearance.STANDARD, 1600, 1000, CutText::below)
                        .getFirst())
                .isEmpty();
    }

    @Test
    void no_id_is_given_twice(FxRobot robot) {
        var ids = drawn(robot, console, Appearance.STANDARD, 1600, 1000, WindowTest::ids)
                .getFirst();
        assertThat(ids).doesNotHaveDuplicates().contains("hold", "next-open", "mission-filter", "go-phases", "mode");
    }

    @Test
    void live_mode_names_the_account_and_has_no_rehearsal_clock(FxRobot robot) {
        var shown = drawn(
                        robot,
                        new HandMadeConsole(session.live().view(), HandMadeInventory.threeRegions()),
                        Appearance.STANDARD,
                        1600,
                        1000,
                        WindowTest::texts)
                .getFirst();
        assertThat(shown).contains("LIVE · account 558069890522").doesNotContain("Skip waiting");
    }

    private void show(FxRobot robot, SessionView view) {
        console.show(view);
        robot.interact(window::refreshNow);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @SafeVarargs
    private List<List<String>> drawn(
            FxRobot robot,
            HandMadeConsole with,
            Appearance appearance,
            double width,
            double height,
            Function<Parent, List<String>>... questions) {
        var answers = new ArrayList<List<String>>();
        robot.interact(() -> {
            var other = window(with, appearance);
            var drawn = other.scene(width, height);
            ScreenPainter.picture(drawn);
            for (var question : questions) {
                answers.add(question.apply(drawn.getRoot()));
            }
            other.close();
        });
        return answers;
    }

    private static boolean below(Node parent, Node node) {
        for (var n = node; n != null; n = n.getParent()) {
            if (n == parent) {
                return true;
            }
        }
        return false;
    }

    private static List<String> texts(Parent root) {
        var texts = new ArrayList<String>();
        walk(root, n -> {
            if (n instanceof Labeled l && l.getText() != null && !l.getText().isEmpty()) {
                texts.add(l.getText());
            }
        });
        return texts;
    }

    private static List<String> ids(Parent root) {
        var ids = new ArrayList<String>();
        walk(root, n -> {
            // The skin of tables and lists gives this one.
            if (n.getId() != null && !n.getId().equals("virtual-flow")) {
                ids.add(n.getId());
            }
        });
        return ids;
    }

    private static void walk(Node node, Consumer<Node> visit) {
        if (!node.isVisible()) {
            return;
        }
        visit.accept(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(n -> walk(n, visit));
        }
    }
}
