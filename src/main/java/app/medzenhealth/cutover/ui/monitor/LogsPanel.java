package app.medzenhealth.cutover.ui.monitor;

import app.medzenhealth.cutover.monitor.watch.FollowedLine;
import app.medzenhealth.cutover.monitor.watch.LogFilter;
import app.medzenhealth.cutover.monitor.watch.LogFollower;
import app.medzenhealth.cutover.monitor.watch.LogRing;
import app.medzenhealth.cutover.ui.common.FilterChip;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.MonitorFeed;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The newest lines of several log groups, in the order in which they came. Whoever chooses a line stops the list there; what comes
 * meanwhile is counted.
 */
final class LogsPanel extends VBox {
    /** Lines in the list: more than anybody reads, and little enough to be laid out at once. */
    static final int SHOWN = 200;

    private static final double ROW = 20;

    private final Label note = Labels.wrapped("", "caption", "muted");
    private final TextField filter = field("monitor-log-filter", "Only lines with… | or…", "Filter of the log lines");
    private final TextField highlight =
            field("monitor-log-highlight", "Highlight…", "Words that are marked in the log lines");
    private final ToggleButton pause = new ToggleButton("❚❚ Pause");
    private final FlowPane chips = new FlowPane();
    private final ListView<FollowedLine> list = new ListView<>();
    private final Label whole = Labels.wrapped("", "mono", "caption");
    private final Label standings = Labels.wrapped("", "caption", "unknown");
    private final Map<String, FilterChip> groups = new LinkedHashMap<>();
    private final Runnable wanted;
    private List<String> marked = List.of();
    private LogRing.Found shown = LogRing.Found.NOTHING;
    private long cameAtPause;
    private boolean filling;

    /** @param wanted other lines are wanted now */
    LogsPanel(Runnable wanted) {
        this.wanted = wanted;
        setId("monitor-logs");
        getStyleClass().addAll("panel", "hour-panel");
        note.setId("monitor-logs-note");
        HBox.setHgrow(note, Priority.ALWAYS);
        note.setMinWidth(0);
        note.setMaxWidth(Double.MAX_VALUE);
        pause.setId("monitor-log-pause");
        pause.getStyleClass().add("quiet");
        pause.setMinWidth(USE_PREF_SIZE);
        pause.selectedProperty().subscribe((_, now) -> paused(now));
        var head = new HBox(Labels.whole("Logs", "h3"), note, pause);
        head.getStyleClass().addAll("row", "hour-head");
        HBox.setHgrow(filter, Priority.ALWAYS);
        HBox.setHgrow(highlight, Priority.ALWAYS);
        var fields = new HBox(filter, highlight);
        fields.getStyleClass().add("row");
        chips.getStyleClass().add("chips");
        filter.textProperty().subscribe((_, _) -> wanted.run());
        highlight.textProperty().subscribe(t -> {
            marked = LogFilter.words(t);
            list.refresh();
        });
        list.setId("monitor-log-lines");
        list.getStyleClass().add("log-lines");
        // Until the stylesheet says it in letters: without, a first layout makes cells of no height, hundreds of them.
        list.setFixedCellSize(ROW);
        list.setPlaceholder(Labels.wrapped("No line yet.", "muted"));
        list.setCellFactory(_ -> new FollowedCell(this::marks));
        list.setAccessibleText("Log lines");
        list.getSelectionModel().selectedItemProperty().subscribe(this::chosen);
        list.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        ScrollRoom.keep(list);
        VBox.setVgrow(list, Priority.ALWAYS);
        whole.setId("monitor-log-whole");
        whole.getStyleClass().add("log-whole");
        show(whole, false);
        getChildren().addAll(head, fields, chips, standings, list, whole);
        setMinWidth(0);
    }

    private static TextField field(String id, String prompt, String name) {
        var field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(name);
        field.setMinWidth(0);
        return field;
    }

    private static void show(Label label, boolean there) {
        label.setVisible(there);
        label.setManaged(there);
    }

    /** What is filtered by is marked too. */
    private List<String> marks() {
        return marked.isEmpty() ? LogFilter.words(filter.getText()) : marked;
    }

    TextField filterField() {
        return filter;
    }

