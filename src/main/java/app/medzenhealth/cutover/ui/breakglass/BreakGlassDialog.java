package app.medzenhealth.cutover.ui.breakglass;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Asks which of the remaining steps are saved as scripts, says what will be in the folder, and where it goes. */
public final class BreakGlassDialog {
    public static final String ID = "break-glass";
    /** Those of the dialogs that follow, too. */
    public static final List<String> IDS = List.of(ID, PackSaving.ID, PackSaving.SAVED);

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ScreenContext desk;
    private final ToggleGroup group = new ToggleGroup();
    private final Label where = Labels.wrapped("", "mono");
    private final Choice before;
    private Path parent;
    private Path folder;

    private BreakGlassDialog(ScreenContext desk, Path parent, Choice before) {
        this.desk = desk;
        this.parent = parent;
        this.before = before;
        this.folder = parent;
    }

    /** On the JavaFX thread. */
    public static void open(ScreenContext desk) {
        new BreakGlassDialog(desk, Path.of(System.getProperty("user.home", "")), Choice.ALL).ask(Optional.empty());
    }

    /** The same again, with what went wrong. */
    private void again(Problem problem) {
        new BreakGlassDialog(desk, parent, chosen()).ask(Optional.of(problem));
    }

    private void ask(Optional<Problem> problem) {
        var left = left(desk.readings().session());
        var body = new VBox(16);
        problem.map(ProblemPane::new).ifPresent(body.getChildren()::add);
        if (left.isEmpty()) {
            body.getChildren().add(Labels.wrapped("Every step is done or skipped: there is nothing to save."));
        } else {
            body.getChildren()
                    .addAll(which(left, desk.readings().session().plan().phases()), contents(), place());
        }
        var leave = DialogService.Button.quiet("leave", left.isEmpty() ? "Close" : "Do not save");
        var save = DialogService.Button.primary("save", "Save", this::save);
        desk.dialogs()
                .open(new DialogService.Dialog(
                        ID,
                        Tone.ACCENT,
                        "Save the remaining steps as scripts",
                        "aws CLI commands for the day on which there is no console. Nothing is read from or sent to AWS.",
                        body,
                        "Only you can read the folder. That it was saved is recorded.",
                        left.isEmpty() ? List.of(leave) : List.of(leave, save),
                        left.isEmpty() ? Optional.empty() : Optional.of((Node) group.getSelectedToggle())));
    }

    private Node which(List<PhaseView> left, List<Phase> numbered) {
        var rows = new VBox(Labels.whole("Which steps", "h3"));
        rows.getStyleClass().add("rows");
        var all = choice("break-glass-all", "All that is left, and the ways back", Choice.ALL);
        var ahead = left.stream().mapToLong(BreakGlassDialog::open).sum();
        rows.getChildren().add(line(all, ahead, " ahead"));
        for (var phase : left) {
            var id = phase.phase().id();
            rows.getChildren()
                    .add(line(
                            choice(
                                    "break-glass-phase-" + id,
                                    (numbered.contains(phase.phase()) ? "Phase " + id + ": " : "")
                                            + phase.phase().title(),
                                    Choice.of(id)),
                            open(phase),
                            " of " + phase.steps().size()));
        }
        if (group.getSelectedToggle() == null) {
            // What was chosen before may be done by now.
            all.setSelected(true);
        }
        return rows;
    }

    private static Node contents() {
        var rows = new VBox(
                Labels.whole("What is in it", "h3"),
                fact(Feather.TERMINAL, "One script a step, in order, with every id filled in and the checks between."),
                fact(Feather.CHECK_SQUARE, "Each looks first, shows a command that changes something, and asks."),
                fact(
                        Feather.FILE_TEXT,
                        "README.md says how to use them, and begins with what is in flight or in doubt."),
                fact(Feather.LOCK, "No password and no key."));
        rows.getStyleClass().add("rows");
        return rows;
    }

    private static Node fact(Feather icon, String text) {
        var row = new HBox(8, new Icon(icon, Tone.NEUTRAL), Labels.wrapped(text));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private Node place() {
        where.setId("break-glass-folder");
        where.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(where, Priority.ALWAYS);
        choosePlace();
        var change = new Button("Another place…", new Icon(Feather.FOLDER));
        change.setId("break-glass-place");
        change.getStyleClass().addAll("quiet", "small");
        change.setMinWidth(Button.USE_PREF_SIZE);
        change.setOnAction(_ -> desk.dialogs().folder("Where the scripts go").ifPresent(chosen -> {
            parent = chosen;
            choosePlace();
        }));
        var row = new HBox(12, where, change);
        row.setAlignment(Pos.CENTER_LEFT);
        var rows = new VBox(Labels.whole("Where", "h3"), row);
        rows.getStyleClass().add("rows");
        return rows;
    }

    private void choosePlace() {
        folder = parent.resolve(
                "break-glass-" + NAME.format(desk.console().clock().instant()));
        where.setText(folder.toString());
    }

    private void save() {
        new PackSaving(desk, this::again).start(chosen().phases(), folder);
    }

    private Choice chosen() {
        return (Choice) group.getSelectedToggle().getUserData();
    }

    /** Everything but the ways back in which something is left to do. */
    private static List<PhaseView> left(SessionView view) {
        var sequence = view.plan().sequence().toList();
        return view.phases().stream()
                .filter(p -> sequence.contains(p.phase()))
                .filter(p -> open(p) > 0)
                .toList();
    }

    private static long open(PhaseView phase) {
        return phase.steps().stream().filter(s -> !s.state().settled()).count();
    }

    private RadioButton choice(String id, String text, Choice what) {
        var choice = new RadioButton(text);
        choice.setId(id);
        choice.setToggleGroup(group);
        choice.setUserData(what);
        choice.setSelected(what.equals(before));
        choice.setWrapText(true);
        return choice;
    }

    /** @param of follows the number of steps */
    private static Node line(RadioButton choice, long steps, String of) {
        HBox.setHgrow(choice, Priority.ALWAYS);
        choice.setMaxWidth(Double.MAX_VALUE);
        var row = new HBox(12, choice, Labels.whole(InWords.count(steps, "step", "steps") + of, "caption", "muted"));
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    /** @param phases ids; empty: all that is left */
    private record Choice(Set<String> phases) {
        static final Choice ALL = new Choice(Set.of());

        static Choice of(String phase) {
            return new Choice(Set.of(phase));
        }
    }
}
