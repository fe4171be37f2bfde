package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** A titled list of facts, each with its word, its mark and where it is known from. */
final class FactsPanel extends VBox {
    private final Label note = Labels.wrapped("", "caption", "muted");
    private final GridPane grid = new GridPane();
    private List<HourFact> shown = List.of();

    FactsPanel(String id, String title) {
        setId(id);
        getStyleClass().addAll("panel", "hour-panel");
        var head = new HBox(Labels.whole(title, "h3"), note);
        head.getStyleClass().addAll("row", "hour-head");
        HBox.setHgrow(note, Priority.ALWAYS);
        note.setMinWidth(0);
        grid.getStyleClass().add("hour-facts");
        var names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        grid.getColumnConstraints().addAll(names, values);
        getChildren().addAll(head, grid);
        setMinWidth(0);
    }

    /** Something to look at, below the facts. */
    void below(Region picture) {
        getChildren().add(picture);
    }

    void note(String text) {
        note.setText(text);
    }

    void show(List<HourFact> facts) {
        if (facts.equals(shown)) {
            return;
        }
        shown = List.copyOf(facts);
        grid.getChildren().clear();
        for (var i = 0; i < facts.size(); i++) {
            var fact = facts.get(i);
            var name = Labels.whole(fact.name(), "muted");
            GridPane.setValignment(name, VPos.TOP);
            grid.add(name, 0, i);
            var value = new VBox(line(fact));
            value.setMinWidth(0);
            if (!fact.detail().isBlank()) {
                value.getChildren().add(Labels.wrapped(fact.detail(), "caption", "muted"));
            }
            value.setAccessibleText(
                    fact.name() + ": " + fact.value() + (fact.detail().isBlank() ? "" : ", " + fact.detail()));
            grid.add(value, 1, i);
        }
    }

    /** The mark says what the colour says. */
    private static HBox line(HourFact fact) {
        var words = Labels.wrapped(fact.value(), "hour-value");
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMinWidth(0);
        var line = new HBox(words);
        line.getStyleClass().add("hour-line");
        switch (fact.tone()) {
            case OK -> line.getChildren().addFirst(new Icon(Feather.CHECK, Tone.OK));
            case BAD -> line.getChildren().addFirst(new Icon(Feather.X, Tone.BAD));
            case WARN -> line.getChildren().addFirst(new Icon(Feather.CLOCK, Tone.WARN));
            case UNKNOWN -> line.getChildren().addFirst(new Icon(Feather.HELP_CIRCLE, Tone.UNKNOWN));
            case NEUTRAL, ACCENT -> {}
        }
        if (fact.tone() != Tone.NEUTRAL) {
            words.getStyleClass().add(fact.tone().styleClass());
        }
        return line;
    }
}
