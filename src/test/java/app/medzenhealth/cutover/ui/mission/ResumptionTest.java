package app.medzenhealth.cutover.ui.mission;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ShownWindow;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;

@ExtendWith(ApplicationExtension.class)
class ResumptionTest {
    private static final String SENTENCE =
            "Resumed after an interruption at 03:12:07Z: step 1.1 “Snapshot” is on its way"
                    + " (creating) and is waited for again. Nothing is in doubt.";

    private final HandMadeView session = HandMadeView.midCutover();
    private final HandMadeConsole console = new HandMadeConsole(session.view(), HandMadeInventory.threeRegions());
    private ConsoleWindow window;
    private Scene scene;

    @Start
    void open(Stage stage) {
        window = ShownWindow.on(stage, console, new ScreenEntry(Place.MISSION, MissionScreen::new));
        scene = stage.getScene();
    }

    @Stop
    void close() {
        window.close();
    }

    @Test
    void after_an_interruption_the_first_screen_says_in_one_sentence_where_things_stand(FxRobot robot) {
        assertThat(scene.lookup("#resumption")).isNull();

        console.show(session.resumed(SENTENCE).view());
        robot.interact(window::refreshNow);

        assertThat(said(scene.lookup("#resumption"))).isEqualTo(SENTENCE);
    }

    private static String said(Node node) {
        if (node instanceof Labeled label) {
            return label.getText();
        }
        return node instanceof Parent parent
                ? parent.getChildrenUnmodifiable().stream()
                        .map(ResumptionTest::said)
                        .reduce("", String::concat)
                : "";
    }
}
