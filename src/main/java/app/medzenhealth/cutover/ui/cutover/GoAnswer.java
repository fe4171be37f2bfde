package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.GoBoard;
import app.medzenhealth.cutover.session.GoBoard.Said;
import app.medzenhealth.cutover.session.GoBoard.Seat;
import app.medzenhealth.cutover.session.GoNoGo;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.FreeTextArea;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/** Where is written down what somebody says for a role. Closed until somebody wants to. */
final class GoAnswer extends VBox {
    private final ScreenContext desk;
    private final Runnable changed;
    private final Label asks = Labels.wrapped("", "strong");
    private final TextField person = new TextField();
    private final FreeTextArea note;
    private final Label held = Labels.wrapped("", "caption");
    private final Button go = new Button("Go");
    private final Button noGo = new Button("No-go");
    private final VBox found = new VBox();
    private Optional<Seat> seat = Optional.empty();
    private boolean writing;

    /** @param changed whenever it is opened or closed */
    GoAnswer(ScreenContext desk, Runnable changed) {
        this.desk = desk;
        this.changed = changed;
        setId("board-form");
        getStyleClass().add("rows");
        person.setId("board-person");
        person.setAccessibleText("Who says it, by name");
        note = new FreeTextArea(
                "board-note",
                "What they say, in their words; a no-go needs some",
                FreeText.STATEMENT,
                2,
                "goes on",
                () -> {});
        go.setId("board-go");
        go.setOnAction(_ -> write(Said.GO));
        noGo.setId("board-no-go");
        noGo.getStyleClass().add("caution");
        noGo.setOnAction(_ -> write(Said.NO_GO));
        var leave = new Button("Cancel");
        leave.setId("board-leave");
        leave.getStyleClass().add("quiet");
        leave.setOnAction(_ -> close());
        person.textProperty().subscribe((_, _) -> edited());
        note.field().textProperty().subscribe((_, _) -> edited());
        var buttons = new FlowPane(8, 6, go, noGo, leave);
        getChildren()
                .addAll(
                        asks,
                        Labels.wrapped("Who says it", "caption"),
                        person,
                        Labels.wrapped("In their words. It is kept with both names in the trail.", "caption"),
                        note,
                        held,
                        found,
                        buttons);
        visible(false);
    }

    /** Opens for a role, with whom the plan names for it. */
    void ask(Seat asked) {
        seat = Optional.of(asked);
        asks.setText("What does " + asked.role() + " say?");
        person.setText(
                asked.contact().startsWith("[")
                        ? ""
                        : asked.contact().split(",", 2)[0].strip());
        note.field().clear();
        visible(true);
        edited();
        person.requestFocus();
    }

    /** Takes over what has become of the lists; closes where nobody answers any more. */
    void show(GoBoard board) {
        if (seat.isEmpty()) {
            return;
        }
        if (board.closed().isPresent()) {
            close();
            return;
        }
        seat = board.seats().stream()
                .filter(s -> s.role().equals(seat.get().role()))
                .findFirst();
        lock();
    }

    private void edited() {
        found.getChildren().clear();
        lock();
    }

    private void lock() {
        var open = seat.filter(s -> !s.open().isEmpty());
        held.setText(open.map(s -> "A go waits for “" + s.open().getFirst().title() + "”: "
                        + "it claims that all of it is ticked.")
                .orElse(""));
        held.setVisible(open.isPresent());
        held.setManaged(open.isPresent());
        var nobody = person.getText().isBlank()
                || FreeText.NAME.problem(person.getText()).isPresent()
                || note.tooLongProperty().get();
        go.setDisable(writing || nobody || open.isPresent());
        noGo.setDisable(writing || nobody || note.words().isEmpty());
    }

    private void close() {
        seat = Optional.empty();
        visible(false);
    }

    private void visible(boolean shown) {
        setVisible(shown);
        setManaged(shown);
        changed.run();
    }

    private void write(Said said) {
        if (seat.isEmpty()) {
            return;
        }
        writing = true;
        lock();
        var answer = new GoNoGo(seat.get().role(), said, person.getText().strip(), note.words(), desk.operator());
        desk.background()
                .act(
                        "Writing down the " + said.words() + " of " + answer.role(),
                        () -> desk.session().say(answer),
                        () -> {
                            writing = false;
                            close();
                            desk.readings().refreshSoon();
                            desk.notices()
                                    .say(
                                            said == Said.GO ? Tone.OK : Tone.WARN,
                                            answer.role() + ": " + said.words() + " is in the trail.");
                        },
                        this::failed);
    }

    private void failed(Problem problem) {
        writing = false;
        lock();
        found.getChildren().setAll(new ProblemPane(problem));
    }
}
