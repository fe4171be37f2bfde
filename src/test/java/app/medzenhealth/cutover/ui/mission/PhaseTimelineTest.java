package app.medzenhealth.cutover.ui.mission;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.HandMadeConsole;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenEntry;
import app.medzenhealth.cutover.ui.shell.ShownWindow;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.framework.junit5.Stop;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class PhaseTimelineTest {
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

    private long bars(String kind) {
        return scene.getRoot().lookupAll("#timeline .bar." + kind).stream()
                .filter(n -> !n.getStyleClass().contains("bar-sample"))
                .count();
    }

    @Test
    void a_phase_that_was_settled_by_skipping_has_no_bar_of_one_that_is_done(FxRobot robot) {
        WaitForAsyncUtils.waitForFxEvents();
        var done = bars("done");
        var skipped = bars("skipped");
        assertThat(done).isPositive();

        console.show(session.state("1.3", new StepState.Skipped(HandMadeView.NOW, "lead", "Not needed"))
                .view());
        robot.interact(() -> {
            window.refreshNow();
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        });

        assertThat(bars("done")).isEqualTo(done - 1);
        assertThat(bars("skipped")).isEqualTo(skipped + 1);
    }
}
