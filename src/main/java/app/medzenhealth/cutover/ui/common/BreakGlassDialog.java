package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.breakglass.Saved;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Saves the remaining steps as scripts: asks what and where, shows progress, then what was saved. */
public final class BreakGlassDialog {
    public static final String ID = "break-glass";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Desk desk;

    private BreakGlassDialog(Desk desk) {
        this.desk = desk;
    }

    /** On the JavaFX thread. */
    public static void open(Desk desk) {
        new BreakGlassDialog(desk).ask();
    }

    private void ask() {
        var view = desk.readings().session();
        var group = new ToggleGroup();
        var whole = choice(group, "break-glass-all", "All that is left, and the ways back", Set.of());
        whole.setSelected(true);
        var choices = new VBox(whole);
        choices.getStyleClass().add("rows");
        open(view)
                .forEach(p -> choices.getChildren()
                        .add(choice(
                                group,
                                "break-glass-phase-" + p.phase().id(),
                                "Phase " + p.phase().id() + ": " + p.phase().title(),
                                Set.of(p.phase().id()))));
        desk.dialogs()
                .open(new DialogService.Dialog(
                        ID,
                        Tone.ACCENT,
                        "Save the remaining steps as scripts",
                        "aws CLI commands, in order, with their checks: for the day on which there is no console. Nothing is"
                                + " read from or sent to AWS.",
                        choices,
                        "Only you can read the folder. That it was saved is recorded.",
                        List.of(
                                DialogService.Button.quiet("leave", "Do not save"),
                                DialogService.Button.primary("choose", "Choose where…", () -> where(chosen(group)))),
                        Optional.of(whole)));
    }

    /** The numbered phases in which something is left to do. */
    private static Stream<PhaseView> open(SessionView view) {
        return view.phases().stream()
                .filter(p -> view.plan().phases().contains(p.phase()))
                .filter(p -> p.steps().stream().anyMatch(s -> !s.state().settled()));
    }

    private static RadioButton choice(ToggleGroup group, String id, String text, Set<String> phases) {
        var choice = new RadioButton(text);
        choice.setId(id);
        choice.setToggleGroup(group);
        choice.setUserData(phases);
        choice.setWrapText(true);
        return choice;
    }

    private static Set<String> chosen(ToggleGroup group) {
        return group.getSelectedToggle().getUserData() instanceof Set<?> phases
                ? phases.stream().map(String::valueOf).collect(java.util.stream.Collectors.toSet())
                : Set.of();
    }

    private void where(Set<String> phases) {
        desk.dialogs()
                .folder("Where the scripts go")
                .ifPresent(parent -> save(
                        phases,
                        parent.resolve("break-glass-"
                                + NAME.format(desk.console().clock().instant()))));
    }

    private void save(Set<String> phases, Path folder) {
        var bar = new ProgressBar(0);
        bar.setId("break-glass-progress");
        bar.setMaxWidth(Double.MAX_VALUE);
        var now = Labels.wrapped("Beginning", "muted");
        var stop = new AtomicReference<Runnable>(() -> {});
        var handle = desk.dialogs()
                .open(new DialogService.Dialog(
                        ID + "-saving",
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
                                () -> stop.get().run())),
                        Optional.empty()));
        var saved = new AtomicReference<Optional<Saved>>(Optional.empty());
        var progress = new Progress() {
            @Override
            public void at(double fraction, String text) {
                desk.background().later(() -> {
                    bar.setProgress(fraction);
                    now.setText(text);
                });
            }

            @Override
            public void line(String text) {}
        };
        stop.set(desk.background()
                .stoppable(
                        "Saving the remaining steps as scripts",
                        () -> saved.set(Optional.of(
                                desk.session().breakGlass(phases, folder, desk.operator(), progress))),
                        () -> {
                            handle.close();
                            saved.get().ifPresent(this::done);
                        }));
    }

    private void done(Saved saved) {
        var pack = saved.pack();
        var copy = new CopyButton("Copy path", () -> saved.folder().toString());
        copy.setId("break-glass-copy-path");
        var show = new Button("Open folder", new Icon(Feather.FOLDER));
        show.setId("break-glass-open-folder");
        show.getStyleClass().addAll("quiet", "small");
        show.setOnAction(_ -> desk.background()
                .act("Opening " + saved.folder(), () -> FolderOpener.open(saved.folder()), () -> {}));
        var body = new VBox(
                8,
                Labels.wrapped(saved.folder().toString(), "mono"),
                Labels.wrapped(InWords.count(pack.steps(), "step", "steps") + " with "
                        + InWords.count(pack.changes(), "command that changes", "commands that change") + " something and "
                        + InWords.count(pack.reads(), "command that reads", "commands that read") + "."),
                Labels.wrapped(
                        InWords.count(pack.manual().size(), "step has", "steps have")
                                + " no aws command: people and other programs do them. README.md begins with what is in doubt.",
                        "muted"));
        if (!saved.blanked().isEmpty()) {
            body.getChildren()
                    .add(Labels.wrapped(
                            "Something like a secret was taken out of " + String.join(", ", saved.blanked())
                                    + ". These do not run.",
                            "warn"));
        }
        Node buttons = new FlowPane(8, 8, copy, show);
        body.getChildren().add(buttons);
        desk.dialogs()
                .open(new DialogService.Dialog(
                        ID + "-saved",
                        saved.blanked().isEmpty() ? Tone.OK : Tone.WARN,
                        "Saved",
                        "",
                        body,
                        "What the scripts do is not in the audit trail: attest it afterwards.",
                        List.of(DialogService.Button.primary("close", "Close", () -> {})),
                        Optional.empty()));
    }
}
