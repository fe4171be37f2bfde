package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.Closing;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.SignOff;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.FreeTextArea;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import javafx.scene.layout.VBox;

/** Closes the session: a second person signs how everything stands. */
public final class CloseDialog {
    private static final String READY = "Signed. The session can be closed.";

    private final ScreenContext desk;
    private final Closing closing;
    private final Runnable done;
    private final FreeTextArea note = new FreeTextArea(
            "close-note", "What is to be added, in your words; may be empty", FreeText.STATEMENT, 2, "", () -> {});
    private final SignedFoot foot;

    public CloseDialog(ScreenContext desk, Closing closing, Runnable done) {
        this.desk = desk;
        this.closing = closing;
        this.done = done;
        foot = new SignedFoot(
                "close",
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
                READY,
                note.tooLongProperty());
    }

    private SignOff signOff() {
        return SignOff.of(closing, note.words(), desk.operator());
    }

    public void open() {
        var body = new VBox(
                Labels.wrapped(closing.headline()),
                Labels.wrapped("A note, if there is one. It is signed with the rest.", "caption"),
                note,
                foot.signs());
        body.getStyleClass().add("confirm-body");
        note.field().textProperty().subscribe((_, _) -> foot.again());
        foot.follow(body);
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
                                        "do", "Close session", Kind.CAUTION, foot.locked(), After.CLOSE, this::close)),
                        Optional.empty(),
                        Optional.of(foot)));
    }

    private void close() {
        foot.response()
                .map(signOff()::signed)
                .ifPresent(s -> desk.background()
                        .act("Closing the session", () -> desk.session().close(s), done));
    }
}
