package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.ui.common.Labels;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Asks for a passphrase before there is a console: the trail's key is sealed, or is to be. That it is to be none takes a button of its own:
 * turning away says nothing.
 */
final class PassphraseCard extends VBox {
    private final PasswordField field = new PasswordField();
    private final Label capsLock = Labels.wrapped("⇪ Caps Lock is on.", "caption", "warn");
    private final Supplier<Optional<Boolean>> locked;

    /** @param answer receives what was typed; nothing in it: there is to be none; empty: the person turned away */
    PassphraseCard(PassphraseQuestion question, Consumer<Optional<char[]>> answer) {
        this(question, answer, () -> Platform.isKeyLocked(KeyCode.CAPS));
    }

    /** @param locked whether Caps Lock is on; empty where nobody can tell */
    PassphraseCard(PassphraseQuestion question, Consumer<Optional<char[]>> answer, Supplier<Optional<Boolean>> locked) {
        this.locked = locked;
        setId("passphrase");
        getStyleClass().addAll("panel", "start-card");
        setMaxHeight(Region.USE_PREF_SIZE);
        field.setId("passphrase-field");
        field.setAccessibleText("Passphrase");
        var asked = Labels.wrapped(question.words());
        asked.setId("passphrase-question");
        asked.setLabelFor(field);
        capsLock.setId("passphrase-caps-lock");
        getChildren().addAll(Labels.whole("Cutover Console", "product"), Labels.wrapped("The trail's key", "h1"));
        if (question instanceof PassphraseQuestion.Again) {
            var wrong = Labels.wrapped("✗ That was wrong, and nothing was opened.", "bad");
            wrong.setId("passphrase-wrong");
            getChildren().add(wrong);
        }
        var entry = new VBox(field, capsLock);
        entry.getStyleClass().add("item-words");
        getChildren().addAll(asked, entry, buttons(question, answer));
        addEventFilter(KeyEvent.ANY, _ -> showCapsLock());
        showCapsLock();
    }

    private FlowPane buttons(PassphraseQuestion question, Consumer<Optional<char[]>> answer) {
        var go = button(question instanceof PassphraseQuestion.Choose ? "Seal it" : "Open", "passphrase-go", "primary");
        go.setDefaultButton(true);
        go.disableProperty().bind(field.textProperty().isEmpty());
        go.setOnAction(_ -> {
            var typed = field.getText().toCharArray();
            // The field forgets it at once.
            field.clear();
            answer.accept(Optional.of(typed));
        });
        var quit = button("Quit", "passphrase-cancel", "quiet");
        quit.setCancelButton(true);
        quit.setOnAction(_ -> answer.accept(Optional.empty()));
        var row = new FlowPane(go);
        row.getStyleClass().add("chips");
        if (question instanceof PassphraseQuestion.Choose) {
            var none = button("Leave it unsealed", "passphrase-none", "quiet");
            none.setOnAction(_ -> answer.accept(Optional.of(new char[0])));
            row.getChildren().add(none);
        }
        row.getChildren().add(quit);
        return row;
    }

    private static Button button(String words, String id, String style) {
        var button = new Button(words);
        button.setId(id);
        button.getStyleClass().add(style);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    /** Its place is kept: what is below does not jump while somebody types. */
    private void showCapsLock() {
        capsLock.setVisible(locked.get().orElse(false));
    }

    void focus() {
        field.requestFocus();
    }
}
