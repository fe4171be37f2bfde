package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import app.medzenhealth.cutover.ui.common.SpeedControl.Speed;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/** How fast the rehearsal's clock runs. */
final class SpeedBar extends HBox {

    SpeedBar(SpeedControl control, Background background) {
        getStyleClass().add("row");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(USE_PREF_SIZE);
        setAccessibleText("Speed of the rehearsal's clock");
        var choice = new HBox();
        choice.getStyleClass().add("speed");
        var group = new ToggleGroup();
        var speeds = Speed.values();
        for (var i = 0; i < speeds.length; i++) {
            var speed = speeds[i];
            var button = new ToggleButton(speed.label());
            button.setId("speed-" + speed.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            button.setToggleGroup(group);
            button.setMinWidth(USE_PREF_SIZE);
            button.setSelected(control.current() == speed);
            button.setTooltip(new Tooltip(
                    speed == Speed.PAUSED
                            ? "The rehearsal's clock is stopped"
                            : "The rehearsal's clock runs " + speed.factor() + " times as fast as real time"));
            if (i == 0) {
                button.getStyleClass().add("first");
            }
            if (i == speeds.length - 1) {
                button.getStyleClass().add("last");
            }
            button.setOnAction(_ -> {
                button.setSelected(true);
                control.set(speed);
            });
            choice.getChildren().add(button);
        }
        var skip = new Button("Skip waiting");
        skip.setId("skip-waiting");
        skip.getStyleClass().addAll("quiet", "small");
        skip.setMinWidth(USE_PREF_SIZE);
        skip.setTooltip(new Tooltip("Moves the rehearsal's clock to the end of what is being waited for"));
        skip.setOnAction(_ -> background.act("Skipping the wait", control::skipWaiting, () -> {}));
        getChildren().addAll(choice, skip);
    }
}
