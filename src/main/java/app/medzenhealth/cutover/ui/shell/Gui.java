package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.Look;
import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.stage.Stage;

/** Opens the window on a display. */
public final class Gui {
    private static final double WIDTH = 1600;
    private static final double HEIGHT = 1000;

    private Gui() {}

    /**
     * Opens the window; on the JavaFX thread.
     *
     * @param onClosed called on the JavaFX thread after the window was closed
     */
    public static Stage open(Console console, List<ScreenEntry> screens, Look look, Runnable onClosed) {
        ConsoleWindow window = new ConsoleWindow(console, screens, look, new Background());
        Rectangle2D display = javafx.stage.Screen.getPrimary().getVisualBounds();
        Stage stage = new Stage();
        SessionView view = console.session().view();
        stage.setTitle("Cutover Console · " + view.plan().title() + " · " + view.mode());
        stage.setScene(window.scene(Math.min(WIDTH, display.getWidth()), Math.min(HEIGHT, display.getHeight())));
        stage.setMinWidth(Math.min(1024, display.getWidth()));
        stage.setMinHeight(Math.min(640, display.getHeight()));
        stage.setOnHidden(_ -> {
            window.close();
            onClosed.run();
        });
        window.start();
        stage.show();
        return stage;
    }

    /** Starts JavaFX and opens the window; returns at once. The process ends when {@code onClosed} says so. */
    public static void launch(Console console, List<ScreenEntry> screens, Look look, Runnable onClosed) {
        Platform.startup(() -> open(console, screens, look, onClosed));
    }
}
