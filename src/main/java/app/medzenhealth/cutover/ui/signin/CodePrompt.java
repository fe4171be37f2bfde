package app.medzenhealth.cutover.ui.signin;

import app.medzenhealth.cutover.ui.common.Labels;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Asks for the six digits that an MFA device shows. */
final class CodePrompt extends VBox {
    private final PasswordField field = new PasswordField();
    private final Button send = new Button("Send the code");

    CodePrompt(String serial, Consumer<String> answer) {
        getStyleClass().add("rows");
        var question = Labels.wrapped("What does your MFA device show now?", "h3");
        question.setLabelFor(field);
        var device = Labels.wrapped(serial, "mono", "caption");
        field.setId("signin-code");
        field.setPromptText("six digits");
        field.setPrefColumnCount(8);
        field.setMaxWidth(USE_PREF_SIZE);
        field.setAccessibleText("MFA code");
        send.setId("signin-code-send");
        send.getStyleClass().add("primary");
        send.setDefaultButton(true);
        send.setDisable(true);
        send.setMinWidth(USE_PREF_SIZE);
        field.textProperty().subscribe(text -> send.setDisable(!text.strip().matches("\\d{6}")));
        Runnable give = () -> {
            var code = field.getText().strip();
            // The field forgets it at once: each is good once.
            field.clear();
            answer.accept(code);
        };
        send.setOnAction(_ -> give.run());
        var row = new HBox(field, send);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(question, device, row);
    }

    void focus() {
        field.requestFocus();
    }
}
