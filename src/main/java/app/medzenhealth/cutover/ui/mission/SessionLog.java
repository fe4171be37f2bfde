package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The last lines of all steps' logs and the lead's notes, newest at the bottom. */
final class SessionLog extends VBox {
    private static final int MOST = 200;
    /** Of a line that are shown at once; the tooltip has them all. */
    private static final int LETTERS = 120;

    private static final double TOOLTIP = 480;
    /** Room kept for it, whether it shows or not. */
    private static final double SCROLL_BAR = 16;

    private final ListView<Entry> list = new ListView<>();

    /** @param step where the line comes from: a step's id, or {@code note} */
    record Entry(String step, LogLine line) {}

    /** @param onHandover shows the handover card */
    SessionLog(Runnable onHandover) {
        setId("session-log");
        getStyleClass().add("session-log");
        setMinSize(0, 0);
        list.setCellFactory(_ -> new Line());
        list.setPlaceholder(Labels.wrapped("Nothing has been done yet.", "muted"));
        VBox.setVgrow(list, Priority.ALWAYS);
        list.setMinHeight(0);
        ScrollRoom.keep(list);
        var handover = new Button("Handover (T)", new Icon(Feather.REPEAT));
        handover.setId("mission-handover");
        handover.getStyleClass().addAll("quiet", "small");
        handover.setMinWidth(USE_PREF_SIZE);
        handover.setOnAction(_ -> onHandover.run());
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(Labels.whole("Session log", "h3"), gap, handover);
        head.getStyleClass().add("session-log-head");
        head.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(head, list);
    }

    void show(SessionView view, List<LogLine> notes) {
        var lines = entries(view, notes);
        if (!lines.equals(list.getItems())) {
            list.getItems().setAll(lines);
            list.scrollTo(lines.size() - 1);
            // How high the lines are is known after the next layout.
            Platform.runLater(() -> list.scrollTo(list.getItems().size() - 1));
        }
    }

    static List<Entry> entries(SessionView view, List<LogLine> notes) {
        var steps = view.phases().stream()
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> s.log().stream().map(l -> new Entry(s.step().id(), l)));
        var all = Stream.concat(steps, notes.stream().map(l -> new Entry("note", l)))
                .sorted(Comparator.comparing(e -> e.line().at()))
                .toList();
        return all.subList(Math.max(0, all.size() - MOST), all.size());
    }

    private static String brief(String words) {
        return words.length() <= LETTERS ? words : words.substring(0, LETTERS).strip() + "…";
    }

    private static final class Line extends ListCell<Entry> {
        private final Tooltip whole = new Tooltip();
        private final Words words = new Words();

        Line() {
            // Otherwise the longest line makes the list scroll sideways.
            setPrefWidth(0);
            whole.setWrapText(true);
            whole.setMaxWidth(TOOLTIP);
        }

        @Override
        protected void updateItem(Entry entry, boolean empty) {
            super.updateItem(entry, empty);
            if (empty || entry == null) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            var said = InWords.plain(entry.line().text());
            words.setText(InWords.clock(entry.line().at()) + " " + entry.step() + " " + brief(said.replace('\n', ' ')));
            whole.setText(said);
            setTooltip(whole);
            setGraphic(words);
            // Measured before the next pulse would style it, and the list remembers heights.
            if (getScene() != null) {
                applyCss();
            }
        }

        /** As high as it needs at the list's width: a cell asks for the height without saying a width. */
        private final class Words extends Label {
            Words() {
                setWrapText(true);
                setMinHeight(USE_PREF_SIZE);
                setPrefWidth(0);
                setMaxWidth(Double.MAX_VALUE);
            }

            @Override
            protected double computePrefHeight(double width) {
                var list = getListView();
                return super.computePrefHeight(
                        list == null
                                ? width
                                : Math.max(
                                        60,
                                        list.getWidth()
                                                - SCROLL_BAR
                                                - Line.this.snappedLeftInset()
                                                - Line.this.snappedRightInset()));
            }
        }
    }
}
