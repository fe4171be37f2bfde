package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;

/** The records, newest first. */
final class AuditTable extends TableView<AuditLine> {
    private static final double ROW_EM = 2.3;
    private static final double NEAR_END = 0.97;

    private final Label measure = new Label();
    private final TableColumn<AuditLine, AuditLine> session;
    private final Runnable onEnd;
    private final Runnable onStart;
    // While it is being made and while rows are put in, a change of selection is nobody's choice.
    private boolean settling = true;
    private boolean followsBar;

    /**
     * @param onEnd the person has come near the oldest record shown
     * @param onStart the person has come to the newest record shown
     */
    AuditTable(Runnable onSelect, Runnable onEnd, Runnable onStart) {
        this.onEnd = onEnd;
        this.onStart = onStart;
        setId("audit-table");
        setAccessibleText("Audit records, newest first");
        getStyleClass().add("audit-table");
        setMinSize(0, 0);
        add("#", "seq", 4.6, l -> Long.toString(l.seq()), "mono", "caption", "muted");
        add(
                "Time (UTC)",
                "time",
                9.5,
                l -> InWords.day(l.at()).replaceFirst(" \\d\\d:\\d\\d$", "") + " " + InWords.clock(l.at()),
                "mono",
                "caption");
        from(44, add("Person", "person", 12, l -> l.record().actor(), "caption"));
        var what = add("What", "what", 34, l -> l.sentence().what());
        what.getProperties().put("grows", Boolean.TRUE);
        outcome();
        add("Step", "step", 5, l -> l.record().step(), "mono", "caption");
        from(72, add("Region", "region", 8, AuditLine::region, "mono", "caption"));
        session = add("Session", "session", 17, l -> l.record().session(), "mono", "caption", "muted");
        session.setVisible(false);
        from(86, add("Kind", "kind", 9.5, l -> l.record().kind(), "mono", "caption", "muted"));
        getSelectionModel().selectedItemProperty().subscribe(_ -> {
            if (!settling) {
                onSelect.run();
            }
        });
        measure.setManaged(false);
        measure.setVisible(false);
        measure.fontProperty().subscribe(f -> {
            setFixedCellSize(Math.ceil(f.getSize() * ROW_EM));
            shareWidth();
        });
        widthProperty().subscribe(this::shareWidth);
        settling = false;
    }

    Label measure() {
        return measure;
    }

