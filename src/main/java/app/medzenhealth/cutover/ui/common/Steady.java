package app.medzenhealth.cutover.ui.common;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/**
 * A line of words that come and go, with a height that does not: what lies beside it stays where the hand expects it. It has room
 * for each of the sentences that are known beforehand, and keeps what a longer one once took.
 */
public final class Steady extends StackPane {
    private double width = -1;
    private double highest;

    /** @param sentences that it has room for from the beginning */
    public Steady(Label words, String... sentences) {
        words.setMaxWidth(Double.MAX_VALUE);
        setAlignment(Pos.CENTER_LEFT);
        setMinHeight(USE_PREF_SIZE);
        List.of(sentences).forEach(this::room);
        getChildren().add(words);
        // Nothing to be said is not read aloud, and takes its room all the same.
        words.textProperty().subscribe(text -> words.setVisible(text != null && !text.isEmpty()));
    }

    private void room(String sentence) {
        var ghost = Labels.wrapped(sentence);
        ghost.setVisible(false);
        ghost.setMouseTransparent(true);
        getChildren().add(ghost);
    }

    /** Its unseen sentences take the look of the words. */
    public Steady styled(String... styleClasses) {
        getChildren().forEach(n -> {
            if (!n.isVisible() && n.isMouseTransparent()) {
                n.getStyleClass().addAll(styleClasses);
            }
        });
        return this;
    }

    @Override
    protected double computePrefHeight(double forWidth) {
        var now = super.computePrefHeight(forWidth);
        if (forWidth < 0) {
            return now;
        }
        if (forWidth != width) {
            width = forWidth;
            highest = 0;
        }
        highest = Math.max(highest, now);
        return highest;
    }
}
