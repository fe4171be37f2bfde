package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.FreeTextArea;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Where a person states of a criterion what nothing measures. Closed until somebody wants to. */
final class CriterionAttest extends VBox {
    private final ScreenContext desk;
    private final Plan.Criterion criterion;
    private final Button open;
    private final Button write = new Button("Attest");
    private final FreeTextArea note;
    private final VBox found = new VBox();
    private final VBox form;
    private boolean writing;

    CriterionAttest(ScreenContext desk, Plan.Criterion criterion, Button open) {
        this.desk = desk;
        this.criterion = criterion;
        this.open = open;
        getStyleClass().add("rows");
        note = new FreeTextArea(
                "criterion-note-" + criterion.id(),
                "What you have seen of “" + criterion.text() + "”, where, and when",
                FreeText.STATEMENT,
                3,
                "attests it",
                this::write);
        write.setId("criterion-write-" + criterion.id());
        write.setOnAction(_ -> write());
        var leave = new Button("Do not attest");
        leave.setId("criterion-leave-" + criterion.id());
        leave.getStyleClass().add("quiet");
        leave.setOnAction(_ -> show(false));
        note.field().textProperty().subscribe((_, _) -> {
            found.getChildren().clear();
            lock();
        });
        var buttons = new HBox(write, leave);
        buttons.getStyleClass().add("row");
        buttons.setAlignment(Pos.CENTER_LEFT);
        form = new VBox(
                Labels.wrapped(
                        "What have you seen, where, and when? It is kept under your name in the trail.", "caption"),
                note,
                found,
                buttons);
        form.getStyleClass().add("rows");
        getChildren().add(form);
        open.setOnAction(_ -> show(true));
        show(false);
    }

    private void show(boolean shown) {
        setVisible(shown);
        setManaged(shown);
        open.setDisable(shown);
        lock();
        if (shown) {
            note.field().requestFocus();
        }
    }

    private void lock() {
        write.setDisable(
                writing || note.words().isEmpty() || note.tooLongProperty().get());
    }

    private void write() {
        if (write.isDisabled()) {
            return;
        }
        writing = true;
        lock();
        var words = note.words();
        desk.background()
                .act(
                        "Attesting " + criterion.id(),
                        () -> desk.session().attestCriterion(criterion.id(), desk.operator(), words),
                        () -> {
                            writing = false;
                            note.field().clear();
                            show(false);
                            desk.readings().refreshSoon();
                            desk.notices().say(Tone.OK, criterion.id() + " is attested in the trail.");
                        },
                        this::failed);
    }

    private void failed(Problem problem) {
        writing = false;
        lock();
        found.getChildren()
                .setAll(Optional.of(problem).map(ProblemPane::new).stream().toList());
    }
}
