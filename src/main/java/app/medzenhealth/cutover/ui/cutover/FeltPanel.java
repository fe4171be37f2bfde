package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.audit.DowntimeBasis;
import app.medzenhealth.cutover.monitor.Outage;
import app.medzenhealth.cutover.monitor.ProbeHistory;
import app.medzenhealth.cutover.monitor.ProbeResult;
import app.medzenhealth.cutover.monitor.ProbeTarget;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.Downtime;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProbeFeed;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What users get: how long they were without service, against what was announced, and each target's last minutes. */
final class FeltPanel extends VBox {
    private static final int OUTAGES_SHOWN = 4;
    /** In letters' sizes: under that the strips stand below the clock. */
    private static final double SIDE_BY_SIDE = 62;

    private final Label note = Labels.wrapped("", "caption", "muted");
    private final Label axis = Labels.whole("−10 min … now", "caption", "muted");
    private final Label what = Labels.wrapped("", "hour-what");
    private final Label clock = Labels.whole("", "hour-clock");
    private final Label of = Labels.whole("", "muted");
    private final BudgetBar bar = new BudgetBar();
    private final Label parts = Labels.wrapped("", "caption", "muted");
    private final Label basis = Labels.wrapped("", "caption");
    private final Label outages = Labels.wrapped("", "caption", "muted");
    private final GridPane strips = new GridPane();
    private final List<Row> rows = new ArrayList<>();
    private final VBox left;
    private final Label measure = new Label();
    private List<String> ids = List.of("");

    private record Row(Label name, StripPane strip, Label says) {}

    FeltPanel() {
        setId("hour-felt");
        getStyleClass().addAll("panel", "hour-panel");
        HBox.setHgrow(note, Priority.ALWAYS);
        note.setMinWidth(0);
        note.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(Labels.whole("What users feel", "h3"), note, axis);
        head.getStyleClass().addAll("row", "hour-head");
        clock.setId("hour-clock");
        var reading = new FlowPane(clock, of);
        reading.getStyleClass().add("hour-reading");
        reading.setRowValignment(VPos.BASELINE);
        reading.setMinWidth(0);
        basis.setId("hour-basis");
        left = new VBox(what, reading, bar, parts, basis);
        left.getStyleClass().add("hour-left");
        strips.getStyleClass().add("hour-strips");
        var names = new ColumnConstraints();
        names.setMinWidth(0);
        var middle = new ColumnConstraints();
        middle.setHgrow(Priority.ALWAYS);
        middle.setMinWidth(60);
        var says = new ColumnConstraints();
        says.setMinWidth(0);
        strips.getColumnConstraints().addAll(names, middle, says);
        measure.setVisible(false);
        measure.setManaged(false);
        outages.setId("hour-outages");
        var right = new VBox(strips, outages);
        right.getStyleClass().add("hour-left");
        HBox.setHgrow(right, Priority.ALWAYS);
        right.setMinWidth(0);
        var body = new Sides(left, right, measure);
        getChildren().addAll(head, body, measure);
        setMinWidth(0);
    }

    void show(SessionView view, ProbeFeed.Reading reading, Instant now) {
        showClock(view.downtime(), reading);
        var history = reading.probes();
        note.setText(noted(reading, now));
        showStrips(history, now);
        showOutages(history, now, reading);
    }

    private static String noted(ProbeFeed.Reading reading, Instant now) {
        if (!reading.planned()) {
            return "not measured: the plan names nothing to ask";
        }
        var history = reading.probes();
        return history.every()
                .map(every -> "asked every " + InWords.exactly(every) + " from this machine · "
                        + InWords.count(history.targets().size(), "target", "targets")
                        + history.lastAsked()
                                .map(a -> " · last " + InWords.ago(a, now))
                                .orElse(""))
                .orElse("not asked now: probes run from the first step of the phase to the end of the soak");
    }

    private void showClock(Downtime d, ProbeFeed.Reading reading) {
        var over = d.soFar().compareTo(d.budget()) > 0;
        what.setText(
                d.counting()
                        ? "Users are without service"
                        : d.soFar().isZero() ? "No downtime so far" : "Users were without service for");
        clock.setText(InWords.stopwatch(d.soFar()));
        clock.getStyleClass().setAll("label", "hour-clock");
        if (over || d.counting()) {
            clock.getStyleClass().add(over ? "bad" : "warn");
        }
        of.setText("of " + InWords.stopwatch(d.budget()) + " announced" + (over ? ": exceeded" : ""));
        bar.show(d);
        parts.setText(d.parts().stream()
                .filter(p -> p.took().toSeconds() > 0)
                .map(p -> p.words() + " " + InWords.stopwatch(p.took()))
                .collect(Collectors.joining(" · ")));
        show(parts, !parts.getText().isEmpty());
        basis.getStyleClass().removeAll("unknown", "muted");
        basis.getStyleClass().add(d.basis() == DowntimeBasis.MEASURED ? "muted" : "unknown");
        basis.setText("reads "
                + d.reads().map(r -> "failed " + InWords.stopwatch(r)).orElse("not measured")
                + " · writes "
                + d.writes().map(w -> "failed " + InWords.stopwatch(w)).orElse("not measured")
                + switch (d.basis()) {
                    case MEASURED -> "";
                    case PARTLY ->
                        d.soFar().isZero() ? "" : ": what is not measured is estimated, by how long the fence stood";
                    case ESTIMATED -> d.soFar().isZero() ? "" : ": estimated from steps, no probe ran";
                }
                + (d.unknown().isPositive() ? " · not known for " + InWords.stopwatch(d.unknown()) : ""));
        show(basis, reading.planned() || !d.soFar().isZero());
    }

