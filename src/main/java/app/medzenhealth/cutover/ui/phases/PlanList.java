package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.StateLook;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All phases and steps; choosing one shows it. */
final class PlanList extends ListView<PlanRow> {
    private final Consumer<String> chosen;
    private boolean showing;

    PlanList(Consumer<String> chosen) {
        this.chosen = chosen;
        setId("steps");
        setAccessibleText("Phases and steps");
        getStyleClass().add("plan-list");
        setCellFactory(_ -> new Cell());
        getSelectionModel().selectedItemProperty().addListener((_, _, row) -> {
            if (!showing && row instanceof PlanRow.Item item) {
                chosen.accept(item.id());
            }
        });
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER && getSelectionModel().getSelectedItem() instanceof PlanRow.Item item) {
                chosen.accept(item.id());
            }
        });
    }

    /** Shows the rows, with the given step chosen; does not scroll unless the choice changed. */
    void show(List<PlanRow> rows, Optional<String> step) {
        showing = true;
        try {
            if (getItems().size() == rows.size()) {
                // Row by row: a whole new list would throw away the place where the reader is.
                for (int i = 0; i < rows.size(); i++) {
                    if (!getItems().get(i).equals(rows.get(i))) {
                        getItems().set(i, rows.get(i));
                    }
                }
            } else {
                getItems().setAll(rows);
            }
            var index = index(rows, step);
            if (index >= 0 && getSelectionModel().getSelectedIndex() != index) {
                getSelectionModel().clearAndSelect(index);
                scrollTo(Math.max(0, index - 6));
            }
        } finally {
            showing = false;
        }
    }

    private static int index(List<PlanRow> rows, Optional<String> step) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof PlanRow.Item item && step.filter(item.id()::equals).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private static final class Cell extends ListCell<PlanRow> {
        @Override
        protected void updateItem(PlanRow row, boolean empty) {
            super.updateItem(row, empty);
            getStyleClass().removeAll("phase-row", "step-row", "heading-row");
            setText(null);
            setId(null);
            setAccessibleText(null);
            setDisable(false);
            if (empty || row == null) {
                setGraphic(null);
                return;
            }
            switch (row) {
                case PlanRow.Heading h -> {
                    getStyleClass().add("heading-row");
                    setGraphic(Labels.line(h.text().toUpperCase(java.util.Locale.ROOT), "eyebrow", "muted"));
                }
                case PlanRow.Head h -> {
                    getStyleClass().add("phase-row");
                    setGraphic(head(h));
                }
                case PlanRow.Item i -> {
                    getStyleClass().add("step-row");
                    setId("step-" + i.id());
                    setAccessibleText("Step " + i.id() + " " + i.title() + ", " + i.look().word() + (i.next() ? ", next" : ""));
                    setGraphic(item(i));
                }
            }
        }

        private static HBox head(PlanRow.Head h) {
            var title = Labels.line((h.id().length() <= 2 ? h.id() + "  " : "") + h.title(), "h3");
            title.setMinWidth(0);
            var words = new VBox(title, Labels.line(h.look().word() + " · " + h.note(), "caption", "muted"));
            HBox.setHgrow(words, Priority.ALWAYS);
            return row(new Icon(h.look().symbol(), h.look().tone()), words);
        }

        private static HBox item(PlanRow.Item i) {
            var number = Labels.whole(number(i.id()), "mono", i.dimmed() ? "faint" : "muted");
            number.getStyleClass().add("step-number");
            var title = i.dimmed() ? Labels.line(i.title(), "muted") : Labels.line(i.title());
            title.setMinWidth(0);
            HBox.setHgrow(title, Priority.ALWAYS);
            var gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            var row = row(new Icon(i.look().symbol(), i.look().tone()), number, title, gap);
            if (i.next()) {
                row.getChildren().add(new Chip("next", Tone.ACCENT));
            } else if (loud(i.look())) {
                row.getChildren().add(Labels.whole(i.look().word(), "caption", i.look().tone().styleClass()));
            }
            return row;
        }

        /** Shown as a word too, where the icon alone would be too quiet. */
        private static boolean loud(StateLook look) {
            return look.tone() == Tone.BAD || look.tone() == Tone.UNKNOWN || look.tone() == Tone.WARN;
        }

        private static String number(String id) {
            return id.contains(".") && id.length() > 6 ? id.substring(id.lastIndexOf('.') + 1) : id;
        }

        private static HBox row(javafx.scene.Node... nodes) {
            var row = new HBox(nodes);
            row.getStyleClass().add("row");
            row.setAlignment(Pos.CENTER_LEFT);
            row.setMinWidth(0);
            row.setPrefWidth(0);
            return row;
        }
    }
}
