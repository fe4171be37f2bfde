package app.medzenhealth.cutover.ui.monitor;

import app.medzenhealth.cutover.monitor.watch.MetricBoard;
import app.medzenhealth.cutover.monitor.watch.MetricLine;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import org.kordamp.ikonli.feather.Feather;

/** A row of the plan's metrics: what each is now, beside what it was; those of one metric share an axis. */
final class MetricTile extends VBox {
    private final HBox head;
    private final Label title;
    private final VBox strips = new VBox();
    private final Label basis = Labels.wrapped("", "caption", "muted");
    private final Tooltip whole = new Tooltip();

    MetricTile(String id, String name) {
        setId("metric-" + id);
        getStyleClass().add("metric-tile");
        title = Labels.wrapped(name, "strong");
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        head = new HBox(title);
        head.getStyleClass().add("row");
        strips.getStyleClass().add("metric-strips");
        VBox.setVgrow(strips, Priority.ALWAYS);
        getChildren().addAll(head, strips, basis);
        setMinWidth(0);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT);
        whole.setWrapText(true);
        Tooltip.install(this, whole);
    }

    void show(MetricBoard.Row row, Instant from, Instant to, Instant now) {
        var byMetric = row.lines().stream()
                .collect(Collectors.groupingBy(l -> l.line().words(), LinkedHashMap::new, Collectors.toList()));
        strips.getChildren().clear();
        byMetric.forEach((metric, lines) -> strips.getChildren().add(strip(metric, lines, from, to, now)));
        var worst = worst(row.lines());
        head.getChildren().setAll(title);
        switch (worst) {
            case BAD -> head.getChildren().add(mark(Feather.X, worst, "outside its limit"));
            case UNKNOWN -> head.getChildren().add(mark(Feather.HELP_CIRCLE, worst, words(row.lines())));
            case OK -> head.getChildren().add(mark(Feather.CHECK, worst, "in its limits"));
            case NEUTRAL, ACCENT, WARN -> {}
        }
        basis.setText(basis(row.lines(), now));
        var all = row.lines().stream().map(l -> MetricWords.whole(l, now)).collect(Collectors.joining("\n"));
        whole.setText(all + "\n" + row.row().source());
        setAccessibleText(row.row().title() + ". " + all);
    }

    private static HBox mark(Feather symbol, Tone tone, String words) {
        var box = new HBox(new Icon(symbol, tone), Labels.whole(words, "caption", tone.styleClass()));
        box.getStyleClass().add("hour-line");
        return box;
    }

    private static String words(List<MetricLine> lines) {
        return lines.stream().allMatch(l -> l.standing() instanceof MetricLine.NotMeasured)
                ? "not measured"
                : lines.stream().allMatch(l -> MetricWords.tone(l) == Tone.UNKNOWN) ? "not known" : "not all known";
    }

    /** What somebody must see first. */
    static Tone worst(List<MetricLine> lines) {
        return lines.stream()
                .map(MetricWords::tone)
                .max(Comparator.comparingInt(t ->
                        List.of(Tone.NEUTRAL, Tone.OK, Tone.UNKNOWN, Tone.BAD).indexOf(t)))
                .orElse(Tone.UNKNOWN);
    }

    private Region strip(String metric, List<MetricLine> lines, Instant from, Instant to, Instant now) {
        var left = new VBox();
        left.getStyleClass().add("metric-now");
        left.setMinWidth(USE_PREF_SIZE);
        for (var i = 0; i < lines.size(); i++) {
            left.getChildren().add(now(lines.get(i), i));
        }
        var chart = new ChartPane();
        chart.show(lines, from, to);
        chart.setAccessibleText(
                lines.stream().map(l -> MetricWords.whole(l, now)).collect(Collectors.joining("\n")));
        HBox.setHgrow(chart, Priority.ALWAYS);
        var both = new HBox(left, chart);
        both.getStyleClass().add("metric-strip");
        VBox.setVgrow(both, Priority.ALWAYS);
        var strip = new VBox(Labels.wrapped(metric + ", " + statistics(lines), "caption", "muted"), both);
        VBox.setVgrow(strip, Priority.ALWAYS);
        return strip;
    }

    private static String statistics(List<MetricLine> lines) {
        return lines.stream().map(l -> l.line().statistic()).distinct().collect(Collectors.joining(", "));
    }

    private static HBox now(MetricLine line, int place) {
        var sample = new Line(0, 0, 14, 0);
        sample.getStyleClass().addAll("metric-line", "metric-line-" + (place % 3 + 1));
        var tone = MetricWords.tone(line);
        var name = Labels.whole(line.line().name(), "caption");
        var value = Labels.whole(MetricWords.now(line), "mono", "metric-value");
        var box = new HBox(sample, name, value);
        box.getStyleClass().add("metric-reading");
        if (tone == Tone.BAD) {
            box.getChildren().add(new Icon(Feather.X, tone));
        }
        if (tone == Tone.BAD || tone == Tone.UNKNOWN) {
            value.getStyleClass().add(tone.styleClass());
        }
        return box;
    }

    private static String basis(List<MetricLine> lines, Instant now) {
        var limits = lines.stream()
                .map(l -> MetricWords.limit(l).isEmpty() ? "" : MetricWords.limit(l))
                .filter(l -> !l.isEmpty())
                .distinct()
                .collect(Collectors.joining(", "));
        var values = lines.stream().mapToLong(l -> l.values().size()).sum();
        var missing = lines.stream().mapToLong(MetricLine::missing).sum();
        var newest = lines.stream()
                .flatMap(l -> l.newest().stream())
                .max(Comparator.naturalOrder())
                .map(n -> ", newest " + InWords.ago(n.plus(MetricLine.MINUTE), now))
                .orElse("");
        var why = lines.stream()
                .map(MetricWords::why)
                .filter(w -> !w.isEmpty())
                .distinct()
                .collect(Collectors.joining("; "));
        return (limits.isEmpty() ? "no limit in the plan" : limits)
                + " · "
                + lines.stream().map(l -> l.line().namespace()).distinct().collect(Collectors.joining(", "))
                + " · " + InWords.count(values, "value", "values")
                + (missing == 0 ? "" : ", " + missing + " missing")
                + newest
                + (why.isEmpty() ? "" : " · " + why);
    }
}
