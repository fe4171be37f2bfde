package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The head's twelve digits, large enough to be read aloud across a room. */
final class HeadDigits extends VBox {
    private final HBox groups = new HBox();
    private final Label caption = Labels.whole("", "caption", "muted");
    private final CopyButton copy;
    private String head = "";

    HeadDigits() {
        setId("audit-head");
        getStyleClass().addAll("card", "head-digits");
        setAlignment(Pos.CENTER_LEFT);
        groups.getStyleClass().add("head-groups");
        copy = new CopyButton("Copy head (H)", () -> InWords.head(head));
        copy.setId("audit-copy-head");
        HBox foot = new HBox(caption, copy);
        foot.getStyleClass().add("row");
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(groups, foot);
    }

    void show(String newHead, long records) {
        caption.setText("head after " + InWords.count(records, "record", "records"));
        if (newHead.equals(head)) {
            return;
        }
        head = newHead;
        groups.getChildren().clear();
        for (String group : InWords.head(newHead).split(" ")) {
            groups.getChildren().add(Labels.whole(group, "mono", "head-group"));
        }
        groups.setAccessibleText("Head " + InWords.head(newHead));
    }

    void copy() {
        copy.fire();
    }
}
