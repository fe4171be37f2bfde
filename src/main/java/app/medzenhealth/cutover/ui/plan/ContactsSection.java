package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Whom to call. */
final class ContactsSection extends PlanSection {
    private final List<Plan.Contact> contacts;
    private final List<HBox> reached = new ArrayList<>();
    private List<Optional<String>> shown = List.of();

    ContactsSection(Plan plan) {
        super(
                "Contacts",
                "Who has no name here cannot be called at 02:30: set them under Parameters before the window. The runbook of"
                        + " disaster recovery is not written without them.");
        contacts = plan.contacts();
        if (contacts.isEmpty()) {
            getChildren().add(Blank.empty("No contacts", "This plan names none."));
            return;
        }
        var grid = Grids.of(30, 50, 20);
        Grids.line(grid, head("Role"), head("Who, and reached by"), head("Source"));
        for (var contact : contacts) {
            var who = new HBox();
            who.setAlignment(Pos.TOP_LEFT);
            reached.add(who);
            Grids.line(
                    grid,
                    Labels.wrapped(contact.role(), "strong"),
                    who,
                    Labels.wrapped(contact.source(), "caption", "muted"));
        }
        getChildren().add(grid);
    }

    @Override
    void show(SessionView session) {
        var plan = session.plan().withValues(session.parameters());
        var now = contacts.stream().map(plan::reached).toList();
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        for (var i = 0; i < now.size(); i++) {
            reached.get(i)
                    .getChildren()
                    .setAll(now.get(i).<Node>map(ContactsSection::reach).orElseGet(ContactsSection::missing));
        }
    }

    private static Label head(String text) {
        return Labels.wrapped(text, "caption", "muted", "strong");
    }

    private static Node missing() {
        var label = Labels.wrapped("not set yet", "warn");
        label.setGraphic(new Icon(Feather.ALERT_TRIANGLE, Tone.WARN));
        return label;
    }

    private static Node reach(String text) {
        var row = new HBox(Labels.wrapped(text), new CopyButton("Copy", () -> text));
        row.getStyleClass().add("row");
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
