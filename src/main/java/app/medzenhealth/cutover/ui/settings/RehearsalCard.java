package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.SpeedControl;
import javafx.scene.layout.GridPane;

/** What the speeds of a rehearsal mean. */
final class RehearsalCard extends SettingCard {
    RehearsalCard() {
        super(
                "settings-rehearsal",
                "Rehearsal speed",
                "A rehearsal has its own clock. What it changes takes time on it, often less than in AWS: how long a step may take"
                        + " there is what the plan expects of it. The speed is chosen in the bar at the bottom of the window.");
        var grid = new GridPane();
        grid.getStyleClass().add("facts");
        var row = 0;
        for (var speed : SpeedControl.Speed.values()) {
            grid.addRow(row++, Labels.whole(speed.label(), "mono"), Labels.wrapped(meaning(speed)));
        }
        getChildren()
                .addAll(
                        grid,
                        Labels.wrapped(
                                "“Skip waiting” moves the clock to the end of what is being waited for, a seven-day soak included. Everything that would have happened in between happens.",
                                "muted"));
    }

    static String meaning(SpeedControl.Speed speed) {
        return switch (speed) {
            case PAUSED -> "The clock is stopped: look at anything in peace.";
            case REAL -> "As in AWS: for practising the change window. A promotion takes minutes.";
            case MINUTE -> "A minute in each second: for going through the steps.";
            case TEN_MINUTES -> "Ten minutes in each second: a day takes two and a half minutes.";
        };
    }
}
