package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.plan.Checklist;
import app.medzenhealth.cutover.session.GoBoard;
import app.medzenhealth.cutover.session.GoBoard.Seat;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.StateBadge;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The go/no-go board: who says yes or no for which role, when and with what note; last who decides. */
final class GoPanel extends VBox {
    private final ScreenContext desk;
    private final GridPane grid = new GridPane();
    private final GoAnswer answer;
    private final List<Button> answers = new ArrayList<>();
    private List<String> shown = List.of();

    GoPanel(ScreenContext desk) {
        this.desk = desk;
        setId("hour-board");
        getStyleClass().addAll("panel", "hour-panel");
        answer = new GoAnswer(desk, this::lock);
        var head = new HBox(Labels.whole("Go / no-go", "h3"), Labels.line("one no-go locks", "caption", "muted"));
        head.getStyleClass().addAll("row", "hour-head");
        grid.getStyleClass().add("hour-facts");
        var roles = new ColumnConstraints();
        roles.setMinWidth(USE_PREF_SIZE);
        var words = new ColumnConstraints();
        words.setHgrow(Priority.ALWAYS);
        words.setMinWidth(0);
        grid.getColumnConstraints().addAll(roles, words);
        getChildren().addAll(head, grid, answer);
        setMinWidth(0);
    }

    void show(SessionView view) {
        var board = view.board();
        var decides = board.step().or(() -> view.plan().window().go()).flatMap(view::step);
        answer.show(board);
        var said = new ArrayList<>(
                board.seats().stream().map(s -> s.role() + line(s)).toList());
        decides.ifPresent(s -> said.add(s.step().id() + " " + s.state()));
        said.add(board.closed().orElse(""));
        if (said.equals(shown)) {
            return;
        }
        shown = List.copyOf(said);
        grid.getChildren().clear();
        answers.clear();
        var row = 0;
        for (var seat : board.seats()) {
            seat(seat, board, row++);
        }
        if (decides.isPresent()) {
            decision(decides.get(), row++);
        }
        var closed = board.closed().isPresent();
        if (closed || board.seats().isEmpty()) {
            grid.add(
                    Labels.wrapped(
                            closed
                                    ? board.closed().get() + ": from here on there is a way on and a way back."
                                    : "The plan asks nobody but who decides on the window.",
                            "caption",
                            "muted"),
                    0,
                    row,
                    3,
                    1);
        }
        lock();
    }

    private void lock() {
        answers.forEach(b -> b.setDisable(answer.isVisible()));
    }

    private void seat(Seat seat, GoBoard board, int row) {
        var role = Labels.whole(seat.role(), "muted");
        GridPane.setValignment(role, VPos.TOP);
        grid.add(role, 0, row);
        var line = line(seat);
        var words = Labels.wrapped(line.word(), "hour-value", line.tone().styleClass());
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var marked = new HBox(new Icon(line.icon(), line.tone()), words);
        marked.getStyleClass().add("hour-line");
        if (board.closed().isEmpty()) {
            marked.getChildren().add(ask(seat, line.answered(), row));
        }
        var cell = new VBox(marked, Labels.wrapped(line.detail(), "caption", "muted"));
        cell.setMinWidth(0);
        cell.setAccessibleText(seat.role() + ": " + line.word() + ", " + line.detail());
        grid.add(cell, 1, row);
    }

    private Button ask(Seat seat, boolean again, int row) {
        var ask = new Button(again ? "Answer again…" : "Answer…");
        ask.setId("board-answer-" + row);
        ask.setAccessibleText("Write down what " + seat.role() + " says");
        ask.getStyleClass().addAll("quiet", "small");
        ask.setMinWidth(USE_PREF_SIZE);
        ask.setOnAction(_ -> answer.ask(seat));
        answers.add(ask);
        return ask;
    }

    /** @param answered whether anything was said before */
    private record Line(String word, String detail, Tone tone, Feather icon, boolean answered) {}

    private static Line line(Seat seat) {
        return switch (seat.standing()) {
            case GoBoard.Given(var answer) ->
                answer.said() == GoBoard.Said.GO
                        ? new Line("go", answer.words(), Tone.OK, Feather.CHECK, true)
                        : new Line("no-go", answer.words(), Tone.BAD, Feather.X, true);
            case GoBoard.Lapsed(var answer, var why) ->
                new Line(
                        "not said any more",
                        answer.said().words() + " by " + answer.words() + "; " + why,
                        Tone.WARN,
                        Feather.CLOCK,
                        true);
            case GoBoard.Unsaid _ -> new Line("not said", waits(seat), Tone.UNKNOWN, Feather.HELP_CIRCLE, false);
        };
    }

    private static String waits(Seat seat) {
        return seat.open().isEmpty()
                ? seat.contact().isBlank() ? "ask them" : "ask " + seat.contact()
                : "a go waits for "
                        + seat.open().stream().map(Checklist::title).collect(Collectors.joining("”, “", "“", "”"));
    }

    private void decision(StepView step, int row) {
        var decides = Labels.whole("decision", "muted");
        GridPane.setValignment(decides, VPos.TOP);
        grid.add(decides, 0, row);
        var link = new Hyperlink(step.step().id() + "  " + step.step().title());
        link.setId("board-decision");
        link.setWrapText(true);
        link.setMinWidth(0);
        link.setMinHeight(USE_PREF_SIZE);
        link.setOnAction(_ -> desk.navigator().goToStep(step.step().id()));
        HBox.setHgrow(link, Priority.ALWAYS);
        link.setMaxWidth(Double.MAX_VALUE);
        var badge = new StateBadge(step);
        badge.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(link, badge);
        line.getStyleClass().add("hour-line");
        line.setMinWidth(0);
        grid.add(line, 1, row);
    }
}
