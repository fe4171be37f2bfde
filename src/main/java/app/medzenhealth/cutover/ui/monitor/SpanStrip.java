package app.medzenhealth.cutover.ui.monitor;

import app.medzenhealth.cutover.monitor.watch.AlarmReading;
import app.medzenhealth.cutover.ui.common.InWords;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** In which state an alarm was in the last day: raised is higher than quiet, so that colour alone says nothing; unknown is hatched. */
final class SpanStrip extends Pane {
    private static final double QUIET = 0.4;
    /** In pixels: an alarm of a minute is seen. */
    private static final double LEAST = 2;

    private List<AlarmReading.Span> spans = List.of();
    private Instant to = Instant.EPOCH;

    SpanStrip() {
        getStyleClass().add("alarm-strip");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMinWidth(0);
    }

    void show(List<AlarmReading.Span> all, Instant now) {
        spans = all;
        to = now;
        getChildren()
                .setAll(spans.stream()
                        .map(s -> {
                            var run = new Region();
                            run.getStyleClass().addAll("alarm-run", style(s.state()));
                            return run;
                        })
                        .toList());
        setAccessibleText("The last 24 hours: "
                + spans.stream()
                        .map(s -> s.state() + " " + InWords.day(s.from()) + " to " + InWords.day(s.to()))
                        .collect(Collectors.joining(", ")));
        requestLayout();
    }

    private static String style(AlarmReading.State state) {
        return switch (state) {
            case OK -> "served";
            case ALARM -> "failed";
            case INSUFFICIENT_DATA -> "unknown";
        };
    }

    @Override
    protected void layoutChildren() {
        var w = getWidth();
        var h = getHeight();
        var from = to.minus(AlarmReading.SHOWN);
        for (var i = 0; i < spans.size(); i++) {
            var span = spans.get(i);
            var high = span.state() == AlarmReading.State.OK ? h * QUIET : h;
            var x = place(from, span.from()) * w;
            var wide = Math.max(LEAST, place(from, span.to()) * w - x);
            getChildren().get(i).resizeRelocate(Math.min(x, w - wide), h - high, wide, high);
        }
    }

    private static double place(Instant from, Instant at) {
        return Math.clamp(Duration.between(from, at).toMillis() / (double) AlarmReading.SHOWN.toMillis(), 0.0, 1.0);
    }
}
