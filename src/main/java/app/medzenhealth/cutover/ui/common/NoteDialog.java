package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.StepState.Problem;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.layout.VBox;

/** Writes a note into the trail. Stays open with its words until they are there, or the person turns away. */
public final class NoteDialog {
    public static final String ID = "note";

    private final ScreenContext desk;
    private final FreeTextArea text =
            new FreeTextArea("note-text", "Note for the audit trail", FreeText.NOTE, 5, "writes it", this::write);
    private final VBox found = new VBox();
    private final BooleanProperty locked = new SimpleBooleanProperty(true);
    private boolean writing;
    private Optional<DialogService.Handle> handle = Optional.empty();

    private NoteDialog(ScreenContext desk) {
        this.desk = desk;
    }

    public static void open(ScreenContext desk) {
        new NoteDialog(desk).open();
    }

    private void open() {
        found.setId("note-found");
        // What was said of the words before is not true of these.
        text.field().textProperty().subscribe((_, _) -> {
            show(Optional.empty());
            lock();
        });
        var audit = desk.readings().session().audit();
        show(
                audit.writable()
                        ? Optional.empty()
                        : Optional.of(new Problem(
                                "trail",
                                "The audit trail cannot be written: " + audit.problem(),
                                "No note can be written now.",
                                "Save your text elsewhere, fix the problem above, then restart the console.")));
        // What comes and goes lies above: the field and the buttons stay where they are.
        var body = new VBox(found, Labels.wrapped("What should a reader of the trail know?"), text);
        body.getStyleClass().add("rows");
        handle = Optional.of(desk.dialogs()
                .open(new DialogService.Dialog(
                        ID,
                        Tone.ACCENT,
                        "Add a note to the trail",
                        "",
                        body,
                        "Secrets are redacted before it is written. It cannot be changed afterwards.",
                        List.of(
                                DialogService.Button.quiet("cancel", "Do not write"),
                                new DialogService.Button(
                                        "do",
                                        "Write note",
                                        DialogService.Kind.PRIMARY,
                                        locked,
                                        DialogService.After.STAY,
                                        this::write)),
                        Optional.of(text.field()))));
    }

    private void write() {
        if (locked.get()) {
            return;
        }
        writing = true;
        lock();
        var words = text.words();
        desk.background()
                .act(
                        "Writing a note",
                        () -> desk.session().note(desk.operator(), words),
                        () -> {
                            handle.ifPresent(DialogService.Handle::close);
                            desk.readings().refreshSoon();
                            desk.notices().say(Tone.OK, "The note is in the trail.");
                        },
                        problem -> {
                            writing = false;
                            lock();
                            show(Optional.of(notWritten(problem, words)));
                            text.field().requestFocus();
                        });
    }

    private void lock() {
        locked.set(writing || text.words().isEmpty() || text.tooLongProperty().get());
    }

    /** What was to be written may have been changed while it was tried. */
    private Problem notWritten(Problem p, String words) {
        return new Problem(
                p.code(),
                p.happened(),
                "The note was NOT written."
                        + (text.words().equals(words) ? " Your words are still in the field below." : ""),
                p.next());
    }

    private void show(Optional<Problem> problem) {
        found.getChildren().setAll(problem.map(ProblemPane::new).stream().toList());
        found.setVisible(problem.isPresent());
        found.setManaged(problem.isPresent());
    }
}
