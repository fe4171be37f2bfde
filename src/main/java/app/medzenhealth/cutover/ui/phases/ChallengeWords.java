package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What the second person signs, in plain words: the same that they see on their machine. */
final class ChallengeWords extends GridPane {
    /** More of them are scrolled through: all are there. */
    private static final int FEW = 12;

    private static final double SCROLLED_HEIGHT = 300;

    private final ReadOnlyIntegerWrapper unseen = new ReadOnlyIntegerWrapper(this, "unseen");

    /** @param left how long it may still be answered */
    ChallengeWords(Approvals.Challenge c, Label left) {
        setId("challenge-words");
        getStyleClass().add("facts");
        left.setId("challenge-left");
        left.getStyleClass().setAll("label", "mono", "strong");
        fact("They sign", Labels.wrapped("Step " + c.step() + ": " + c.title(), "strong"));
        fact("Time", left);
        fact("Account", Labels.wrapped(c.account() + " · plan " + c.plan(), "mono", "caption"));
        fact("Plan's text", Labels.wrapped("SHA-256 " + c.planMark(), "mono", "caption"));
        fact("Asked by", Labels.wrapped(c.askedBy(), "caption"));
        if (c.changes().isEmpty()) {
            fact("What changes", Labels.wrapped("Nothing in AWS.", "caption"));
        }
        if (c.changes().size() > FEW) {
            fact("What changes", all(c));
        } else {
            for (var i = 0; i < c.changes().size(); i++) {
                fact(i == 0 ? "What changes" : "", Labels.wrapped(c.changes().get(i), "mono", "caption"));
            }
        }
        if (!c.changes().isEmpty()) {
            fact("Listed", Labels.wrapped(c.listMark(), "mono", "caption"));
        }
        fact(
                "Going back",
                Labels.wrapped(c.goingBack().isBlank() ? "Nothing to take back." : c.goingBack(), "caption"));
        fact("Reviewed state", Labels.whole(InWords.head(c.fingerprint().substring(0, 12)), "mono", "caption"));
    }

    /** How many of the lines that are scrolled through have not been on the screen yet: nobody signs what they could not see. */
    ReadOnlyIntegerProperty unseenProperty() {
        return unseen.getReadOnlyProperty();
    }

    private VBox all(Approvals.Challenge c) {
        var list = list(c);
        var seen = new SeenLines(list);
        unseen.bind(seen.unseenProperty());
        var words = Labels.wrapped("", "caption");
        words.setId("challenge-seen");
        seen.unseenProperty().subscribe(left -> {
            var total = c.changes().size();
            words.setText(
                    left.intValue() == 0
                            ? "✓ All " + total + " lines were shown."
                            : "◷ " + (total - left.intValue()) + " of " + total
                                    + " lines were shown. Scroll through all of them before it is signed.");
            words.getStyleClass().setAll("label", "caption", left.intValue() == 0 ? "ok" : "warn");
        });
        var box = new VBox(list, words);
        box.getStyleClass().add("item-words");
        GridPane.setHgrow(box, Priority.ALWAYS);
        return box;
    }

    private static ListView<String> list(Approvals.Challenge c) {
        var list = new ListView<>(FXCollections.observableList(c.changes()));
        list.setId("challenge-changes");
        list.setAccessibleText("What changes: " + c.listMark());
        list.setPrefHeight(SCROLLED_HEIGHT);
        list.setMinHeight(SCROLLED_HEIGHT);
        list.setCellFactory(_ -> new Line());
        return list;
    }

    /** As many rows as it takes: nothing of a change is cut off. */
    private static final class Line extends ListCell<String> {
        Line() {
            getStyleClass().addAll("mono", "caption");
            setWrapText(true);
            // As wide as the list, not as the text.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable String change, boolean empty) {
            super.updateItem(change, empty);
            setText(empty ? null : change);
        }
    }

    private void fact(String name, Node value) {
        var row = getRowCount();
        var key = Labels.whole(name, "caption", "muted");
        add(key, 0, row);
        add(value, 1, row);
        GridPane.setValignment(key, VPos.TOP);
    }
}
