package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.LastWayBack;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** While users are without service: for how long, what was allowed, and the way back. */
final class OutageBanner extends HBox {
    private final Icon icon = new Icon(Feather.ALERT_TRIANGLE, Tone.WARN);
    private final Label time = Labels.wrapped("", "h3");
    private final Label back = Labels.wrapped("");
    private final Button go = new Button("Roll back… (F7)", new Icon(Feather.CORNER_UP_LEFT));

    OutageBanner(Runnable onWayBack) {
        setId("outage-banner");
        setAlignment(Pos.CENTER_LEFT);
        icon.getStyleClass().add("hold-icon");
        time.setId("outage-time");
        go.setId("outage-go-back");
        go.setMinWidth(USE_PREF_SIZE);
        go.setOnAction(_ -> onWayBack.run());
        VBox words = new VBox(time, back);
        HBox.setHgrow(words, Priority.ALWAYS);
        getChildren().addAll(icon, words, go);
    }

    void show(SessionView view) {
        var d = view.downtime();
        Duration over = d.soFar().minus(d.budget());
        boolean late = over.isPositive();
        time.setText("Users are without service: " + InWords.stopwatch(d.soFar()) + " of "
                + InWords.stopwatch(d.budget()) + (late ? ", " + InWords.stopwatch(over) + " over the budget" : ""));
        back.setText(view.wayBack()
                .map(LastWayBack::costs)
                .map(c -> "Going back now: " + c)
                .orElse(""));
        var tone = late ? Tone.BAD : Tone.WARN;
        time.getStyleClass().setAll("label", "h3", tone.styleClass());
        icon.getStyleClass().setAll("label", "icon", "hold-icon", tone.styleClass());
        getStyleClass().setAll(late ? "trouble-banner" : "hold-banner");
        go.getStyleClass().setAll("button", late ? "danger" : "caution");
    }
}
