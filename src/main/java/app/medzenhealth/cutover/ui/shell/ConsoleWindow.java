package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.ui.breakglass.BreakGlassDialog;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Clip;
import app.medzenhealth.cutover.ui.common.Console;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.KeyPlaces;
import app.medzenhealth.cutover.ui.common.Navigator;
import app.medzenhealth.cutover.ui.common.NoteDialog;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.SceneTheme;
import app.medzenhealth.cutover.ui.common.Screen;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Shortcut;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.common.WayOn;
import app.medzenhealth.cutover.ui.signin.Browser;
import app.medzenhealth.cutover.ui.signin.CredentialsDialog;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.event.Event;
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
    /** A note, the scripts, the head and the brake are wanted in the middle of things. */
    private static final Set<Shortcut> AT_ANY_TIME =
            EnumSet.of(Shortcut.HOLD, Shortcut.NOTE, Shortcut.BREAK_GLASS, Shortcut.COPY_HEAD);

    private final Console console;
    private final Background background;
    private final Readings readings;
    private final ScreenHost host;
    private final DialogLayer dialogs = new DialogLayer();
    private final NoticeLayer notices = new NoticeLayer();
    private final Banners banners;
    private final ScreenContext desk;
    private final SceneTheme theme;
    private final StackPane root = new StackPane();

    /** @param screens at least one; the first is shown at the start */
    public ConsoleWindow(Console console, List<ScreenEntry> screens, SceneTheme theme, Background background) {
        this.console = console;
        this.theme = theme;
        this.background = background;
        readings = new Readings(console);
        host = new ScreenHost(screens);
        desk = new ScreenContext(console, readings, background, dialogs, notices, host, theme);
        host.work(desk);
        background.onFailure(notices::problem);
        new AutoRefresh(console.inventory(), readings, background, dialogs::isOpen, System::nanoTime);
        banners = new Banners(readings, theme.appearanceProperty(), this::release, this::waysBack, host);
        var frame = new BorderPane(host);
        var top = new TopBar(readings, console, this::hold, this::credentials, this::waysBack);
        // Questions lie under the top bar: the brake must be in reach whatever is being asked.
        top.heightProperty().subscribe(h -> {
            StackPane.setMargin(dialogs, new Insets(h.doubleValue(), 0, 0, 0));
        });
        var head = new VBox(top, banners);
        // Nor may a notice lie over the banner's button.
        head.heightProperty().subscribe(h -> StackPane.setMargin(notices, new Insets(h.doubleValue(), 0, 0, 0)));
        frame.setTop(head);
        frame.setLeft(new NavigationBar(host.places(), host.placeProperty(), host::go, theme.appearanceProperty()));
        frame.setBottom(new StatusLine(readings, background, console.speed(), theme.appearanceProperty()));
        frame.setMinSize(0, 0);
        banners.fit(root.heightProperty());
        // What went wrong with what a dialog asked for is read while it is open.
        root.getChildren().addAll(frame, dialogs, notices);
        host.go(screens.getFirst().place());
    }

    /** A scene with the window in it; may be called once. */
    public Scene scene(double width, double height) {
        return scene(width, height, new SecondPress(System::nanoTime));
    }

    /** @param presses knows what was pressed in the scene before */
    Scene scene(double width, double height, SecondPress presses) {
        var scene = new Scene(root, width, height);
        presses.watch(scene);
        theme.dress(scene);
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

    public ScreenContext desk() {
        return desk;
    }

    /** Takes over everything that the console says now, without waiting for the next reading. */
    public void refreshNow() {
        readings.refreshNow();
    }

    private void hold() {
        background.act("Holding", () -> console.session().hold(desk.operator()), () -> {
            readings.refreshSoon();
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
            readings.refreshSoon();
            notices.say(Tone.OK, "Released.");
        });
    }

    private void pressed(KeyEvent event) {
        var latin = KeyPlaces.named(event);
        if (latin.isPresent()) {
            // Once more under a name that every part of the window knows.
            event.consume();
            Event.fireEvent(event.getTarget(), latin.get());
        } else if (event.getCode() == KeyCode.ESCAPE && dialogs.isOpen()) {
            dialogs.turnAway();
            event.consume();
        } else if (Shortcut.of(event).findFirst().filter(this::does).isPresent() || showsScreen(event)) {
            event.consume();
        }
    }

    private boolean showsScreen(KeyEvent event) {
        var number = KeyPlaces.screen(event);
        var place = host.places().stream()
                .filter(p -> number.isPresent() && p.ordinal() + 1 == number.getAsInt())
                .findFirst()
                .filter(_ -> !dialogs.isOpen());
        place.ifPresent(host::go);
        return place.isPresent();
    }

    /** Whether it is for now; while something is asked, what may be wanted in the middle of things still is. */
    private boolean does(Shortcut shortcut) {
        if (dialogs.isOpen() && !AT_ANY_TIME.contains(shortcut)) {
            return false;
        }
        switch (shortcut) {
            case KEYS ->
                KeyOverlay.show(dialogs, host.current().map(Screen::keys).orElse(List.of()));
            case NEXT_STEP ->
                readings.session()
                        .nextStep()
                        .ifPresent(n ->
                                WayOn.toNext(n, readings.session(), host).go().run());
            case FILTER -> host.current().flatMap(Screen::filter).ifPresent(n -> n.requestFocus());
            case READ_AGAIN -> {
                if (!host.current().map(Screen::readAgain).orElse(false)) {
                    background.act("Reading the regions", console.inventory()::refresh, readings::refreshSoon);
                }
            }
            case NEXT_SCREEN -> turn(1);
            case PREVIOUS_SCREEN -> turn(-1);
            case WAYS_BACK -> waysBack();
            case HOLD -> {
                if (!(readings.session().hold() instanceof Hold.On)) {
                    hold();
                } else if (!dialogs.isOpen()) {
                    // Pressed twice in haste it must not put the next Enter on the button that releases.
                    notices.say(Tone.WARN, "Already on hold. It is released by the button in the line above.");
                }
            }
            case NOTE -> {
                if (!dialogs.isOpen(NoteDialog.ID)) {
                    NoteDialog.open(desk);
                }
            }
            case BREAK_GLASS -> {
                if (BreakGlassDialog.IDS.stream().noneMatch(dialogs::isOpen)) {
                    BreakGlassDialog.open(desk);
                }
            }
            case COPY_HEAD -> {
                var audit = readings.session().audit();
                Clip.put(InWords.head(audit.head()));
                notices.say(
                        Tone.OK,
                        "Copied the head " + InWords.head(audit.head()) + ", after "
                                + InWords.count(audit.records(), "record", "records") + ".");
            }
        }
        return true;
    }

    private void turn(int by) {
        var places = host.places();
        var at = places.indexOf(host.placeProperty().get());
        host.go(places.get(Math.floorMod(at + by, places.size())));
    }

    /** Where one rolls back from here, and what that costs. */
    private void waysBack() {
        readings.session()
                .wayBackNow()
                .ifPresent(p -> host.go(Place.PHASES, Optional.of(p.phase().id())));
    }

    private void typed(KeyEvent event) {
        if (dialogs.isOpen() || root.getScene().getFocusOwner() instanceof TextInputControl) {
            return;
        }
        Arrays.stream(Shortcut.values())
                .filter(s -> s.typed(event))
                .filter(this::does)
                .findFirst()
                .ifPresent(_ -> event.consume());
    }

    /**
     * Asks before the window closes, where something runs or would be lost.
     *
     * @param close closes it, when the person says so
     * @return whether it may close now, without a question
     */
    public boolean mayClose(Runnable close) {
        if (dialogs.isOpen(CloseQuestion.ID)) {
            return false;
        }
        var question = CloseQuestion.of(console.session().view(), close);
        question.ifPresent(dialogs::open);
        return question.isEmpty();
    }

    @Override
    public void close() {
        host.leave();
        readings.close();
        background.close();
    }
}
