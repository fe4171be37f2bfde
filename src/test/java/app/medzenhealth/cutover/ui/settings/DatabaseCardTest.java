package app.medzenhealth.cutover.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.DatabaseControl.Wanted;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ShownWindow;
import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

/** A lead who started the window without options sets the database login in it. */
@ExtendWith(ApplicationExtension.class)
class DatabaseCardTest {
    private final HandMadeConsole console = HandMadeConsole.midCutover();
    private ConsoleWindow window;
    private Scene scene;

    @Start
    void open(Stage stage) {
        window = ShownWindow.on(stage, console, new ScreenEntry(Place.SETTINGS, SettingsScreen::new));
        scene = stage.getScene();
        window.navigator().go(Place.SETTINGS);
    }

    @Stop
    void close() {
        window.close();
    }

    private TextInputControl field(String id) {
        return (TextInputControl) scene.lookup("#" + id);
    }

    private String text(String id) {
        return ((Labeled) scene.lookup("#" + id)).getText();
    }

    private void fill(FxRobot robot, String id, String text) {
        robot.interact(() -> {
            field(id).requestFocus();
            field(id).selectAll();
        });
        robot.write(text);
    }

    private static Stream<Node> below(Node node) {
        return Stream.concat(
                Stream.of(node),
                node instanceof Parent p
                        ? p.getChildrenUnmodifiable().stream().flatMap(DatabaseCardTest::below)
                        : Stream.of());
    }

    private List<String> shown() {
        return below(scene.getRoot())
                .map(n -> switch (n) {
                    case Labeled l -> String.valueOf(l.getText());
                    case Text t -> t.getText();
                    case TextInputControl f -> f.getText();
                    default -> "";
                })
                .toList();
    }

    @Test
    void a_login_is_typed_and_taken_by_the_keyboard_alone_and_the_password_is_never_to_be_read(FxRobot robot) {
        fill(robot, "database-user", "lead");
        robot.type(KeyCode.TAB);
        assertThat(scene.getFocusOwner()).isInstanceOf(PasswordField.class);
        robot.write("s3cret");
        assertThat(below(scene.lookup("#database-password")).skip(1))
                .as("the password as it is drawn")
                .noneMatch(n -> n instanceof Text t && t.getText().contains("s3cret"));
        robot.type(KeyCode.ENTER);

        assertThat(console.handMadeDatabases().used()).containsExactly(new Wanted("lead", "s3cret", "ehrbase", ""));
        assertThat(field("database-password").getText()).isEmpty();
        assertThat(shown()).noneMatch(t -> t.contains("s3cret"));
        assertThat(text("database-in-use"))
                .startsWith("In use: lead with a password, database ehrbase")
                .contains("verify-full");
        assertThat(shown()).anyMatch(t -> t.contains("None was connected to yet"));
    }

    @Test
    void a_tunnel_that_is_not_understood_is_said_under_the_fields_and_not_taken(FxRobot robot) {
        fill(robot, "database-tunnels", "medzen");
        assertThat(text("database-problem")).isEqualTo("✗ Not taken: “medzen” is not a way through a tunnel.");
        assertThat(scene.lookup("#database-use").isDisabled()).isTrue();
        robot.type(KeyCode.ENTER);
        assertThat(console.handMadeDatabases().used()).isEmpty();

        robot.write("=127.0.0.1:1");
        assertThat(scene.lookup("#database-problem").isVisible()).isFalse();
        robot.type(KeyCode.ENTER);
        assertThat(text("database-in-use")).contains("through medzen=127.0.0.1:1");
    }

    @Test
    void the_password_is_forgotten_when_somebody_wants_it_to_be(FxRobot robot) {
        assertThat(scene.lookup("#database-forget").isDisabled()).isTrue();
        fill(robot, "database-password", "s3cret");
        robot.type(KeyCode.ENTER);
        // From the password: database, tunnels, the login's button, and this one.
        robot.type(KeyCode.TAB, 4);
        assertThat(scene.getFocusOwner().getId()).isEqualTo("database-forget");
        robot.type(KeyCode.SPACE);
        assertThat(text("database-in-use")).startsWith("In use: postgres without a password");
        assertThat(scene.lookup("#database-forget").isDisabled()).isTrue();
    }
}
