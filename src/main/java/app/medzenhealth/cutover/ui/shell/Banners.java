package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.Hold;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * Broad lines under the top bar for what overrides everything else: users are without service, the session is held, or the trail
 * cannot be written.
 */
final class Banners extends VBox {
    private Shown shown = new Shown(new Hold.Off(), true, "", false);
    private final OutageBanner outage;
    private final Button release = new Button("Release and go on");

    private record Shown(Hold hold, boolean writable, String problem, boolean outage) {}

    Banners(Readings readings, Runnable onRelease, Runnable onWayBack) {
        outage = new OutageBanner(onWayBack);
        release.setId("release");
        release.getStyleClass().add("primary");
        release.setMinWidth(USE_PREF_SIZE);
        release.setOnAction(_ -> onRelease.run());
        readings.sessionProperty().subscribe(this::show);
    }

    void focusRelease() {
        release.requestFocus();
    }

    private void show(SessionView view) {
        outage.show(view);
        Shown now = new Shown(
                view.hold(),
                view.audit().writable(),
                view.audit().problem(),
                view.downtime().counting());
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        getChildren().clear();
        if (!view.audit().writable()) {
            getChildren().add(trouble(view.audit().problem()));
        }
        if (view.downtime().counting()) {
            getChildren().add(outage);
        }
        switch (view.hold()) {
            case Hold.Off _ -> {}
            case Hold.On on -> getChildren().add(held(on));
        }
    }

    private HBox held(Hold.On on) {
        Icon icon = new Icon(Feather.PAUSE_CIRCLE, Tone.WARN);
        icon.getStyleClass().add("hold-icon");
        List<String> going = on.stillRunning();
        VBox words = new VBox(
                Labels.wrapped(
                        "On hold since " + InWords.minute(on.since()) + " UTC by " + on.by() + ". Nothing new is sent.",
                        "h3",
                        "warn"),
                Labels.wrapped(
                        going.isEmpty()
                                ? "Nothing that was sent before is still running."
                                : "Sent before, and still running in AWS: " + String.join(" · ", going)));
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox banner = new HBox(icon, words, release);
        banner.setId("hold-banner");
        banner.getStyleClass().add("hold-banner");
        banner.setAlignment(Pos.CENTER_LEFT);
        return banner;
    }

    private static HBox trouble(String problem) {
        Icon icon = new Icon(Feather.ALERT_OCTAGON, Tone.BAD);
        icon.getStyleClass().add("hold-icon");
        VBox words = new VBox(
                Labels.wrapped("The audit trail cannot be written: no step can be run.", "h3", "bad"),
                Labels.wrapped(problem));
        HBox banner = new HBox(icon, words);
        banner.setId("trail-banner");
        banner.getStyleClass().add("trouble-banner");
        banner.setAlignment(Pos.CENTER_LEFT);
        return banner;
    }
}
