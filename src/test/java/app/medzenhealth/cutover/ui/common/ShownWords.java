package app.medzenhealth.cutover.ui.common;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;

/** What can be read on a part of the screen, one text a line; what is hidden says nothing. */
public final class ShownWords {
    private ShownWords() {}

    public static String in(Node node) {
        var all = new ArrayList<String>();
        collect(node, all);
        return String.join("\n", all);
    }

    private static void collect(Node node, List<String> all) {
        if (node instanceof Labeled labeled && labeled.isVisible()) {
            all.add(labeled.getText());
        }
        if (node instanceof Parent parent && parent.isVisible()) {
            parent.getChildrenUnmodifiable().forEach(n -> collect(n, all));
        }
    }
}
