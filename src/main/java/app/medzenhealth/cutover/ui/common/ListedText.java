package app.medzenhealth.cutover.ui.common;

import java.util.Arrays;
import java.util.List;
import javafx.scene.layout.VBox;

/** What came of many things: where a sentence counts them up, each has a line of its own. */
public final class ListedText extends VBox {
    /** Fewer read well in one sentence. */
    private static final int FEWEST = 3;

    /** @param text as it is recorded, for example {@code 3 items are open: FAIL a: b; UNKNOWN c: d; FAIL e: f} */
    public ListedText(String text) {
        getStyleClass().add("item-words");
        var head = head(text);
        if (!head.isEmpty()) {
            getChildren().add(Labels.wrapped(head));
        }
        items(text).forEach(i -> getChildren().add(Labels.wrapped("•  " + i)));
    }

    /** What is said before they are counted up; all of it where they are not. */
    public static String head(String text) {
        return items(text).isEmpty() ? text : text.substring(0, text.indexOf(": ") + 1);
    }

    /** What is counted up; empty where there is no more than a sentence. */
    public static List<String> items(String text) {
        var begins = text.indexOf(": ");
        var items = Arrays.stream((begins < 0 ? text : text.substring(begins + 2)).split(";\\s+"))
                .filter(p -> !p.isBlank())
                .toList();
        return items.size() < FEWEST ? List.of() : items;
    }
}
