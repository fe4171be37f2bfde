package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.text.VisibleText;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/** Labels by what they must survive: too little room, or much text. */
public final class Labels {
    private Labels() {}

    /** Ends in an ellipsis where there is too little room. */
    public static Label line(String text, String... styleClasses) {
        var label = new Label(VisibleText.lines(text));
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /** Never cut: keeps the width it needs. */
    public static Label whole(String text, String... styleClasses) {
        var label = line(text, styleClasses);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    /** Never cut: takes as many lines as it needs. */
    public static Label wrapped(String text, String... styleClasses) {
        var label = line(text, styleClasses);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
