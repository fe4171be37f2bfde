package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Button;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Asks for one of the options of each question. Nothing is chosen beforehand, also not what is recommended. */
final class DecisionDialog {
    private final List<Question> questions;
    private final List<ToggleGroup> groups = new ArrayList<>();
    private final TextArea why = new TextArea();
    private final SimpleBooleanProperty locked = new SimpleBooleanProperty(true);
    private final Label reason = Labels.wrapped("", "warn");

    DecisionDialog(List<Question> questions) {
        this.questions = questions;
    }

    /** @param answer receives the chosen options and the reason, as they go into the trail */
    void open(Desk desk, Step step, Consumer<String> answer) {
        var body = new VBox();
        body.getStyleClass().add("decision");
        var number = 0;
        for (var question : questions) {
            body.getChildren().add(ask(question, number++));
        }
        why.setId("decision-why");
        why.setPrefRowCount(2);
        why.setWrapText(true);
        why.setAccessibleText("Why this is decided so");
        var words = new VBox(Labels.wrapped("Reason, if there is more to say"), why);
        words.getStyleClass().add("item-words");
        body.getChildren().add(words);
        reason.setId("decision-reason");
        update();
        desk.dialogs()
                .open(new Dialog(
                        "decision",
                        Tone.ACCENT,
                        step.title(),
                        "Decided in the name of " + desk.operator().name()
                                + "; goes into the audit trail and the report.",
                        body,
                        "",
                        List.of(
                                Button.quiet("open", "Leave it open"),
                                new Button(
                                        "record",
                                        "Record the decision",
                                        Kind.PRIMARY,
                                        locked,
                                        After.CLOSE,
                                        () -> answer.accept(text()))),
                        Optional.empty(),
                        Optional.of(reason)));
    }

    private Node ask(Question question, int number) {
        var group = new ToggleGroup();
        group.selectedToggleProperty().subscribe(_ -> update());
        groups.add(group);
        var box = new VBox(Labels.wrapped(question.text(), "strong"));
        box.getStyleClass().add("rows");
        for (int i = 0; i < question.options().size(); i++) {
            box.getChildren().add(option(question, question.options().get(i), group, "option-" + number + "-" + i));
        }
        return box;
    }

    private static Node option(Question question, String text, ToggleGroup group, String id) {
        var radio = new RadioButton(text);
        radio.setId(id);
        radio.setUserData(text);
        radio.setWrapText(true);
        radio.setMinHeight(RadioButton.USE_PREF_SIZE);
        radio.setToggleGroup(group);
        HBox.setHgrow(radio, Priority.ALWAYS);
        var row = new HBox(radio);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        if (text.equals(question.recommended()) && question.options().size() > 1) {
            row.getChildren().add(new Chip("recommended", Tone.OK));
        }
        return row;
    }

    private void update() {
        var open =
                groups.stream().filter(g -> g.getSelectedToggle() == null).count() + questions.size() - groups.size();
        locked.set(open > 0);
        reason.setText(
                open > 0
                        ? "Locked: choose one of the options" + (questions.size() > 1 ? " of each question" : "") + "."
                        : "");
        reason.setVisible(open > 0);
        reason.setManaged(open > 0);
    }

    private String text() {
        var chosen = groups.stream()
                .map(g -> String.valueOf(
                        Objects.requireNonNull(g.getSelectedToggle()).getUserData()))
                .collect(Collectors.joining("; "));
        return why.getText().isBlank() ? chosen : chosen + " — " + why.getText().strip();
    }
}
