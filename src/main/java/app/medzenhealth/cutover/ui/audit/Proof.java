package app.medzenhealth.cutover.ui.audit;

import javafx.geometry.Orientation;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The verdict and the head it is of: beside each other, or below where the verdict's words would get a narrow column. */
final class Proof extends VBox {
    /** How many times the head's own width there must be for both. */
    private static final double BOTH = 2.7;

    private final Region verdict;
    private final Region head;

    Proof(Region verdict, Region head) {
        this.verdict = verdict;
        this.head = head;
        getStyleClass().add("proof");
        HBox.setHgrow(verdict, Priority.ALWAYS);
        arrange(Orientation.HORIZONTAL);
        widthProperty().subscribe(this::share);
        head.widthProperty().subscribe(this::share);
    }

    private void share() {
        if (getWidth() > 0) {
            arrange(getWidth() >= BOTH * head.prefWidth(-1) ? Orientation.HORIZONTAL : Orientation.VERTICAL);
        }
    }

    private void arrange(Orientation how) {
        if (how == Orientation.VERTICAL) {
            if (verdict.getParent() != this) {
                getChildren().setAll(verdict, head);
            }
        } else if (verdict.getParent() == null || verdict.getParent() == this) {
            getChildren().clear();
            var row = new HBox(verdict, head);
            row.getStyleClass().add("proof");
            getChildren().setAll(row);
        }
    }
}
