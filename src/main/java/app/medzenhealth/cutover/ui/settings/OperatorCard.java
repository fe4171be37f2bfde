package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;

/** Who sits at the console. */
final class OperatorCard extends SettingCard {
    private final TextField name = new TextField();
    private final Button take = new Button("Take over the console");
    private final Label under = Labels.wrapped("", "caption", "muted");
    private Operator now = new Operator("");

    OperatorCard(ScreenContext desk) {
        super(
                "settings-operator",
                "Person at the console",
                "This name stands in the audit trail with everything done here. A change of person is recorded.");
        name.setId("operator-name");
        name.setAccessibleText("Name of the person at the console");
        name.setPrefColumnCount(28);
        name.setMinWidth(0);
        take.setMinWidth(USE_PREF_SIZE);
        name.textProperty().subscribe(_ -> judge());
        take.setId("operator-take");
        take.setOnAction(_ -> {
            var wanted = new Operator(name.getText().strip());
            take.setDisable(true);
            desk.background()
                    .act(
                            "Changing the person at the console",
                            () -> desk.session().operator(wanted),
                            () -> {
                                desk.readings().refreshSoon();
                                desk.notices().say(Tone.OK, wanted.name() + " is at the console now.");
                            });
        });
        name.setOnAction(_ -> take.fire());
        var row = new HBox(name, take);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, under);
    }

    void show(Operator operator) {
        if (!operator.equals(now)) {
            now = operator;
            name.setText(operator.name());
        }
        judge();
    }

    private void judge() {
        var wanted = name.getText().strip();
        var tooLong = FreeText.NAME.problem(wanted);
        take.setDisable(wanted.isEmpty() || wanted.equals(now.name()) || tooLong.isPresent());
        under.setText(
                tooLong.isPresent()
                        ? tooLong.get()
                        : wanted.isEmpty()
                                ? "A name is needed: the trail has no anonymous records."
                                : wanted.equals(now.name())
                                        ? "At the console now."
                                        : "At the console now: " + now.name());
    }
}
