package app.medzenhealth.cutover.ui.common;

import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;

/** Somebody's words: whole where they are short, else their beginning, and the rest when asked for. */
public final class FoldedText extends VBox {
    private static final int SHOWN = 240;
    private static final int LINES_SHOWN = 4;

    public FoldedText(String text, String... styleClasses) {
        var start = start(text);
        var words = Labels.wrapped(start, styleClasses);
        getChildren().add(words);
        if (start.length() < text.length()) {
            words.setText(start + "…");
            var more = new Hyperlink("Show all " + text.length() + " characters");
            more.getStyleClass().add("caption");
            more.setMinWidth(USE_PREF_SIZE);
            more.setOnAction(_ -> {
                var folded = words.getText().length() <= start.length() + 1;
                words.setText(folded ? text : start + "…");
                more.setText(folded ? "Show less" : "Show all " + text.length() + " characters");
            });
            getChildren().add(more);
        }
    }

    /** The first lines, as far as they go on little room. */
    static String start(String text) {
        var end = Math.min(text.length(), SHOWN);
        for (int i = 0, lines = 1; i < end; i++) {
            if (text.charAt(i) == '\n' && ++lines > LINES_SHOWN) {
                end = i;
            }
        }
        // Not between the two halves of one character.
        return text.substring(
                0, end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
