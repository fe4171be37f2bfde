package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.ui.common.FoldedText;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The cards that a step's page is made of. */
final class Cards {
    private Cards() {}

    static VBox of(String title, Feather symbol, Tone tone) {
        var head = new Label(title, new Icon(symbol, tone));
        head.getStyleClass().add("h3");
        head.setWrapText(true);
        head.setMinHeight(Region.USE_PREF_SIZE);
        var card = new VBox(head);
        card.getStyleClass().addAll("card", tone.styleClass());
        return card;
    }

    static HBox pair(String name, String text) {
        var key = Labels.whole(name, "muted");
        key.getStyleClass().add("pair-key");
        var value = Labels.wrapped(text);
        HBox.setHgrow(value, Priority.ALWAYS);
        var row = new HBox(key, value);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    static VBox note(Tone tone, Feather symbol, String title, String text) {
        var card = of(title, symbol, tone);
        if (!text.isBlank()) {
            card.getChildren().add(new FoldedText(text, "muted"));
        }
        return card;
    }

    static void besideTitle(VBox card, Node node) {
        var title = card.getChildren().removeFirst();
        // Under it where there is no room beside.
        var row = new FlowPane(title, node);
        row.getStyleClass().add("chips");
        row.setRowValignment(VPos.BASELINE);
        row.setMinHeight(Region.USE_PREF_SIZE);
        card.getChildren().addFirst(row);
    }
}
