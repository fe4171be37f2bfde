package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Confirmation;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.ItemsToDecide;
import app.medzenhealth.cutover.session.Operator;
import app.medzenhealth.cutover.session.SentCall;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.Session.Decision;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.DialogService.TextQuestion;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a person can do with a step; on the JavaFX thread. All real work goes on beside it. */
final class Doing {
    private final ScreenContext desk;
    private final Runnable changed;
    private final Map<String, String> busy = new HashMap<>();
    /** What was chosen about things one by one and not recorded yet, by step. */
    private final Map<String, Map<String, EachDecisionDialog.Draft>> fates = new HashMap<>();

    Doing(ScreenContext desk, Runnable changed) {
        this.desk = desk;
        this.changed = changed;
    }

    /** What is under way on a step on this machine: a second click starts nothing. */
    Optional<String> busy(String step) {
        return Optional.ofNullable(busy.get(step));
    }

    void review(Step step) {
        once(
                step,
                "Reading",
                "Reviewing step " + step.id(),
                () -> {
                    desk.session().review(step.id());
                    return "";
                },
                _ -> {});
    }

    private <T> void once(Step step, String what, String title, Callable<T> work, Consumer<? super T> done) {
        if (busy.putIfAbsent(step.id(), what) != null) {
            return;
        }
        changed.run();
        desk.background()
                .<T>run(
                        title,
                        work,
                        result -> {
                            over(step);
                            done.accept(result);
                        },
                        problem -> {
                            over(step);
                            desk.notices().problem(problem);
                        });
    }

    private void over(Step step) {
        busy.remove(step.id());
        changed.run();
        fresh();
    }

    /** For what only reads and needs no confirmation: review and run in one go, unless a check speaks against it. */
    void checkNow(Step step) {
        var who = desk.operator();
        once(
                step,
                "Checking",
                "Step " + step.id() + " " + step.title(),
                () -> {
                    var review = desk.session().review(step.id());
                    if (review.passed()) {
                        desk.session()
                                .run(new Confirmation(
                                        step.id(), review.fingerprint(), who, Optional.empty(), Optional.empty()));
                    }
                    return "";
                },
                _ -> {});
    }

    void confirm(StepView view, StepReview review) {
        new ConfirmDialog(desk, view.step(), review, ConfirmDialog.Purpose.RUN).open();
    }

    void undo(Step step) {
        once(
                step,
                "Reading the way back",
                "Reviewing the way back from step " + step.id(),
                () -> desk.session().reviewUndo(step.id()),
                r -> new ConfirmDialog(desk, step, r, ConfirmDialog.Purpose.UNDO).open());
    }

    void attest(Step step, String prompt) {
        var items = ItemsToDecide.of(desk.readings().session(), step);
        if (!items.isEmpty()) {
            new EachDecisionDialog(
                            desk,
                            step,
                            items,
                            fates.computeIfAbsent(step.id(), _ -> new HashMap<>()),
                            decisions -> decideEach(step, decisions))
                    .open();
            return;
        }
        desk.dialogs()
                .ask(
                        new TextQuestion(
                                "attest",
                                Tone.ACCENT,
                                step.title(),
                                prompt + "\n\nStated in the name of "
                                        + desk.operator().name() + ". What was done, when, and how do you know?",
                                "State step " + step.id(),
                                3,
                                FreeText.STATEMENT),
                        text -> state(step, text));
    }

    void answer(Step step, List<Question> questions) {
        new DecisionDialog(questions).open(desk, step, text -> state(step, text));
    }

    /** Whether it still waits for a person's yes: a no was recorded, and nothing begins with it. */
    private boolean staysOpen(Step step) {
        return desk.session()
                .view()
                .step(step.id())
                .filter(v -> v.state() instanceof StepState.Locked
                        || v.state() instanceof StepState.Waiting w && w.what() instanceof StepState.WaitsFor.Person)
                .isPresent();
    }

    private void state(Step step, String text) {
        state(step, who -> desk.session().attest(step.id(), who, text));
    }

    private void decideEach(Step step, List<ItemDecision> decisions) {
        state(step, who -> desk.session().decideEach(step.id(), who, decisions));
    }

    private interface Stating {
        void by(Operator who) throws InterruptedException;
    }

