package app.medzenhealth.cutover.ui.monitor;

import app.medzenhealth.cutover.monitor.watch.MetricBoard;
import app.medzenhealth.cutover.monitor.watch.MetricLine;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The plan's metrics, a tile each. */
final class MetricsPanel extends VBox {
    /** Read each minute: two that were missed are worth a word. */
    static final Duration OLD = Duration.ofMinutes(3);

    private final Label note = Labels.wrapped("", "caption", "muted");
    private final TileGrid grid = new TileGrid();
    private final Map<String, MetricTile> tiles = new LinkedHashMap<>();

    MetricsPanel() {
        setId("monitor-metrics");
        getStyleClass().addAll("panel", "hour-panel");
        note.setId("monitor-metrics-note");
        HBox.setHgrow(note, Priority.ALWAYS);
        note.setMinWidth(0);
        note.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(Labels.whole("Metrics", "h3"), note);
        head.getStyleClass().addAll("row", "hour-head");
        getChildren().addAll(head, grid);
        setMinWidth(0);
    }

    void show(MetricBoard board, Instant now) {
        if (!List.copyOf(tiles.keySet())
                .equals(board.rows().stream().map(r -> r.row().id()).toList())) {
            tiles.clear();
            board.rows()
                    .forEach(r -> tiles.put(
                            r.row().id(), new MetricTile(r.row().id(), r.row().title())));
            grid.show(List.copyOf(tiles.values()));
        }
        var to = board.to().orElse(now);
        board.rows().forEach(r -> {
            var tile = tiles.get(r.row().id());
            if (tile != null) {
                tile.show(r, board.from(), to, now);
            }
        });
        age(board, now);
    }

    /** What grows old by itself. */
    void age(MetricBoard board, Instant now) {
        var old = board.to().filter(t -> t.plus(OLD).isBefore(now)).isPresent();
        note.getStyleClass().removeAll("muted", "warn");
        note.getStyleClass().add(old ? "warn" : "muted");
        note.setText(board.to()
                .map(t -> "a value a minute, the last hour, hatched where there is none · " + counts(board) + " · "
                        + (old ? "old: read " : "read ") + InWords.ago(t, now))
                .orElse("not read yet"));
    }

    private static String counts(MetricBoard board) {
        var lines = board.rows().stream().flatMap(r -> r.lines().stream()).toList();
        var breaks = lines.stream()
                .filter(l -> l.standing() instanceof MetricLine.Breaks)
                .count();
        var holds = lines.stream()
                .filter(l -> l.standing() instanceof MetricLine.Holds)
                .count();
        var unknown = lines.stream()
                .filter(l -> l.standing() instanceof MetricLine.Unknown)
                .count();
        var not = lines.stream()
                .filter(l -> l.standing() instanceof MetricLine.NotMeasured)
                .count();
        var words = new ArrayList<String>();
        words.add(
                holds + breaks == 0
                        ? "none can be held against a limit"
                        : holds + " of " + (holds + breaks) + " in their limits");
        if (unknown > 0) {
            words.add(unknown + " not known");
        }
        if (not > 0) {
            words.add(not + " not measured");
        }
        return String.join(" · ", words);
    }
}
