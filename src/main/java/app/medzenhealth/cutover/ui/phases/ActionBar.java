package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.NextStep;
import app.medzenhealth.cutover.session.Risk;
import app.medzenhealth.cutover.session.Session.Decision;
import app.medzenhealth.cutover.session.SessionView.LogLine;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.UndoLock;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.RiskStyle;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.StateStyle;
import app.medzenhealth.cutover.ui.common.StepWords;
import app.medzenhealth.cutover.ui.common.Tone;
import app.medzenhealth.cutover.ui.common.WayOn;
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
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/**
 * The buttons under a step. What they do, or why they cannot be pressed, stands over them. The one that takes the step on stands
 * in the lower right corner and the one that leaves it out in the lower left, whatever else there is: neither ever comes to lie
 * where the other or a third one was.
 */
final class ActionBar extends VBox {
    private static final double GAP = 12;

    private final ScreenContext desk;
    private final Doing doing;
    private final ProgressBar progress = new ProgressBar();
    private final Label progressText = Labels.wrapped("");
    private final Label lastLine = Labels.line("", "mono", "caption", "muted");
    private final VBox running = new VBox(progressText, progress, lastLine);
    private final Icon sign = new Icon(Feather.INFO);
    private final Label reason = Labels.wrapped("", "muted");
    private final HBox words = new HBox(sign, reason);
    private final FlowPane tools = new FlowPane();
    private final HBox left = new HBox();
    private final HBox right = new HBox();
    private final Corners foot = new Corners(left, right, GAP);
    private Object shown = "";
    private String step = "";

    /** The buttons of a state by where they stand. */
    private static final class Buttons {
        private Optional<Button> main = Optional.empty();
        private Optional<Button> leave = Optional.empty();
        private final List<Node> tools = new ArrayList<>();

        void main(Button button) {
            main = Optional.of(button);
        }

        void leave(Button button) {
            leave = Optional.of(button);
        }

        void tool(Node button) {
            tools.add(button);
        }
    }

    ActionBar(ScreenContext desk, Doing doing) {
        this.desk = desk;
        this.doing = doing;
        setId("action-bar");
        getStyleClass().addAll("action-bar", "divided-top");
        running.getStyleClass().add("item-words");
        progress.setId("progress");
        progress.setMaxWidth(Double.MAX_VALUE);
        progressText.setId("progress-text");
        reason.setId("reason");
        HBox.setHgrow(reason, Priority.ALWAYS);
        words.getStyleClass().add("row");
        words.setAlignment(Pos.TOP_LEFT);
        tools.getStyleClass().add("chips");
        tools.setMinHeight(USE_PREF_SIZE);
        right.setAlignment(Pos.BOTTOM_RIGHT);
        foot.getStyleClass().add("action-foot");
        getChildren().addAll(running, words, tools, foot);
        setMinHeight(USE_PREF_SIZE);
    }

    void show(StepView view) {
        var busy = doing.busy(view.step().id());
        showProgress(view, busy);
        var session = desk.readings().session();
        var next = session.nextStep();
        var key = List.of(
                view.step().id(),
                view.state() instanceof StepState.Running ? "running" : view.state(),
                StateStyle.of(view),
                view.review().map(StepReview::fingerprint).orElse(""),
                view.review().map(StepReview::checks).orElse(List.of()),
                next,
                // Where the buttons lead may change with steps elsewhere, while this one and the next are as they were.
                WayOn.of(view, session, desk.navigator()).map(WayOn::name),
                next.map(n -> WayOn.toNext(n, session, desk.navigator()))
                        .map(w -> w.name() + w.instead(next.orElseThrow(), session)),
                Risk.of(session, view.step()),
                Risk.ofUndo(session, view.step()).level(),
                UndoLock.of(session, view),
                view.restated(),
                busy);
        if (!Objects.equals(shown, key)) {
            shown = key;
            say(Feather.INFO, Tone.NEUTRAL, "");
            var buttons = new Buttons();
            if (busy.isEmpty()) {
                fill(view, buttons);
            } else {
                buttons.main(locked("working", busy.get() + "…"));
                say(Feather.CLOCK, Tone.NEUTRAL, "Nothing else can be started on this step meanwhile.");
            }
            var ofThisStep = view.step().id().equals(step);
            step = view.step().id();
            put(tools, ofThisStep, buttons.tools);
            put(left, ofThisStep, buttons.leave.stream().toList());
            put(right, ofThisStep, buttons.main.stream().toList());
            present(tools, !buttons.tools.isEmpty());
        }
    }

