package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Session.Decision;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.DialogService.TextQuestion;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Optional;

/** What a person can do with a step; on the JavaFX thread. All real work goes on beside it. */
final class Doing {
    private final Desk desk;

    Doing(Desk desk) {
        this.desk = desk;
    }

    void review(Step step) {
        desk.background().<StepReview>run("Reviewing step " + step.id(), () -> desk.session().review(step.id()), _ -> fresh());
    }

    /** For what only reads and needs no confirmation: review and run in one go, unless a check speaks against it. */
    void checkNow(Step step) {
        desk.background().act("Step " + step.id() + " " + step.title(), () -> {
            var review = desk.session().review(step.id());
            if (review.passed()) {
                desk.session().run(new Confirmation(step.id(), review.fingerprint(), desk.operator(), Optional.empty(), Optional.empty()));
            }
        }, this::fresh);
    }

    void confirm(StepView view, StepReview review) {
        new ConfirmDialog(desk, view.step(), review, ConfirmDialog.Purpose.RUN).open();
    }

    void undo(Step step) {
        desk.background().<StepReview>run("Reviewing the way back from step " + step.id(), () -> desk.session().reviewUndo(step.id()),
                r -> new ConfirmDialog(desk, step, r, ConfirmDialog.Purpose.UNDO).open());
    }

    void attest(Step step, String prompt) {
        desk.dialogs().ask(new TextQuestion("attest", Tone.ACCENT, step.title(), prompt, "State it", 3), text ->
                desk.background().act("Stating step " + step.id(), () -> {
                    desk.session().attest(step.id(), desk.operator(), text);
                    var review = desk.session().review(step.id());
                    if (review.passed() && step.confirm() == Step.Confirm.NONE) {
                        desk.session().run(new Confirmation(step.id(), review.fingerprint(), desk.operator(), Optional.empty(), Optional.empty()));
                    }
                }, this::fresh));
    }

    void skip(Step step) {
        desk.dialogs().ask(new TextQuestion("skip", Tone.WARN, "Skip step " + step.id() + " — " + step.title(),
                "Why is going on without it right? This goes into the trail and the report.", "Skip step " + step.id(), 10), text ->
                desk.background().act("Skipping step " + step.id(), () -> desk.session().skip(step.id(), desk.operator(), text), this::fresh));
    }

    void retry(Step step) {
        desk.background().act("Re-opening step " + step.id(), () -> desk.session().retry(step.id(), desk.operator()), this::fresh);
    }

    void lookAgain(Step step) {
        desk.background().act("Looking again at step " + step.id(), () -> desk.session().lookAgain(step.id()), this::fresh);
    }

    void decide(Step step, Decision decision) {
        var words = decision == Decision.DONE ? "was done" : "was not done";
        desk.dialogs().ask(new TextQuestion("decide", Tone.WARN, "Step " + step.id() + " " + words,
                "How do you know? This goes into the trail and the report.", "It " + words, 10), text ->
                desk.background().act("Deciding step " + step.id(), () -> desk.session().decide(step.id(), desk.operator(), decision, text), this::fresh));
    }

    void tick(String item, String text) {
        desk.dialogs().ask(new TextQuestion("tick", Tone.ACCENT, text,
                "A note, if there is one. Ticked in the name of " + desk.operator().name() + ".", "Tick", 0), note ->
                desk.background().act("Ticking", () -> desk.session().tick(item, desk.operator(), note), this::fresh));
    }

    void untick(String item, String text) {
        desk.dialogs().ask(new TextQuestion("untick", Tone.WARN, text, "Why is it open again?", "Take the tick back", 3), why ->
                desk.background().act("Taking a tick back", () -> desk.session().untick(item, desk.operator(), why), this::fresh));
    }

    void readEvidence(String item) {
        desk.background().<java.util.List<Check>>run("Reading evidence", () -> desk.session().readEvidence(item), _ -> fresh());
    }

    private void fresh() {
        desk.readings().hasten();
    }
}
