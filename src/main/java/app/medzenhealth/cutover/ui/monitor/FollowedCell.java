package app.medzenhealth.cutover.ui.monitor;

import app.medzenhealth.cutover.monitor.watch.FollowedLine;
import app.medzenhealth.cutover.monitor.watch.LogFilter;
import app.medzenhealth.cutover.ui.common.InWords;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/** A line of a log in one line: what does not fit is on show below the list when the line is chosen. Its nodes are used again. */
final class FollowedCell extends ListCell<FollowedLine> {
    private static final double WIDEST = 640;

    private final Supplier<List<String>> marked;
    private final Text time = text("log-time");
    private final Text group = text("log-group");
    private final Text level = text("log-level");
    private final Label before = words();
    private final Label mark = new Label();
    private final Label after = words();
    private final Tooltip whole = new Tooltip();
    private final HBox row;

    /** @param marked words that are to be seen at once */
    FollowedCell(Supplier<List<String>> marked) {
        this.marked = marked;
        setPrefWidth(0);
        mark.getStyleClass().add("log-mark");
        mark.setMinWidth(Region.USE_PREF_SIZE);
        var words = new HBox(before, mark, after);
        words.getStyleClass().add("log-words");
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        whole.setWrapText(true);
        whole.setMaxWidth(WIDEST);
        row = new HBox(time, column(group, "log-group-column"), column(level, "log-level-column"), words);
        row.getStyleClass().add("log-row");
        row.setMinWidth(0);
    }

    private static Label words() {
        var label = new Label();
        label.getStyleClass().add("log-text");
        label.setMinWidth(0);
        return label;
    }

    private static Text text(String style) {
        var text = new Text();
        text.getStyleClass().add(style);
        return text;
    }

    private static StackPane column(Text text, String style) {
        var pane = new StackPane(text);
        pane.getStyleClass().add(style);
        return pane;
    }

    @Override
    protected void updateItem(@Nullable FollowedLine line, boolean empty) {
        super.updateItem(line, empty);
        getStyleClass().removeAll("log-error", "log-warn");
        if (empty || line == null) {
            setGraphic(null);
            setTooltip(null);
            setAccessibleText(null);
            return;
        }
        time.setText(InWords.clock(line.at()));
        group.setText(line.place().title());
        level.setText(
                switch (line.level()) {
                    case ERROR -> "×";
                    case WARN -> "!";
                    case INFO, OTHER -> "";
                });
        switch (line.level()) {
            case ERROR -> getStyleClass().add("log-error");
            case WARN -> getStyleClass().add("log-warn");
            case INFO, OTHER -> {}
        }
        var found = LogFilter.found(line.text(), marked.get());
        var text = line.text();
        before.setText(found.map(f -> text.substring(0, f.from())).orElse(text));
        mark.setText(found.map(f -> text.substring(f.from(), f.to())).orElse(""));
        mark.setVisible(found.isPresent());
        mark.setManaged(found.isPresent());
        after.setText(found.map(f -> text.substring(f.to())).orElse(""));
        setAccessibleText(InWords.clock(line.at()) + " " + line.place().title() + ": " + text);
        whole.setText(text);
        setTooltip(whole);
        setGraphic(row);
    }
}
