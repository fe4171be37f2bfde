package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.audit.KeyFingerprint;
import app.medzenhealth.cutover.session.Enrolment;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.layout.VBox;

/** A further approver: somebody who is enrolled signs that this is the person, and this their key. */
public final class EnrolDialog {
    private static final String READY = "Signed. They may sign what is reviewed from now on.";

    private final ScreenContext desk;
    private final Enrolment wanted;
    private final Runnable done;
    private final SignedFoot foot;

    public EnrolDialog(ScreenContext desk, Enrolment wanted, Runnable done) {
        this.desk = desk;
        this.wanted = wanted;
        this.done = done;
        foot = new SignedFoot(
                "enrol",
                desk,
                new SecondPerson.Question() {
                    @Override
                    public String challenge() throws InterruptedException {
                        return desk.session().challenge(wanted);
                    }

                    @Override
                    public String check(String response) throws InterruptedException {
                        return desk.session().checkResponse(wanted.signed(response));
                    }
                },
                READY,
                new SimpleBooleanProperty(false));
    }

    public void open() {
        var body = new VBox(
                Labels.wrapped("Key: " + KeyFingerprint.of(wanted.key()).words(), "mono", "caption"),
                Labels.wrapped("Compare it with " + wanted.name() + " by voice before anybody signs.", "muted"),
                foot.signs());
        body.getStyleClass().add("confirm-body");
        foot.follow(body);
        desk.dialogs()
                .open(new Dialog(
                        "enrol",
                        Tone.WARN,
                        "Enrol " + wanted.name() + " as a further approver",
                        "Somebody who is enrolled already signs for it.",
                        body,
                        "Their key, who enrolled them and who signed for it stand in the report.",
                        List.of(
                                DialogService.Button.quiet("cancel", "Back"),
                                new DialogService.Button(
                                        "do", "Enrol", Kind.PRIMARY, foot.locked(), After.CLOSE, this::enrol)),
                        Optional.empty(),
                        Optional.of(foot)));
    }

    private void enrol() {
        foot.response()
                .ifPresent(r -> desk.background()
                        .act("Enrolling " + wanted.name(), () -> desk.session().enrol(wanted.signed(r)), done));
    }
}
