package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EveryScreen;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.NoteDialog;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.settings.SettingsScreen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Cell;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

/** Nothing moves away under the pointer, and no field keeps the cursor. */
@ExtendWith(ApplicationExtension.class)
class HandTest {
    private ConsoleWindow window;
    private Scene scene;

    @Start
    void start(Stage stage) {
        window = ShownWindow.on(
                stage,
                new HandMadeConsole(HandMadeView.midCutover().view(), HandMadeInventory.threeRegions()),
                new Background(),
                List.of(new ScreenEntry(Place.SETTINGS, SettingsScreen::new)));
        scene = stage.getScene();
        window.start();
    }

    @Stop
    void stop() {
        window.close();
    }

    @Test
    void the_buttons_of_a_dialog_stay_where_they_are_whatever_comes_and_goes_above_them(FxRobot robot) {
        var body = new VBox(new Label("first"));
        var pinned = new Label("short");
        pinned.setWrapText(true);
        robot.interact(() -> window.desk()
                .dialogs()
                .open(new DialogService.Dialog(
                        "moving",
                        Tone.ACCENT,
                        "A dialog",
                        "",
                        body,
                        "",
                        List.of(
                                DialogService.Button.quiet("keep", "Keep as it is"),
                                new DialogService.Button(
                                        "run",
                                        "Do it",
                                        DialogService.Kind.PRIMARY,
                                        new SimpleBooleanProperty(),
                                        DialogService.After.CLOSE,
                                        () -> {})),
                        Optional.empty(),
                        Optional.of(pinned))));
        WaitForAsyncUtils.waitForFxEvents();
        var before = place("moving-run");

        var block = new Region();
        block.setMinHeight(150);
        robot.interact(() -> {
            body.getChildren().add(block);
            pinned.setText("a reason that is so long that it needs more than the one line it had before, ".repeat(4));
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        });
        assertThat(place("moving-run")).isEqualTo(before);
        robot.interact(() -> {
            body.getChildren().remove(block);
            pinned.setText("");
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        });
        assertThat(place("moving-run")).isEqualTo(before);
    }

    /** What stands in a window's frame and on its screens, by where it is, whatever the session goes through. */
    @Test
    void nothing_that_can_be_pressed_moves_when_a_banner_comes_or_goes(FxRobot robot) {
        var moved = new ArrayList<String>();
        robot.interact(() -> {
            for (var size : List.of(new double[] {900, 600}, new double[] {1280, 800}, new double[] {1600, 1000})) {
                var made = new HandMadeConsole(calm().view(), HandMadeInventory.threeRegions());
                try (var shown = screens(made)) {
                    var at = shown.scene(size[0], size[1]);
                    for (var screen : EveryScreen.entries()) {
                        shown.navigator().go(screen.place());
                        made.show(calm().records(1).view());
                        shown.refreshNow();
                        var before = pressed(at);
                        var states = List.of(
                                HandMadeView.midCutover(),
                                HandMadeView.midCutover().pastTheLastWayBack(),
                                HandMadeView.midCutover().held(),
                                calm().held(),
                                calm().trailBroken(),
                                calm());
                        for (var i = 0; i < states.size(); i++) {
                            made.show(states.get(i).view());
                            shown.refreshNow();
                            var now = pressed(at);
                            var state = i;
                            before.forEach((id, where) -> Optional.ofNullable(now.get(id))
                                    .filter(n -> Math.abs(n.getMinX() - where.getMinX()) > 1
                                            || Math.abs(n.getMinY() - where.getMinY()) > 1)
                                    .ifPresent(n -> moved.add(screen.place() + " " + size[0] + " state " + state + ": "
                                            + id + " from " + where.getMinX() + "," + where.getMinY() + " to "
                                            + n.getMinX() + "," + n.getMinY())));
                        }
                    }
                }
            }
        });
        assertThat(moved).isEmpty();
    }

