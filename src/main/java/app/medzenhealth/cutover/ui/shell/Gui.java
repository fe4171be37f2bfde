package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.Look;
import app.medzenhealth.cutover.ui.signin.Browser;
import app.medzenhealth.cutover.ui.signin.Entrance;
import app.medzenhealth.cutover.ui.signin.StartPage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
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
        Stage stage = stage(window.scene(width(), height()));
        title(stage, console);
        stage.setOnHidden(_ -> {
            window.close();
            onClosed.run();
        });
        window.start();
        stage.show();
        return stage;
    }

    /**
     * Opens the way in; the window takes its place once somebody is signed in. On the JavaFX thread.
     *
     * @param onOpened receives the console once it is there
     * @param onClosed called on the JavaFX thread after the window was closed
     */
    public static Stage open(
            Entrance entrance, List<ScreenEntry> screens, Look look, Consumer<Console> onOpened, Runnable onClosed) {
        Background background = new Background();
        List<Runnable> closers = new ArrayList<>(List.of(background::close));
        StackPane root = new StackPane();
        Scene scene = new Scene(root, width(), height());
        look.dress(scene);
        Stage stage = stage(scene);
        stage.setTitle("Cutover Console · " + entrance.plan() + " · " + entrance.mode() + " · not signed in");
        StartPage page = new StartPage(
                entrance,
                background,
                InstantSource.system(),
                Browser.ofSystem(),
                console -> {
                    ConsoleWindow window = new ConsoleWindow(console, screens, look, background);
                    closers.addFirst(window::close);
                    double width = scene.getWidth();
                    double height = scene.getHeight();
                    stage.setScene(window.scene(width, height));
                    title(stage, console);
                    window.start();
                    onOpened.accept(console);
                },
                stage::close);
        root.getChildren().add(page);
        closers.addFirst(page::close);
        stage.setOnHidden(_ -> {
            closers.forEach(Runnable::run);
            onClosed.run();
        });
        stage.show();
        page.start();
        return stage;
    }

    private static Stage stage(Scene scene) {
        Stage stage = new Stage();
        stage.setScene(scene);
        stage.setMinWidth(Math.min(1024, display().getWidth()));
        stage.setMinHeight(Math.min(640, display().getHeight()));
        return stage;
    }

    private static void title(Stage stage, Console console) {
        SessionView view = console.session().view();
        stage.setTitle("Cutover Console · " + view.plan().title() + " · " + view.mode());
    }

    private static Rectangle2D display() {
        return javafx.stage.Screen.getPrimary().getVisualBounds();
    }

    private static double width() {
        return Math.min(WIDTH, display().getWidth());
    }

    private static double height() {
        return Math.min(HEIGHT, display().getHeight());
    }

    /** Starts JavaFX and opens the window; returns at once. The process ends when {@code onClosed} says so. */
    public static void launch(Console console, List<ScreenEntry> screens, Look look, Runnable onClosed) {
        Platform.startup(() -> open(console, screens, look, onClosed));
    }

    /** Starts JavaFX and opens the way in; returns at once. The process ends when {@code onClosed} says so. */
    public static void launch(
            Entrance entrance, List<ScreenEntry> screens, Look look, Consumer<Console> onOpened, Runnable onClosed) {
        Platform.startup(() -> open(entrance, screens, look, onOpened, onClosed));
    }
}
