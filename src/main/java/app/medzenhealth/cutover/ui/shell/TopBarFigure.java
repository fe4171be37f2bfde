package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** A number in the top bar under its name. */
final class TopBarFigure extends VBox {
    private final Label name = Labels.whole("", "caption", "muted");
    private final Label value = Labels.whole("", "value");
    private final Tooltip more = new Tooltip();
    private Tone tone = Tone.NEUTRAL;

    TopBarFigure(String id) {
        super();
        setId(id);
        getStyleClass().add("fact");
        setAlignment(Pos.CENTER_RIGHT);
        setMinWidth(USE_PREF_SIZE);
        value.getStyleClass().add(tone.styleClass());
        getChildren().addAll(name, value);
        Tooltip.install(this, more);
    }

    void show(String newName, String newValue, Tone newTone, String explanation) {
        name.setText(newName);
        value.setText(newValue);
        value.getStyleClass().remove(tone.styleClass());
        tone = newTone;
        value.getStyleClass().add(tone.styleClass());
        more.setText(explanation);
        setAccessibleText(newName + ": " + newValue);
    }

    void present(boolean there) {
        setVisible(there);
        setManaged(there);
    }
}
