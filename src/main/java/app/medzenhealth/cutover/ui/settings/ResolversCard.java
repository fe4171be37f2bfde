package app.medzenhealth.cutover.ui.settings;

import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ResolverControl;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Who is asked where the name leads, while production moves. */
final class ResolversCard extends SettingCard {
    private final ScreenContext desk;
    private final ResolverControl control;
    private final TextField listed = new TextField();
    private final Button use = new Button("Ask these, too");
    private final Label problem = Labels.wrapped("", "caption");
    private final Label inUse = Labels.wrapped("", "caption", "muted");

    ResolversCard(ScreenContext desk, ResolverControl control) {
        super(
                "settings-resolvers",
                "Resolvers",
                "While production moves, this machine's resolver and each name server of the zone are asked where the name leads. Users"
                        + " have other resolvers: those listed here are asked, too, and count in the share that has moved.");
        this.desk = desk;
        this.control = control;
        listed.setId("resolvers-listed");
        listed.setPromptText("none, or 192.0.2.53, 198.51.100.1:5353");
        listed.setAccessibleText("Resolvers to ask besides this machine's");
        listed.setMinWidth(0);
        HBox.setHgrow(listed, Priority.ALWAYS);
        listed.setOnAction(_ -> use.fire());
        listed.textProperty().subscribe(_ -> judge());
        use.setId("resolvers-use");
        use.setMinWidth(USE_PREF_SIZE);
        use.setOnAction(_ -> take());
        problem.setId("resolvers-problem");
        inUse.setId("resolvers-in-use");
        var row = new HBox(listed, use);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(row, problem, inUse);
        listed.setText(control.current());
        judge();
    }

    private void take() {
        var wanted = listed.getText();
        use.setDisable(true);
        desk.background().act("Setting the resolvers", () -> control.use(wanted), () -> {
            judge();
            desk.notices().say(Tone.OK, "The listed resolvers are asked from the next question on.");
        });
    }

    private void judge() {
        var wrong = control.problem(listed.getText());
        problem.setText(wrong.map(w -> "✗ Not taken: " + w).orElse(""));
        problem.setVisible(wrong.isPresent());
        problem.setManaged(wrong.isPresent());
        use.setDisable(wrong.isPresent() || listed.getText().strip().equals(control.current()));
        inUse.setText("In use: this machine's resolver"
                + (control.current().isEmpty() ? " alone." : ", and " + control.current() + "."));
    }
}
