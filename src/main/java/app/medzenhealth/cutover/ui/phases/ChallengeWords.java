package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.Approvals;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;

/** What the second person signs, in plain words: the same that they see on their machine. */
final class ChallengeWords extends GridPane {
    private static final int MOST_CHANGES = 12;

    /** @param left how long it may still be answered */
    ChallengeWords(Approvals.Challenge c, Label left) {
        setId("challenge-words");
        getStyleClass().add("facts");
        left.setId("challenge-left");
        left.getStyleClass().setAll("label", "mono", "strong");
        fact("They sign", Labels.wrapped("Step " + c.step() + ": " + c.title(), "strong"));
        fact("Time", left);
        fact("Account", Labels.wrapped(c.account() + " · plan " + c.plan(), "mono", "caption"));
        fact("Asked by", Labels.wrapped(c.askedBy(), "caption"));
        if (c.changes().isEmpty()) {
            fact("What changes", Labels.wrapped("Nothing in AWS.", "caption"));
        }
        for (var i = 0; i < Math.min(MOST_CHANGES, c.changes().size()); i++) {
            fact(i == 0 ? "What changes" : "", Labels.wrapped(c.changes().get(i), "mono", "caption"));
        }
        if (c.changes().size() > MOST_CHANGES) {
            fact("", Labels.wrapped("and " + (c.changes().size() - MOST_CHANGES) + " more", "caption", "muted"));
        }
        fact(
                "Going back",
                Labels.wrapped(c.goingBack().isBlank() ? "Nothing to take back." : c.goingBack(), "caption"));
        fact("Reviewed state", Labels.whole(InWords.head(c.fingerprint().substring(0, 12)), "mono", "caption"));
    }

    private void fact(String name, Node value) {
        var row = getRowCount();
        var key = Labels.whole(name, "caption", "muted");
        add(key, 0, row);
        add(value, 1, row);
        GridPane.setValignment(key, VPos.TOP);
    }
}
