package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.InWords;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the plan leaves open, with values as they are in the regions now. */
final class ParametersSection extends Section {
    private final Map<String, ParameterCard> cards = new LinkedHashMap<>();

    ParametersSection(Desk desk) {
        super(
                "Parameters",
                "Values that the written plan leaves open. “Look up” reads what there is, now, and changes nothing. "
                        + "Setting a value is recorded in the trail.");
        for (Plan.Parameter parameter : desk.readings().session().plan().parameters()) {
            ParameterCard card = new ParameterCard(desk, parameter);
            cards.put(parameter.id(), card);
            getChildren().add(card);
        }
        if (cards.isEmpty()) {
            getChildren()
                    .add(app.medzenhealth.cutover.ui.common.Blank.empty(
                            "No parameters", "This plan leaves nothing open."));
        }
    }

    @Override
    void show(SessionView session) {
        cards.forEach((id, card) -> card.show(value(session, card.parameter())));
    }

    static String value(SessionView session, Plan.Parameter parameter) {
        return session.parameters().getOrDefault(parameter.id(), "");
    }

    /** {@code 23 parameters, 1 without a value}. */
    static String count(SessionView session) {
        long open = session.plan().parameters().stream()
                .filter(p -> value(session, p).isBlank())
                .count();
        return InWords.count(session.plan().parameters().size(), "parameter", "parameters")
                + (open == 0 ? "" : ", " + open + " without a value");
    }
}
