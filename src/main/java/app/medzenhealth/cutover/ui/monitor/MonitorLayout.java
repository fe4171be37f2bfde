package app.medzenhealth.cutover.ui.monitor;

import javafx.geometry.Orientation;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/**
 * The metrics, and beside them the logs over the alarms; where there is less room these stand below them, and with still less one below
 * the other. As high as the window where that is more than they need. Measured in letters, so that large text counts as little room.
 */
final class MonitorLayout extends Region {
    private static final double THREE = 100;
    private static final double BESIDE = 72;
    private static final double GAP = 0.8;
    private static final double LEAST_LOGS = 24;

    private final Region metrics;
    private final Region alarms;
    private final Region logs;
    private final Label measure = new Label();

    MonitorLayout(Region metrics, Region alarms, Region logs) {
        this.metrics = metrics;
        this.alarms = alarms;
        this.logs = logs;
        measure.setVisible(false);
        measure.setManaged(false);
        getStyleClass().add("hour");
        getChildren().addAll(metrics, logs, alarms, measure);
        setMinWidth(0);
    }

    private double em() {
        return measure.getFont().getSize();
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computeMinHeight(double width) {
        return lay(width < 0 ? BESIDE * em() : width, 0, false);
    }

    @Override
    protected double computePrefHeight(double width) {
        return computeMinHeight(width);
    }

    @Override
    protected void layoutChildren() {
        lay(getWidth(), getHeight(), true);
    }

    /** @return the height that it needs */
    private double lay(double width, double height, boolean really) {
        var gap = GAP * em();
        var wide = width - 2 * gap;
        if (width >= THREE * em()) {
            // The logs take what the metrics' height leaves of the alarms.
            var left = Math.rint((wide - gap) * 0.6);
            var right = wide - gap - left;
            var under = alarms.prefHeight(right);
            var needed = Math.max(metrics.prefHeight(left), LEAST_LOGS * em() + gap + under);
            var high = Math.max(needed, height - 2 * gap);
            if (really) {
                metrics.resizeRelocate(gap, gap, left, high);
                logs.resizeRelocate(gap + left + gap, gap, right, high - gap - under);
                alarms.resizeRelocate(gap + left + gap, gap + high - under, right, under);
            }
            return needed + 2 * gap;
        }
        var top = metrics.prefHeight(wide);
        var y = gap + top + gap;
        if (really) {
            metrics.resizeRelocate(gap, gap, wide, top);
        }
        if (width >= BESIDE * em()) {
            var left = Math.rint((wide - gap) * 0.4);
            var right = wide - gap - left;
            var needed = Math.max(alarms.prefHeight(left), LEAST_LOGS * em());
            var high = Math.max(needed, height - y - gap);
            if (really) {
                alarms.resizeRelocate(gap, y, left, high);
                logs.resizeRelocate(gap + left + gap, y, right, high);
            }
            return y + needed + gap;
        }
        var first = LEAST_LOGS * em();
        var second = alarms.prefHeight(wide);
        if (really) {
            logs.resizeRelocate(gap, y, wide, first);
            alarms.resizeRelocate(gap, y + first + gap, wide, second);
        }
        return y + first + gap + second + gap;
    }
}
