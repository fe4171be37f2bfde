package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.PhaseNeeds;
import app.medzenhealth.cutover.session.PhaseNeeds.Kind;
import app.medzenhealth.cutover.session.PhaseNeeds.Need;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.VBox;

/** What a phase needs before it begins, and where each thing is set. */
final class NeedsList {
    private final ScreenContext desk;

    NeedsList(ScreenContext desk) {
        this.desk = desk;
    }

    Node of(PhaseNeeds needs) {
        var box = new VBox(Labels.whole("What it needs", "h3"));
        box.setId("phase-needs");
        box.getStyleClass().addAll("rows", "checklist");
        for (var kind : Kind.values()) {
            var some = needs.of(kind);
            if (some.isEmpty()) {
                continue;
            }
            box.getChildren().add(Labels.wrapped(kind.title(), "caption", kind == Kind.VALUES ? "warn" : "strong"));
            some.forEach(n -> box.getChildren().add(what(n)));
            var wheres = some.stream()
                    .map(n -> n.where().replaceFirst("CUTOVER_PGTUNNEL=\\S+=", "CUTOVER_PGTUNNEL=<instance>="))
                    .distinct()
                    .collect(Collectors.joining("; "));
            box.getChildren().add(Labels.wrapped(wheres, "caption", "muted"));
        }
        return box;
    }

    private Node what(Need need) {
        var steps = need.steps().isEmpty() ? "" : " (" + String.join(", ", need.steps()) + ")";
        if (need.parameter().isEmpty()) {
            return Labels.wrapped(need.what() + steps);
        }
        var link = new Hyperlink(need.what() + steps);
        link.setWrapText(true);
        link.setMinHeight(VBox.USE_PREF_SIZE);
        link.setOnAction(_ ->
                desk.navigator().go(Place.PLAN, Optional.of(need.parameter().get())));
        return link;
    }
}
