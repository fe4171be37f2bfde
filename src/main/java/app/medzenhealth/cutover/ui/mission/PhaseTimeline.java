package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.session.Ended;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.StateStyle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;

/** The phases over time: planned below each bar, happened and expected in it, soaks hatched, and where now is. */
final class PhaseTimeline extends VBox {
    private final ScreenContext desk;
    private final Label summary = Labels.line("", "muted");
    private final Chart chart = new Chart();
    private long shownRevision = -1;
    private Instant shownNow = Instant.MIN;

    PhaseTimeline(ScreenContext desk) {
        this.desk = desk;
        setId("timeline");
        getStyleClass().add("timeline");
        setMinSize(0, 0);
        HBox.setHgrow(summary, Priority.ALWAYS);
        summary.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(
                Labels.whole("Timeline", "h3"),
                summary,
                key("done", "done"),
                key("skipped", "exceptions"),
                key("running", "under way"),
                key("ahead", "expected"),
                key("planned", "as planned"));
        head.getStyleClass().add("row");
        head.setAlignment(Pos.CENTER_LEFT);
        var scroll = new ScrollPane(chart);
        ScrollRoom.keep(scroll).setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        scroll.setMinHeight(0);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll);
    }

    private static Label key(String styleClass, String text) {
        var sample = new Region();
        sample.getStyleClass().addAll("bar", styleClass, "bar-sample");
        var label = Labels.whole(text, "caption", "muted");
        label.setGraphic(sample);
        return label;
    }

    void show(SessionView view, Instant at) {
        // At rest it stays as it was when the session was closed.
        var now = view.ended().map(Ended::at).orElse(at);
        var schedule = Schedule.of(view, now);
        var seen = steady(schedule, now);
        if (view.revision() == shownRevision && seen.equals(shownNow)) {
            return;
        }
        shownRevision = view.revision();
        shownNow = seen;
        var soaks = view.phases().stream().anyMatch(p -> p.phase().soak().isPresent());
        summary.setText("planned " + days(schedule.least()) + "–" + days(schedule.most()) + " days"
                + (soaks ? " with soak" : "") + " · " + end(view, schedule));
        chart.show(schedule, now, view.ended().isPresent());
    }

    private static String end(SessionView view, Schedule schedule) {
        return view.ended()
                .map(e -> "at rest: " + e.outcome() + ", closed " + InWords.day(e.at()) + " UTC")
                .orElseGet(() ->
                        (view.over() ? "ended " : "expected to end ") + InWords.day(schedule.expectedEnd()) + " UTC");
    }

    /** Now, in steps too small to see. */
    private static Instant steady(Schedule schedule, Instant now) {
        var step =
                Math.max(1, Duration.between(schedule.origin(), schedule.end()).toSeconds() / 4000);
        var minute = Math.min(step, 60);
        return Instant.ofEpochSecond(now.getEpochSecond() / minute * minute);
    }

    private static long days(Duration d) {
        return Math.round(d.toMinutes() / 1440.0);
    }

    private final class Chart extends Pane {
        private final Map<PhaseView, Node> names = new HashMap<>();
        private Optional<Schedule> schedule = Optional.empty();
        /** Width of the pill that says now, in letters' sizes. */
        private static final double NOW_EM = 5.5;

        private Instant now = Instant.EPOCH;
        /** Whether nothing happens any more: what did not happen is not expected. */
        private boolean atRest;

        private boolean stale;
        private double drawnWidth;
        private double drawnHeight;

        void show(Schedule newSchedule, Instant newNow, boolean rests) {
            schedule = Optional.of(newSchedule);
            now = newNow;
            atRest = rests;
            rebuild();
        }

        private void rebuild() {
            getChildren().clear();
            names.clear();
            schedule.ifPresent(s -> s.lanes().forEach(lane -> {
                var name = name(lane.phase());
                names.put(lane.phase(), name);
                getChildren().add(name);
            }));
            stale = true;
            requestLayout();
        }

        private Node name(PhaseView phase) {
            var look = StateStyle.of(phase);
            var icon = new Icon(look.symbol(), look.tone());
            icon.getStyleClass().add("lane-icon");
            var title =
                    Labels.line((phase.phase().id().length() < 3 ? phase.phase().id() + "  " : "")
                            + phase.phase().title());
            if (phase.state() == PhaseState.LOCKED) {
                title.getStyleClass().add("muted");
            }
            var row = new HBox(icon, title);
            row.getStyleClass().add("lane-name");
            row.setAlignment(Pos.CENTER_LEFT);
            row.setManaged(false);
            row.setAccessibleText("Phase " + phase.phase().title() + ": " + look.word());
            Tooltip.install(
                    row,
                    new Tooltip(phase.phase().title() + "\n" + look.word() + ", "
                            + phase.progress().words(phase.steps().size() == 1 ? "step " : "steps ") + "\n"
                            + phase.phase().goal()));
            row.setOnMouseClicked(_ ->
                    desk.navigator().go(Place.PHASES, Optional.of(phase.phase().id())));
            return row;
        }

        private double em() {
            return summary.getFont().getSize();
        }

        @Override
        protected double computePrefHeight(double width) {
            return schedule.map(s -> (s.lanes().size() + 1) * 1.6 * em()).orElse(0.0);
        }

        @Override
        protected double computeMinHeight(double width) {
            return computePrefHeight(width);
        }

        @Override
        protected void layoutChildren() {
            // Drawing changes the children, and that asks for another layout: it must end there.
            if (!stale && getWidth() == drawnWidth && getHeight() == drawnHeight) {
                return;
            }
            stale = false;
            drawnWidth = getWidth();
            drawnHeight = getHeight();
            getChildren().removeIf(n -> !names.containsValue(n));
            schedule.ifPresent(this::lay);
        }

        private void lay(Schedule s) {
            var em = em();
            var axis = 1.6 * em;
            var lane = Math.clamp((getHeight() - axis) / Math.max(1, s.lanes().size()), 1.45 * em, 2.3 * em);
            var nameWidth = Math.min(24 * em, getWidth() * 0.34);
            var scale = new Scale(s.origin(), s.end(), nameWidth, getWidth() - 0.5 * em);
            var bottom = axis + lane * s.lanes().size();
            var back = new ArrayList<Node>(axis(s, scale, em, axis, bottom));
            var ends = new HashMap<String, double[]>();
            var bars = new ArrayList<Node>();
            for (var i = 0; i < s.lanes().size(); i++) {
                var l = s.lanes().get(i);
                var y = axis + i * lane;
                Objects.requireNonNull(names.get(l.phase())).resizeRelocate(0, y, nameWidth - 0.6 * em, lane);
                bars.addAll(bars(l, scale, y, lane));
                ends.put(
                        l.phase().phase().id(),
                        new double[] {scale.x(l.expected().to()), y + lane / 2});
            }
            back.addAll(dependencies(s, scale, ends, axis, lane));
            var all = new ArrayList<Node>(back);
            all.addAll(bars);
            all.addAll(nowLine(scale, em, axis, bottom));
            all.forEach(n -> n.setManaged(false));
            getChildren().addAll(all);
        }

        private List<Node> axis(Schedule s, Scale scale, double em, double axis, double bottom) {
            var nodes = new ArrayList<Node>();
            var days = Math.max(1, Duration.between(s.origin(), s.end()).toDays() + 1);
            var perDay = scale.width(Duration.ofDays(1));
            var step = Math.max(1, (long) Math.ceil(4.2 * em / perDay));
            for (long day = 0; day <= days; day += step) {
                var x = scale.x(s.origin().plus(Duration.ofDays(day)));
                if (x > getWidth()) {
                    break;
                }
                var line = new Line(x, axis, x, bottom);
                line.getStyleClass().add("grid-line");
                nodes.add(line);
                var label = Labels.whole("day " + (day + 1), "caption", "faint");
                // The pill that says now keeps inside the chart, so that near its ends it lies beside its line.
                var pill = Math.clamp(scale.x(now) - NOW_EM * em / 2, 0, Math.max(0, getWidth() - NOW_EM * em));
                var covered = x < pill + NOW_EM * em && x + 3.5 * em > pill;
                if (x + 3 * em < getWidth() && !covered) {
                    place(nodes, label, x + 3, 0, axis);
                }
            }
            return nodes;
        }

        private List<Node> bars(Schedule.Lane l, Scale scale, double y, double lane) {
            var nodes = new ArrayList<Node>();
            var height = lane * 0.52;
            var top = y + lane * 0.16;
            l.soak().filter(_ -> l.phase().started().isEmpty() && !atRest).ifPresent(soak -> {
                bar(nodes, "soak", scale, soak.from(), soak.to(), top, height);
                var text = Labels.whole(soakText(l, scale.x(soak.to()) - scale.x(soak.from())), "caption", "soak-text");
                place(nodes, text, scale.x(soak.from()) + 0.5 * em(), top, height);
            });
            var from = l.expected().from();
            var to = l.expected().to();
            if (atRest && l.phase().started().isEmpty()) {
                bar(
                        nodes,
                        "planned",
                        scale,
                        l.planned().from(),
                        l.planned().to(),
                        top + height + lane * 0.07,
                        lane * 0.08);
                return nodes;
            }
            switch (l.phase().state()) {
                case COMPLETE -> {
                    var skips =
                            l.phase().progress().overWithSkips() || l.phase().goneOnWithout() > 0;
                    bar(nodes, skips ? "skipped" : "done", scale, from, to, top, height);
                }
                case RUNNING -> {
                    bar(nodes, "ahead", scale, from, to, top, height);
                    bar(nodes, "running", scale, from, now.isBefore(to) ? now : to, top, height);
                }
                case OPEN -> bar(nodes, "ahead", scale, from, to, top, height);
                case LOCKED -> bar(nodes, "locked", scale, from, to, top, height);
            }
            bar(nodes, "planned", scale, l.planned().from(), l.planned().to(), top + height + lane * 0.07, lane * 0.08);
            var more = new Tooltip(l.phase().phase().title() + "\nplanned "
                    + InWords.day(l.planned().from()) + " – "
                    + InWords.day(l.planned().to()) + " UTC\n"
                    + (l.phase().ended().isPresent() ? "took place " : "expected ") + InWords.day(from) + " – "
                    + InWords.day(to) + " UTC");
            nodes.forEach(n -> Tooltip.install(n, more));
            return nodes;
        }

        private String soakText(Schedule.Lane l, double width) {
            long hours = l.phase().phase().soak().map(s -> s.time().toHours()).orElse(0L);
            var text = hours + " h soak";
            return width > 20 * em() ? text + " · must stay healthy" : width > 6 * em() ? text : "";
        }

        private void bar(
                List<Node> nodes, String styleClass, Scale scale, Instant from, Instant to, double y, double height) {
            var bar = new Region();
            bar.getStyleClass().addAll("bar", styleClass);
            place(nodes, bar, scale.x(from), Math.max(scale.x(from) + 3, scale.x(to)), y, height);
        }

        private List<Node> dependencies(Schedule s, Scale scale, Map<String, double[]> ends, double axis, double lane) {
            var nodes = new ArrayList<Node>();
            for (var i = 0; i < s.lanes().size(); i++) {
                var l = s.lanes().get(i);
                var x = scale.x(l.expected().from());
                var y = axis + i * lane + lane / 2;
                for (var before : l.phase().phase().after()) {
                    var from = ends.get(before);
                    if (from != null && l.soak().isEmpty() && from[0] <= x + 1) {
                        var turn = Math.max(from[0], x - 0.45 * em());
                        var line = new Polyline(from[0], from[1], turn, from[1], turn, y, x, y);
                        line.getStyleClass().add("dependency");
                        nodes.add(line);
                    }
                }
            }
            return nodes;
        }

        private List<Node> nowLine(Scale scale, double em, double axis, double bottom) {
            var nodes = new ArrayList<Node>();
            var x = scale.x(now);
            var line = new Line(x, axis - 0.3 * em, x, bottom);
            line.getStyleClass().add("now-line");
            nodes.add(line);
            var label = Labels.whole((atRest ? "closed " : "now ") + InWords.minute(now), "now-label", "caption");
            getChildren().add(label);
            label.applyCss();
            var w = label.prefWidth(-1);
            getChildren().remove(label);
            place(nodes, label, Math.clamp(x - w / 2, 0, Math.max(0, getWidth() - w)), 0, axis - 0.3 * em);
            return nodes;
        }

        private void place(List<Node> nodes, Label label, double x, double y, double height) {
            nodes.add(label);
            getChildren().add(label);
            label.applyCss();
            var own = label.prefHeight(-1);
            label.resizeRelocate(x, y + (height - own) / 2, label.prefWidth(-1), own);
            getChildren().remove(label);
        }

        private void place(List<Node> nodes, Region bar, double from, double to, double y, double height) {
            bar.resizeRelocate(from, y, Math.max(0, to - from), height);
            nodes.add(bar);
        }
    }

    /** Instants to pixels. */
    private record Scale(Instant from, Instant to, double left, double right) {
        double x(Instant at) {
            var part = (double) Duration.between(from, at).toMillis()
                    / Math.max(1, Duration.between(from, to).toMillis());
            return left + (right - left) * part;
        }

        double width(Duration d) {
            return x(from.plus(d)) - left;
        }
    }
}
