package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.monitor.DataReading.Point;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Polyline;

/** Bytes behind over the last half hour. What nobody knew is a gap, and never a line. */
final class BehindChart extends VBox {
    static final Duration SPAN = Duration.ofMinutes(30);

    /** Readings are ten seconds apart while production moves; one that is missing is a gap. */
    private static final Duration APART = Duration.ofSeconds(25);

    private final Label words = Labels.wrapped("", "caption", "muted");
    private final Lines lines = new Lines();

    BehindChart() {
        setId("hour-behind");
        getStyleClass().add("behind-chart");
        getChildren().addAll(lines, words);
        setMinWidth(0);
    }

    /** A part without a gap; each point's place in the span and the chart's height, from 0 to 1. */
    record Run(List<double[]> points) {}

    /** @return unbroken parts, oldest first */
    static List<Run> runs(List<Point> points, Instant now) {
        var most = Math.max(1, most(points, now).orElse(0));
        var runs = new ArrayList<Run>();
        var open = new ArrayList<double[]>();
        var before = Instant.MIN;
        for (var point : points) {
            if (point.bytes().isEmpty() || point.at().isBefore(now.minus(SPAN))) {
                close(open, runs);
                continue;
            }
            if (!open.isEmpty() && before.plus(APART).isBefore(point.at())) {
                close(open, runs);
            }
            before = point.at();
            open.add(new double[] {
                1 - (double) Duration.between(point.at(), now).toMillis() / SPAN.toMillis(),
                (double) point.bytes().getAsLong() / most
            });
        }
        close(open, runs);
        return List.copyOf(runs);
    }

    private static void close(List<double[]> open, List<Run> runs) {
        if (!open.isEmpty()) {
            runs.add(new Run(List.copyOf(open)));
            open.clear();
        }
    }

    private static OptionalLong most(List<Point> points, Instant now) {
        return points.stream()
                .filter(p -> !p.at().isBefore(now.minus(SPAN)))
                .flatMapToLong(p -> p.bytes().stream())
                .max();
    }

    void show(List<Point> points, Instant now) {
        var most = most(points, now);
        setVisible(most.isPresent());
        setManaged(most.isPresent());
        if (most.isEmpty()) {
            return;
        }
        var said = "Bytes behind in the last " + SPAN.toMinutes() + " min: at most " + InWords.grouped(most.getAsLong())
                + "; a gap is where nobody knew";
        words.setText(said);
        lines.setAccessibleText(said);
        lines.show(runs(points, now));
    }

    private static final class Lines extends Pane {
        /** In pixels: a single reading is seen. */
        private static final double LEAST = 3;

        private List<Run> shown = List.of();

        Lines() {
            getStyleClass().add("behind-lines");
            setAccessibleRole(AccessibleRole.IMAGE_VIEW);
            setMinWidth(0);
        }

        void show(List<Run> runs) {
            shown = runs;
            while (getChildren().size() > runs.size()) {
                getChildren().removeLast();
            }
            while (getChildren().size() < runs.size()) {
                var line = new Polyline();
                line.getStyleClass().add("behind-line");
                line.setManaged(false);
                getChildren().add(line);
            }
            requestLayout();
        }

        @Override
        protected void layoutChildren() {
            var w = getWidth();
            var h = getHeight();
            for (var i = 0; i < shown.size(); i++) {
                var at = new ArrayList<Double>();
                for (var point : shown.get(i).points()) {
                    at.add(point[0] * w);
                    at.add(h - 1 - point[1] * (h - 2));
                }
                if (at.size() == 2) {
                    at.add(at.getFirst() + LEAST);
                    at.add(at.get(1));
                }
                ((Polyline) getChildren().get(i)).getPoints().setAll(at);
            }
        }
    }
}
