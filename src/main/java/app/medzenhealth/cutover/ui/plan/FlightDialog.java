package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.session.FlightCheck;
import app.medzenhealth.cutover.session.FlightCheck.Answer;
import app.medzenhealth.cutover.session.FlightCheck.Verdict;
import app.medzenhealth.cutover.ui.common.Clip;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.FlightControl;
import app.medzenhealth.cutover.ui.common.FolderOpener;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Asks every step what it would meet now, and shows what each said. Leaving it stops the asking. */
public final class FlightDialog {
    public static final String ID = "flight";
    private static final double HIGH = 420;

    private final ScreenContext desk;
    private final FlightControl control;
    private final StackPane body = new StackPane();
    private final ProgressBar bar = new ProgressBar(0);
    private final Label asking = Labels.line("", "muted");
    private final SimpleBooleanProperty asked = new SimpleBooleanProperty(true);
    private final SimpleBooleanProperty running = new SimpleBooleanProperty(false);
    private final AtomicReference<Said> said = new AtomicReference<>(new Said(0, ""));
    private Runnable stop = () -> {};
    private Optional<FlightCheck> result = Optional.empty();
    private boolean left;

    /** How far it is. */
    private record Said(double fraction, String text) {}

    private FlightDialog(ScreenContext desk, FlightControl control) {
        this.desk = desk;
        this.control = control;
    }

    /** On the JavaFX thread. */
    public static void open(ScreenContext desk, FlightControl control) {
        new FlightDialog(desk, control).open();
    }

    private void open() {
        body.setId("flight-body");
        body.setAlignment(Pos.TOP_LEFT);
        body.setMinHeight(HIGH);
        body.setPrefHeight(HIGH);
        body.getChildren().setAll(before());
        var steps = desk.readings().session().plan().steps().count();
        desk.dialogs()
                .open(new DialogService.Dialog(
                        ID,
                        Tone.ACCENT,
                        "Flight check of the whole plan",
                        "Each of its " + steps + " steps is asked what it would meet now. Nothing is changed.",
                        body,
                        "Each step is read again when it is its turn. The outcome is recorded.",
                        List.of(
                                DialogService.Button.quiet("leave", "Close"),
                                new DialogService.Button(
                                        "copy",
                                        "Copy as text",
                                        DialogService.Kind.QUIET,
                                        asked,
                                        DialogService.After.STAY,
                                        () -> result.ifPresent(r -> Clip.put(String.join("\n", control.lines(r))))),
                                new DialogService.Button(
                                        "page",
                                        "Open as page",
                                        DialogService.Kind.QUIET,
                                        asked,
                                        DialogService.After.STAY,
                                        this::page),
                                new DialogService.Button(
                                        "ask",
                                        "Ask every step",
                                        DialogService.Kind.PRIMARY,
                                        running,
                                        DialogService.After.STAY,
                                        this::ask)),
                        Optional.empty()));
        body.sceneProperty().subscribe(scene -> {
            if (scene == null) {
                left = true;
                stop.run();
            }
        });
    }

    private static Node before() {
        var rows = new VBox(
                line(Feather.EYE, "What each step would change, and which calls it would send"),
                line(Feather.LOCK, "What does not hold, and what to do about it"),
                line(Feather.HELP_CIRCLE, "What is not known, and why"),
                line(Feather.CLOCK, "A real account takes some minutes; it can be stopped"));
        rows.getStyleClass().add("rows");
        return rows;
    }

    private static HBox line(Feather symbol, String text) {
        var line = new HBox(new Icon(symbol), Labels.wrapped(text));
        line.getStyleClass().add("check-line");
        return line;
    }

