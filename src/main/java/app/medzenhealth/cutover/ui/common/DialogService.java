package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.FreeText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;

/** Questions to the person, always over the window they belong to; on the JavaFX thread. */
public interface DialogService {

    /** Shows a dialog and returns at once. Only the topmost takes input; Esc is its first quiet button, or its only one. */
    Handle open(Dialog dialog);

    /**
     * Asks for a line or more of text.
     *
     * @param answer receives the text, trimmed; not called when the person turned away
     */
    void ask(TextQuestion question, Consumer<String> answer);

    /** Where to save a file; empty when the person turned away. Waits for the answer. */
    Optional<Path> saveFile(String title, String name, String extension);

    /** Which file to open; empty when the person turned away. Waits for the answer. */
    Optional<Path> openFile(String title, String extension);

    /** Which folder; empty when the person turned away. Waits for the answer. */
    Optional<Path> folder(String title);

    /** An open dialog. */
    interface Handle {
        void close();
    }

    /**
     * A dialog.
     *
     * @param id of its node; those of its buttons are made from it: {@code <id>-<button id>}
     * @param tone {@code BAD} for what cannot be taken back
     * @param subtitle one sentence under the title; may be empty
     * @param body what is to be read and filled in
     * @param footnote beside the buttons; may be empty
     * @param buttons in reading order; each names what it does
     * @param focus where the cursor starts; the first button where empty
     * @param pinned stays in sight over the buttons while the body scrolls
     */
    record Dialog(
            String id,
            Tone tone,
            String title,
            String subtitle,
            Node body,
            String footnote,
            List<Button> buttons,
            Optional<Node> focus,
            Optional<Node> pinned) {

        public Dialog(
                String id,
                Tone tone,
                String title,
                String subtitle,
                Node body,
                String footnote,
                List<Button> buttons,
                Optional<Node> focus) {
            this(id, tone, title, subtitle, body, footnote, buttons, focus, Optional.empty());
        }
    }

    /**
     * @param locked while true the button cannot be pressed
     * @param action what it does; the dialog closes first, unless {@code after} says otherwise
     */
    record Button(String id, String text, Kind kind, BooleanProperty locked, After after, Runnable action) {

        public static Button quiet(String id, String text) {
            return new Button(id, text, Kind.QUIET, new SimpleBooleanProperty(false), After.CLOSE, () -> {});
        }

        public static Button primary(String id, String text, Runnable action) {
            return new Button(id, text, Kind.PRIMARY, new SimpleBooleanProperty(false), After.CLOSE, action);
        }

        public static Button danger(String id, String text, BooleanProperty locked, Runnable action) {
            return new Button(id, text, Kind.DANGER, locked, After.CLOSE, action);
        }
    }

    enum Kind {
        PRIMARY("primary"),
        QUIET("quiet"),
        /** For what users notice. Enter does not press it. */
        CAUTION("caution"),
        /** For what is lost by it. Enter does not press it. */
        DANGER("danger");

        private final String styleClass;

        Kind(String styleClass) {
            this.styleClass = styleClass;
        }

        public String styleClass() {
            return styleClass;
        }
    }

    enum After {
        CLOSE,
        STAY
    }

    /**
     * @param prompt what to write, for example {@code Why is this step skipped?}
     * @param action what the button does, for example {@code Skip step 5.11}
     * @param shortest fewest characters accepted; 0: may stay empty
     * @param kind how long it may be
     */
    record TextQuestion(String id, Tone tone, String title, String prompt, String action, int shortest, FreeText kind) {

        /** Asks for a reason. */
        public TextQuestion(String id, Tone tone, String title, String prompt, String action, int shortest) {
            this(id, tone, title, prompt, action, shortest, FreeText.REASON);
        }
    }
}
