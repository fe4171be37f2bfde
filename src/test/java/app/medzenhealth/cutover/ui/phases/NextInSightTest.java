package app.medzenhealth.cutover.ui.phases;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.app.EveryScreen;
import app.medzenhealth.cutover.app.ShippedSession;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.shell.ConsoleWindow;
import app.medzenhealth.cutover.ui.shell.ScreenPainter;
import java.nio.file.Path;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextInSightTest {
    @TempDir
    Path folder;

    @Test
    void after_a_restart_the_first_key_to_what_comes_next_brings_its_row_into_sight() throws Exception {
        ScreenPainter.startUp();
        var view = ShippedSession.views(folder.resolve("state"), "5.2").getLast();
        var next = view.nextStep().orElseThrow().step();
        assertThat(next).startsWith("5.");
        var seen = ScreenPainter.onFx(() -> {
            try (var window = new ConsoleWindow(
                    new ClickedSession(view),
                    EveryScreen.entries(),
                    new SceneTheme(Appearance.STANDARD),
                    new Background(Runnable::run, Runnable::run))) {
                // The first screen is another: the list was never laid out before.
                var scene = window.scene(900, 600);
                window.refreshNow();
                laidOut(scene);
                Event.fireEvent(
                        scene.getRoot(),
                        new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.F2, false, false, false, false));
                laidOut(scene);
                var list = (Region) scene.lookup("#steps");
                var row = list.lookupAll(".list-cell").stream()
                        .filter(n -> ("step-" + next).equals(n.getId()))
                        .findFirst();
                return row.isPresent()
                        && list.localToScene(list.getLayoutBounds())
                                .contains(row.get().localToScene(row.get().getLayoutBounds()));
            }
        });
        assertThat(seen).as("the row of step " + next + " is in sight").isTrue();
    }

    private static void laidOut(Scene scene) {
        for (var pass = 0; pass < 4; pass++) {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
        }
    }
}