    private void ask() {
        if (running.get()) {
            return;
        }
        running.set(true);
        asked.set(true);
        result = Optional.empty();
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setProgress(0);
        asking.setText("Beginning");
        var cancel = new Button("Stop asking");
        cancel.setId("flight-stop");
        cancel.getStyleClass().add("quiet");
        cancel.setOnAction(_ -> {
            cancel.setDisable(true);
            stop.run();
        });
        var rows = new VBox(bar, asking, cancel);
        rows.getStyleClass().add("rows");
        body.getChildren().setAll(rows);
        var check = new AtomicReference<Optional<FlightCheck>>(Optional.empty());
        stop = desk.background()
                .stoppable(
                        "Asking every step",
                        () -> check.set(Optional.of(control.check(progress()))),
                        () -> ended(check.get()),
                        problem -> body.getChildren().setAll(new ProblemPane(problem)));
        if (left) {
            stop.run();
        }
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void at(double fraction, String text) {
                said.set(new Said(fraction, text));
                desk.background().later(FlightDialog.this::showProgress);
            }

            @Override
            public void line(String text) {}
        };
    }

    private void showProgress() {
        var now = said.get();
        bar.setProgress(now.fraction());
        asking.setText(now.text());
    }

    private void ended(Optional<FlightCheck> check) {
        running.set(false);
        stop = () -> {};
        result = check;
        asked.set(check.isEmpty());
        body.getChildren()
                .setAll(check.map(this::shown)
                        .orElseGet(
                                () -> Labels.wrapped("Stopped: not every step was asked, and nothing was recorded.")));
    }

    private Node shown(FlightCheck check) {
        var today = check.today();
        var head = Labels.wrapped(
                today.isEmpty()
                        ? "Nothing stands in the way that could be cleared away now"
                        : InWords.count(today.size(), "step has", "steps have") + " something to be cleared away now",
                "h3");
        var counts = Labels.wrapped(
                control.counts(check) + ". Read at " + InWords.day(check.at()) + " UTC.", "caption", "muted");
        var list = new ListView<Answer>();
        list.setId("flight-answers");
        list.setAccessibleText("What each step would meet; what can be cleared away now comes first");
        ScrollRoom.keep(list)
                .getItems()
                .setAll(check.answers().stream()
                        .sorted((a, b) -> Boolean.compare(b.today(), a.today()))
                        .toList());
        list.setCellFactory(_ -> new AnswerCell());
        VBox.setVgrow(list, Priority.ALWAYS);
        var rows = new VBox(head, counts, list);
        rows.getStyleClass().add("rows");
        return rows;
    }

    private void page() {
        result.ifPresent(r -> desk.background()
                .run(
                        "Writing the flight check",
                        () -> {
                            var page = control.page(r);
                            try {
                                FolderOpener.open(page);
                                return "Opened " + page;
                            } catch (IllegalStateException noDesktop) {
                                return "Written to " + page;
                            }
                        },
                        words -> desk.notices().say(Tone.OK, words)));
    }

    static Tone tone(Answer answer) {
        return switch (answer.verdict()) {
            case DONE, NOTHING_TO_DO, READY -> Tone.OK;
            case BY_PERSON, COMES_LATER -> Tone.NEUTRAL;
            case LOCKED -> answer.today() ? Tone.BAD : Tone.WARN;
            case UNKNOWN -> Tone.UNKNOWN;
        };
    }

    private static Feather symbol(Verdict verdict) {
        return switch (verdict) {
            case DONE, NOTHING_TO_DO, READY -> Feather.CHECK;
            case BY_PERSON -> Feather.USER;
            case COMES_LATER -> Feather.CLOCK;
            case LOCKED -> Feather.LOCK;
            case UNKNOWN -> Feather.HELP_CIRCLE;
        };
    }

    private final class AnswerCell extends ListCell<Answer> {
        @Override
        protected void updateItem(@Nullable Answer answer, boolean empty) {
            super.updateItem(answer, empty);
            setText(null);
            if (empty || answer == null) {
                setGraphic(null);
                return;
            }
            var tone = tone(answer);
            var words = new VBox(Labels.wrapped(answer.step() + "  " + answer.title() + ": "
                    + answer.verdict().words()));
            control.reasons(answer)
                    .forEach(r ->
                            words.getChildren().add(Labels.wrapped(InWords.plain(r), "caption", tone.styleClass())));
            answer.changes().forEach(c -> words.getChildren().add(Labels.wrapped(c, "caption", "muted")));
            HBox.setHgrow(words, Priority.ALWAYS);
            words.setMinWidth(0);
            var line = new HBox(new Icon(symbol(answer.verdict()), tone), words);
            line.getStyleClass().add("check-line");
            line.setMaxWidth(getListView().getWidth() - 24);
            line.setPrefWidth(getListView().getWidth() - 24);
            setGraphic(line);
            setAccessibleText(answer.step() + " " + answer.title() + ", "
                    + answer.verdict().words());
        }
    }
}