    /**
     * A button that is there again stays the very button: one that is replaced between press and release takes no click, and the
     * focus is lost. That of another step, or one that does something else, is another one.
     */
    private static void put(Pane pane, boolean ofThisStep, List<? extends Node> fresh) {
        var there = pane.getChildren().stream()
                .filter(n -> ofThisStep && n.getClass() == Button.class)
                .map(Button.class::cast)
                .toList();
        var wanted = fresh.stream().map(n -> kept(there, n)).toList();
        if (!wanted.equals(pane.getChildren())) {
            pane.getChildren().setAll(wanted);
        }
    }

    private static Node kept(List<Button> there, Node fresh) {
        if (fresh.getClass() != Button.class || fresh.getId() == null) {
            return fresh;
        }
        var button = (Button) fresh;
        return there.stream()
                .filter(b -> button.getId().equals(b.getId())
                        && b.getText().equals(button.getText())
                        && b.isDisabled() == button.isDisabled()
                        && b.getStyleClass().equals(button.getStyleClass()))
                .findFirst()
                .map(b -> {
                    b.setOnAction(button.getOnAction());
                    return b;
                })
                .orElse(button);
    }

    private void showProgress(StepView view, Optional<String> busy) {
        present(running, view.state() instanceof StepState.Running || busy.isPresent());
        if (view.state() instanceof StepState.Running r) {
            progress.setProgress(r.fraction() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : r.fraction());
            progressText.setText(
                    percent(r) + InWords.plain(r.text()) + " · since " + InWords.clock(r.since()) + " UTC");
            var last = view.log().isEmpty()
                    ? Optional.<LogLine>empty()
                    : Optional.of(view.log().getLast());
            lastLine.setText(last.map(l -> InWords.clock(l.at()) + "  " + InWords.plain(l.text()))
                    .orElse(""));
            present(lastLine, last.isPresent());
        } else {
            progress.setProgress(ProgressBar.INDETERMINATE_PROGRESS);
            progressText.setText(busy.orElse("") + ": reading the live state. Nothing is sent.");
            present(lastLine, false);
        }
    }

    /** Not before there is any progress, and not beside words that say the same. */
    private static String percent(StepState.Running r) {
        var percent = Math.round(r.fraction() * 100) + " %";
        return r.fraction() <= 0 || r.text().contains(percent) ? "" : percent + " · ";
    }

    private static void present(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }

    private void fill(StepView view, Buttons buttons) {
        var step = view.step();
        switch (view.state()) {
            case StepState.Locked(var locks) -> {
                var questions = Question.of(step);
                var way = WayOn.of(view, desk.readings().session(), desk.navigator());
                // A no can be recorded whatever stands in the way of a yes; the dialog says what does.
                if (!questions.isEmpty()
                        && locks.stream().allMatch(l -> l.waiver().isPresent())) {
                    buttons.main(
                            wrapping(quiet("attest", StepWords.decide(step), () -> doing.answer(step, questions))));
                    way.ifPresent(w -> buttons.tool(quiet("to-opening", w.name(), w.go())));
                } else {
                    buttons.main(way.map(w -> primary("to-opening", w.name(), w.go()))
                            .orElseGet(() -> locked("locked", StepWords.label(view))));
                }
                say(
                        Feather.LOCK,
                        Tone.WARN,
                        "Locked: " + locks.getFirst().why() + ". To open: "
                                + locks.getFirst().opens() + "."
                                + (locks.size() > 1
                                        ? " And " + InWords.count(locks.size() - 1, "other reason", "other reasons")
                                                + " above."
                                        : ""));
                leave(step, buttons);
            }
            case StepState.Ready _ -> first(view, buttons);
            case StepState.Undone(var at, var by) -> again(view, at, buttons);
            case StepState.Waiting(var what) -> waiting(view, what, buttons);
            case StepState.Previewed _ -> reviewed(view, buttons);
            case StepState.Running _ ->
                say(
                        Feather.PAUSE_CIRCLE,
                        Tone.NEUTRAL,
                        "Hold (F8 or Ctrl+H) stops what has not been sent. What AWS has begun goes on, also when the"
                                + " console is closed.");
            case StepState.Succeeded s ->
                over(
                        view,
                        StateStyle.of(view).symbol(),
                        StateStyle.of(view).tone(),
                        StateStyle.of(view).word()
                                + (StateStyle.of(view).tone() == Tone.OK ? " " : ", ") + InWords.day(s.at())
                                + " UTC by " + s.by() + ".",
                        buttons);
            case StepState.Failed(var at, var problem) -> {
                again(view, at, buttons);
                undo(view, buttons);
            }
            case StepState.InDoubt _ -> {
                say(
                        Feather.HELP_CIRCLE,
                        Tone.UNKNOWN,
                        "Looking again only reads. Decide yourself only if reading cannot settle it.");
                buttons.main(primary("look-again", StepWords.label(view), () -> doing.lookAgain(step)));
                buttons.tool(quiet("decide-done", "It was done…", () -> doing.decide(step, Decision.DONE)));
                buttons.tool(quiet("decide-not-done", "It was not done…", () -> doing.decide(step, Decision.NOT_DONE)));
            }
            case StepState.Skipped s -> {
                over(
                        view,
                        Feather.SKIP_FORWARD,
                        Tone.WARN,
                        "Skipped by " + s.by() + "; later steps count on that.",
                        buttons);
                buttons.tool(quiet("retry", "Re-open step " + step.id(), () -> doing.retry(step)));
            }
        }
    }

