package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Labels;
import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Commands and files worth having at hand. */
final class ReferencesSection extends PlanSection {
    ReferencesSection(Plan plan) {
        super("References", "To be copied into a terminal; the console does not run them.");
        if (plan.references().isEmpty()) {
            getChildren().add(Blank.empty("No references", "This plan names none."));
        }
        for (var reference : plan.references()) {
            var title = Labels.wrapped(reference.title(), "strong");
            title.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(title, Priority.ALWAYS);
            var head = new HBox(title, new CopyButton("Copy", reference::text));
            head.getStyleClass().add("row");
            head.setAlignment(Pos.CENTER_LEFT);
            var block = new VBox(Labels.wrapped(reference.text()));
            block.getStyleClass().add("code-block");
            var card = new VBox(head, block, Labels.wrapped(reference.source(), "caption", "muted"));
            card.getStyleClass().add("reference");
            getChildren().add(card);
        }
    }
}
