package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.audit.KeyFingerprint;
import app.medzenhealth.cutover.session.Enrolment;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.EachSecond;
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

/** A further approver: somebody who is enrolled signs that this is the person, and this their key. */
public final class EnrolDialog {
    private static final String READY = "Signed. They may sign what is reviewed from now on.";
    private static final String NOBODY = "Locked: no second person has been asked. Make a challenge and send it.";

    private final ScreenContext desk;
    private final Enrolment wanted;
    private final Runnable done;
    private final SecondPerson second;
    private final BooleanProperty locked = new SimpleBooleanProperty(true);
    private final Label reason = Labels.wrapped("", "warn");

    public EnrolDialog(ScreenContext desk, Enrolment wanted, Runnable done) {
        this.desk = desk;
        this.wanted = wanted;
        this.done = done;
        second = new SecondPerson(
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
                this::update);
    }

    public void open() {
        var body = new VBox(
                Labels.wrapped("Key: " + KeyFingerprint.of(wanted.key()).words(), "mono", "caption"),
                Labels.wrapped("Compare it with " + wanted.name() + " by voice before anybody signs.", "muted"),
                second.signs());
        body.getStyleClass().add("confirm-body");
        var pinned = new VBox(second, new Steady(reason, NOBODY, READY));
        pinned.getStyleClass().add("rows");
        reason.setId("enrol-reason");
        second.restart(true);
        update();
        EachSecond.whileShown(body, this::age);
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
                                        "do", "Enrol", Kind.PRIMARY, locked, After.CLOSE, this::enrol)),
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
        locked.set(missing.isPresent());
        reason.getStyleClass().setAll("label", missing.isPresent() ? "warn" : "ok");
        reason.setText(missing.orElse(READY));
    }

    private void enrol() {
        second.response()
                .ifPresent(r -> desk.background()
                        .act("Enrolling " + wanted.name(), () -> desk.session().enrol(wanted.signed(r)), done));
    }
}
