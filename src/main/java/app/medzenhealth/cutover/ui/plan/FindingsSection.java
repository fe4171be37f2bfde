package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Every place where the written plan would have failed, and what is done instead. */
final class FindingsSection extends PlanSection {
    private final ScreenContext desk;
    private final List<Deviation> all;
    private final TextField filter = new TextField();
    private final Label count = Labels.whole("", "muted");
    private final VBox list = new VBox();

    FindingsSection(ScreenContext desk) {
        super(
                "Findings and departures",
                "A finding is a fault of the written plan as a whole; a departure is a step that differs from it, with the reason.");
        this.desk = desk;
        all = Deviation.of(desk.readings().session().plan());
        filter.setId("findings-filter");
        filter.setPromptText("Filter  ( / )");
        filter.setAccessibleText("Filter findings and departures");
        filter.setPrefColumnCount(22);
        filter.textProperty().subscribe(_ -> list());
        filter.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                filter.clear();
                e.consume();
            }
        });
        var row = new HBox(filter, count);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        list.getStyleClass().add("deviations");
        getChildren().addAll(row, list);
    }

    @Override
    Optional<Node> filter() {
        return Optional.of(filter);
    }

    void search(String words) {
        filter.setText(words);
    }

    private void list() {
        var matching = Deviation.matching(all, filter.getText());
        var findings = matching.stream()
                .filter(d -> d.kind() == Deviation.Kind.FINDING)
                .count();
        count.setText(InWords.count(findings, "finding", "findings") + " · "
                + InWords.count(matching.size() - findings, "departure", "departures")
                + (matching.size() == all.size() ? "" : " of " + all.size() + " in all"));
        list.getChildren()
                .setAll(
                        matching.isEmpty()
                                ? List.of(
                                        all.isEmpty()
                                                ? Blank.empty(
                                                        "Nothing to tell",
                                                        "This plan follows the written plan throughout.")
                                                : Blank.empty("Nothing matches", "Esc clears the filter."))
                                : matching.stream().map(this::line).toList());
    }

    private Node line(Deviation d) {
        var finding = d.kind() == Deviation.Kind.FINDING;
        var id = new Chip(d.id(), finding ? Tone.WARN : Tone.ACCENT);
        var words = new VBox();
        if (!d.title().isEmpty()) {
            words.getChildren().add(Labels.wrapped(d.title(), "strong"));
        }
        words.getChildren().add(Labels.wrapped(d.text()));
        if (d.step().isPresent()) {
            var where = new Hyperlink(d.where());
            where.getStyleClass().add("caption");
            where.setWrapText(true);
            where.setOnAction(_ -> desk.navigator().goToStep(d.step().get()));
            words.getChildren().add(where);
        } else {
            words.getChildren().add(Labels.wrapped(d.where(), "caption", "muted"));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        var kind = Labels.whole(finding ? "finding" : "departure", "caption", "muted");
        var left = new VBox(id, kind);
        left.getStyleClass().add("deviation-id");
        var row = new HBox(left, words);
        row.getStyleClass().add("deviation");
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
