package app.medzenhealth.cutover.ui.cutover;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * What users feel above, below it the time, the board, the data, the name and the way back: beside one another where there is room, else below; and last
 * the steps, and who is told.
 * Measured in letters, so that large text counts as little room.
 */
final class HourLayout extends Region {
    private static final double THREE = 84;
    private static final double TWO = 54;
    private static final double GAP = 0.8;

    private final Region top;
    private List<Region> below;
    private final List<Region> last;
    private final Label measure = new Label();

    HourLayout(Region top, List<Region> below, List<Region> last) {
        this.top = top;
        this.below = below;
        this.last = last;
        measure.setVisible(false);
        measure.setManaged(false);
        getStyleClass().add("hour");
        fill();
        setMinWidth(0);
    }

    /** What matters most comes first, for the eye and for the keyboard. */
    void arrange(List<Region> order) {
        if (!order.equals(below)) {
            below = order;
            fill();
        }
    }

    private void fill() {
        getChildren().setAll(top);
        getChildren().addAll(below);
        getChildren().addAll(last);
        getChildren().add(measure);
    }

    private double em() {
        return measure.getFont().getSize();
    }

    private int columns(double width) {
        return width >= THREE * em() ? 3 : width >= TWO * em() ? 2 : 1;
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected double computePrefHeight(double width) {
        return lay(width < 0 ? THREE * em() : width, false);
    }

    @Override
    protected void layoutChildren() {
        lay(getWidth(), true);
    }

    /** @return the height that it takes */
    private double lay(double width, boolean really) {
        var gap = GAP * em();
        var wide = width - 2 * gap;
        var y = gap;
        var high = top.prefHeight(wide);
        if (really) {
            top.resizeRelocate(gap, y, wide, high);
        }
        y += high + gap;
        var columns = columns(width);
        for (var i = 0; i < below.size(); i += columns) {
            var row = below.subList(i, Math.min(below.size(), i + columns));
            var each = (wide - (row.size() - 1) * gap) / row.size();
            var rowHigh =
                    row.stream().mapToDouble(p -> p.prefHeight(each)).max().orElse(0);
            for (var j = 0; really && j < row.size(); j++) {
                row.get(j).resizeRelocate(gap + j * (each + gap), y, each, rowHigh);
            }
            y += rowHigh + gap;
        }
        for (var panel : last.stream().filter(Region::isVisible).toList()) {
            var panelHigh = panel.prefHeight(wide);
            if (really) {
                panel.resizeRelocate(gap, y, wide, panelHigh);
            }
            y += panelHigh + gap;
        }
        return y;
    }
}