    /** States it, and where nothing else is asked, carries the step out with it. */
    private void state(Step step, Stating stating) {
        var who = desk.operator();
        once(
                step,
                "Recording",
                "Stating step " + step.id(),
                () -> {
                    var again = desk.session()
                            .view()
                            .step(step.id())
                            .filter(v -> v.restated().isPresent())
                            .isPresent();
                    stating.by(who);
                    if (again || staysOpen(step)) {
                        return "";
                    }
                    var review = desk.session().review(step.id());
                    if (review.passed() && step.confirm() == Step.Confirm.NONE) {
                        desk.session()
                                .run(new Confirmation(
                                        step.id(), review.fingerprint(), who, Optional.empty(), Optional.empty()));
                    }
                    return "";
                },
                _ -> {});
    }

    void skip(Step step) {
        var demand = Demand.toSkip(desk.readings().session(), step);
        if (demand.confirm() == Step.Confirm.TYPED_AND_SECOND) {
            ExemptionDialog.skip(desk, step, demand, this::fresh).open();
            return;
        }
        desk.dialogs()
                .ask(
                        new TextQuestion(
                                "skip",
                                Tone.WARN,
                                "Skip step " + step.id() + " — " + step.title(),
                                String.join("\n", demand.risk().notDone())
                                        + "\n\nWhy is going on without it right? This goes into the trail and the report.",
                                "Skip step " + step.id(),
                                Session.SHORTEST_REASON),
                        text -> desk.background()
                                .act(
                                        "Skipping step " + step.id(),
                                        () -> desk.session().skip(step.id(), desk.operator(), text),
                                        this::fresh));
    }

    void retry(Step step) {
        desk.background()
                .act(
                        "Re-opening step " + step.id(),
                        () -> desk.session().retry(step.id(), desk.operator()),
                        this::fresh);
    }

    void lookAgain(Step step) {
        once(
                step,
                "Looking again",
                "Looking again at step " + step.id(),
                () -> {
                    desk.session().lookAgain(step.id());
                    return "";
                },
                _ -> {});
    }

    void decide(Step step, Decision decision) {
        var doubt = desk.readings()
                .session()
                .step(step.id())
                .flatMap(v -> v.state() instanceof StepState.InDoubt d ? Optional.of(d) : Optional.empty());
        var undoing = doubt.filter(StepState.InDoubt::undoing).isPresent();
        var demand = Demand.toDecide(desk.readings().session(), step, decision, undoing);
        if (demand.confirm() == Step.Confirm.TYPED_AND_SECOND) {
            var sent = doubt.stream()
                    .flatMap(d -> d.sent().stream())
                    .map(SentCall::words)
                    .collect(Collectors.joining("; "));
            ExemptionDialog.decide(desk, step, decision, sent.isEmpty() ? sent : "Sent: " + sent, demand, this::fresh)
                    .open();
            return;
        }
        var words = (undoing ? "'s undo " : " ") + (decision == Decision.DONE ? "was done" : "was not done");
        desk.dialogs()
                .ask(
                        new TextQuestion(
                                "decide",
                                Tone.WARN,
                                "Step " + step.id() + words,
                                "How do you know? This goes into the trail and the report.",
                                (undoing ? "Its undo" : "It") + words.substring(words.indexOf(" was")),
                                10),
                        text -> desk.background()
                                .act(
                                        "Deciding step " + step.id(),
                                        () -> desk.session().decide(step.id(), desk.operator(), decision, text),
                                        this::fresh));
    }

    void tick(String item, String text) {
        desk.dialogs()
                .ask(
                        new TextQuestion(
                                "tick",
                                Tone.ACCENT,
                                text,
                                "A note, if there is one. Ticked in the name of "
                                        + desk.operator().name() + ".",
                                "Tick the item",
                                0,
                                FreeText.STATEMENT),
                        note -> desk.background()
                                .act("Ticking", () -> desk.session().tick(item, desk.operator(), note), this::fresh));
    }

    void untick(String item, String text) {
        desk.dialogs()
                .ask(
                        new TextQuestion("untick", Tone.WARN, text, "Why is it open again?", "Take the tick back", 3),
                        why -> desk.background()
                                .act(
                                        "Taking a tick back",
                                        () -> desk.session().untick(item, desk.operator(), why),
                                        this::fresh));
    }

    void readEvidence(String item) {
        desk.background()
                .<List<Check>>run("Reading evidence", () -> desk.session().readEvidence(item), _ -> fresh());
    }

    private void fresh() {
        desk.readings().refreshSoon();
    }
}
