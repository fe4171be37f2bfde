package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Session.Decision;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** The buttons under a step. One is the main one; over them stands what it does, or why it cannot be pressed. */
final class ActionBar extends VBox {
    private final Desk desk;
    private final Doing doing;
    private final ProgressBar progress = new ProgressBar();
    private final Label progressText = Labels.wrapped("");
    private final Label lastLine = Labels.line("", "mono", "caption", "muted");
    private final VBox running = new VBox(progressText, progress, lastLine);
    private final Icon sign = new Icon(Feather.INFO);
    private final Label reason = Labels.wrapped("", "muted");
    private final HBox words = new HBox(sign, reason);
    private final FlowPane buttons = new FlowPane();
    private Object shown = "";

    ActionBar(Desk desk, Doing doing) {
        this.desk = desk;
        this.doing = doing;
        getStyleClass().addAll("action-bar", "divided-top");
        running.getStyleClass().add("item-words");
        progress.setId("progress");
        progress.setMaxWidth(Double.MAX_VALUE);
        progressText.setId("progress-text");
        reason.setId("reason");
        HBox.setHgrow(reason, Priority.ALWAYS);
        words.getStyleClass().add("row");
        words.setAlignment(Pos.TOP_LEFT);
        buttons.getStyleClass().add("chips");
        buttons.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(running, words, buttons);
        setMinHeight(USE_PREF_SIZE);
    }

    void show(StepView view) {
        var busy = doing.busy(view.step().id());
        showProgress(view, busy);
        var key = List.of(
                view.step().id(),
                view.state() instanceof StepState.Running ? "running" : view.state(),
                view.review().map(StepReview::fingerprint).orElse(""),
                view.review().map(StepReview::checks).orElse(List.of()),
                busy);
        if (!Objects.equals(shown, key)) {
            shown = key;
            say(Feather.INFO, Tone.NEUTRAL, "");
            var nodes = new ArrayList<Node>();
            if (busy.isEmpty()) {
                fill(view, nodes);
            } else {
                nodes.add(locked("working", busy.get() + "…"));
                say(Feather.CLOCK, Tone.NEUTRAL, "Nothing else can be started on this step meanwhile.");
            }
            buttons.getChildren().setAll(nodes);
            present(buttons, !nodes.isEmpty());
        }
    }

    private void showProgress(StepView view, Optional<String> busy) {
        present(running, view.state() instanceof StepState.Running || busy.isPresent());
        if (view.state() instanceof StepState.Running r) {
            progress.setProgress(r.fraction() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : r.fraction());
            progressText.setText((r.fraction() < 0 ? "" : Math.round(r.fraction() * 100) + " % · ") + r.text()
                    + " · since " + InWords.clock(r.since()) + " UTC");
            var last = view.log().isEmpty()
                    ? Optional.<LogLine>empty()
                    : Optional.of(view.log().getLast());
            lastLine.setText(
                    last.map(l -> InWords.clock(l.at()) + "  " + l.text()).orElse(""));
            present(lastLine, last.isPresent());
        } else {
            progress.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
            progressText.setText(busy.orElse("") + ": reading the live state. Nothing is sent.");
            present(lastLine, false);
        }
    }