    LogFilter wantedLines() {
        return LogFilter.of(
                filter.getText(),
                groups.entrySet().stream()
                        .filter(g -> !g.getValue().isSelected())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    void togglePause() {
        pause.fire();
    }

    private void paused(boolean now) {
        pause.setText(now ? "▶ Go on" : "❚❚ Pause");
        if (now) {
            cameAtPause = shown.came();
        } else {
            list.getSelectionModel().clearSelection();
            wanted.run();
        }
        write();
    }

    private void chosen(@Nullable FollowedLine line) {
        if (filling) {
            return;
        }
        show(whole, line != null);
        if (line != null) {
            whole.setText(InWords.day(line.at()) + " UTC · " + line.place().title() + " · "
                    + line.place().group() + " in " + line.place().region() + "\n" + line.text());
            if (!pause.isSelected()) {
                pause.setSelected(true);
            }
        }
    }

    private void pressed(KeyEvent e) {
        if (e.getCode() == KeyCode.ESCAPE && pause.isSelected()) {
            pause.setSelected(false);
            e.consume();
        }
    }

    /** New lines have come, or others are wanted. */
    void lines(LogRing.Found found) {
        shown = new LogRing.Found(
                pause.isSelected() ? shown.newest() : found.newest(),
                pause.isSelected() ? shown.wanted() : found.wanted(),
                found.kept(),
                found.came(),
                found.letGo(),
                found.passedOver());
        if (!pause.isSelected()) {
            filling = true;
            try {
                list.getItems().setAll(found.newest());
            } finally {
                filling = false;
            }
            list.scrollTo(found.newest().size() - 1);
        }
        write();
    }

    /** Others are wanted: also while it is paused. */
    void otherLines(LogRing.Found found) {
        if (pause.isSelected()) {
            shown = found;
            cameAtPause = found.came();
            list.getItems().setAll(found.newest());
            list.scrollTo(found.newest().size() - 1);
            write();
        } else {
            lines(found);
        }
    }

    private void write() {
        var words = new ArrayList<String>();
        words.add(
                shown.wanted() > shown.newest().size()
                        ? "newest " + number(shown.newest().size()) + " of " + number(shown.wanted()) + " lines"
                        : InWords.count(shown.wanted(), "line", "lines"));
        if (shown.came() > shown.wanted()) {
            words.add(number(shown.came()) + " came");
        }
        if (shown.letGo() > 0) {
            words.add(number(shown.letGo()) + " older ones not kept");
        }
        if (shown.passedOver() > 0) {
            words.add("passed over unread "
                    + InWords.count(shown.passedOver(), "time", "times")
                    + ": more was written than can be read");
        }
        if (pause.isSelected()) {
            words.add("paused, " + number(shown.came() - cameAtPause) + " more since");
        }
        note.setText(String.join(" · ", words));
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** How far each group was followed. */
    void groups(MonitorFeed.Reading reading, Instant now) {
        for (var group : reading.groups()) {
            var chip = groups.computeIfAbsent(group.place().id(), _ -> chip(group));
            chip.setTooltip(new Tooltip(
                    group.place().group() + " in " + group.place().region() + ": " + words(group.standing(), now)));
        }
        var troubles = new ArrayList<String>();
        reading.groups().stream()
                .filter(g -> !(g.standing() instanceof LogFollower.Following f) || f.behind())
                .forEach(g -> troubles.add(g.place().title() + ": " + words(g.standing(), now)));
        troubles.addAll(reading.lacking());
        standings.setText(String.join("\n", troubles));
        show(standings, !troubles.isEmpty());
    }

    private FilterChip chip(MonitorFeed.Group group) {
        var chip = new FilterChip(
                "monitor-log-" + group.place().id(), group.place().title(), Tone.ACCENT);
        chip.setSelected(true);
        chip.selectedProperty().subscribe((_, _) -> wanted.run());
        chips.getChildren().add(chip);
        return chip;
    }

    private static String words(LogFollower.Standing standing, Instant now) {
        return switch (standing) {
            case LogFollower.NotRead _ -> "not read yet";
            case LogFollower.Following f ->
                (f.behind() ? "more is there than was read, " : "")
                        + f.newest()
                                .map(n -> InWords.count(f.lines(), "line", "lines") + ", newest " + InWords.clock(n)
                                        + " UTC")
                                .orElse("no line in the last " + LogFollower.BEFORE.toMinutes() + " min")
                        + ", read " + InWords.ago(f.read(), now);
            case LogFollower.Absent _ -> "there is no such log group";
            case LogFollower.Unknown u -> "not known: " + u.why();
        };
    }
}
