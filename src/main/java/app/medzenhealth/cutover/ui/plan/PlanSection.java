package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Labels;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** One part of the plan on the screen. Made when first opened. */
abstract class PlanSection extends VBox {

    PlanSection(String title, String lead) {
        getStyleClass().add("plan-section");
        getChildren().add(Labels.wrapped(title, "h1"));
        if (!lead.isEmpty()) {
            getChildren().add(Labels.wrapped(lead, "muted"));
        }
    }

    /** Takes over what changed; called with every new view while the section is on show. */
    void show(SessionView session) {}

    /** What {@code /} leads to. */
    Optional<Node> filter() {
        return Optional.empty();
    }
}
