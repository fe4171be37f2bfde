package app.medzenhealth.cutover.ui.shell;

import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Button;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.layout.VBox;

/** What is to be known before the window closes: what runs, what goes on without it, what is lost. */
final class CloseQuestion {
    static final String ID = "close";

    private CloseQuestion() {}

    /** The sentences to be read; empty where nothing runs and nothing would be lost. */
    static List<String> sentences(SessionView view) {
        var running = Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .flatMap(p -> p.steps().stream())
                .filter(s -> s.state() instanceof StepState.Running)
                .toList();
        if (running.isEmpty()) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        running.forEach(s -> lines.add("Step " + s.step().id() + " “" + s.step().title() + "” is running"
                + (s.state() instanceof StepState.Running r && !r.text().isBlank() ? ": " + r.text() : "") + "."));
        lines.add(
                switch (view.mode()) {
                    case LIVE ->
                        "AWS continues with what was sent to it. Nothing watches it until the console is restarted.";
                    case EMULATOR -> "The emulator continues with what was sent to it, if it stays up.";
                    case REHEARSAL ->
                        "The rehearsal is kept: its clock stands until it is continued, then the estate goes on with what was"
                                + " sent to it.";
                });
        if (running.stream().anyMatch(CloseQuestion::runsLocally)) {
            lines.add(
                    "A local command is being stopped. The console cannot tell how far it got: you will have to decide.");
        }
        lines.add("What was not sent yet is not sent. The next start finds out by reading what became of each call, and"
                + " repeats none.");
        if (view.downtime().counting()) {
            lines.add("Users are without service now: the downtime runs on.");
        }
        return List.copyOf(lines);
    }

    private static boolean runsLocally(StepView step) {
        return step.step().does(Trait.RUNS_PROGRAM);
    }

    /** @param close closes the window */
    static Optional<Dialog> of(SessionView view, Runnable close) {
        var lines = sentences(view);
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        var body = new VBox(12);
        lines.forEach(l -> body.getChildren().add(Labels.wrapped(l)));
        return Optional.of(new Dialog(
                ID,
                Tone.WARN,
                "Close the window while a step runs?",
                "",
                body,
                "",
                List.of(
                        Button.quiet("stay", "Keep the window open"),
                        new Button(
                                "leave",
                                "Close the window",
                                Kind.CAUTION,
                                new SimpleBooleanProperty(false),
                                After.CLOSE,
                                close)),
                Optional.empty()));
    }
}
