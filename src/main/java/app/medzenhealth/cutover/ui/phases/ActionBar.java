package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Session.Decision;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The buttons under a step. One is the main one; where it cannot be pressed, the reason stands beside it. */
final class ActionBar extends VBox {
    private final Desk desk;
    private final Doing doing;
    private final ProgressBar progress = new ProgressBar();
    private final Label progressText = Labels.line("", "muted");
    private final HBox running = new HBox(progress, progressText);
    private final HBox buttons = new HBox();
    private Object shown = "";

    ActionBar(Desk desk, Doing doing) {
        this.desk = desk;
        this.doing = doing;
        getStyleClass().addAll("action-bar", "divided-top");
        running.getStyleClass().add("row");
        running.setAlignment(Pos.CENTER_LEFT);
        progress.setId("progress");
        progress.setPrefWidth(260);
        HBox.setHgrow(progressText, Priority.ALWAYS);
        buttons.getStyleClass().add("row");
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(running, buttons);
    }

    void show(StepView view) {
        var isRunning = view.state() instanceof StepState.Running;
        running.setVisible(isRunning);
        running.setManaged(isRunning);
        if (view.state() instanceof StepState.Running r) {
            progress.setProgress(r.fraction() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : r.fraction());
            progressText.setText(r.text() + " · since " + InWords.clock(r.since()) + " UTC");
        }
        var key = List.of(view.step().id(), stateKey(view.state()), view.review().map(StepReview::fingerprint).orElse(""),
                view.review().map(StepReview::passed).orElse(false));
        if (!Objects.equals(shown, key)) {
            shown = key;
            buttons.getChildren().setAll(make(view));
        }
    }

    private static Object stateKey(StepState state) {
        return state instanceof StepState.Running ? "running" : state;
    }

    private List<Node> make(StepView view) {
        var step = view.step();
        var nodes = new ArrayList<Node>();
        switch (view.state()) {
            case StepState.Locked(var locks) -> {
                nodes.add(locked(step.confirm() == Step.Confirm.NONE ? "Check now" : "Review", locks.getFirst().why()));
                nodes.add(reason("Locked: " + locks.getFirst().why()));
                nodes.add(skip(step));
            }
            case StepState.Ready _, StepState.Undone _ -> first(step, nodes);
            case StepState.Waiting(var what) -> waiting(view, what, nodes);
            case StepState.Previewed _ -> reviewed(view, nodes);
            case StepState.Running _ -> nodes.add(reason("Hold stops what has not been sent. What AWS has begun goes on, also when the console is closed."));
            case StepState.Succeeded s -> {
                nodes.add(reason("Done at " + InWords.day(s.at()) + " UTC."));
                if (step.effect() != Step.Effect.READS) {
                    nodes.add(quiet("undo", "Undo…", () -> doing.undo(step)));
                }
            }
            case StepState.Failed _ -> {
                nodes.add(primary("review", "Review again", () -> doing.review(step)));
                nodes.add(reason("What was done is recognised and not repeated."));
                nodes.add(skip(step));
                if (step.effect() != Step.Effect.READS) {
                    nodes.add(quiet("undo", "Undo…", () -> doing.undo(step)));
                }
            }
            case StepState.InDoubt _ -> {
                nodes.add(primary("look-again", "Look again", () -> doing.lookAgain(step)));
                nodes.add(spacer());
                nodes.add(quiet("decide-done", "It was done…", () -> doing.decide(step, Decision.DONE)));
                nodes.add(quiet("decide-not-done", "It was not done…", () -> doing.decide(step, Decision.NOT_DONE)));
            }
            case StepState.Skipped _ -> {
                nodes.add(reason("Skipped; later steps count on you."));
                nodes.add(quiet("retry", "Re-open", () -> doing.retry(step)));
            }
        }
        return nodes;
    }

    private void first(Step step, List<Node> nodes) {
        if (step.confirm() == Step.Confirm.NONE) {
            nodes.add(primary("check-now", "Check now", () -> doing.checkNow(step)));
            nodes.add(reason("Only reads; runs at once."));
        } else {
            nodes.add(primary("review", "Review", () -> doing.review(step)));
            nodes.add(reason("Reads the live state and shows what would change. Nothing is sent."));
        }
        nodes.add(skip(step));
    }

    private void waiting(StepView view, StepState.WaitsFor what, List<Node> nodes) {
        var step = view.step();
        switch (what) {
            case StepState.WaitsFor.Person(String text) -> {
                nodes.add(primary("attest", "State it…", () -> doing.attest(step, text)));
                nodes.add(reason("A person must say that this is so; name and words go into the trail."));
                nodes.add(skip(step));
            }
            case StepState.WaitsFor.Time(var until, String why) -> {
                nodes.add(locked("Review", why));
                nodes.add(reason("Waits until " + InWords.day(until) + " UTC: " + why + "."));
                desk.console().speed().ifPresent(s -> nodes.add(quiet("skip-waiting", "Skip the waiting (rehearsal)", s::skipWaiting)));
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
        var text = step.confirm() == Step.Confirm.NONE ? "Check now" : "Confirm…";
        if (open.isEmpty()) {
            nodes.add(primary("confirm", text, step.confirm() == Step.Confirm.NONE
                    ? () -> doing.checkNow(step)
                    : () -> doing.confirm(view, review.get())));
            nodes.add(reason(step.confirm() == Step.Confirm.TYPED_AND_SECOND
                    ? "Needs the typed name and a second person."
                    : "Nothing is sent before you confirm."));
        } else {
            nodes.add(locked(text, open.getFirst().title()));
            nodes.add(reason("Locked: " + open.getFirst().title() + (open.size() > 1 ? " and " + (open.size() - 1) + " more" : "")));
        }
        nodes.add(quiet("review", "Read again", () -> doing.review(step)));
        nodes.add(skip(step));
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

    private static Button locked(String text, String why) {
        var button = button("locked", text, "primary", () -> {});
        button.setDisable(true);
        button.setAccessibleText(text + ", locked: " + why);
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

    private static Label reason(String text) {
        var label = Labels.wrapped(text, "muted");
        label.setId("reason");
        HBox.setHgrow(label, Priority.ALWAYS);
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    private static Region spacer() {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }
}
