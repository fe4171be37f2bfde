package app.medzenhealth.cutover.ui.closing;

import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.DailyCheck;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SoakReading;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.DialogService.TextQuestion;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Which hours since the cutover were healthy, and who has looked on which day. */
final class SoakPanel extends VBox {
    private final ScreenContext desk;
    private final Button read = new Button("Read the hours");
    private final HBox head;
    private final VBox body = new VBox();
    private Optional<SoakReading> reading = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private boolean busy;
    private List<?> shown = List.of("");

    SoakPanel(ScreenContext desk) {
        this.desk = desk;
        setId("soak");
        getStyleClass().addAll("panel", "hour-panel");
        read.setId("soak-read");
        read.getStyleClass().addAll("quiet", "small");
        read.setMinWidth(USE_PREF_SIZE);
        read.setOnAction(_ -> read());
        head = new HBox();
        head.getStyleClass().addAll("row", "hour-head");
        body.getStyleClass().add("rows");
        getChildren().addAll(head, body);
        setMinWidth(0);
    }

    /** Reads the history of metrics and alarms again. */
    void read() {
        if (busy || !begun()) {
            return;
        }
        busy = true;
        problem = Optional.empty();
        show(desk.readings().session());
        desk.background()
                .<Optional<SoakReading>>run(
                        "Reading the hours since the cutover",
                        () -> desk.session().soak(),
                        found -> {
                            busy = false;
                            reading = found;
                            show(desk.readings().session());
                        },
                        failed -> {
                            busy = false;
                            problem = Optional.of(failed);
                            show(desk.readings().session());
                        });
    }

    private boolean begun() {
        return !desk.readings().session().daily().isEmpty();
    }

    boolean unread() {
        return reading.isEmpty() && problem.isEmpty() && !busy && begun();
    }

    Optional<SoakReading> reading() {
        return reading;
    }

    void show(SessionView view) {
        var what = List.of(view.daily(), reading, problem, busy, view.ended(), begunDays(view));
        if (what.equals(shown)) {
            return;
        }
        shown = what;
        read.setText(busy ? "Reading…" : reading.isPresent() ? "Read again" : "Read the hours");
        read.setDisable(busy || view.daily().isEmpty());
        var note = Labels.wrapped(
                reading.map(r -> r.source() + ", " + InWords.count(r.signals(), "signal", "signals"))
                        .orElse("counted from the history of metrics and alarms"),
                "caption",
                "muted");
        HBox.setHgrow(note, Priority.ALWAYS);
        note.setMaxWidth(Double.MAX_VALUE);
        note.setMinWidth(0);
        head.getChildren().setAll(Labels.whole("Healthy hours after the cutover", "h3"), note);
        reading.ifPresent(
                r -> head.getChildren().add(AgoLabel.since(desk.readings().nowProperty(), "read ", r.read())));
        head.getChildren().add(read);
        body.getChildren().clear();
        if (view.daily().isEmpty()) {
            body.getChildren()
                    .add(Labels.wrapped(
                            "Production has not moved, or has moved back: there are no hours to count yet.", "muted"));
            return;
        }
        problem.ifPresent(p -> body.getChildren().add(new ProblemPane(p)));
        reading.ifPresent(r -> body.getChildren().addAll(sum(r), told(r)));
        body.getChildren().add(board(view));
        if (reading.isPresent()) {
            body.getChildren().add(legend());
        } else if (problem.isEmpty()) {
            body.getChildren()
                    .add(Labels.wrapped(
                            busy ? "The hours are being read." : "Which hours were healthy has not been read yet.",
                            "muted"));
        }
    }

    private long begunDays(SessionView view) {
        return view.daily().stream().filter(d -> d.begun(view.at())).count();
    }

    private static Node sum(SoakReading r) {
        var clock = Labels.whole(Times.inWords(r.time().healthy()), "hour-clock");
        clock.setId("soak-healthy");
        if (r.time().breachedNow()) {
            clock.getStyleClass().add("bad");
        } else if (r.enough()) {
            clock.getStyleClass().add("ok");
        }
        var of = Labels.whole("healthy of " + Times.inWords(r.wanted()), "muted");
        var line = new FlowPane(clock, of);
        line.getStyleClass().add("hour-reading");
        line.setRowValignment(VPos.BASELINE);
        var bar = new ProgressBar(Math.min(
                1.0,
                (double) r.time().healthy().toSeconds() / Math.max(1, r.wanted().toSeconds())));
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText(r.words());
        var box = new VBox(line, bar);
        box.getStyleClass().add("hour-left");
        return box;
    }

    private static Node told(SoakReading r) {
        var lines = new VBox();
        lines.getStyleClass().add("item-words");
        if (r.time().breachedNow()) {
            lines.getChildren()
                    .add(line(
                            Feather.X,
                            Tone.BAD,
                            "A signal does not keep its limit now: "
                                    + brief(r.time().breaches().getLast().signals())));
        } else {
            r.time()
                    .lastBreach()
                    .ifPresent(b -> lines.getChildren()
                            .add(line(
                                    Feather.ROTATE_CCW,
                                    Tone.WARN,
                                    "The count began anew " + Times.minute(b.to()) + " UTC, after "
                                            + InWords.exactly(b.length())
                                            + " in which a signal did not keep its limit: "
                                            + brief(b.signals()))));
        }
        if (!r.time().unknown().isZero()) {
            lines.getChildren()
                    .add(line(
                            Feather.HELP_CIRCLE,
                            Tone.UNKNOWN,
                            InWords.exactly(r.time().unknown())
                                    + " are unknown since then: they stop the count, and do not begin it anew"));
        }
        lines.getChildren()
                .add(
                        r.enough()
                                ? line(Feather.CHECK, Tone.OK, "Healthy for as long as the plan asks")
                                : line(
                                        Feather.CLOCK,
                                        Tone.NEUTRAL,
                                        "Not before " + InWords.day(r.earliest())
                                                + " UTC, if everything is healthy from now on"));
        return lines;
    }

