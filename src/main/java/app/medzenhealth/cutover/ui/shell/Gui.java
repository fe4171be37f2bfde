package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.signin.Browser;
import app.medzenhealth.cutover.ui.signin.Entrance;
import app.medzenhealth.cutover.ui.signin.StartPage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
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
    public static Stage open(Console console, List<ScreenEntry> screens, SceneTheme theme, Runnable onClosed) {
        var window = new ConsoleWindow(console, screens, theme, new Background());
        var stage = stage(window.scene(width(), height()));
        title(stage, console);
        asks(stage, window);
        stage.setOnHidden(_ -> {
            window.close();
            onClosed.run();
        });
        window.start();
        stage.show();
        return stage;
    }

    /** From now on the window asks before it closes over something that runs. */
    private static void asks(Stage stage, ConsoleWindow window) {
        stage.setOnCloseRequest(event -> {
            if (!window.mayClose(stage::close)) {
                event.consume();
            }
        });
    }

    /**
     * Opens the question with what to begin; the window takes its place when it is answered. On the JavaFX thread.
     *
     * @param onOpened receives the console once it is there
     * @param onClosed called on the JavaFX thread after the window was closed
     */
    public static Stage open(
            Beginning beginning,
            List<ScreenEntry> screens,
            SceneTheme theme,
            Consumer<Console> onOpened,
            Runnable onClosed) {
        var first = new FirstPage(screens, theme, onOpened);
        return first.show(
                "Cutover Console · " + beginning.plan() + " · REHEARSAL",
                new BeginningPage(beginning, first.background, first::opened, first.stage::close),
                onClosed);
    }

    /**
     * Opens a window that only says why there is none. On the JavaFX thread.
     *
     * @param sentences what happened, what was not done, what to do next
     */
    public static Stage refuse(String sentences, SceneTheme theme, Runnable onClosed) {
        var stage = new Stage();
        var quit = new Button("Quit");
        quit.setId("refused-quit");
        quit.setDefaultButton(true);
        quit.setOnAction(_ -> stage.close());
        var card = new VBox(
                Labels.whole("Cutover Console", "product"),
                Labels.wrapped("The console was not opened", "h1"),
                Labels.wrapped(sentences),
                quit);
        card.setId("refused");
        card.getStyleClass().addAll("panel", "start-card");
        card.setMaxHeight(Region.USE_PREF_SIZE);
        small(stage, "Cutover Console · not opened", card, theme);
        stage.setOnHidden(_ -> onClosed.run());
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
            Entrance entrance,
            List<ScreenEntry> screens,
            SceneTheme theme,
            Consumer<Console> onOpened,
            Runnable onClosed) {
        var first = new FirstPage(screens, theme, onOpened);
        var page = new StartPage(
                entrance,
                first.background,
                InstantSource.system(),
                Browser.ofSystem(),
                first::opened,
                first.stage::close);
        first.closers.addFirst(page::close);
        var stage = first.show(
                "Cutover Console · " + entrance.plan() + " · " + entrance.mode() + " · not signed in", page, onClosed);
        page.start();
        return stage;
    }

    /** A page that asks something first, in the stage whose place the window takes. */
    private static final class FirstPage {
        private final List<ScreenEntry> screens;
        private final SceneTheme theme;
        private final Consumer<Console> onOpened;
        private final Background background = new Background();
        private final List<Runnable> closers = new ArrayList<>(List.of(background::close));
        private final StackPane root = new StackPane();
        private final Scene scene = new Scene(root, width(), height());
        private final SecondPress presses = new SecondPress(System::nanoTime);
        private final Stage stage = stage(scene);

        FirstPage(List<ScreenEntry> screens, SceneTheme theme, Consumer<Console> onOpened) {
            this.screens = screens;
            this.theme = theme;
            this.onOpened = onOpened;
            presses.watch(scene);
            theme.dress(scene);
        }

        Stage show(String title, Node page, Runnable onClosed) {
            stage.setTitle(title);
            root.getChildren().add(page);
            stage.setOnHidden(_ -> {
                closers.forEach(Runnable::run);
                onClosed.run();
            });
            stage.show();
            return stage;
        }

        void opened(Console console) {
            var window = new ConsoleWindow(console, screens, theme, background);
            closers.addFirst(window::close);
            stage.setScene(window.scene(scene.getWidth(), scene.getHeight(), presses));
            title(stage, console);
            asks(stage, window);
            window.start();
            onOpened.accept(console);
        }
    }

    private static Stage stage(Scene scene) {
        var stage = new Stage();
        stage.setScene(scene);
        stage.setMinWidth(Math.min(900, display().getWidth()));
        stage.setMinHeight(Math.min(600, display().getHeight()));
        return stage;
    }

    private static void title(Stage stage, Console console) {
        var view = console.session().view();
        stage.setTitle("Cutover Console · " + view.plan().title() + " · " + view.mode());
    }

    private static Rectangle2D display() {
        return Screen.getPrimary().getVisualBounds();
    }

    private static double width() {
        return Math.min(WIDTH, display().getWidth());
    }

    private static double height() {
        return Math.min(HEIGHT, display().getHeight());
    }

    /**
     * Opens a window that asks for a passphrase and closes when there is an answer. On the JavaFX thread.
     *
     * @param onAnswer receives what was typed, on the JavaFX thread; nothing in it: there is to be none; empty: the person turned away.
     *     Not called where they close the window
     * @param onClosed called after that
     */
    public static Stage ask(
            PassphraseQuestion question, SceneTheme theme, Consumer<Optional<char[]>> onAnswer, Runnable onClosed) {
        var stage = new Stage();
        var card = new PassphraseCard(question, answer -> {
            onAnswer.accept(answer);
            stage.close();
        });
        small(stage, "Cutover Console · passphrase", card, theme);
        stage.setOnHidden(_ -> onClosed.run());
        stage.show();
        card.focus();
        return stage;
    }

    /** A window for one card, all of which can be reached whatever the size of its text. */
    static void small(Stage stage, String title, Node card, SceneTheme theme) {
        var page = new StackPane(card);
        page.getStyleClass().addAll("screen", "start-page");
        var scrolled = new ScrollPane(page);
        scrolled.setFitToWidth(true);
        scrolled.setFitToHeight(true);
        var scene = new Scene(scrolled, Math.min(900, width()), Math.min(420, height()));
        theme.dress(scene);
        stage.setScene(scene);
        stage.setTitle(title);
    }

    /** Starts JavaFX and asks for a passphrase; returns at once. JavaFX runs on afterwards, for the console. */
    public static void launch(
            PassphraseQuestion question, SceneTheme theme, Consumer<Optional<char[]>> onAnswer, Runnable onClosed) {
        start(() -> {
            Platform.setImplicitExit(false);
            ask(question, theme, onAnswer, onClosed);
        });
    }

    /** Where something was asked before, JavaFX runs already. */
    private static void start(Runnable first) {
        try {
            Platform.startup(first);
        } catch (IllegalStateException running) {
            Platform.runLater(first);
        }
    }

    /** Starts JavaFX and opens the window; returns at once. The process ends when {@code onClosed} says so. */
    public static void launch(Console console, List<ScreenEntry> screens, SceneTheme theme, Runnable onClosed) {
        start(() -> open(console, screens, theme, onClosed));
    }

    /** Starts JavaFX and opens the way in; returns at once. The process ends when {@code onClosed} says so. */
    public static void launch(
            Entrance entrance,
            List<ScreenEntry> screens,
            SceneTheme theme,
            Consumer<Console> onOpened,
            Runnable onClosed) {
        start(() -> open(entrance, screens, theme, onOpened, onClosed));
    }

    /** Starts JavaFX and asks what to begin; returns at once. The process ends when {@code onClosed} says so. */
    public static void launch(
            Beginning beginning,
            List<ScreenEntry> screens,
            SceneTheme theme,
            Consumer<Console> onOpened,
            Runnable onClosed) {
        start(() -> open(beginning, screens, theme, onOpened, onClosed));
    }

    /** Starts JavaFX and says why no console is opened; returns at once. */
    public static void launch(String sentences, SceneTheme theme, Runnable onClosed) {
        start(() -> refuse(sentences, theme, onClosed));
    }
}
