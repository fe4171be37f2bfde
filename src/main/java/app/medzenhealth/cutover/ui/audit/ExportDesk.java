package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.ExportRequest;
import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailProgress;
import app.medzenhealth.cutover.ui.common.AuditFeed;
import app.medzenhealth.cutover.ui.common.AuditFeed.Format;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.Tone;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** Exports the trail: asks for format and place, shows progress, then where it lies. */
final class ExportDesk extends VBox {
    private final Desk desk;

    ExportDesk(Desk desk) {
        this.desk = desk;
        setId("audit-export-result");
        put(Optional.empty());
    }

    /** What a format is good for. */
    static String use(Format format) {
        return switch (format) {
            case BUNDLE -> "All that an auditor needs: anyone can verify it without this console.";
            case JSONL -> "One record a line, as hashed: the authoritative form.";
            case CSV -> "Cells that look like formulas are made harmless. Cannot be verified by itself.";
            case PDF -> "To be read and filed. Cannot be verified by itself.";
            case OCSF -> "For a SIEM, as OCSF API activity events.";
        };
    }

    void ask() {
        List<Format> formats = desk.console().audit().formats();
        ToggleGroup group = new ToggleGroup();
        VBox choices = new VBox();
        choices.getStyleClass().add("rows");
        for (Format format : formats) {
            RadioButton choice = new RadioButton(format.title());
            choice.setId("export-" + format.name().toLowerCase(Locale.ROOT));
            choice.setToggleGroup(group);
            choice.setUserData(format);
            choice.getStyleClass().add("strong");
            choice.setSelected(format == formats.getFirst());
            VBox both = new VBox(choice, Labels.wrapped(use(format), "caption", "muted", "under-radio"));
            choices.getChildren().add(both);
        }
        Node first = (Node) group.getToggles().getFirst();
        desk.dialogs()
                .open(new DialogService.Dialog(
                        "export",
                        Tone.ACCENT,
                        "Export the audit trail",
                        "All records, from the first to the newest. The export itself is recorded, too.",
                        choices,
                        "A file of that name is replaced.",
                        List.of(
                                DialogService.Button.quiet("keep", "Do not export"),
                                DialogService.Button.primary(
                                        "choose",
                                        "Choose where…",
                                        () -> where((Format)
                                                group.getSelectedToggle().getUserData()))),
                        Optional.of(first)));
    }

    private void where(Format format) {
        String session = desk.readings().session().session();
        desk.dialogs()
                .saveFile("Export: " + format.title(), "audit-" + session, format.extension())
                .ifPresent(file -> export(format, file));
    }

    private void export(Format format, Path file) {
        ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        put(Optional.of(card(
                Tone.ACCENT,
                new Icon(Feather.DOWNLOAD, Tone.ACCENT),
                Labels.whole("Exporting to " + file.getFileName()),
                bar)));
        TrailProgress progress = (done, total, _) -> desk.background()
                .later(() -> bar.setProgress(total <= 0 ? ProgressBar.INDETERMINATE_PROGRESS : (double) done / total));
        AuditFeed audit = desk.console().audit();
        desk.background()
                .act(
                        "Exporting the audit trail",
                        () -> audit.export(new ExportRequest(format.format(), Selection.EVERYTHING, file, progress)),
                        () -> put(Optional.of(done(format, file))),
                        problem -> put(Optional.of(new ProblemPane(problem))));
    }

    private Node done(Format format, Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
        CopyButton copy =
                new CopyButton("Copy path", () -> file.toAbsolutePath().toString());
        copy.setId("export-copy-path");
        Button open = new Button("Open folder", new Icon(Feather.FOLDER));
        open.setId("export-open-folder");
        open.getStyleClass().addAll("quiet", "small");
        open.setMinWidth(USE_PREF_SIZE);
        open.setOnAction(_ -> desk.background().act("Opening " + folder, () -> FolderOpener.open(folder), () -> {}));
        Button away = new Button("Close");
        away.setId("export-close");
        away.getStyleClass().addAll("quiet", "small", "bare");
        away.setMinWidth(USE_PREF_SIZE);
        away.setOnAction(_ -> put(Optional.empty()));
        var words = Labels.wrapped(format.title() + " written: " + file.toAbsolutePath());
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        return card(Tone.OK, new Icon(Feather.CHECK_CIRCLE, Tone.OK), words, copy, open, away);
    }

    private static Region card(Tone tone, Node... parts) {
        HBox card = new HBox(parts);
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
