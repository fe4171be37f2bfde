package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;

/** Whom to call. */
final class ContactsSection extends Section {
    ContactsSection(Plan plan) {
        super(
                "Contacts",
                "Who has no name here cannot be called at 02:30: fill them in, in the plan file, before the window.");
        if (plan.contacts().isEmpty()) {
            getChildren().add(Blank.empty("No contacts", "This plan names none."));
            return;
        }
        GridPane grid = Grids.of(30, 24, 30, 20);
        Grids.line(grid, head("Role"), head("Name"), head("Reached by"), head("Source"));
        for (Plan.Contact contact : plan.contacts()) {
            Grids.line(
                    grid,
                    Labels.wrapped(contact.role(), "strong"),
                    contact.name().<Node>map(Labels::wrapped).orElseGet(ContactsSection::missing),
                    contact.reach().<Node>map(ContactsSection::reach).orElseGet(ContactsSection::missing),
                    Labels.wrapped(contact.source(), "caption", "muted"));
        }
        getChildren().add(grid);
    }

    private static Label head(String text) {
        return Labels.wrapped(text, "caption", "muted", "strong");
    }

    private static Node missing() {
        Label label = Labels.wrapped("not in the plan", "warn");
        label.setGraphic(new Icon(Feather.ALERT_TRIANGLE, Tone.WARN));
        return label;
    }

    private static Node reach(String text) {
        HBox row = new HBox(Labels.wrapped(text), new CopyButton("Copy", () -> text));
        row.getStyleClass().add("row");
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
