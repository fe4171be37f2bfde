package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Deletion.Going;
import app.medzenhealth.cutover.session.Deletions;
import app.medzenhealth.cutover.session.Deletions.Row;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Everything that is gone for good afterwards, line by line: nothing of it is left out, however much it is. */
final class DeletionsTable extends VBox {
    private static final List<String> HEADS = List.of("Name", "Holds", "Last use", "What outlives it");
    /** Of the width, in percent: a copy is named by the longest words. */
    private static final List<Double> WIDTHS = List.of(32.0, 17.0, 16.0, 35.0);

    private final GridPane grid = new GridPane();

    DeletionsTable(Deletions deletions) {
        setId("deletions");
        getStyleClass().add("deletions");
        var head = new HBox(new Icon(Feather.TRASH_2, Tone.BAD), Labels.wrapped(deletions.headline(), "h3", "bad"));
        head.getStyleClass().add("row");
        head.setAlignment(Pos.CENTER_LEFT);
        grid.getStyleClass().add("deletions-grid");
        WIDTHS.forEach(w -> {
            var column = new ColumnConstraints();
            column.setPercentWidth(w);
            column.setHgrow(Priority.ALWAYS);
            grid.getColumnConstraints().add(column);
        });
        for (var i = 0; i < HEADS.size(); i++) {
            grid.add(Labels.wrapped(HEADS.get(i), "caption", "muted", "strong"), i, 0);
        }
        var template = deletions.rows().stream()
                .anyMatch(r -> r.going() == Going.BY_ITSELF && !r.copies().isEmpty());
        deletions.rows().forEach(r -> add(r, template));
        getChildren().addAll(head, grid);
    }

    private void add(Row row, boolean template) {
        var at = grid.getRowCount();
        grid.addRow(
                at,
                cell(name(row)),
                cell(row.holds().isBlank() ? new Phrase().muted("not told") : new Phrase().say(row.holds())),
                cell(used(row)),
                cell(copies(row, template)));
    }

    private static Node cell(Node node) {
        var cell = new VBox(node);
        cell.getStyleClass().add("deletions-cell");
        cell.setFillWidth(true);
        cell.setMaxHeight(Double.MAX_VALUE);
        return cell;
    }

    private static Node name(Row row) {
        var lines = new VBox(
                new Phrase().code(row.name()),
                new Phrase()
                        .muted(row.kind()
                                + row.id().map(i -> " " + i).orElse("")
                                + (row.going() == Going.WITH_ANOTHER ? ", goes with it" : "")));
        if (row.going() == Going.WITH_ANOTHER) {
            lines.getStyleClass().add("deletions-part");
        }
        return lines;
    }

    /** What nobody has measured is no use of none. */
    private static Phrase used(Row row) {
        return row.lastUse().contains("unknown")
                ? new Phrase().tone(row.lastUse(), Tone.UNKNOWN)
                : new Phrase().say(row.lastUse());
    }

    private static Node copies(Row row, boolean template) {
        if (row.copies().isEmpty()) {
            return row.going() == Going.WITH_ANOTHER && template
                    ? new Phrase().muted("the template that it was made by")
                    : new Phrase().tone("✗ nothing", Tone.BAD);
        }
        var lines = new VBox();
        lines.getStyleClass().add("item-words");
        row.copies().forEach(c -> lines.getChildren().add(new Phrase().say(c)));
        return lines;
    }
}
