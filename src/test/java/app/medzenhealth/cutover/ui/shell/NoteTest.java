package app.medzenhealth.cutover.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.TrailUnavailable;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.mission.MissionScreen;
import app.medzenhealth.cutover.ui.settings.SettingsScreen;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class NoteTest {
    private final HandMadeConsole console = HandMadeConsole.midCutover();
    private ConsoleWindow window;
    private Scene scene;

    @Start
    void open(Stage stage) {
        window = ShownWindow.on(
                stage,
                console,
                new ScreenEntry(Place.MISSION, MissionScreen::new),
                new ScreenEntry(Place.SETTINGS, SettingsScreen::new));
        scene = stage.getScene();
    }

    @Stop
    void close() {
        window.close();
    }

    @Test
    void ctrl_n_on_any_screen_writes_a_note_that_stands_in_the_log(FxRobot robot) {
        robot.interact(() -> window.navigator().go(Place.SETTINGS));
        robot.press(KeyCode.CONTROL, KeyCode.N).release(KeyCode.N, KeyCode.CONTROL);
        write(robot, "the DBA is on the bridge");
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);

        assertThat(console.told()).contains("note by lead@medzenhealth.app: the DBA is on the bridge");
        assertThat(scene.lookup("#note")).isNull();
        robot.interact(() -> window.navigator().go(Place.MISSION));
        ListView<?> log = (ListView<?>) scene.lookup("#session-log .list-view");
        assertThat(log.getItems().getLast().toString())
                .contains("note")
                .contains("lead@medzenhealth.app: the DBA is on the bridge");
    }

    @Test
    void a_note_can_be_written_while_something_else_is_asked(FxRobot robot) {
        robot.write("?");
        robot.press(KeyCode.CONTROL, KeyCode.N).release(KeyCode.N, KeyCode.CONTROL);
        robot.press(KeyCode.CONTROL, KeyCode.N).release(KeyCode.N, KeyCode.CONTROL);

        assertThat(scene.getRoot().lookupAll("#note")).hasSize(1);
        assertThat(scene.getFocusOwner().getId()).isEqualTo("note-text");
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        assertThat(scene.lookup("#keys")).isNotNull();
    }

    @Test
    void a_refused_note_says_so_in_words_and_keeps_what_was_typed(FxRobot robot) {
        console.refuse(new Refusal("The session is being closed", "start it again"));
        robot.press(KeyCode.CONTROL, KeyCode.N).release(KeyCode.N, KeyCode.CONTROL);
        write(robot, "lost words");
        robot.clickOn("#note-do");

        assertThat(texts()).contains("The note was NOT written. Your words are still in the field below.");
        assertThat(((TextArea) scene.lookup("#note-text")).getText()).isEqualTo("lost words");
    }

    @Test
    void a_note_that_is_empty_too_long_or_a_whole_file_cannot_be_sent_and_nothing_is_said_of_words_that_are_not_there(
            FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.N).release(KeyCode.N, KeyCode.CONTROL);
        assertThat(scene.lookup("#note-do").isDisabled()).isTrue();
        write(robot, "x".repeat(2001));
        assertThat(texts()).anyMatch(t -> t.contains("1 character too long"));
        assertThat(scene.lookup("#note-do").isDisabled()).isTrue();
        write(robot, "");
        robot.interact(() -> ((TextArea) scene.lookup("#note-text")).insertText(0, "y".repeat(100_000)));
        assertThat(texts()).anyMatch(t -> t.startsWith("✗ Not taken: that makes 100000 characters"));
        robot.press(KeyCode.CONTROL, KeyCode.ENTER).release(KeyCode.ENTER, KeyCode.CONTROL);

        assertThat(scene.lookup("#note-do").isDisabled()).isTrue();
        assertThat(console.told()).noneMatch(t -> t.startsWith("note "));
        assertThat(texts()).noneMatch(t -> t.contains("Your words"));
    }

    @Test
    void while_the_trail_cannot_be_written_a_note_is_said_not_to_be_there(FxRobot robot) {
        console.refuse(new TrailUnavailable("No space left on device"));
        robot.press(KeyCode.CONTROL, KeyCode.N).release(KeyCode.N, KeyCode.CONTROL);
        write(robot, "lost words");
        robot.clickOn("#note-do");

        assertThat(texts())
                .contains("The note was NOT written. Your words are still in the field below.")
                .anyMatch(t -> t.contains("No space left on device"))
                .noneMatch(t -> t.contains("The note is in the trail"));
    }

    @Test
    void one_key_copies_the_head_from_any_screen(FxRobot robot) {
        robot.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C).release(KeyCode.C, KeyCode.SHIFT, KeyCode.CONTROL);

        var copied = WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(copied).isEqualTo("9c41 e07b d2f6");
    }

    @Test
    void one_key_shows_the_handover_and_another_copies_it_as_text(FxRobot robot) {
        robot.press(KeyCode.T).release(KeyCode.T);
        assertThat(scene.lookup("#handover-card")).isNotNull();
        assertThat(texts()).contains("Next gate", "May approve", "dba@medzenhealth.app; lead: lead@medzenhealth.app");
        robot.press(KeyCode.ESCAPE).release(KeyCode.ESCAPE);
        assertThat(scene.lookup("#handover-card")).isNull();

        robot.press(KeyCode.SHIFT, KeyCode.T).release(KeyCode.T, KeyCode.SHIFT);
        var copied = WaitForAsyncUtils.waitForAsyncFx(
                5000, () -> Clipboard.getSystemClipboard().getString());
        assertThat(copied).startsWith("Handover: ").contains("\nIn flight: ").contains("Audit head: 9c41 e07b d2f6");
    }

    private void write(FxRobot robot, String text) {
        robot.interact(() -> ((TextArea) scene.lookup("#note-text")).setText(text));
    }

    private List<String> texts() {
        return below(scene.getRoot())
                .filter(Labeled.class::isInstance)
                .map(n -> ((Labeled) n).getText())
                .filter(t -> t != null)
                .toList();
    }

    private static Stream<Node> below(Node node) {
        if (!node.isVisible()) {
            return Stream.empty();
        }
        return node instanceof Parent p
                ? Stream.concat(
                        Stream.of(node), p.getChildrenUnmodifiable().stream().flatMap(NoteTest::below))
                : Stream.of(node);
    }
}
