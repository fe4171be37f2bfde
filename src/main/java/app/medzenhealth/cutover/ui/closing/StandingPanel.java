package app.medzenhealth.cutover.ui.closing;

import app.medzenhealth.cutover.session.ClosingLine;
import app.medzenhealth.cutover.session.ClosingLine.Part;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Locale;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One part of how everything stands at the end. */
final class StandingPanel extends VBox {

    StandingPanel(Part part, List<ClosingLine> lines) {
        setId("standing-" + part.name().toLowerCase(Locale.ROOT));
        getStyleClass().addAll("panel", "hour-panel");
        var head = new HBox(Labels.whole(part.title(), "h3"));
        head.getStyleClass().addAll("row", "hour-head");
        getChildren().addAll(head, grid(lines));
        setMinWidth(0);
    }

    private static Node grid(List<ClosingLine> lines) {
        var grid = new GridPane();
        grid.getStyleClass().add("hour-facts");
        var names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        var standings = new ColumnConstraints();
        standings.setMinWidth(USE_PREF_SIZE);
        var words = new ColumnConstraints();
        words.setHgrow(Priority.ALWAYS);
        words.setMinWidth(0);
        grid.getColumnConstraints().addAll(names, standings, words);
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var name = Labels.whole(line.name(), "muted");
            GridPane.setValignment(name, VPos.TOP);
            grid.add(name, 0, i);
            if (!line.standing().isBlank()) {
                var standing = chip(line.standing());
                GridPane.setValignment(standing, VPos.TOP);
                grid.add(standing, 1, i);
            }
            var text = Labels.wrapped(line.text());
            text.setMinWidth(0);
            grid.add(text, 2, i);
        }
        return grid;
    }

    private static Chip chip(String standing) {
        return switch (standing) {
            case "met, measured", "measured" -> new Chip(Feather.CHECK, standing, Tone.OK);
            case "attested" -> new Chip(Feather.USER_CHECK, standing, Tone.ACCENT);
            case "not met, measured", "cannot be met" -> new Chip(Feather.X, standing, Tone.BAD);
            case "not shown" -> new Chip(Feather.SLASH, standing, Tone.NEUTRAL);
            case "unknown", "not known", "not measured" -> new Chip(Feather.HELP_CIRCLE, standing, Tone.UNKNOWN);
            case "nobody has looked" -> new Chip(Feather.USER, standing, Tone.WARN);
            case String open when open.startsWith("open") -> new Chip(Feather.CLOCK, standing, Tone.WARN);
            case String seen when seen.startsWith("looked at") -> new Chip(Feather.USER_CHECK, standing, Tone.OK);
            default -> new Chip(standing, Tone.NEUTRAL);
        };
    }
}
