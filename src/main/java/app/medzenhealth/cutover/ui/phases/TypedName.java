package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Steady;
import javafx.application.Platform;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** The name to be typed, letter by letter, with the place where it goes wrong. */
final class TypedName extends VBox {
    static final String LOCKED = "Locked: the name is not typed exactly yet.";

    private final String wanted;
    private final TextField field = new TextField();
    private final Label hint = Labels.wrapped(" ", "caption", "muted");

    TypedName(String wanted, Runnable changed) {
        this.wanted = wanted;
        field.setId("typed-name");
        field.getStyleClass().add("mono");
        field.setAccessibleText("Type " + wanted + " to confirm");
        hint.setId("typed-hint");
        field.textProperty().subscribe(text -> {
            var tone = exact() ? "ok" : text.isEmpty() || wanted.startsWith(text) ? "muted" : "bad";
            hint.setText(hint(text, wanted));
            hint.getStyleClass().setAll("label", "caption", tone);
            field.getStyleClass().removeAll("right", "wrong");
            if (!text.isEmpty() && !tone.equals("muted")) {
                field.getStyleClass().add(exact() ? "right" : "wrong");
            }
            changed.run();
        });
        // Whoever comes back to it goes on where they were: one that is marked as a whole is lost with the next key.
        field.focusedProperty().subscribe(focused -> {
            if (focused) {
                Platform.runLater(field::end);
            }
        });
        getStyleClass().add("item-words");
        getChildren()
                .addAll(
                        new Phrase().say("Type ").code(wanted).say(" to confirm"),
                        field,
                        new Steady(hint, "✗ Differs at character 99: “x” is expected, “y” is there.")
                                .styled("caption"));
    }

    TextField field() {
        return field;
    }

    String text() {
        return field.getText();
    }

    boolean exact() {
        return field.getText().equals(wanted);
    }

    /** Where a typed name goes wrong. */
    static String hint(String text, String wanted) {
        if (text.isEmpty()) {
            return "Letter by letter; capitals count.";
        }
        if (text.equals(wanted)) {
            return "✓ Exactly right.";
        }
        if (wanted.startsWith(text)) {
            return (wanted.length() - text.length()) + " characters to go.";
        }
        var i = 0;
        while (i < Math.min(text.length(), wanted.length()) && text.charAt(i) == wanted.charAt(i)) {
            i++;
        }
        return i < wanted.length()
                ? "✗ Differs at character " + (i + 1) + ": “" + wanted.charAt(i) + "” is expected, “" + text.charAt(i)
                        + "” is there."
                : "✗ Too long by " + (text.length() - wanted.length()) + ".";
    }
}
