package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.StateStyle;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** All phases and steps; choosing one shows it. */
final class PlanList extends ListView<PlanRow> {
    private static final PseudoClass NEXT = PseudoClass.getPseudoClass("next");
    /** Rows to be seen above a step that is brought into sight. */
    private static final int LINES_ABOVE = 6;

    private static final double HALF_A_PIXEL = 0.5;

    private final Consumer<String> chosen;
    private final Consumer<String> turned;
    private boolean showing;
    /** The step that was last brought into sight. */
    private Optional<String> inSight = Optional.empty();
    /** The row that is to be brought into sight at the next layout. */
    private Optional<Integer> sought = Optional.empty();
    /** Whether the choice was in sight at the last layout, and how high the list was. */
    private boolean seen;

    private double high;
    private boolean narrow;
    /** The folded phase that the reader is on, instead of a step. */
    private Optional<String> onHead = Optional.empty();

    /**
     * @param turned folds or unfolds a phase
     * @param entered Enter on a step: to its buttons
     */
    PlanList(Consumer<String> chosen, Consumer<String> turned, Runnable entered) {
        this.chosen = chosen;
        this.turned = turned;
        setId("steps");
        setAccessibleText("Phases and steps");
        getStyleClass().add("plan-list");
        ScrollRoom.keep(this);
        setCellFactory(_ -> new Cell());
        getSelectionModel().selectedIndexProperty().addListener((_, before, index) -> {
            if (!showing) {
                selected(before.intValue(), index.intValue());
            }
        });
        setOnKeyPressed(e -> {
            var head = onHead;
            switch (e.getCode()) {
                case KeyCode.ENTER -> {
                    head.ifPresentOrElse(this::turn, entered);
                    e.consume();
                }
                case KeyCode.SPACE, KeyCode.RIGHT -> {
                    head.ifPresent(this::turn);
                    e.consume();
                }
                case KeyCode.LEFT -> {
                    if (head.isEmpty()) {
                        headAbove(getSelectionModel().getSelectedIndex()).ifPresent(this::turn);
                    }
                    e.consume();
                }
                default -> {}
            }
        });
    }

    /** Whether a title needs the room of its number's column too. */
    void narrow(boolean now) {
        if (narrow != now) {
            narrow = now;
            refresh();
        }
    }

    private Optional<String> headAbove(int index) {
        for (var i = Math.min(index, getItems().size() - 1); i >= 0; i--) {
            if (getItems().get(i) instanceof PlanRow.Head head) {
                return Optional.of(head.id());
            }
        }
        return Optional.empty();
    }

    private void turn(String phase) {
        var folding =
                getItems().stream().noneMatch(r -> r instanceof PlanRow.Head h && h.id().equals(phase) && h.folded());
        onHead = folding ? Optional.of(phase) : Optional.empty();
        turned.accept(phase);
    }

    /** Steps can be chosen, and phases that are folded: another head leads on to its next step, in the direction of travel. */
    private void selected(int before, int index) {
        if (index < 0) {
            return;
        }
        onHead = Optional.empty();
        if (getItems().get(index) instanceof PlanRow.Item item) {
            chosen.accept(item.id());
            return;
        }
        if (getItems().get(index) instanceof PlanRow.Head head && head.folded()) {
            onHead = Optional.of(head.id());
            return;
        }
        var way = before > index && before - index == 1 ? -1 : 1;
        for (var i = index; i >= 0 && i < getItems().size(); i += way) {
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
        var choice = getSelectionModel().getSelectedIndex();
        var choiceInSight = choice >= 0 && !outOfSight(choice);
        var taller = false;
        try {
            if (getItems().size() == rows.size()) {
                // Row by row: a whole new list would throw away the place where the reader is.
                for (var i = 0; i < rows.size(); i++) {
                    var before = getItems().get(i);
                    if (!before.equals(rows.get(i))) {
                        taller |= lines(before) != lines(rows.get(i));
                        getItems().set(i, rows.get(i));
                    }
                }
                if (taller) {
                    // The list remembers heights, and would keep a gap.
                    refresh();
                }
            } else {
                taller = true;
                getItems().setAll(rows);
                // Heights are remembered by place in the list, and other rows stand there now.
                refresh();
            }
            var index = index(rows, step);
            if (index >= 0 && getSelectionModel().getSelectedIndex() != index) {
                getSelectionModel().clearAndSelect(index);
                getFocusModel().focus(index);
            }
            // What cells show is only known after the next layout: a new choice is looked for, the same one stays where
            // it is.
            // A row that grew under the reader's eye is not left cut off by the list's edge.
            if (index >= 0 && (!step.equals(inSight) || choiceInSight && taller)) {
                inSight = step;
                sought = Optional.of(index);
                requestLayout();
            }
        } finally {
            showing = false;
        }
    }

    /** Somebody asks for the chosen step by name: it is to be seen, also where the reader has scrolled away from it. */
    void lookForChoice() {
        inSight = Optional.empty();
    }

    /** How high the rows above are is only known once they are laid out: what was looked for is looked for again. */
    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        var choice = getSelectionModel().getSelectedIndex();
        if (seen && high != getHeight() && choice >= 0) {
            // What lies under the list takes room from it: the choice stays in sight.
            sought = Optional.of(choice);
        }
        bringIntoSight();
        high = getHeight();
        seen = choice >= 0 && !outOfSight(choice);
    }

