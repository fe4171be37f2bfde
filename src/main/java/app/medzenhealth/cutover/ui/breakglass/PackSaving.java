package app.medzenhealth.cutover.ui.breakglass;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.session.breakglass.Saved;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.FolderOpener;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Saves a pack while its progress is shown; can be stopped, and then says what was saved. */
final class PackSaving {
    static final String ID = "break-glass-saving";
    static final String SAVED = "break-glass-saved";

    private final ScreenContext desk;
    private final Consumer<Problem> failed;
    private final ProgressBar bar = new ProgressBar(0);
    private final Label now = Labels.wrapped("Beginning", "muted");

    /** @param failed is told why nothing was saved */
    PackSaving(ScreenContext desk, Consumer<Problem> failed) {
        this.desk = desk;
        this.failed = failed;
    }

    void start(Set<String> phases, Path folder) {
        var stop = new AtomicReference<Runnable>(() -> {});
        var handle = desk.dialogs().open(progress(folder, () -> stop.get().run()));
        var saved = new AtomicReference<Optional<Saved>>(Optional.empty());
        stop.set(desk.background()
                .stoppable(
                        "Saving the remaining steps as scripts",
                        () -> saved.set(
                                Optional.of(desk.session().breakGlass(phases, folder, desk.operator(), new Shown()))),
                        () -> {
                            handle.close();
                            saved.get().ifPresent(this::done);
                        },
                        problem -> failed.accept(new Problem(
                                problem.code(),
                                problem.happened(),
                                "Nothing was saved to " + folder + ".",
                                problem.next()))));
    }

    private DialogService.Dialog progress(Path folder, Runnable stop) {
        bar.setId("break-glass-progress");
        bar.setAccessibleText("Saving");
        bar.setMaxWidth(Double.MAX_VALUE);
        return new DialogService.Dialog(
                ID,
                Tone.ACCENT,
                "Saving the scripts",
                folder.toString(),
                new VBox(8, bar, now),
                "Stopped, nothing of them is left.",
                List.of(new DialogService.Button(
                        "stop",
                        "Stop saving",
                        DialogService.Kind.QUIET,
                        new SimpleBooleanProperty(false),
                        DialogService.After.CLOSE,
                        stop)),
                // Not the button: a second Enter of an impatient hand must not stop what the first began.
                Optional.of(bar));
    }

    private void done(Saved saved) {
        var pack = saved.pack();
        var copy = new CopyButton("Copy path", saved.folder()::toString);
        copy.setId("break-glass-copy-path");
        var body = new VBox(
                12,
                Labels.wrapped(saved.folder().toString(), "mono"),
                new FlowPane(8, 8, copy, show(saved.folder())),
                Labels.wrapped(InWords.count(pack.steps(), "step", "steps") + ": "
                        + InWords.count(pack.changes(), "command", "commands") + " that change something, "
                        + InWords.count(pack.reads(), "command", "commands") + " that read."),
                Labels.wrapped(
                        InWords.count(pack.manual().size(), "step has", "steps have")
                                + " no aws command: people and other programs do them.",
                        "muted"));
        if (!saved.blanked().isEmpty()) {
            body.getChildren()
                    .add(Labels.wrapped(
                            "A possible secret was redacted from " + String.join(", ", saved.blanked())
                                    + ". These do not run.",
                            "warn"));
        }
        desk.readings().refreshSoon();
        desk.dialogs()
                .open(new DialogService.Dialog(
                        SAVED,
                        saved.blanked().isEmpty() ? Tone.OK : Tone.WARN,
                        "The scripts are saved",
                        "Read README.md first. Copy the folder to where it is found when this machine is gone.",
                        body,
                        "What the scripts do is not in the audit trail: attest it afterwards.",
                        List.of(DialogService.Button.primary("close", "Close", () -> {})),
                        // An Enter too many copies the path instead of closing it away.
                        Optional.of(copy)));
    }

    private Node show(Path folder) {
        var show = new Button("Open folder", new Icon(Feather.FOLDER));
        show.setId("break-glass-open-folder");
        show.getStyleClass().addAll("quiet", "small");
        show.setOnAction(_ -> desk.background().act("Opening " + folder, () -> FolderOpener.open(folder), () -> {}));
        return show;
    }

    /** Shows how far it is; called beside the JavaFX thread. */
    private final class Shown implements Progress {
        @Override
        public void at(double fraction, String text) {
            desk.background().later(() -> {
                bar.setProgress(fraction);
                now.setText(text);
            });
        }

        @Override
        public void line(String text) {}
    }
}