    private static void present(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    private void fill(StepView view, List<Node> nodes) {
        var step = view.step();
        switch (view.state()) {
            case StepState.Locked(var locks) -> {
                nodes.add(locked("locked", step.confirm() == Step.Confirm.NONE ? "Check now" : "Review"));
                say(
                        Feather.LOCK,
                        Tone.WARN,
                        "Locked: " + locks.getFirst().why() + ". To open: "
                                + locks.getFirst().opens() + "."
                                + (locks.size() > 1
                                        ? " And " + InWords.count(locks.size() - 1, "other reason", "other reasons")
                                                + " above."
                                        : ""));
                nodes.add(skip(step));
            }
            case StepState.Ready _ -> first(step, nodes);
            case StepState.Undone(var at, var by) -> again(view, at, nodes);
            case StepState.Waiting(var what) -> waiting(view, what, nodes);
            case StepState.Previewed _ -> reviewed(view, nodes);
            case StepState.Running _ ->
                say(
                        Feather.PAUSE_CIRCLE,
                        Tone.NEUTRAL,
                        "Hold (Ctrl+H) stops what has not been sent. What AWS has begun goes on, also when the console is closed.");
            case StepState.Succeeded s -> {
                say(Feather.CHECK_CIRCLE, Tone.OK, "Done " + InWords.day(s.at()) + " UTC by " + s.by() + ".");
                next(view, nodes);
                undo(step, nodes);
            }
            case StepState.Failed(var at, var problem) -> {
                again(view, at, nodes);
                undo(step, nodes);
            }
            case StepState.InDoubt _ -> {
                say(
                        Feather.HELP_CIRCLE,
                        Tone.UNKNOWN,
                        "Looking again only reads. Decide yourself only when reading cannot settle it.");
                nodes.add(primary("look-again", "Look again", () -> doing.lookAgain(step)));
                nodes.add(quiet("decide-done", "It was done…", () -> doing.decide(step, Decision.DONE)));
                nodes.add(quiet("decide-not-done", "It was not done…", () -> doing.decide(step, Decision.NOT_DONE)));
            }
            case StepState.Skipped s -> {
                say(Feather.SKIP_FORWARD, Tone.WARN, "Skipped by " + s.by() + "; later steps count on that.");
                next(view, nodes);
                nodes.add(quiet("retry", "Re-open", () -> doing.retry(step)));
            }
        }
    }

    private void first(Step step, List<Node> nodes) {
        if (step.confirm() == Step.Confirm.NONE) {
            nodes.add(primary("check-now", "Check now", () -> doing.checkNow(step)));
            say(Feather.EYE, Tone.NEUTRAL, "Changes nothing in AWS, so it runs at once.");
        } else {
            nodes.add(primary("review", "Review", () -> doing.review(step)));
            say(Feather.EYE, Tone.NEUTRAL, "Reads the live state and shows what would change. Nothing is sent.");
        }
        nodes.add(skip(step));
    }

    /** After a failure or an undoing only a review made since then counts. */
    private void again(StepView view, Instant since, List<Node> nodes) {
        var step = view.step();
        if (view.review().filter(r -> !r.at().isBefore(since)).isPresent()) {
            reviewed(view, nodes);
            return;
        }
        first(step, nodes);
        if (view.state() instanceof StepState.Failed) {
            say(Feather.ROTATE_CW, Tone.NEUTRAL, "What was already done is recognised and not repeated.");
        }
    }

    private void waiting(StepView view, StepState.WaitsFor what, List<Node> nodes) {
        var step = view.step();
        switch (what) {
            case StepState.WaitsFor.Person(String text) -> {
                var questions = Question.of(step);
                if (questions.isEmpty()) {
                    nodes.add(primary("attest", "State it…", () -> doing.attest(step, text)));
                    say(
                            Feather.USER,
                            Tone.NEUTRAL,
                            "Waits for a person: say that this is so. Name, time and words go into the trail.");
                } else {
                    nodes.add(primary("attest", "Decide…", () -> doing.answer(step, questions)));
                    say(
                            Feather.USER,
                            Tone.NEUTRAL,
                            "Waits for a person: choose one of the options. Name, time and reason go into the trail.");
                }
                nodes.add(skip(step));
            }
            case StepState.WaitsFor.Time(var until, String why) -> {
                nodes.add(locked("locked", "Review"));
                say(Feather.CLOCK, Tone.WARN, "Locked until " + InWords.day(until) + " UTC: " + why + ".");
                desk.console()
                        .speed()
                        .ifPresent(
                                s -> nodes.add(quiet("skip-waiting", "Skip the waiting (rehearsal)", s::skipWaiting)));
            }
            case StepState.WaitsFor.SecondApprover _ -> reviewed(view, nodes);
        }
    }

    private void reviewed(StepView view, List<Node> nodes) {
        var step = view.step();
        var review = view.review();
        if (review.isEmpty()) {
            first(step, nodes);
            return;
        }
        var open = review.get().checks().stream().filter(c -> !c.passed()).toList();
        var plain = step.confirm() == Step.Confirm.NONE;
        var text = plain ? "Check now" : Words.verb(step, review.get()) + "…";
        if (open.isEmpty()) {
            nodes.add(
                    plain
                            ? primary("check-now", text, () -> doing.checkNow(step))
                            : colour(primary("open-confirm", text, () -> doing.confirm(view, review.get())), step));
            say(
                    Feather.CHECK,
                    Tone.OK,
                    switch (step.confirm()) {
                        case NONE -> "All checks hold. Changes nothing in AWS, so it runs at once.";
                        case REVIEW -> "All checks hold. Asks once more before anything is sent.";
                        case TYPED -> "All checks hold. Asks for the typed name before anything is sent.";
                        case TYPED_AND_SECOND ->
                            "All checks hold. Asks for the typed name and a second person before anything is sent.";
                    });
        } else {
            nodes.add(locked("locked", text));
            say(Feather.LOCK, Tone.WARN, Words.locking(open));
        }
        nodes.add(quiet("review", "Read again", () -> doing.review(step)));
        var cli = Words.cli(review.get());
        if (!cli.isEmpty()) {
            var copy = new CopyButton("Copy CLI", () -> cli);
            copy.setId("copy-cli");
            copy.getStyleClass().remove("small");
            nodes.add(copy);
        }
        nodes.add(skip(step));
    }

    private static Button colour(Button button, Step step) {
        if (step.effect() == Step.Effect.IRREVERSIBLE) {
            button.getStyleClass().remove("primary");
            button.getStyleClass().add("danger");
        }
        return button;
    }

    private void next(StepView view, List<Node> nodes) {
        desk.readings()
                .session()
                .next()
                .filter(n -> !n.equals(view.step().id()))
                .ifPresent(n -> nodes.add(primary(
                        "to-next", "Go to step " + n, () -> desk.navigator().goToStep(n))));
    }

    private void undo(Step step, List<Node> nodes) {
        if (step.effect() == Step.Effect.REVERSIBLE) {
            nodes.add(quiet("undo", "Undo…", () -> doing.undo(step)));
        }
    }

    private void say(Feather symbol, Tone tone, String text) {
        sign.show(symbol);
        sign.getStyleClass().setAll("label", "icon", tone.styleClass());
        reason.setText(text);
        present(words, !text.isEmpty());
    }

    private Button skip(Step step) {
        return quiet("skip-step", "Skip with reason…", () -> doing.skip(step));
    }

    private static Button primary(String id, String text, Runnable action) {
        return button(id, text, "primary", action);
    }

    private static Button quiet(String id, String text, Runnable action) {
        return button(id, text, "quiet", action);
    }

    private Button locked(String id, String text) {
        var button = button(id, text, "primary", () -> {});
        button.setDisable(true);
        button.accessibleHelpProperty().bind(reason.textProperty());
        return button;
    }

    private static Button button(String id, String text, String kind, Runnable action) {
        var button = new Button(text);
        button.setId(id);
        button.getStyleClass().add(kind);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
