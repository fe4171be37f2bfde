package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javafx.scene.control.Button;

/** When the migration counts as a success, and what is known of it now. */
final class CriteriaSection extends PlanSection {
    private final List<CriterionCard> cards = new ArrayList<>();

    CriteriaSection(ScreenContext desk) {
        super(
                "Success criteria",
                "Measured by reading, attested by a person by name, or known to be out of reach. What is neither measured nor attested is not shown, and counts for nothing. Nothing here changes anything in AWS.");
        var plan = desk.readings().session().plan();
        if (plan.criteria().isEmpty()) {
            getChildren().add(Blank.empty("No criteria", "This plan names none."));
            return;
        }
        var all = new Button("Read all now");
        all.setId("criteria-read-all");
        all.setOnAction(_ -> cards.forEach(CriterionCard::read));
        getChildren().add(all);
        var groups = new LinkedHashMap<String, List<Plan.Criterion>>();
        plan.criteria()
                .forEach(c -> groups.computeIfAbsent(c.group(), _ -> new ArrayList<>())
                        .add(c));
        groups.forEach((group, criteria) -> {
            getChildren().add(Labels.wrapped(group, "h2"));
            for (var criterion : criteria) {
                var card = new CriterionCard(desk, criterion);
                cards.add(card);
                getChildren().add(card);
            }
        });
    }

    @Override
    void show(SessionView session) {
        cards.forEach(c -> c.show(session));
    }
}
