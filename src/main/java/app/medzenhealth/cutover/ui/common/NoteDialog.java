package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepState.Problem;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/** Writes a note into the trail. Stays open with its words until they are there, or the person turns away. */
public final class NoteDialog {
    public static final String ID = "note";

    private final Desk desk;
    private final TextArea field = new TextArea();
    private final Label room = Labels.wrapped("", "caption", "muted");
    private final VBox found = new VBox();
    private final BooleanProperty writing = new SimpleBooleanProperty();
    private Optional<DialogService.Handle> handle = Optional.empty();

    private NoteDialog(Desk desk) {
        this.desk = desk;
    }

    public static void open(Desk desk) {
        new NoteDialog(desk).open();
    }

    private void open() {
        field.setId("note-text");
        field.setPrefRowCount(5);
        field.setWrapText(true);
        field.setAccessibleText("Note for the audit trail");
        field.addEventFilter(KeyEvent.KEY_PRESSED, e -> {
            if (e.getCode() == KeyCode.ENTER && e.isControlDown()) {
                write();
                e.consume();
            }
        });
        room.setId("note-room");
        found.setId("note-found");
        field.textProperty().subscribe(_ -> measure());
        var audit = desk.readings().session().audit();
        show(
                audit.writable()
                        ? Optional.empty()
                        : Optional.of(notWritten(new Problem(
                                "trail",
                                "The audit trail cannot be written: " + audit.problem(),
                                "",
                                "Keep your words elsewhere, mend what is said above, then start the console again."))));
        var body = new VBox(Labels.wrapped("What should a reader of the trail know?"), field, room, found);
        body.getStyleClass().add("rows");
        handle = Optional.of(desk.dialogs()
                .open(new DialogService.Dialog(
                        ID,
                        Tone.ACCENT,
                        "Add a note to the trail",
                        "",
                        body,
                        "Secrets are taken out before it is written. It cannot be changed afterwards.",
                        List.of(
                                DialogService.Button.quiet("cancel", "Do not write"),
                                new DialogService.Button(
                                        "do",
                                        "Write note",
                                        DialogService.Kind.PRIMARY,
                                        writing,
                                        DialogService.After.STAY,
                                        this::write)),
                        Optional.of(field))));
    }

    private String words() {
        return field.getText() == null ? "" : field.getText().strip();
    }

    private void measure() {
        int over = words().length() - Session.LONGEST_NOTE;
        room.setText(
                over > 0
                        ? "✗ " + InWords.count(over, "character", "characters") + " too long: at most "
                                + Session.LONGEST_NOTE
                        : words().length() + " of at most " + Session.LONGEST_NOTE + " characters · Ctrl+Enter writes");
        room.getStyleClass().setAll("label", "caption", over > 0 ? "bad" : "muted");
    }

    private void write() {
        if (writing.get()) {
            return;
        }
        writing.set(true);
        String text = words();
        desk.background()
                .act(
                        "Writing a note",
                        () -> desk.session().note(desk.operator(), text),
                        () -> {
                            handle.ifPresent(DialogService.Handle::close);
                            desk.readings().hasten();
                            desk.notices().say(Tone.OK, "The note is in the trail.");
                        },
                        problem -> {
                            writing.set(false);
                            show(Optional.of(notWritten(problem)));
                            field.requestFocus();
                        });
    }

    private static Problem notWritten(Problem p) {
        return new Problem(p.code(), p.happened(), "The note was NOT written. Your words are still above.", p.next());
    }

    private void show(Optional<Problem> problem) {
        found.getChildren().setAll(problem.map(ProblemPane::new).stream().toList());
        found.setVisible(problem.isPresent());
        found.setManaged(problem.isPresent());
    }
}
