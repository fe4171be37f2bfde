package app.medzenhealth.cutover.ui.common;

import javafx.scene.control.Label;
import org.kordamp.ikonli.feather.Feather;

/** A symbol that grows with the text around it. Says nothing to a screen reader: the word beside it does. */
public final class Icon extends Label {

    public Icon(Feather symbol) {
        super(Character.toString(symbol.getCode()));
        getStyleClass().add("icon");
        setMinWidth(USE_PREF_SIZE);
        setAccessibleText("");
    }

    public Icon(Feather symbol, Tone tone) {
        this(symbol);
        getStyleClass().add(tone.styleClass());
    }

    public void show(Feather symbol) {
        setText(Character.toString(symbol.getCode()));
    }
}