    private static void show(Region part, boolean there) {
        part.setVisible(there);
        part.setManaged(there);
    }

    private void showStrips(ProbeHistory history, Instant now) {
        var targets = history.targets();
        var wanted = targets.stream().map(ProbeTarget::id).toList();
        if (!wanted.equals(ids)) {
            ids = wanted;
            rows.clear();
            strips.getChildren().clear();
            for (var i = 0; i < targets.size(); i++) {
                var row = new Row(Labels.line(targets.get(i).title()), new StripPane(), Labels.whole("", "mono"));
                row.strip().setId("probe-" + targets.get(i).id());
                rows.add(row);
                strips.addRow(i, row.name(), row.strip(), row.says());
            }
            if (targets.isEmpty()) {
                strips.add(
                        Labels.wrapped("Nothing is asked at present: these minutes are not measured.", "muted"),
                        0,
                        0,
                        3,
                        1);
            }
        }
        show(axis, !targets.isEmpty());
        for (var i = 0; i < targets.size(); i++) {
            var target = targets.get(i);
            var row = rows.get(i);
            var last = history.last(target.id());
            var open = history.outages().open(target.id());
            row.says().setText(says(last));
            row.says().getStyleClass().setAll("label", "mono", tone(last, open).styleClass());
            row.strip()
                    .show(
                            Strip.of(history, target.id(), now),
                            target.title() + ": " + says(last)
                                    + open.map(o -> ", since " + InWords.clock(o.first()) + " UTC")
                                            .orElse(""));
        }
    }

    private static Tone tone(Optional<ProbeResult> last, Optional<Outage> open) {
        if (open.filter(o -> o.what() == Outage.What.UNKNOWN).isPresent()) {
            return Tone.UNKNOWN;
        }
        return last.map(r -> r.served() ? Tone.OK : Tone.BAD).orElse(Tone.UNKNOWN);
    }

    private static String says(Optional<ProbeResult> last) {
        return last.map(r -> switch (r.outcome()) {
                    case ProbeResult.Outcome.Served s ->
                        s.status() + " · " + r.took().toMillis() + " ms";
                    case ProbeResult.Outcome.NotServed n ->
                        n.status() + " · " + r.took().toMillis() + " ms";
                    case ProbeResult.Outcome.Silent _ -> "silent";
                })
                .orElse("no answer yet");
    }

    /** The newest first, of what users ask: a side that is down by itself is seen in its strip. */
    private void showOutages(ProbeHistory history, Instant now, ProbeFeed.Reading reading) {
        var all = history.outages().all().reversed().stream()
                .filter(o -> o.target().felt())
                .toList();
        var lines = new ArrayList<String>();
        reading.probes().lacking().forEach(l -> lines.add("not asked: " + l));
        all.stream().limit(OUTAGES_SHOWN).forEach(o -> lines.add(outage(o, now)));
        if (all.size() > OUTAGES_SHOWN) {
            lines.add("and " + (all.size() - OUTAGES_SHOWN) + " more, in the audit trail");
        }
        outages.setText(String.join("\n", lines));
        show(outages, !lines.isEmpty());
    }

    private static String outage(Outage o, Instant now) {
        var failed = o.what() == Outage.What.FAILED;
        return o.target().title() + (failed ? " failed " : " not known ") + InWords.clock(o.first()) + "–"
                + o.until().map(InWords::clock).orElse("now") + " UTC, " + InWords.exactly(o.length(now))
                + (failed ? ", " + InWords.count(o.failures(), "request", "requests") : "") + ": " + o.why();
    }

    /** Side by side where there is room, else one below the other. */
    private static final class Sides extends Region {
        private final VBox left;
        private final VBox right;
        private final Label measure;

        Sides(VBox left, VBox right, Label measure) {
            this.left = left;
            this.right = right;
            this.measure = measure;
            getChildren().addAll(left, right);
            setMinWidth(0);
        }

        private double em() {
            return measure.getFont().getSize();
        }

        private boolean beside(double width) {
            return width >= SIDE_BY_SIDE * em();
        }

        private double share(double width) {
            return Math.clamp(width * 0.28, 21 * em(), 34 * em());
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
            var w = width < 0 ? 80 * em() : width;
            if (beside(w)) {
                var l = share(w);
                return Math.max(left.prefHeight(l), right.prefHeight(w - l - 2 * em()));
            }
            return left.prefHeight(w) + em() + right.prefHeight(w);
        }

        @Override
        protected void layoutChildren() {
            var w = getWidth();
            if (beside(w)) {
                var l = share(w);
                left.resizeRelocate(0, 0, l, left.prefHeight(l));
                right.resizeRelocate(l + 2 * em(), 0, w - l - 2 * em(), right.prefHeight(w - l - 2 * em()));
            } else {
                left.resizeRelocate(0, 0, w, left.prefHeight(w));
                var top = left.getHeight() + em();
                right.resizeRelocate(0, top, w, right.prefHeight(w));
            }
        }
    }
}
