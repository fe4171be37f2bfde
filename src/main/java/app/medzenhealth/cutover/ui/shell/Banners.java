package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.session.SessionView.LastWayBack;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Navigator;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.Shortcut;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.common.WayOn;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * The line under the top bar: what overrides everything else, gravest first, and in calm times what comes next. It is always there
 * and always as high, so that nothing beneath it moves under the hand when something comes or goes.
 */
final class Banners extends HBox {
    /** Lines of text that a window has at least where this line has two. */
    private static final double ROOM_FOR_TWO = 40;

    private static final double LETTER = 14;

    private final Icon icon = new Icon(Feather.INFO);
    private final Label headline = Labels.line("", "h3");
    private final Label more = Labels.line("", "banner-more");
    private final Tooltip whole = new Tooltip();
    private final Button release = new Button("Release and go on");
    private final Button goBack =
            new Button("Roll back… (" + Shortcut.WAYS_BACK.keys().getFirst() + ")");
    private final Button next = new Button("Go to what comes next");
    private final ObservableValue<Appearance> appearance;
    private final Navigator navigator;
    private Optional<Runnable> leadsTo = Optional.empty();

    /** @param id of the node while it says this; @param look the style class */
    private record Said(
            String id,
            String look,
            Feather symbol,
            Tone tone,
            String headline,
            List<String> more,
            List<Button> buttons) {}

    /**
     * @param onWayBack what the way back's button does
     * @param navigator leads to the step that comes next
     */
    Banners(
            Readings readings,
            ObservableValue<Appearance> appearance,
            Runnable onRelease,
            Runnable onWayBack,
            Navigator navigator) {
        this.appearance = appearance;
        this.navigator = navigator;
        setAlignment(Pos.CENTER_LEFT);
        headline.setId("banner-headline");
        headline.setMinWidth(0);
        more.setMinWidth(0);
        button(release, "release", "primary", onRelease);
        button(goBack, "outage-go-back", "caution", onWayBack);
        goBack.setGraphic(new Icon(Feather.CORNER_UP_LEFT));
        button(next, "banner-next", "quiet", () -> leadsTo.ifPresent(Runnable::run));
        headline.setTooltip(whole);
        more.setTooltip(whole);
        var words = new VBox(headline, more);
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        // Each in its place, whether the other is there or not.
        var corner = new StackPane(goBack, next);
        corner.setAlignment(Pos.CENTER_RIGHT);
        corner.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(icon, words, release, corner);
        setMinHeight(USE_PREF_SIZE);
        readings.sessionProperty().subscribe(this::show);
    }

    private static void button(Button button, String id, String kind, Runnable action) {
        button.setId(id);
        button.getStyleClass().addAll(kind, "banner-button");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
    }

    /** In a low window, or with large text, the first line must do; the rest is in the tooltip. */
    void fit(ReadOnlyDoubleProperty windowHeight) {
        Runnable fit = () -> {
            var letter = LETTER * appearance.getValue().textPercent() / 100;
            var two = windowHeight.get() <= 0 || windowHeight.get() / letter >= ROOM_FOR_TWO;
            more.setVisible(two);
            more.setManaged(two);
        };
        windowHeight.subscribe(fit);
        appearance.subscribe(_ -> fit.run());
    }

    private void show(SessionView view) {
        var said = Stream.of(trail(view), held(view), outage(view))
                .flatMap(Optional::stream)
                .toList();
        var first = said.isEmpty() ? calm(view) : said.getFirst();
        var others = said.stream().skip(1).flatMap(s -> Stream.concat(Stream.of(s.headline()), s.more().stream()));
        setId(first.id());
        getStyleClass().setAll("standing", first.look());
        icon.show(first.symbol());
        icon.getStyleClass().setAll("label", "icon", "hold-icon", first.tone().styleClass());
        headline.setText(first.headline());
        headline.getStyleClass().setAll("label", "h3", first.tone().styleClass());
        var rest = Stream.concat(first.more().stream(), others)
                .filter(t -> !t.isBlank())
                .toList();
        more.setText(String.join(" · ", rest));
        whole.setText(String.join(
                "\n", Stream.concat(Stream.of(first.headline()), rest.stream()).toList()));
        var buttons = Stream.concat(Stream.of(first), said.stream())
                .flatMap(s -> s.buttons().stream())
                .toList();
        var appears = buttons.contains(release) && !release.isVisible();
        release.setVisible(buttons.contains(release));
        release.setManaged(release.isVisible());
        if (appears) {
            leaveFocusElsewhere();
        }
        goBack.setVisible(buttons.contains(goBack));
        next.setVisible(buttons.contains(next));
    }