    /** It is behind us: what became of it, and where it goes on. */
    private void over(StepView view, Feather symbol, Tone tone, String ended, Buttons buttons) {
        var session = desk.readings().session();
        var next = session.nextStep().filter(n -> !n.step().equals(view.step().id()));
        var way = next.map(n -> WayOn.toNext(n, session, desk.navigator()));
        say(
                symbol,
                tone,
                ended
                        + next.map(n -> " Next: " + n.words()
                                        + way.orElseThrow().instead(n, session) + ".")
                                .orElse(""));
        way.ifPresent(w -> buttons.main(primary("to-next", w.name(), w.go())));
        next.flatMap(NextStep::item)
                .ifPresent(i -> buttons.tool(quiet(
                        "to-item",
                        "Show the first open item",
                        () -> desk.navigator().goToStep(i))));
        view.restated()
                .ifPresent(t -> buttons.tool(quiet(
                        "state-again",
                        "State step " + view.step().id() + " again…",
                        () -> doing.attest(view.step(), t))));
        if (view.state() instanceof StepState.Succeeded) {
            undo(view, buttons);
        }
    }

    private void first(StepView view, Buttons buttons) {
        var step = view.step();
        if (StepWords.reads(step)) {
            buttons.main(primary("check-now", StepWords.begin(step), () -> doing.checkNow(step)));
            say(Feather.EYE, Tone.NEUTRAL, "Changes nothing in AWS, so it runs immediately.");
        } else {
            buttons.main(primary("review", StepWords.begin(step), () -> doing.review(step)));
            say(Feather.EYE, Tone.NEUTRAL, "Reads the live state and shows what would change. Nothing is sent.");
        }
        leave(step, buttons);
    }

    /** After a failure or an undoing only a review made since then counts. */
    private void again(StepView view, Instant since, Buttons buttons) {
        if (view.review().filter(r -> !r.at().isBefore(since)).isPresent()) {
            reviewed(view, buttons);
            return;
        }
        first(view, buttons);
        if (view.state() instanceof StepState.Failed) {
            say(Feather.ROTATE_CW, Tone.NEUTRAL, "What was already done is recognised and not repeated.");
        }
    }

    private void waiting(StepView view, StepState.WaitsFor what, Buttons buttons) {
        var step = view.step();
        switch (what) {
            case StepState.WaitsFor.Person(String text) -> {
                var questions = Question.of(step);
                var label = StepWords.label(view);
                if (questions.isEmpty()) {
                    buttons.main(primary("attest", label, () -> doing.attest(step, text)));
                    say(
                            Feather.USER,
                            Tone.NEUTRAL,
                            "Waits for a person: say that this is so. Name, time and words go into the trail.");
                } else {
                    buttons.main(primary("attest", label, () -> doing.answer(step, questions)));
                    say(
                            Feather.USER,
                            Tone.NEUTRAL,
                            "Waits for a person: choose one of the options. Name, time and reason go into the trail.");
                }
                leave(step, buttons);
            }
            case StepState.WaitsFor.Time(var until, String why) -> {
                buttons.main(locked("locked", StepWords.label(view)));
                say(Feather.CLOCK, Tone.WARN, "Locked until " + InWords.day(until) + " UTC: " + why + ".");
                desk.console()
                        .speed()
                        .ifPresent(s ->
                                buttons.tool(quiet("skip-waiting", "Skip the waiting (rehearsal)", s::skipWaiting)));
            }
            case StepState.WaitsFor.SecondApprover _ -> reviewed(view, buttons);
        }
    }

