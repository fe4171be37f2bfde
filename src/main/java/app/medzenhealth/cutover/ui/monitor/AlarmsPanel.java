package app.medzenhealth.cutover.ui.monitor;

import app.medzenhealth.cutover.monitor.watch.AlarmReading;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.MonitorFeed;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The plan's alarms: what each is, what it was in the last day, and whether anybody hears of it. Raised ones first. */
final class AlarmsPanel extends VBox {
    private final Label note = Labels.wrapped("", "caption", "muted");
    private final VBox rows = new VBox();
    private List<AlarmReading> shown = List.of();
    private Optional<Instant> read = Optional.empty();

    AlarmsPanel() {
        setId("monitor-alarms");
        getStyleClass().addAll("panel", "hour-panel");
        note.setId("monitor-alarms-note");
        HBox.setHgrow(note, Priority.ALWAYS);
        note.setMinWidth(0);
        note.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(Labels.whole("Alarms", "h3"), note);
        head.getStyleClass().addAll("row", "hour-head");
        rows.getStyleClass().add("alarm-rows");
        getChildren().addAll(head, rows);
        setMinWidth(0);
    }

    void show(MonitorFeed.Reading reading, Instant now) {
        if (!reading.alarms().equals(shown) || !reading.alarmsRead().equals(read)) {
            shown = reading.alarms();
            read = reading.alarmsRead();
            rows.getChildren()
                    .setAll(shown.stream()
                            .sorted(Comparator.comparingInt(AlarmsPanel::urgency))
                            .map(a -> row(a, now))
                            .toList());
            if (shown.isEmpty()) {
                rows.getChildren().setAll(Labels.wrapped("The plan makes no alarm and looks at none.", "muted"));
            }
        }
        age(now);
    }

    void age(Instant now) {
        var old = read.filter(t -> t.plus(MetricsPanel.OLD).isBefore(now)).isPresent();
        note.getStyleClass().removeAll("muted", "warn");
        note.getStyleClass().add(old ? "warn" : "muted");
        note.setText(
                read.map(t -> counts() + " · the last 24 h · " + (old ? "old: read " : "read ") + InWords.ago(t, now))
                        .orElse("not read yet"));
    }

    private String counts() {
        var words = new ArrayList<String>();
        words.add(InWords.count(shown.size(), "alarm", "alarms"));
        var raised = shown.stream().filter(AlarmReading::raised).count();
        words.add(raised == 0 ? "none raised" : raised + " raised");
        var absent = shown.stream()
                .filter(a -> a.standing() instanceof AlarmReading.Absent)
                .count();
        if (absent > 0) {
            words.add(absent + " not there");
        }
        var silent = shown.stream()
                .filter(a -> !(a.standing() instanceof AlarmReading.Absent) && a.told() instanceof AlarmReading.Nobody)
                .count();
        if (silent > 0) {
            words.add(silent == 1 ? "1 tells nobody" : silent + " tell nobody");
        }
        return String.join(" · ", words);
    }

    private static int urgency(AlarmReading a) {
        return switch (a.standing()) {
            case AlarmReading.Is is ->
                switch (is.state()) {
                    case ALARM -> 0;
                    case INSUFFICIENT_DATA -> 2;
                    case OK -> 3;
                };
            case AlarmReading.Unknown _, AlarmReading.NotRead _ -> 1;
            case AlarmReading.Absent _ -> 4;
        };
    }

    private record Said(Feather symbol, Tone tone, String word, String why) {}

    private static Said said(AlarmReading a, Instant now) {
        return switch (a.standing()) {
            case AlarmReading.Is is -> {
                var since = is.since()
                        .map(s -> ", " + InWords.roughly(Duration.between(s, now)))
                        .orElse("");
                yield switch (is.state()) {
                    case ALARM -> new Said(Feather.ALERT_OCTAGON, Tone.BAD, "ALARM" + since, is.reason());
                    case OK -> new Said(Feather.CHECK, Tone.OK, "OK" + since, "");
                    case INSUFFICIENT_DATA ->
                        new Said(Feather.HELP_CIRCLE, Tone.UNKNOWN, "too little data" + since, is.reason());
                };
            }
            case AlarmReading.Absent _ ->
                new Said(
                        Feather.MINUS_CIRCLE,
                        Tone.NEUTRAL,
                        "not there",
                        a.place().madeBy().map(s -> "step " + s + " makes it").orElse("no step makes it"));
            case AlarmReading.Unknown u -> new Said(Feather.HELP_CIRCLE, Tone.UNKNOWN, "not known", u.why());
            case AlarmReading.NotRead _ -> new Said(Feather.HELP_CIRCLE, Tone.UNKNOWN, "not read yet", "");
        };
    }

    private static VBox row(AlarmReading a, Instant now) {
        var said = said(a, now);
        var name = Labels.wrapped(a.place().name(), "strong");
        name.setMinWidth(0);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(
                new Icon(said.symbol(), said.tone()),
                name,
                Labels.whole(said.word(), said.tone().styleClass()));
        head.getStyleClass().add("hour-line");
        var row = new VBox(head);
        row.getStyleClass().add("alarm-row");
        row.setId("alarm-" + a.place().region() + "-" + a.place().name());
        if (a.past() instanceof AlarmReading.Spans spans) {
            var strip = new SpanStrip();
            strip.show(spans.spans(), now);
            row.getChildren().add(strip);
        }
        row.getChildren().add(Labels.wrapped(caption(a, said), "caption", "muted"));
        if (a.standing() instanceof AlarmReading.Is && !said.why().isBlank()) {
            row.getChildren()
                    .add(Labels.wrapped(said.why(), "caption", said.tone().styleClass()));
        }
        if (a.past() instanceof AlarmReading.Unread u && a.standing() instanceof AlarmReading.Is) {
            row.getChildren().add(Labels.wrapped("its past is not known: " + u.why(), "caption", "unknown"));
        }
        if (a.standing() instanceof AlarmReading.Is) {
            switch (a.told()) {
                case AlarmReading.Somebody _ -> {}
                case AlarmReading.Nobody n ->
                    row.getChildren().add(line(Feather.BELL_OFF, Tone.BAD, "tells nobody: " + n.why()));
                case AlarmReading.NotKnown n ->
                    row.getChildren()
                            .add(line(
                                    Feather.HELP_CIRCLE,
                                    Tone.UNKNOWN,
                                    "whether anybody is told is not known: " + n.why()));
            }
        }
        return row;
    }

    private static String caption(AlarmReading a, Said said) {
        return switch (a.standing()) {
            case AlarmReading.Is is ->
                is.rule() + " · " + a.place().region()
                        + (a.told() instanceof AlarmReading.Somebody s ? " · " + String.join("; ", s.who()) : "");
            case AlarmReading.Absent _, AlarmReading.Unknown _, AlarmReading.NotRead _ ->
                a.place().region() + (said.why().isEmpty() ? "" : " · " + said.why());
        };
    }

    private static HBox line(Feather symbol, Tone tone, String text) {
        var words = Labels.wrapped(text, "caption", tone.styleClass());
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(new Icon(symbol, tone), words);
        line.getStyleClass().addAll("hour-line", "alarm-told");
        return line;
    }
}
