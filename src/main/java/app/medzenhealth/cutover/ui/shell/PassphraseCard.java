package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Labels;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for a passphrase before there is a console: the trail's key is sealed, or is to be. */
final class PassphraseCard extends VBox {
    private final PasswordField field = new PasswordField();

    /** @param answer receives what was typed; empty: nothing was, or the person turned away */
    PassphraseCard(String question, Consumer<Optional<char[]>> answer) {
        setId("passphrase");
        getStyleClass().addAll("panel", "start-card");
        setMaxHeight(Region.USE_PREF_SIZE);
        field.setId("passphrase-field");
        field.setAccessibleText("Passphrase");
        var asked = Labels.wrapped(question);
        asked.setLabelFor(field);
        var go = new Button("Go on");
        go.setId("passphrase-go");
        go.getStyleClass().add("primary");
        go.setDefaultButton(true);
        go.setMinWidth(USE_PREF_SIZE);
        go.setOnAction(_ -> {
            var typed = field.getText().toCharArray();
            // The field forgets it at once.
            field.clear();
            answer.accept(typed.length == 0 ? Optional.empty() : Optional.of(typed));
        });
        var quit = new Button("Cancel");
        quit.setId("passphrase-cancel");
        quit.setCancelButton(true);
        quit.setMinWidth(USE_PREF_SIZE);
        quit.setOnAction(_ -> answer.accept(Optional.empty()));
        var row = new HBox(go, quit);
        row.getStyleClass().add("row");
        getChildren()
                .addAll(
                        Labels.whole("Cutover Console", "product"),
                        Labels.wrapped("The trail's key", "h1"),
                        asked,
                        field,
                        row);
    }

    void focus() {
        field.requestFocus();
    }
}
