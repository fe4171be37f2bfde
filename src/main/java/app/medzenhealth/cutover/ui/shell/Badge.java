package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;

/** A word with its shape and tone in the status line; changed in place, since it changes every second. */
final class Badge extends Label {
    private final Icon icon = new Icon(Feather.CIRCLE);
    private final Tooltip more = new Tooltip();
    private Tone tone = Tone.NEUTRAL;

    Badge() {
        setGraphic(icon);
        setTooltip(more);
        setMinWidth(USE_PREF_SIZE);
        getStyleClass().add(tone.styleClass());
        icon.getStyleClass().add(tone.styleClass());
    }

    void show(String word, Feather symbol, Tone newTone, String explanation) {
        setText(word);
        icon.show(symbol);
        more.setText(explanation);
        if (tone != newTone) {
            getStyleClass().remove(tone.styleClass());
            icon.getStyleClass().remove(tone.styleClass());
            tone = newTone;
            getStyleClass().add(tone.styleClass());
            icon.getStyleClass().add(tone.styleClass());
        }
    }
}
