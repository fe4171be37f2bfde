package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.ParameterUses;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** What the plan leaves open, with values as they are in the regions now. */
final class ParametersSection extends PlanSection {
    private final Map<String, ParameterCard> cards = new LinkedHashMap<>();
    private final ScreenContext desk;
    private final ParameterUses uses;
    private final VBox open = new VBox();
    private Map<String, String> shown = Map.of("", "");

    ParametersSection(ScreenContext desk) {
        super(
                "Parameters",
                "Values that the written plan leaves open. “Look up” reads what there is, now, and changes nothing. "
                        + "Setting a value is recorded in the trail.");
        uses = ParameterUses.of(desk.readings().session().plan());
        this.desk = desk;
        open.setId("parameters-open");
        open.getStyleClass().addAll("card", "parameter");
        getChildren().add(open);
        for (var parameter : desk.readings().session().plan().parameters()) {
            var card = new ParameterCard(desk, parameter, uses.of(parameter.id()));
            cards.put(parameter.id(), card);
            getChildren().add(card);
        }
        if (cards.isEmpty()) {
            getChildren().add(Blank.empty("No parameters", "This plan leaves nothing open."));
        }
    }

    @Override
    void show(SessionView session) {
        cards.forEach((id, card) ->
                card.show(value(session, card.parameter()), session.mode() == SessionView.Mode.REHEARSAL));
        if (!session.parameters().equals(shown)) {
            shown = session.parameters();
            missing(session);
        }
    }

    /** What is to be set, each under the first phase that needs it, with a way to it. */
    private void missing(SessionView session) {
        open.getChildren().clear();
        var named = new HashSet<String>();
        session.plan().everything().forEach(phase -> {
            var links = new FlowPane(14, 4);
            uses.missing(session.plan(), phase, session.parameters()).stream()
                    .filter(p -> named.add(p.id()))
                    .forEach(p -> links.getChildren().add(link(p)));
            if (!links.getChildren().isEmpty()) {
                open.getChildren()
                        .addAll(
                                Labels.wrapped(
                                        (session.plan().phases().contains(phase)
                                                        ? "Before phase " + phase.id() + ", "
                                                        : "Before ")
                                                + phase.title(),
                                        "caption",
                                        "warn"),
                                links);
            }
        });
        var any = !open.getChildren().isEmpty();
        if (any) {
            open.getChildren()
                    .addFirst(
                            Labels.wrapped("Not set yet: " + InWords.count(named.size(), "value", "values"), "strong"));
        }
        open.setVisible(any);
        open.setManaged(any);
    }

    private Hyperlink link(Plan.Parameter parameter) {
        var link = new Hyperlink(parameter.title().replaceFirst("[:;,(].*", "").strip());
        link.setOnAction(_ -> desk.navigator().go(Place.PLAN, Optional.of(parameter.id())));
        return link;
    }

    static String value(SessionView session, Plan.Parameter parameter) {
        return session.parameters().getOrDefault(parameter.id(), "");
    }

    /** {@code 23 parameters, 1 without a value}. */
    static String count(SessionView session) {
        var open = session.plan().parameters().stream()
                .filter(p -> value(session, p).isBlank())
                .count();
        return InWords.count(session.plan().parameters().size(), "parameter", "parameters")
                + (open == 0 ? "" : ", " + open + " without a value");
    }
}
