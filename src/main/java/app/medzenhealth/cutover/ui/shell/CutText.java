package app.medzenhealth.cutover.ui.shell;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.text.Text;

/** Finds text that is on show but does not fit, and that no tooltip gives in full. */
public final class CutText {
    private CutText() {}

    /** The full texts of what is cut below {@code root}, which must have been laid out; on the JavaFX thread. */
    public static List<String> below(Parent root) {
        var cut = new ArrayList<String>();
        collect(root, false, cut);
        return cut;
    }

    private static void collect(Node node, boolean explained, List<String> cut) {
        if (!node.isVisible()) {
            return;
        }
        var told = explained || node instanceof Control c && c.getTooltip() != null;
        if (node instanceof Labeled labeled && !told && isCut(labeled)) {
            cut.add(labeled.getText());
        }
        if (node instanceof Parent parent) {
            for (var child : parent.getChildrenUnmodifiable()) {
                collect(child, told, cut);
            }
        }
    }

    private static boolean isCut(Labeled labeled) {
        var text = labeled.getText();
        return text != null
                && !text.isEmpty()
                && labeled.getChildrenUnmodifiable().stream()
                        .filter(Text.class::isInstance)
                        .map(Text.class::cast)
                        .anyMatch(shown -> shown.isVisible()
                                && !shown.getText().equals(text)
                                && shown.getText().endsWith(labeled.getEllipsisString()));
    }
}