    @Test
    void a_scroll_bar_that_comes_takes_no_room_from_what_it_scrolls(FxRobot robot) {
        var shifted = new ArrayList<String>();
        var seen = new ArrayList<String>();
        robot.interact(() -> {
            try (var shown = screens(new HandMadeConsole(calm().view(), HandMadeInventory.threeRegions()))) {
                var at = shown.scene(1600, 1000);
                for (var screen : EveryScreen.entries()) {
                    shown.navigator().go(screen.place());
                    laidOut(at);
                    for (var pane : all(at.getRoot(), ScrollPane.class)) {
                        if (pane.getContent() instanceof Region content) {
                            content.setMinHeight(1);
                            laidOut(at);
                            var few = pane.getViewportBounds().getWidth();
                            content.setMinHeight(5000);
                            laidOut(at);
                            seen.add(screen.place() + " " + pane.getId());
                            if (pane.getViewportBounds().getWidth() != few) {
                                shifted.add(seen.getLast() + " from " + few + " to "
                                        + pane.getViewportBounds().getWidth());
                            }
                            content.setMinHeight(Region.USE_COMPUTED_SIZE);
                        }
                    }
                    for (ListView<?> list : all(at.getRoot(), ListView.class)) {
                        widths(at, list).ifPresent(w -> {
                            seen.add(screen.place() + " " + list.getId());
                            if (w[0] != w[1]) {
                                shifted.add(seen.getLast() + " from " + w[0] + " to " + w[1]);
                            }
                        });
                    }
                }
            }
        });
        assertThat(seen).hasSizeGreaterThan(8);
        assertThat(shifted).isEmpty();
    }

    /** Of a row: of few, and of many. */
    private static <T> Optional<double[]> widths(Scene at, ListView<T> list) {
        if (list.getItems().isEmpty()) {
            return Optional.empty();
        }
        var items = List.copyOf(list.getItems());
        list.setItems(FXCollections.observableArrayList(List.of(items.getFirst())));
        laidOut(at);
        var few = list.lookup(".list-cell").getLayoutBounds().getWidth();
        list.setItems(FXCollections.observableArrayList(Collections.nCopies(200, items.getFirst())));
        laidOut(at);
        var many = list.lookup(".list-cell").getLayoutBounds().getWidth();
        list.setItems(FXCollections.observableArrayList(items));
        return Optional.of(new double[] {few, many});
    }

    @Test
    void a_notice_never_lies_over_a_bar_of_buttons(FxRobot robot) {
        var over = new ArrayList<String>();
        robot.interact(() -> {
            for (int percent : List.of(100, Appearance.LARGEST)) {
                for (var size : List.of(new double[] {900, 600}, new double[] {1280, 800}, new double[] {1600, 1000})) {
                    var made = new HandMadeConsole(HandMadeView.midCutover().view(), HandMadeInventory.threeRegions());
                    try (var shown = new ConsoleWindow(
                            made,
                            EveryScreen.entries(),
                            new SceneTheme(new Appearance(Appearance.STANDARD.shade(), percent)),
                            new Background(Runnable::run, Runnable::run))) {
                        var at = shown.scene(size[0], size[1]);
                        shown.refreshNow();
                        laidOut(at);
                        shown.desk().notices().say(Tone.OK, "Copied the head a7c1 99e2 04bd, after 418 records.");
                        shown.desk().notices().say(Tone.WARN, "On hold. Nothing new is sent until it is released.");
                        for (var screen : EveryScreen.entries()) {
                            shown.navigator().go(screen.place());
                            over.addAll(covered(shown, at, screen.place() + " " + size[0] + " " + percent + " %"));
                        }
                        NoteDialog.open(shown.desk());
                        over.addAll(covered(shown, at, "a dialog " + size[0] + " " + percent + " %"));
                    }
                }
            }
        });
        assertThat(over).isEmpty();
    }

    /** After one more notice, as after the layout that each pulse ends with. */
    private static List<String> covered(ConsoleWindow shown, Scene at, String where) {
        laidOut(at);
        shown.desk().notices().say(Tone.OK, "Released.");
        laidOut(at);
        ((NoticeLayer) shown.desk().notices()).keepOffButtons();
        var notices = at.getRoot().lookupAll(".notice").stream()
                .map(n -> n.localToScene(n.getLayoutBounds()))
                .toList();
        assertThat(notices).isNotEmpty();
        var dialog = at.getRoot().lookup(".scrim");
        return NoticeLayer.BARS.stream()
                .flatMap(bar -> (dialog == null ? at.getRoot() : dialog).lookupAll("." + bar).stream())
                .filter(b -> notices.stream().anyMatch(n -> over(n, b.localToScene(b.getLayoutBounds()))))
                .map(b -> where + ": over " + b.getStyleClass())
                .toList();
    }

    /** More than that they touch. */
    private static boolean over(Bounds a, Bounds b) {
        return Math.min(a.getMaxX(), b.getMaxX()) - Math.max(a.getMinX(), b.getMinX()) > 0.5
                && Math.min(a.getMaxY(), b.getMaxY()) - Math.max(a.getMinY(), b.getMinY()) > 0.5;
    }

    private static HandMadeView calm() {
        return HandMadeView.midCutover().inService();
    }

    private static ConsoleWindow screens(HandMadeConsole made) {
        var shown = new ConsoleWindow(
                made,
                EveryScreen.entries(),
                new SceneTheme(Appearance.STANDARD),
                new Background(Runnable::run, Runnable::run));
        shown.refreshNow();
        return shown;
    }

