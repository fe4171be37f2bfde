package app.medzenhealth.cutover.ui.monitor;

import app.medzenhealth.cutover.monitor.watch.MetricLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;

/**
 * Lines of one metric over time, on one axis. Where there is no value there is no line: neighbours of a gap are not joined, and where none
 * of the lines has a value the ground is hatched.
 */
final class ChartPane extends Pane {
    private static final double LEAST_DOT = 1.5;
    private static final double EDGE = 2;

    private final List<Path> paths = new ArrayList<>();
    private final List<Region> gaps = new ArrayList<>();
    private final List<Line> limits = new ArrayList<>();
    private final Rectangle clip = new Rectangle();
    private List<MetricLine> lines = List.of();
    private List<Gap> missing = List.of();
    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;
    private double least;
    private double most = 1;

    /** Without a value of any line. */
    record Gap(Instant from, Instant to) {}

    ChartPane() {
        getStyleClass().add("metric-chart");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinSize(0, 0);
        setClip(clip);
    }

    void show(List<MetricLine> shown, Instant begin, Instant end) {
        lines = List.copyOf(shown);
        from = begin;
        to = end;
        missing = gaps(lines, from, to);
        scale();
        getChildren().clear();
        paths.clear();
        gaps.clear();
        limits.clear();
        for (var i = 0; i < missing.size(); i++) {
            var gap = new Region();
            gap.getStyleClass().add("metric-gap");
            gaps.add(gap);
        }
        levels().forEach(_ -> {
            var limit = new Line();
            limit.getStyleClass().add("metric-limit");
            limits.add(limit);
        });
        for (var i = 0; i < lines.size(); i++) {
            var path = new Path();
            path.getStyleClass().addAll("metric-line", "metric-line-" + (i % 3 + 1));
            paths.add(path);
        }
        getChildren().addAll(gaps);
        getChildren().addAll(limits);
        getChildren().addAll(paths);
        requestLayout();
    }

    /** Stretches without a value of any line; the last minutes, whose values may be on their way, are none. */
    static List<Gap> gaps(List<MetricLine> lines, Instant from, Instant to) {
        var there = lines.stream()
                .flatMap(l -> l.values().keySet().stream())
                .distinct()
                .sorted()
                .toList();
        var until = to.minus(MetricLine.PATIENCE);
        var gaps = new ArrayList<Gap>();
        var at = from;
        for (var minute : there) {
            if (at.isBefore(minute)) {
                gaps.add(new Gap(at, minute));
            }
            at = minute.plus(MetricLine.MINUTE);
        }
        if (at.isBefore(until)) {
            gaps.add(new Gap(at, to));
        }
        return List.copyOf(gaps);
    }

    private Stream<Double> levels() {
        return lines.stream()
                .flatMap(l -> Stream.of(l.line().below(), l.line().above()).flatMap(Optional::stream))
                .map(BigDecimal::doubleValue)
                .distinct();
    }

    /** From nought, unless what is shown lies far above it. */
    private void scale() {
        var all = Stream.concat(lines.stream().flatMap(l -> l.values().values().stream()), levels())
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        if (all.getCount() == 0) {
            least = 0;
            most = 1;
            return;
        }
        least = all.getMin() > 0.6 * all.getMax() && all.getMin() > 0 ? all.getMin() : Math.min(0, all.getMin());
        most = Math.max(all.getMax(), least);
        var room = Math.max((most - least) * 0.08, Math.abs(most) * 0.02);
        most += room == 0 ? 1 : room;
        least -= least == 0 ? 0 : room;
    }

    private double x(Instant at) {
        return getWidth()
                * Duration.between(from, at).toMillis()
                / Math.max(1.0, Duration.between(from, to).toMillis());
    }

    private double y(double value) {
        return EDGE + (getHeight() - 2 * EDGE) * (1 - (value - least) / (most - least));
    }

    @Override
    protected void layoutChildren() {
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        for (var i = 0; i < gaps.size(); i++) {
            var x = x(missing.get(i).from());
            gaps.get(i).resizeRelocate(x, 0, Math.max(1, x(missing.get(i).to()) - x), getHeight());
        }
        var levels = levels().toList();
        for (var i = 0; i < limits.size(); i++) {
            var y = Math.rint(y(levels.get(i))) + 0.5;
            var line = limits.get(i);
            line.setStartX(0);
            line.setEndX(getWidth());
            line.setStartY(y);
            line.setEndY(y);
        }
        for (var i = 0; i < lines.size(); i++) {
            var elements = paths.get(i).getElements();
            elements.clear();
            for (var stretch : lines.get(i).stretches()) {
                var first = true;
                for (var point : stretch.entrySet()) {
                    var x = x(point.getKey().plus(MetricLine.MINUTE.dividedBy(2)));
                    var y = y(point.getValue());
                    elements.add(first ? new MoveTo(x, y) : new LineTo(x, y));
                    if (first && stretch.size() == 1) {
                        elements.add(new LineTo(x + LEAST_DOT, y));
                    }
                    first = false;
                }
            }
        }
    }

    /** For tests: how many unjoined pieces each line is drawn in. */
    List<Long> pieces() {
        return paths.stream()
                .map(p -> p.getElements().stream()
                        .filter(MoveTo.class::isInstance)
                        .count())
                .toList();
    }
}
