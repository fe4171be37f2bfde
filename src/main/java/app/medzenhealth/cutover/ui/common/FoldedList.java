package app.medzenhealth.cutover.ui.common;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;

/** Many things of a kind: how many there are and the first of them; the rest when asked for. */
public final class FoldedList extends VBox {
    private static final int SHOWN = 3;

    /** @param items each in its own words, of any length */
    public FoldedList(Node head, List<String> items, String... styleClasses) {
        getStyleClass().add("item-words");
        getChildren().add(head);
        var lines =
                items.stream().map(i -> new FoldedText("•  " + i, styleClasses)).toList();
        lines.forEach(l -> present(l, lines.indexOf(l) < SHOWN));
        getChildren().addAll(lines);
        if (items.size() > SHOWN) {
            var all = "Show all " + items.size();
            var more = new Hyperlink(all);
            more.getStyleClass().add("caption");
            more.setMinWidth(USE_PREF_SIZE);
            more.setOnAction(_ -> {
                var folded = more.getText().equals(all);
                lines.subList(SHOWN, lines.size()).forEach(l -> present(l, folded));
                more.setText(folded ? "Show less" : all);
            });
            getChildren().add(more);
        }
    }

    private static void present(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
