package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.FreeText;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The one place for more than a line of text. Tab leads on, Ctrl+Enter sends, Enter begins a line; how much there is and how much
 * there may be stands under it.
 */
public final class FreeTextArea extends VBox {
    /** What is pasted by mistake is mostly a file: that much is not even laid out. */
    private static final int TIMES_TOO_LONG = 5;

    private final TextArea field = new TextArea();
    private final Label room = Labels.wrapped("", "caption", "muted");
    private final ReadOnlyBooleanWrapper tooLong = new ReadOnlyBooleanWrapper(this, "tooLong");
    private final FreeText kind;
    private final String sends;

    /**
     * @param id of the field; that of the counter under it is made from it: {@code <id>-room}
     * @param asks what is to be written, for those who cannot see it
     * @param sends what Ctrl+Enter does, for example {@code writes}
     */
    public FreeTextArea(String id, String asks, FreeText kind, int rows, String sends, Runnable send) {
        this.kind = kind;
        this.sends = sends;
        getStyleClass().add("item-words");
        field.setId(id);
        field.setPrefRowCount(rows);
        field.setWrapText(true);
        field.setAccessibleText(asks);
        field.setTextFormatter(bounded());
        room.setId(id + "-room");
        field.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.TAB && !e.isControlDown() && !e.isAltDown()) {
                field.requestFocusTraversal(e.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                e.consume();
            } else if (e.getCode() == KeyCode.ENTER && e.isControlDown()) {
                send.run();
                e.consume();
            }
        });
        var longest = "✗ Not taken: that makes 100000 characters, and " + kind.longest() + " are the most.";
        getChildren().addAll(field, new Steady(room, longest).styled("caption"));
        field.textProperty().subscribe(_ -> measure());
    }

    /** Where the cursor goes. */
    public TextArea field() {
        return field;
    }

    /** Without blanks around it. */
    public String words() {
        return field.getText() == null ? "" : field.getText().strip();
    }

    public ReadOnlyBooleanProperty tooLongProperty() {
        return tooLong.getReadOnlyProperty();
    }

    @SuppressWarnings(
            "NullAway") // a filter answers null to refuse a change (TextFormatter.getFilter); JavaFX has no annotations
    private TextFormatter<?> bounded() {
        return new TextFormatter<>(this::unlessHuge);
    }

    private TextFormatter.@Nullable Change unlessHuge(TextFormatter.Change change) {
        var length = change.getControlNewText().length();
        if (change.isAdded() && length > kind.longest() * TIMES_TOO_LONG) {
            say("✗ Not taken: that makes " + length + " characters, and " + kind.longest() + " are the most.", "bad");
            return null;
        }
        return change;
    }

    private void measure() {
        var over = words().length() - kind.longest();
        tooLong.set(over > 0);
        if (over > 0) {
            say("✗ " + InWords.count(over, "character", "characters") + " too long: at most " + kind.longest(), "bad");
        } else {
            say(words().length() + " of at most " + kind.longest() + " characters · Ctrl+Enter " + sends, "muted");
        }
    }

    private void say(String text, String tone) {
        room.setText(text);
        room.getStyleClass().setAll("label", "caption", tone);
    }
}
