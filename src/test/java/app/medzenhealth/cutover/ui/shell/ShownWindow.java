package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import java.util.List;
import javafx.stage.Stage;

/** The window with some screens, on a test's stage: in the corner of the headless display, which is 1000 by 1000, and inside it. */
public final class ShownWindow {
    private ShownWindow() {}

    /** What a click begins has ended when the click has. On the JavaFX thread. */
    public static ConsoleWindow on(Stage stage, Console console, ScreenEntry... screens) {
        return on(stage, console, new Background(Runnable::run, Runnable::run), List.of(screens));
    }

    /** On the JavaFX thread. */
    public static ConsoleWindow on(Stage stage, Console console, Background background, List<ScreenEntry> screens) {
        var window = new ConsoleWindow(console, screens, new SceneTheme(Appearance.STANDARD), background);
        show(stage, window);
        return window;
    }

    public static void show(Stage stage, ConsoleWindow window) {
        stage.setScene(window.scene(980, 900));
        stage.setX(0);
        stage.setY(0);
        stage.show();
    }
}
