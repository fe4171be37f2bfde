package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.TrailExport.Exported;
import app.medzenhealth.cutover.audit.TrailExport.Format;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.FolderOpener;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Exports the trail or a part of it: asks what and where, shows progress, can be stopped, then says where it lies. */
final class ExportPanel extends VBox {
    private final ScreenContext desk;
    private final TrailBrowser browser;
    private boolean working;

    ExportPanel(ScreenContext desk, TrailBrowser browser) {
        this.desk = desk;
        this.browser = browser;
        setId("audit-export-result");
        put(Optional.empty());
    }

    void ask() {
        if (working) {
            desk.notices().say(Tone.WARN, "An export is being written. Stop it first, or wait for it.");
            return;
        }
        new ExportDialog(desk, browser, this::where).open();
    }

    private void where(Format format, ExportDialog.Chosen chosen) {
        // Named after a session only where it holds that one alone.
        var part = switch (chosen.scope()) {
            case ALL -> "everything";
            case TIME, FILTER -> chosen.scope().id();
            case SESSION, PHASE ->
                desk.readings().session().session() + "-" + chosen.scope().id();
        };
        desk.dialogs()
                .saveFile("Export: " + format.title(), "audit-" + part, format.extension())
                .ifPresent(file -> export(format, chosen, file.toAbsolutePath()));
    }

    private void export(Format format, ExportDialog.Chosen chosen, Path file) {
        working = true;
        var bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        bar.setMaxWidth(Double.MAX_VALUE);
        bar.setAccessibleText("Exporting");
        HBox.setHgrow(bar, Priority.ALWAYS);
        var far = Labels.whole("", "caption", "muted");
        var stop = small("export-stop", "Stop exporting", Feather.X);
        put(Optional.of(card(
                Tone.ACCENT,
                new Icon(Feather.DOWNLOAD, Tone.ACCENT),
                Labels.whole("Exporting to " + file.getFileName()),
                bar,
                far,
                stop)));
        var progress = new ShownProgress(desk.background(), at -> {
            bar.setProgress(at.fraction() < 0 ? ProgressBar.INDETERMINATE_PROGRESS : at.fraction());
            far.setText(at.what() + (at.total() > 0 ? " " + at.done() + " of " + at.total() : ""));
        });
        var audit = desk.console().audit();
        AtomicReference<@Nullable Exported> made = new AtomicReference<>();
        var stopping = desk.background()
                .stoppable(
                        "Exporting the audit trail",
                        () -> made.set(audit.export(new ExportRequest(format, chosen.selection(), file, progress))),
                        () -> {
                            working = false;
                            var exported = made.get();
                            put(Optional.of(exported == null ? stopped(file) : done(format, exported)));
                            desk.readings().refreshSoon();
                        },
                        problem -> put(Optional.of(new VBox(new ProblemPane(new Problem(
                                problem.code(),
                                problem.happened(),
                                "Nothing was written to " + file + "; what was there before is unchanged.",
                                problem.next()))))));
        stop.setOnAction(_ -> stopping.run());
    }

    private Node stopped(Path file) {
        return card(
                Tone.WARN,
                new Icon(Feather.SLASH, Tone.WARN),
                grown("Stopped. Nothing was written to " + file + "; what was there before is unchanged."),
                away());
    }

    private Node done(Format format, Exported exported) {
        var file = exported.file();
        var folder = Optional.ofNullable(file.getParent()).orElse(file);
        var copy = new CopyButton("Copy path", file::toString);
        copy.setId("export-copy-path");
        var open = small("export-open-folder", "Open folder", Feather.FOLDER);
        open.setOnAction(_ -> desk.background().act("Opening " + folder, () -> FolderOpener.open(folder), () -> {}));
        return card(
                Tone.OK, new Icon(Feather.CHECK_CIRCLE, Tone.OK), grown(words(format, exported)), copy, open, away());
    }

    /** What was written, how much of the trail it is, and its head. */
    static String words(Format format, Exported e) {
        return format.title() + " written: " + e.file() + " · "
                + (e.partial()
                        ? "a part: " + e.records() + " of " + InWords.count(e.of(), "record", "records") + " ("
                                + e.selection() + ")"
                        : "all " + InWords.count(e.records(), "record", "records"))
                + " · head " + InWords.head(e.head()) + " after " + e.of();
    }

    private Button away() {
        var away = small("export-close", "Close", Feather.X);
        away.getStyleClass().add("bare");
        away.setOnAction(_ -> put(Optional.empty()));
        return away;
    }

    private static Label grown(String text) {
        var words = Labels.wrapped(text);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        return words;
    }

    private static Button small(String id, String text, Feather symbol) {
        var button = new Button(text, new Icon(symbol));
        button.setId(id);
        button.getStyleClass().addAll("quiet", "small");
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static Region card(Tone tone, Node... parts) {
        var card = new HBox(parts);
        card.getStyleClass().addAll("card", "row", tone.styleClass());
        card.setAlignment(Pos.CENTER_LEFT);
        return card;
    }

    private void put(Optional<Node> node) {
        getChildren().setAll(node.stream().toList());
        setVisible(node.isPresent());
        setManaged(node.isPresent());
    }
}
