package app.medzenhealth.cutover.ui.common;

import javafx.scene.control.Label;
import org.kordamp.ikonli.feather.Feather;

/** A short fact with a border around it. */
public final class Chip extends Label {

    public Chip(String text, Tone tone) {
        super(text);
        getStyleClass().addAll("chip", tone.styleClass());
        setMinWidth(USE_PREF_SIZE);
    }

    public Chip(Feather symbol, String text, Tone tone) {
        this(text, tone);
        setGraphic(new Icon(symbol, tone));
    }
}
