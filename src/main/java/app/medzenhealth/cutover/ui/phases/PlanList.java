package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.StateLook;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** All phases and steps; choosing one shows it. */
final class PlanList extends ListView<PlanRow> {
    /** Room kept for it, whether it shows or not. */
    private static final double SCROLL_BAR = 14;

    private final Consumer<String> chosen;
    private boolean showing;

    /** @param entered Enter on a step: to its buttons */
    PlanList(Consumer<String> chosen, Runnable entered) {
        this.chosen = chosen;
        setId("steps");
        setAccessibleText("Phases and steps");
        getStyleClass().add("plan-list");
        setCellFactory(_ -> new Cell());
        getSelectionModel().selectedIndexProperty().addListener((_, before, index) -> {
            if (!showing) {
                selected(before.intValue(), index.intValue());
            }
        });
        setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                entered.run();
                e.consume();
            }
        });
    }

    /** Only steps can be chosen: a head leads on to its next step, in the direction of travel. */
    private void selected(int before, int index) {
        if (index < 0) {
            return;
        }
        if (getItems().get(index) instanceof PlanRow.Item item) {
            chosen.accept(item.id());
            return;
        }
        var way = before > index && before - index == 1 ? -1 : 1;
        for (int i = index; i >= 0 && i < getItems().size(); i += way) {
            if (getItems().get(i) instanceof PlanRow.Item item) {
                // Not within the change itself: the list would not follow.
                Platform.runLater(() -> chosen.accept(item.id()));
                return;
            }
        }
        Platform.runLater(() -> getSelectionModel().select(before));
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
                getFocusModel().focus(index);
                if (outOfSight(index)) {
                    scrollTo(Math.max(0, index - 6));
                }
            }
        } finally {
            showing = false;
        }
    }

    private boolean outOfSight(int index) {
        return lookupAll(".list-cell").stream()
                .filter(n -> n instanceof Cell c && c.getIndex() == index && !c.isEmpty())
                .noneMatch(n -> n.getBoundsInParent().getMinY() >= 0
                        && n.getBoundsInParent().getMaxY() <= getHeight());
    }

    private static int index(List<PlanRow> rows, Optional<String> step) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof PlanRow.Item item
                    && step.filter(item.id()::equals).isPresent()) {
                return i;
            }
        }
        return -1;
    }

    private final class Cell extends ListCell<PlanRow> {
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
                    setGraphic(Labels.line(h.text().toUpperCase(Locale.ROOT), "eyebrow", "muted"));
                }
                case PlanRow.Head h -> {
                    getStyleClass().add("phase-row");
                    setGraphic(head(h));
                }
                case PlanRow.Item i -> {
                    getStyleClass().add("step-row");
                    setId("step-" + i.id());
                    setAccessibleText(
                            "Step " + i.id() + " " + i.title() + ", " + i.look().word() + (i.next() ? ", next" : "")
                                    + (i.missing().isEmpty() ? "" : ", " + i.missing()));
                    setGraphic(item(i));
                }
            }
            // Measured before the next pulse would style it, and the list remembers heights.
            if (getScene() != null) {
                applyCss();
            }
        }

        private HBox head(PlanRow.Head h) {
            var words = new VBox(
                    Labels.wrapped((h.id().length() <= 2 ? h.id() + "  " : "") + h.title(), "h3"),
                    Labels.wrapped(h.look().word() + " · " + h.note(), "caption", "muted"));
            HBox.setHgrow(words, Priority.ALWAYS);
            return row(new Icon(h.look().symbol(), h.look().tone()), words);
        }

        private HBox item(PlanRow.Item i) {
            var number = Labels.whole(number(i.id()), "mono", "muted");
            number.getStyleClass().add("step-number");
            var title = i.dimmed() ? Labels.wrapped(i.title(), "muted") : Labels.wrapped(i.title());
            var words = new VBox(title);
            if (loud(i.look())) {
                words.getChildren()
                        .add(Labels.wrapped(
                                i.look().word(), "caption", i.look().tone().styleClass()));
            }
            if (!i.missing().isEmpty()) {
                words.getChildren().add(Labels.wrapped(i.missing(), "caption", "warn"));
            }
            HBox.setHgrow(words, Priority.ALWAYS);
            var row = row(new Icon(i.look().symbol(), i.look().tone()), number, words);
            if (i.next()) {
                row.getChildren().add(new Chip("next", Tone.ACCENT));
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

        private HBox row(Node... nodes) {
            var row = new Line(nodes);
            row.getStyleClass().add("row");
            row.setAlignment(Pos.TOP_LEFT);
            return row;
        }

        /** As high as its words need at the width that is left for them. */
        private final class Line extends HBox {
            Line(Node... nodes) {
                super(nodes);
                setMinWidth(0);
                setPrefWidth(0);
            }

            @Override
            protected double computePrefHeight(double width) {
                // What the cell says is its own width, its padding included.
                var list = getListView();
                return super.computePrefHeight(
                        list == null ? width : Math.max(60, list.getWidth() - SCROLL_BAR - padding()));
            }

            @Override
            protected double computeMinHeight(double width) {
                return computePrefHeight(width);
            }

            private double padding() {
                return Cell.this.snappedLeftInset() + Cell.this.snappedRightInset();
            }
        }
    }
}