    private void bringIntoSight() {
        if (sought.isPresent() && getWidth() > 0 && getHeight() > 0 && lookup(".virtual-flow") instanceof Parent flow) {
            int index = sought.get();
            sought = Optional.empty();
            flow.layout();
            for (var above = LINES_ABOVE; above >= 0 && outOfSight(index); above -= LINES_ABOVE / 3) {
                scrollTo(Math.max(0, index - above));
                flow.layout();
            }
        }
    }

    /** Whether any of the row lies outside the part of the list in which rows are drawn, which its padding is not. */
    private boolean outOfSight(int index) {
        if (!(lookup(".virtual-flow") instanceof Parent flow)) {
            return true;
        }
        var drawn = flow.localToScene(flow.getLayoutBounds());
        return lookupAll(".list-cell").stream()
                .filter(n -> n instanceof Cell c && c.getIndex() == index && !c.isEmpty())
                .map(n -> n.localToScene(n.getLayoutBounds()))
                .noneMatch(row -> row.getMinY() >= drawn.getMinY() - HALF_A_PIXEL
                        && row.getMaxY() <= drawn.getMaxY() + HALF_A_PIXEL);
    }

    private static int lines(PlanRow row) {
        return row instanceof PlanRow.Item i && Cell.loud(i.style()) ? 2 : 1;
    }

    private int index(List<PlanRow> rows, Optional<String> step) {
        for (var i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof PlanRow.Head head
                    && head.folded()
                    && onHead.filter(head.id()::equals).isPresent()) {
                return i;
            }
        }
        for (var i = 0; i < rows.size(); i++) {
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
            setOnMousePressed(null);
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
                    setId("phase-" + h.id());
                    setAccessibleText("Phase " + h.title() + ", " + h.style().word()
                            + (h.note().isEmpty() ? "" : ", " + h.note())
                            + (h.folded() ? ", folded" : "") + (h.next() ? ", next" : ""));
                    setOnMousePressed(e -> {
                        turn(h.id());
                        e.consume();
                    });
                    setGraphic(head(h));
                }
                case PlanRow.Item i -> {
                    getStyleClass().add("step-row");
                    setId("step-" + i.id());
                    setAccessibleText("Step " + i.id() + " " + i.title() + ", "
                            + i.style().word() + (i.next() ? ", next" : ""));
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
                    Labels.wrapped(
                            h.style().word() + (h.note().isEmpty() ? "" : " · " + h.note()),
                            "caption",
                            h.style().tone() == Tone.WARN ? Tone.WARN.styleClass() : "muted"));
            HBox.setHgrow(words, Priority.ALWAYS);
            return row(
                    new Icon(
                            h.folded() ? Feather.CHEVRON_RIGHT : Feather.CHEVRON_DOWN,
                            h.next() ? Tone.ACCENT : Tone.NEUTRAL),
                    words,
                    new Icon(h.style().symbol(), h.style().tone()));
        }

        private HBox item(PlanRow.Item i) {
            var number = Labels.whole(number(i.id()), "mono", "muted");
            number.getStyleClass().add("step-number");
            // Where it is narrow, the words need the number's column.
            var name = narrow ? number(i.id()) + "  " + i.title() : i.title();
            var title = i.dimmed() ? Labels.wrapped(name, "muted") : Labels.wrapped(name);
            var words = new VBox(title);
            if (loud(i.style())) {
                words.getChildren()
                        .add(Labels.wrapped(
                                i.style().word(), "caption", i.style().tone().styleClass()));
            }
            HBox.setHgrow(words, Priority.ALWAYS);
            // In a gutter that each row has: what moves on to another row takes no room there.
            var next = Labels.whole(i.next() ? "▸" : "", "next-mark");
            number.pseudoClassStateChanged(NEXT, i.next());
            var symbol = new Icon(i.style().symbol(), i.style().tone());
            return narrow ? row(next, symbol, words) : row(next, symbol, number, words);
        }

        /** Shown as a word too, where the icon alone would be too quiet. */
        private static boolean loud(StateStyle look) {
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
                        list == null ? width : Math.max(60, list.getWidth() - ScrollRoom.WIDTH - padding()));
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