    private void reviewed(StepView view, Buttons buttons) {
        var step = view.step();
        var review = view.review();
        if (review.isEmpty()) {
            first(view, buttons);
            return;
        }
        var open = review.get().checks().stream().filter(c -> !c.passed()).toList();
        var plain = StepWords.reads(step);
        var text = plain ? StepWords.begin(step) : step.title() + "…";
        if (open.isEmpty()) {
            var held = ReviewWords.held(review.get());
            buttons.main(
                    plain
                            ? primary("check-now", text, () -> doing.checkNow(step))
                            : colour(primary("open-confirm", text, () -> doing.confirm(view, review.get())), step));
            say(
                    Feather.CHECK,
                    Tone.OK,
                    switch (Demand.toRun(desk.readings().session(), step)) {
                        case NONE -> held + " Changes nothing in AWS, so it runs immediately.";
                        case REVIEW -> held + " Asks once more before anything is sent.";
                        case TYPED -> held + " Asks for the typed name before anything is sent.";
                        case TYPED_AND_SECOND ->
                            held + " Asks for the typed name and a second person before anything is sent.";
                    });
        } else {
            buttons.main(locked("locked", text));
            say(Feather.LOCK, Tone.WARN, ReviewWords.locking(open));
        }
        buttons.tool(quiet("review", "Read step " + step.id() + " again", () -> doing.review(step)));
        var cli = ReviewWords.cli(review.get());
        if (!cli.isEmpty()) {
            var copy = new CopyButton("Copy CLI", () -> cli);
            copy.setId("copy-cli");
            copy.getStyleClass().remove("small");
            buttons.tool(copy);
        }
        leave(step, buttons);
    }

    private Button colour(Button button, Step step) {
        var kind = RiskStyle.button(Risk.of(desk.readings().session(), step));
        button.getStyleClass().remove("primary");
        button.getStyleClass().add(kind.styleClass());
        return button;
    }

    /** Only where it works: what stands in its way is said instead. */
    private void undo(StepView view, Buttons buttons) {
        var step = view.step();
        if (step.effect() == Step.Effect.REVERSIBLE
                && Risk.of(desk.readings().session().plan(), step).level() != Risk.Level.STAYS) {
            var lock = UndoLock.of(desk.readings().session(), view);
            if (lock.isPresent()) {
                reason.setText((reason.getText() + " No undo now: " + lock.get()).strip());
                return;
            }
            var undo = quiet("undo", "Undo step " + step.id() + "…", () -> doing.undo(step));
            var risk = Risk.ofUndo(desk.readings().session(), step);
            if (risk.level().grave()) {
                undo.getStyleClass().remove("quiet");
                undo.getStyleClass().add(RiskStyle.button(risk).styleClass());
            }
            buttons.tool(undo);
        }
    }

    private void say(Feather symbol, Tone tone, String text) {
        sign.show(symbol);
        sign.getStyleClass().setAll("label", "icon", tone.styleClass());
        reason.setText(text);
        present(words, !text.isEmpty());
    }

    /** A way back is gone or it is not: of its steps none is gone on without. */
    private void leave(Step step, Buttons buttons) {
        var back = desk.readings().session().plan().rollbacks().stream()
                .anyMatch(r -> r.procedure().steps().contains(step));
        if (!back) {
            buttons.leave(quiet("skip-step", "Skip step " + step.id() + "…", () -> doing.skip(step)));
        }
    }

    /** Breaks its words rather than pushing others away. */
    private static Button primary(String id, String text, Runnable action) {
        return wrapping(button(id, text, "primary", action));
    }

    private static Button wrapping(Button button) {
        button.setWrapText(true);
        button.setMinWidth(0);
        return button;
    }

    private static Button quiet(String id, String text, Runnable action) {
        return button(id, text, "quiet", action);
    }

    private Button locked(String id, String text) {
        var button = primary(id, text, () -> {});
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
