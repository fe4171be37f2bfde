package app.medzenhealth.cutover.ui.closing;

import app.medzenhealth.cutover.ui.closing.SoakRow.Mark;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/** The hours of a day, one beside the other, each six a little apart; or when each six begin, over them. */
final class HourCells extends Region {
    private static final double GAP = 0.12;
    private static final double APART = 0.5;
    private static final double HIGH = 1.6;
    private static final double WIDE = 1.35;
    private static final int SIX = 6;

    private final List<Label> labels;
    private final int cells;
    /** How many cells a label is over. */
    private final int over;

    private HourCells(List<Label> labels, int cells, int over) {
        this.labels = List.copyOf(labels);
        this.cells = cells;
        this.over = over;
        getChildren().addAll(labels);
        setMinWidth(0);
        setMaxHeight(USE_PREF_SIZE);
    }

    static HourCells of(SoakRow row) {
        var hours = new HourCells(
                row.cells().stream().map(HourCells::cell).toList(), row.cells().size(), 1);
        hours.getStyleClass().add("soak-cells-row");
        hours.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        hours.setAccessibleText("Day " + row.day() + ": " + row.words());
        return hours;
    }

    private static Label cell(SoakRow.Cell cell) {
        var label = Labels.line(
                cell.mark().sign(), "soak-cell", "soak-" + cell.mark().name().toLowerCase(Locale.ROOT));
        if (cell.mark() != Mark.COMING) {
            label.setTooltip(new Tooltip(cell.words()));
        }
        return label;
    }

    /** When each six hours of a day begin. */
    static HourCells axis(SoakRow row) {
        return new HourCells(
                IntStream.range(0, row.cells().size())
                        .filter(i -> i % SIX == 0)
                        .mapToObj(i -> Labels.line(
                                InWords.clock(row.cells().get(i).from()).substring(0, 5), "caption", "faint"))
                        .toList(),
                row.cells().size(),
                SIX);
    }

    private double em() {
        return labels.isEmpty() ? 1 : labels.getFirst().getFont().getSize();
    }

    /** How many sixes are before a cell. */
    private static int sixes(int cell) {
        return cell / SIX;
    }

    private double apart() {
        return sixes(cells - 1) * APART * em();
    }

    @Override
    protected double computePrefWidth(double height) {
        return cells * WIDE * em() + apart();
    }

    @Override
    protected double computePrefHeight(double width) {
        return HIGH * em();
    }

    @Override
    protected void layoutChildren() {
        var each = (getWidth() - apart()) / Math.max(1, cells);
        for (var i = 0; i < labels.size(); i++) {
            var first = i * over;
            labels.get(i)
                    .resizeRelocate(
                            first * each + sixes(first) * APART * em(), 0, over * each - GAP * em(), getHeight());
        }
    }
}
