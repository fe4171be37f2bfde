package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.ui.breakglass.BreakGlassDialog;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Clip;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Keys;
import app.medzenhealth.cutover.ui.common.Look;
import app.medzenhealth.cutover.ui.common.Navigator;
import app.medzenhealth.cutover.ui.common.NoteDialog;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.signin.Browser;
import app.medzenhealth.cutover.ui.signin.CredentialsDialog;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The whole window: frame, screens, notices, dialogs, keys. Made and used on the JavaFX thread. */
public final class ConsoleWindow implements AutoCloseable {
    private final Console console;
    private final Background background;
    private final Readings readings;
    private final ScreenHost host;
    private final DialogLayer dialogs = new DialogLayer();
    private final NoticeLayer notices = new NoticeLayer();
    private final Banners banners;
    private final Desk desk;
    private final Look look;
    private final StackPane root = new StackPane();

    /** @param screens at least one; the first is shown at the start */
    public ConsoleWindow(Console console, List<ScreenEntry> screens, Look look, Background background) {
        this.console = console;
        this.look = look;
        this.background = background;
        readings = new Readings(console);
        host = new ScreenHost(screens);
        desk = new Desk(console, readings, background, dialogs, notices, host, look);
        host.work(desk);
        background.onFailure(notices::problem);
        banners = new Banners(readings, this::release);
        BorderPane frame = new BorderPane(host);
        TopBar top = new TopBar(readings, console, this::hold, this::credentials);
        // Questions lie under the top bar: the brake must be in reach whatever is being asked.
        top.heightProperty().subscribe(h -> StackPane.setMargin(dialogs, new Insets(h.doubleValue(), 0, 0, 0)));
        frame.setTop(new VBox(top, banners));
        frame.setLeft(new NavigationBar(host.places(), host.placeProperty(), host::go));
        frame.setBottom(new StatusLine(readings, console.audit(), background, console.speed()));
        frame.setMinSize(0, 0);
        root.getChildren().addAll(frame, notices, dialogs);
        host.go(screens.getFirst().place());
    }

    /** A scene with the window in it; may be called once. */
    public Scene scene(double width, double height) {
        Scene scene = new Scene(root, width, height);
        look.dress(scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        scene.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        host.current().ifPresent(s -> s.view().requestFocus());
        return scene;
    }

    /** Follows the console from now on. */
    public void start() {
        readings.start();
    }

    public Navigator navigator() {
        return host;
    }

    public Desk desk() {
        return desk;
    }

    /** Takes over everything that the console says now, without waiting for the next reading. */
    public void takeOver() {
        readings.takeOver();
    }

    private void hold() {
        background.act("Holding", () -> console.session().hold(desk.operator()), () -> {
            readings.hasten();
            notices.say(Tone.WARN, "On hold. Nothing new is sent until it is released.");
        });
    }

    private void credentials() {
        console.access()
                .filter(_ -> !dialogs.isOpen())
                .ifPresent(access -> CredentialsDialog.open(desk, access, Browser.ofSystem()));
    }

    private void release() {
        background.act("Releasing", () -> console.session().release(desk.operator()), () -> {
            readings.hasten();
            notices.say(Tone.OK, "Released.");
        });
    }

    /** Whatever is being asked: a note, the scripts and the head are wanted in the middle of things. */
    private boolean atAnyTime(KeyEvent event) {
        if (Keys.NOTE.match(event)) {
            if (!dialogs.isOpen(NoteDialog.ID)) {
                NoteDialog.open(desk);
            }
            return true;
        }
        if (Keys.BREAK_GLASS.match(event)) {
            if (BreakGlassDialog.IDS.stream().noneMatch(dialogs::isOpen)) {
                BreakGlassDialog.open(desk);
            }
            return true;
        }
        if (Keys.COPY_HEAD.match(event)) {
            var audit = readings.session().audit();
            Clip.put(InWords.head(audit.head()));
            notices.say(
                    Tone.OK,
                    "Copied the head " + InWords.head(audit.head()) + ", after "
                            + InWords.count(audit.records(), "record", "records") + ".");
            return true;
        }
        return false;
    }

    private void pressed(KeyEvent event) {
        if (atAnyTime(event)) {
            event.consume();
            return;
        }
        if (dialogs.isOpen()) {
            if (Keys.HOLD.match(event)) {
                if (!(readings.session().hold() instanceof Hold.On)) {
                    hold();
                }
                event.consume();
            } else if (event.getCode() == KeyCode.ESCAPE) {
                dialogs.turnAway();
                event.consume();
            }
            return;
        }
        if (Keys.HOLD.match(event)) {
            if (readings.session().hold() instanceof Hold.On) {
                banners.focusRelease();
            } else {
                hold();
            }
            event.consume();
        } else if (Keys.REFRESH.match(event)) {
            if (!host.current().map(Screen::readAgain).orElse(false)) {
                background.act("Reading the regions", console.inventory()::refresh, readings::hasten);
            }
            event.consume();
        } else {
            for (var place : host.places()) {
                if (Keys.screen(place.ordinal() + 1).match(event)) {
                    host.go(place);
                    event.consume();
                }
            }
        }
    }

    private void typed(KeyEvent event) {
        if (dialogs.isOpen() || root.getScene().getFocusOwner() instanceof TextInputControl) {
            return;
        }
        switch (event.getCharacter()) {
            case "/" -> {
                host.current().flatMap(Screen::filter).ifPresent(n -> n.requestFocus());
                event.consume();
            }
            case "?" -> {
                KeyOverlay.show(dialogs, host.current().map(Screen::keys).orElse(List.of()));
                event.consume();
            }
            default -> {}
        }
    }

    @Override
    public void close() {
        host.leave();
        readings.close();
        background.close();
    }
}
