package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.Closing;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.SignOff;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.EachSecond;
import app.medzenhealth.cutover.ui.common.FreeTextArea;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Steady;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Closes the session: a second person signs how everything stands. */
public final class CloseDialog {
    private static final String READY = "Signed. The session can be closed.";
    private static final String NOBODY = "Locked: no second person has been asked. Make a challenge and send it.";

    private final ScreenContext desk;
    private final Closing closing;
    private final Runnable done;
    private final FreeTextArea note = new FreeTextArea(
            "close-note", "What is to be added, in your words; may be empty", FreeText.STATEMENT, 2, "", () -> {});
    private final SecondPerson second;
    private final BooleanProperty locked = new SimpleBooleanProperty(true);
    private final Label reason = Labels.wrapped("", "warn");

    public CloseDialog(ScreenContext desk, Closing closing, Runnable done) {
        this.desk = desk;
        this.closing = closing;
        this.done = done;
        second = new SecondPerson(
                desk,
                new SecondPerson.Question() {
                    @Override
                    public String challenge() throws InterruptedException {
                        return desk.session().challenge(signOff());
                    }

                    @Override
                    public String check(String response) throws InterruptedException {
                        return desk.session().checkResponse(signOff().signed(response));
                    }
                },
                this::update);
    }

    private SignOff signOff() {
        return SignOff.of(closing, note.words(), desk.operator());
    }

    public void open() {
        var body = new VBox(
                Labels.wrapped(closing.headline()),
                Labels.wrapped("A note, if there is one. It is signed with the rest.", "caption"),
                note,
                second.signs());
        body.getStyleClass().add("confirm-body");
        note.field().textProperty().subscribe((_, _) -> {
            second.restart(true);
            update();
        });
        var pinned = new VBox(second, new Steady(reason, NOBODY, READY));
        pinned.getStyleClass().add("rows");
        reason.setId("close-reason");
        second.restart(true);
        update();
        EachSecond.whileShown(body, this::age);
        desk.dialogs()
                .open(new Dialog(
                        "close-session",
                        Tone.WARN,
                        "Close the session: " + closing.outcome().words(),
                        "It cannot be opened again: what is still to be done is another session.",
                        body,
                        "Both names and all that is signed stand in the trail and in the report.",
                        List.of(
                                DialogService.Button.quiet("cancel", "Leave it open"),
                                new DialogService.Button(
                                        "do", "Close session", Kind.CAUTION, locked, After.CLOSE, this::close)),
                        Optional.empty(),
                        Optional.of(pinned)));
    }

    /** Each second: the signature runs out. */
    private void age() {
        second.draw();
        update();
    }

    private void update() {
        var missing = second.missing();
        locked.set(missing.isPresent() || note.tooLongProperty().get());
        reason.getStyleClass().setAll("label", missing.isPresent() ? "warn" : "ok");
        reason.setText(missing.orElse(READY));
    }

    private void close() {
        second.response()
                .map(signOff()::signed)
                .ifPresent(s -> desk.background()
                        .act("Closing the session", () -> desk.session().close(s), done));
    }
}
