package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Look;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.settings.SettingsScreen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
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
        window = new ConsoleWindow(
                new HandMadeConsole(HandMadeView.midCutover().view(), HandMadeInventory.threeRegions()),
                List.of(new ScreenEntry(Place.SETTINGS, SettingsScreen::new)),
                new Look(Appearance.STANDARD),
                new Background());
        scene = window.scene(980, 900);
        stage.setScene(scene);
        stage.setX(0);
        stage.setY(0);
        stage.show();
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
        Bounds before = place("moving-run");

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

    @Test
    void larger_text_can_be_asked_for_again_without_moving_the_pointer(FxRobot robot) {
        robot.moveTo("#text-larger");
        for (int percent = 110; percent <= 150; percent += 10) {
            robot.clickOn(javafx.scene.input.MouseButton.PRIMARY);
            WaitForAsyncUtils.waitForFxEvents();
            assertThat(window.desk().look().appearance().textPercent()).isEqualTo(percent);
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
        Node node = scene.lookup("#" + id);
        return node.localToScene(node.getBoundsInLocal());
    }
}