    Optional<AuditLine> selected() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem());
    }

    void settle(List<AuditLine> lines) {
        var chosen = selected().map(AuditLine::seq);
        var top = firstInSight();
        var inSight = top.map(i -> getItems().get(i).seq());
        settling = true;
        session.setVisible(
                lines.stream().map(l -> l.record().session()).distinct().count() > 1);
        shareWidth();
        getItems().setAll(lines);
        chosen.flatMap(this::place).ifPresentOrElse(getSelectionModel()::select, getSelectionModel()::clearSelection);
        // The stretch slides under the person: what was read stays where it was.
        inSight.flatMap(this::place).filter(i -> !i.equals(top.orElse(-1))).ifPresent(this::scrollTo);
        settling = false;
        followBar();
    }

    /** The first line in sight, unless it is the newest: who looks at the newest wants to see the next. */
    private Optional<Integer> firstInSight() {
        return lookup(".virtual-flow") instanceof VirtualFlow<?> flow && flow.getFirstVisibleCell() != null
                ? Optional.of(flow.getFirstVisibleCell().getIndex())
                        .filter(i -> i > 0 && i < getItems().size())
                : Optional.empty();
    }

    /** Whether it is there to be chosen. */
    boolean choose(long seq) {
        var there = place(seq);
        there.ifPresent(i -> {
            getSelectionModel().clearAndSelect(i);
            scrollTo(Math.max(0, i - 4));
        });
        return there.isPresent();
    }

    /** Chooses a neighbour: −1 the newer, +1 the older. */
    void move(int by) {
        var next = getSelectionModel().getSelectedIndex() + by;
        if (next >= 0 && next < getItems().size()) {
            getSelectionModel().clearAndSelect(next);
            scrollTo(Math.max(0, next - 4));
        }
    }

    private Optional<Integer> place(long seq) {
        return IntStream.range(0, getItems().size())
                .filter(i -> getItems().get(i).seq() == seq)
                .boxed()
                .findFirst();
    }

    /** The scroll bar exists only once the table has been laid out. */
    private void followBar() {
        if (followsBar) {
            return;
        }
        lookupAll(".scroll-bar").stream()
                .filter(n -> n instanceof ScrollBar b && b.getOrientation() == Orientation.VERTICAL)
                .map(ScrollBar.class::cast)
                .findFirst()
                .ifPresent(bar -> {
                    followsBar = true;
                    bar.valueProperty().subscribe(v -> {
                        if (settling || !bar.isVisible()) {
                            return;
                        }
                        if (v.doubleValue() >= NEAR_END) {
                            onEnd.run();
                        } else if (v.doubleValue() <= 0) {
                            onStart.run();
                        }
                    });
                });
    }

    private TableColumn<AuditLine, AuditLine> add(
            String title, String id, double em, Function<AuditLine, String> text, String... styles) {
        var column = new TableColumn<AuditLine, AuditLine>(title);
        column.setCellFactory(_ -> new TextCell(text, styles));
        return add(column, id, em);
    }

    /** @param least width of the table, in letters' sizes, from which on the column is shown */
    private static void from(double least, TableColumn<AuditLine, AuditLine> column) {
        column.getProperties().put("from", least);
    }

    private void outcome() {
        var column = new TableColumn<AuditLine, AuditLine>("Result");
        column.setCellFactory(_ -> new OutcomeCell());
        add(column, "result", 7.8);
    }

    private TableColumn<AuditLine, AuditLine> add(TableColumn<AuditLine, AuditLine> column, String id, double em) {
        column.setId("audit-column-" + id);
        column.setSortable(false);
        column.setReorderable(false);
        column.getProperties().put("em", em);
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        getColumns().add(column);
        return column;
    }

    /** What the sentence says anyway gives way to it where there is little room. */
    private void shareWidth() {
        var em = measure.getFont().getSize();
        for (var c : getColumns()) {
            if (c.getProperties().get("from") instanceof Double least) {
                c.setVisible(getWidth() <= 0 || getWidth() >= least * em);
            }
        }
        var others = getColumns().stream()
                .filter(TableColumn::isVisible)
                .filter(c -> !c.getProperties().containsKey("grows"))
                .mapToDouble(AuditTable::em)
                .sum();
        for (var c : getColumns()) {
            var wish = c.getProperties().containsKey("grows") ? Math.max(12, getWidth() / em - 1.3 - others) : em(c);
            c.setPrefWidth(wish * em);
        }
    }

    private static double em(TableColumn<?, ?> column) {
        return column.getProperties().get("em") instanceof Double d ? d : 0;
    }

    private static final class TextCell extends TableCell<AuditLine, AuditLine> {
        private final Function<AuditLine, String> of;
        private final Label label;
        private final Tooltip whole = new Tooltip();

        TextCell(Function<AuditLine, String> of, String... styles) {
            this.of = of;
            label = Labels.line("", styles);
        }

        @Override
        protected void updateItem(AuditLine line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                setTooltip(null);
                return;
            }
            var text = of.apply(line);
            label.setText(text.replace('\n', ' '));
            whole.setText(text);
            setTooltip(text.isEmpty() ? null : whole);
            setGraphic(label);
        }
    }

    private static final class OutcomeCell extends TableCell<AuditLine, AuditLine> {
        private final Label label = Labels.line("");

        @Override
        protected void updateItem(AuditLine line, boolean empty) {
            super.updateItem(line, empty);
            if (empty || line == null) {
                setGraphic(null);
                return;
            }
            var outcome = line.sentence().outcome();
            label.setText(outcome.word());
            label.setGraphic(new Icon(outcome.symbol(), outcome.tone()));
            label.getStyleClass()
                    .setAll(
                            "label",
                            "drift",
                            outcome.tone() == Tone.OK || outcome.tone() == Tone.NEUTRAL
                                    ? "muted"
                                    : outcome.tone().styleClass());
            setGraphic(label);
        }
    }
}