    /**
     * A hold disables the button that has the focus, and the next pulse gives the focus to whatever comes after it. That must not be
     * the button that releases: the next Enter would release what was just held.
     */
    private void leaveFocusElsewhere() {
        var scene = getScene();
        if (scene == null || scene.getWindow() == null) {
            return;
        }
        release.setFocusTraversable(false);
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                release.setFocusTraversable(true);
                scene.removePostLayoutPulseListener(this);
            }
        });
        Platform.requestNextPulse();
    }

    private static Optional<Said> trail(SessionView view) {
        return view.audit().writable()
                ? Optional.empty()
                : Optional.of(new Said(
                        "trail-banner",
                        "trouble-banner",
                        Feather.ALERT_OCTAGON,
                        Tone.BAD,
                        "The audit trail cannot be written: no step can be run.",
                        List.of(view.audit().problem()),
                        List.of()));
    }

    private Optional<Said> held(SessionView view) {
        return view.hold() instanceof Hold.On on
                ? Optional.of(new Said(
                        "hold-banner",
                        "hold-banner",
                        Feather.PAUSE_CIRCLE,
                        Tone.WARN,
                        "On hold. Nothing new is sent.",
                        List.of(
                                "Since " + InWords.minute(on.since()) + " UTC by " + on.by(),
                                on.stillRunning().isEmpty()
                                        ? "Nothing that was sent before is still running"
                                        : "Sent before, and still running in AWS: "
                                                + String.join(", ", on.stillRunning())),
                        List.of(release)))
                : Optional.empty();
    }

    private Optional<Said> outage(SessionView view) {
        var d = view.downtime();
        if (!d.counting()) {
            return Optional.empty();
        }
        var over = d.soFar().minus(d.budget());
        var late = over.isPositive();
        goBack.getStyleClass().setAll("button", "banner-button", late ? "danger" : "caution");
        return Optional.of(new Said(
                "outage-banner",
                late ? "trouble-banner" : "hold-banner",
                Feather.ALERT_TRIANGLE,
                late ? Tone.BAD : Tone.WARN,
                "Users are without service: " + InWords.stopwatch(d.soFar()) + " of " + InWords.stopwatch(d.budget())
                        + (late ? ", " + InWords.stopwatch(over) + " over the budget" : ""),
                view.wayBack().map(LastWayBack::costs).map(c -> "Going back now: " + c).stream()
                        .toList(),
                List.of(goBack)));
    }

    private Said calm(SessionView view) {
        if (view.ended().isPresent()) {
            leadsTo = Optional.of(() -> navigator.go(Place.AFTER));
            next.setText("Show how it ended");
            return new Said(
                    "closed-banner",
                    "calm-banner",
                    Feather.LOCK,
                    Tone.NEUTRAL,
                    view.sentence(),
                    List.of("The session is " + view.ended().get().words() + ": nothing of it changes any more"),
                    List.of(next));
        }
        var coming = view.nextStep();
        var way = coming.map(n -> WayOn.toNext(n, view, navigator));
        leadsTo = way.map(WayOn::go);
        way.ifPresent(
                w -> next.setText(w.name() + " (" + Shortcut.NEXT_STEP.keys().getFirst() + ")"));
        return new Said(
                "calm-banner",
                "calm-banner",
                Feather.ARROW_RIGHT_CIRCLE,
                Tone.NEUTRAL,
                coming.map(n -> "Next: " + n.step() + " " + n.title()).orElse(view.sentence()),
                coming
                        .map(n -> n.why().isEmpty()
                                ? view.step(n.step()).map(Readiness::words).orElse("")
                                : n.why() + way.orElseThrow().instead(n, view))
                        .stream()
                        .toList(),
                coming.isPresent() ? List.of(next) : List.of());
    }
}