    private static void laidOut(Scene at) {
        for (var pass = 0; pass < 4; pass++) {
            at.getRoot().applyCss();
            at.getRoot().layout();
        }
    }

    /** Where what can be pressed is, by its id; what lies in the banner itself comes and goes with it. */
    private static Map<String, Bounds> pressed(Scene at) {
        laidOut(at);
        var found = new LinkedHashMap<String, Bounds>();
        all(at.getRoot(), Control.class).stream()
                .filter(c -> c.getId() != null && (c.isFocusTraversable() || c instanceof Cell<?>))
                .filter(c -> !within(c, "standing") && !within(c, "action-bar") && !within(c, "next-step"))
                .forEach(c -> found.put(c.getId(), c.localToScene(c.getLayoutBounds())));
        return found;
    }

    private static boolean within(Node node, String look) {
        for (var n = node; n != null; n = n.getParent()) {
            if (n.getStyleClass().contains(look)) {
                return true;
            }
        }
        return false;
    }

    /** On show, those within what is typed into or drops down left out. */
    private static <T extends Node> List<T> all(Node from, Class<T> kind) {
        var found = new ArrayList<T>();
        if (!from.isVisible()) {
            return found;
        }
        if (kind.isInstance(from)) {
            found.add(kind.cast(from));
        }
        if (from instanceof Parent parent
                && !(from instanceof TextInputControl)
                && !(from instanceof ComboBoxBase<?>)) {
            parent.getChildrenUnmodifiable().forEach(n -> found.addAll(all(n, kind)));
        }
        return found;
    }

    @Test
    void larger_and_smaller_text_can_be_asked_for_again_without_moving_the_pointer(FxRobot robot) {
        robot.moveTo("#text-larger");
        for (var percent = 110; percent <= 150; percent += 10) {
            robot.clickOn(MouseButton.PRIMARY);
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(window.desk().theme().appearance().textPercent()).isEqualTo(percent);
        }
        robot.moveTo("#text-smaller");
        for (var percent = 140; percent >= 100; percent -= 10) {
            robot.clickOn(MouseButton.PRIMARY);
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(window.desk().theme().appearance().textPercent()).isEqualTo(percent);
        }
    }

    @Test
    void tab_leads_out_of_a_text_and_ctrl_enter_sends_it(FxRobot robot) {
        var said = new ArrayList<String>();
        ask(robot, said, 3, FreeText.REASON);
        robot.push(KeyCode.TAB);
        assertThat(scene.getFocusOwner()).isInstanceOf(Button.class);
        robot.press(KeyCode.SHIFT, KeyCode.TAB).release(KeyCode.TAB, KeyCode.SHIFT);
        assertThat(scene.getFocusOwner()).isInstanceOf(TextArea.class);
        robot.write("it was so");
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(said).containsExactly("it was so");
        assertThat(scene.lookup("#asked")).isNull();
    }

    @Test
    void ctrl_enter_does_not_send_what_the_button_would_not(FxRobot robot) {
        var said = new ArrayList<String>();
        ask(robot, said, 10, FreeText.REASON);
        robot.write("short");
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(said).isEmpty();
        assertThat(scene.lookup("#asked")).isNotNull();
    }

    @Test
    void a_text_that_is_too_long_is_refused_in_words_and_a_whole_file_is_not_taken(FxRobot robot) {
        var said = new ArrayList<String>();
        ask(robot, said, 0, FreeText.STATEMENT);
        var field = (TextArea) scene.lookup("#asked-text");
        robot.interact(() -> field.setText("x".repeat(FreeText.STATEMENT.longest() + 3)));
        assertThat(room()).isEqualTo("✗ 3 characters too long: at most " + FreeText.STATEMENT.longest());
        assertThat(scene.lookup("#asked-do").isDisabled()).isTrue();
        robot.interact(() -> {
            field.setText("kept");
            field.insertText(4, "y".repeat(100_000));
        });
        assertThat(field.getText()).isEqualTo("kept");
        assertThat(room()).startsWith("✗ Not taken: that makes 100004 characters");
    }

    private String room() {
        return ((Label) scene.lookup("#asked-text-room")).getText();
    }

    private void ask(FxRobot robot, List<String> said, int shortest, FreeText kind) {
        robot.interact(() -> window.desk()
                .dialogs()
                .ask(
                        new DialogService.TextQuestion("asked", Tone.WARN, "Why?", "Say why", "Do it", shortest, kind),
                        said::add));
    }

    private Bounds place(String id) {
        var node = scene.lookup("#" + id);
        return node.localToScene(node.getBoundsInLocal());
    }
}
