package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.ui.common.AuditFeed.SignedHead;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** The head's twelve digits, large enough to be read aloud across a room, and which part of the trail is signed. */
final class HeadDigits extends VBox {
    private final HBox groups = new HBox();
    private final Label caption = Labels.whole("", "caption", "muted");
    private final Label signature = Labels.whole("", "caption", "muted");
    private final CopyButton copy;
    private String head = "";
    private long records;
    private Optional<SignedHead> signed = Optional.empty();

    HeadDigits() {
        setId("audit-head");
        getStyleClass().addAll("card", "head-digits");
        setAlignment(Pos.CENTER_LEFT);
        groups.getStyleClass().add("head-groups");
        signature.setId("audit-signed");
        copy = new CopyButton("Copy (H)", () -> InWords.head(head));
        copy.setId("audit-copy-head");
        var foot = new HBox(caption, copy);
        foot.getStyleClass().add("row");
        foot.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(groups, foot, signature);
    }

    void show(String newHead, long newRecords) {
        records = newRecords;
        caption.setText("after " + InWords.count(records, "record", "records"));
        sign();
        if (newHead.equals(head)) {
            return;
        }
        head = newHead;
        groups.getChildren().clear();
        for (var group : InWords.head(newHead).split(" ")) {
            groups.getChildren().add(Labels.whole(group, "mono", "head-group"));
        }
        groups.setAccessibleText("Head " + InWords.head(newHead));
    }

    void show(Optional<SignedHead> last) {
        signed = last;
        sign();
    }

    private void sign() {
        signature.setText(words(signed, records));
    }

    /** Which head is under a signature, and what came after it. */
    static String words(Optional<SignedHead> signed, long records) {
        return signed.map(s -> s.records() >= records
                        ? "✓ signed"
                        : "signed: " + InWords.head(s.head()) + " after " + s.records() + "; " + (records - s.records())
                                + " since")
                .orElse("nothing is signed yet");
    }

    void copy() {
        copy.fire();
    }
}