    private static String brief(Set<String> signals) {
        return signals.stream().map(SoakRow::brief).sorted().distinct().collect(Collectors.joining(", "));
    }

    private static HBox line(Feather symbol, Tone tone, String text) {
        var words = Labels.wrapped(text);
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(new Icon(symbol, tone), words);
        line.getStyleClass().add("hour-line");
        return line;
    }

    private Node board(SessionView view) {
        var grid = new GridPane();
        grid.getStyleClass().add("soak-board");
        var days = new ColumnConstraints();
        days.setMinWidth(USE_PREF_SIZE);
        var cells = new ColumnConstraints();
        cells.setPercentWidth(46);
        var words = new ColumnConstraints();
        words.setHgrow(Priority.ALWAYS);
        words.setMinWidth(0);
        grid.getColumnConstraints().addAll(days, cells, words);
        var rows = reading.map(SoakRow::of).orElse(List.of());
        rows.stream().findFirst().ifPresent(r -> grid.add(HourCells.axis(r), 1, 0));
        for (var i = 0; i < Math.max(rows.size(), view.daily().size()); i++) {
            var row = i < rows.size() ? Optional.of(rows.get(i)) : Optional.<SoakRow>empty();
            var check = i < view.daily().size() ? Optional.of(view.daily().get(i)) : Optional.<DailyCheck>empty();
            var from =
                    row.map(SoakRow::from).or(() -> check.map(DailyCheck::from)).orElseThrow();
            var name = Labels.whole("Day " + (i + 1) + "  " + Times.minute(from), "muted");
            GridPane.setValignment(name, VPos.TOP);
            grid.add(name, 0, i + 1);
            row.ifPresent(r -> {
                var hours = HourCells.of(r);
                GridPane.setValignment(hours, VPos.TOP);
                grid.add(hours, 1, r.day());
            });
            grid.add(said(view, row, check), 2, i + 1);
        }
        return grid;
    }

    private Node said(SessionView view, Optional<SoakRow> row, Optional<DailyCheck> check) {
        var box = new VBox();
        box.getStyleClass().add("item-words");
        box.setMinWidth(0);
        row.ifPresent(r -> {
            box.getChildren().add(Labels.wrapped(r.words(), "caption"));
            r.why().forEach(w -> box.getChildren().add(Labels.wrapped(w, "caption", "muted")));
        });
        check.ifPresent(c -> box.getChildren().add(check(view, c, row)));
        return box;
    }

    private Node check(SessionView view, DailyCheck check, Optional<SoakRow> row) {
        var words = check.said()
                .map(t -> Labels.wrapped(t.by() + ", " + Times.minute(t.at()) + " UTC: " + t.note(), "caption", "ok"))
                .orElseGet(() -> Labels.wrapped(
                        check.begun(view.at()) ? "nobody has looked yet" : "begins later",
                        "caption",
                        check.begun(view.at()) ? "warn" : "muted"));
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(
                new Icon(
                        check.said().isPresent() ? Feather.USER_CHECK : Feather.USER,
                        check.said().isPresent() ? Tone.OK : check.begun(view.at()) ? Tone.WARN : Tone.NEUTRAL),
                words);
        line.getStyleClass().add("hour-line");
        if (check.begun(view.at()) && view.ended().isEmpty()) {
            var look = new Button(check.said().isPresent() ? "Again…" : "Daily check…");
            look.setId("soak-check-" + check.day());
            look.getStyleClass().addAll("quiet", "small");
            look.setMinWidth(USE_PREF_SIZE);
            look.setAccessibleText("Write down the daily check of day " + check.day());
            look.setOnAction(_ -> ask(check, row.map(SoakRow::words).orElse("")));
            line.getChildren().add(look);
        }
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void ask(DailyCheck check, String healthy) {
        desk.dialogs()
                .ask(
                        new TextQuestion(
                                "daily-check",
                                Tone.ACCENT,
                                "Daily check of day " + check.day() + ", from " + Times.minute(check.from()) + " UTC",
                                "What have you looked at, and what have you seen?",
                                "Record the check",
                                1,
                                FreeText.STATEMENT),
                        note -> desk.background()
                                .act(
                                        "Recording the check of day " + check.day(),
                                        () -> desk.session().checkDay(check.day(), desk.operator(), note, healthy),
                                        () -> {
                                            desk.readings().refreshSoon();
                                            desk.notices()
                                                    .say(
                                                            Tone.OK,
                                                            "The check of day " + check.day() + " is in the trail.");
                                        }));
    }

    private static Node legend() {
        var legend = new FlowPane();
        legend.getStyleClass().add("soak-legend");
        for (var mark : SoakRow.Mark.values()) {
            legend.getChildren()
                    .add(Labels.whole(
                            mark.sign() + " " + mark.word(),
                            "caption",
                            mark.tone().styleClass()));
        }
        legend.getChildren().add(Labels.whole("one cell is one hour", "caption", "muted"));
        return legend;
    }
}
