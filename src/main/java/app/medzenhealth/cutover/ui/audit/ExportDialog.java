package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.Selection;
import app.medzenhealth.cutover.audit.TrailExport.Format;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.ui.common.DialogService;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Steady;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Asks which records to export, and in what form. */
final class ExportDialog {
    private final ScreenContext desk;
    private final TrailBrowser browser;
    private final BiConsumer<Format, Chosen> chosen;
    private final ToggleGroup formats = new ToggleGroup();
    private final ToggleGroup scopes = new ToggleGroup();
    private final ComboBox<Phase> phase = new ComboBox<>();
    private final TextField from = new TextField();
    private final TextField until = new TextField();
    private final Label hint = Labels.wrapped("", "caption", "muted");
    private final BooleanProperty locked = new SimpleBooleanProperty();

    /** @param scope for the file's name */
    record Chosen(ExportScope scope, Selection selection) {}

    ExportDialog(ScreenContext desk, TrailBrowser browser, BiConsumer<Format, Chosen> chosen) {
        this.desk = desk;
        this.browser = browser;
        this.chosen = chosen;
    }

    /** What a format is good for. */
    static String use(Format format) {
        return switch (format) {
            case BUNDLE ->
                "Everything an auditor needs: anyone can verify it, in full or in part, without this console.";
            case JSONL -> "One record a line, as hashed: the authoritative form.";
            case CSV -> "Cells that look like formulas are made harmless. Not verifiable on its own.";
            case PDF -> "For reading and filing; not verifiable on its own.";
            case HTML -> "The same report as one file for a browser; not verifiable on its own.";
            case OCSF -> "For a SIEM, as OCSF API activity events.";
        };
    }

    void open() {
        var what = new VBox(Labels.whole("Which records", "h3"));
        what.getStyleClass().add("rows");
        for (var scope : ExportScope.values()) {
            what.getChildren().add(scope(scope));
        }
        hint.setId("export-hint");
        what.getChildren()
                .add(new Steady(hint, "Write both times like 2026-01-12 10:00, the earlier one first.")
                        .styled("caption"));
        var how = new VBox(Labels.whole("In what form", "h3"));
        how.getStyleClass().add("rows");
        for (var format : Format.values()) {
            var choice = radio("export-" + format.name().toLowerCase(Locale.ROOT), format.title(), formats);
            choice.setUserData(format);
            choice.setSelected(format == Format.BUNDLE);
            how.getChildren().add(new VBox(choice, Labels.wrapped(use(format), "caption", "muted", "under-radio")));
        }
        scopes.selectToggle(scopes.getToggles()
                .get(browser.filter().everything() ? 0 : scopes.getToggles().size() - 1));
        scopes.selectedToggleProperty().subscribe(_ -> weigh());
        var body = new VBox(what, how);
        body.getStyleClass().add("export-body");
        desk.dialogs()
                .open(new DialogService.Dialog(
                        "export",
                        Tone.ACCENT,
                        "Export the audit trail",
                        "The export itself is recorded, too. A part says that it is one.",
                        body,
                        "A file of that name is replaced once the new one is complete.",
                        List.of(
                                DialogService.Button.quiet("keep", "Do not export"),
                                new DialogService.Button(
                                        "choose",
                                        "Choose where…",
                                        DialogService.Kind.PRIMARY,
                                        locked,
                                        DialogService.After.CLOSE,
                                        this::choose)),
                        Optional.of((Node) scopes.getSelectedToggle())));
    }

    private void choose() {
        selection()
                .ifPresent(
                        s -> chosen.accept((Format) formats.getSelectedToggle().getUserData(), new Chosen(scope(), s)));
    }

    private ExportScope scope() {
        return (ExportScope) scopes.getSelectedToggle().getUserData();
    }

    private Optional<Selection> selection() {
        return new ExportScope.Choice(
                        desk.readings().session().session(),
                        phase.getValue() == null ? "" : phase.getValue().id(),
                        from.getText(),
                        until.getText(),
                        browser.filter())
                .selection(scope());
    }

    /** Says what is selected, or why nothing is. */
    private void weigh() {
        var selection = selection();
        locked.set(selection.isEmpty());
        hint.getStyleClass().setAll("label", "caption", selection.isPresent() ? "muted" : "warn");
        hint.setText(
                switch (scope()) {
                    case ALL ->
                        "All " + InWords.count(browser.records(), "record", "records") + ", earlier sessions included.";
                    case SESSION, PHASE ->
                        selection.map(s -> "Records of " + s.words() + ".").orElse("Choose a phase.");
                    case TIME ->
                        selection
                                .map(s -> "Records " + s.words().replace("all records, ", "") + ".")
                                .orElse("Write both times like 2026-01-12 10:00, the earlier one first.");
                    case FILTER ->
                        selection
                                .map(s -> InWords.count(browser.tally().hits(), "record", "records") + " now: "
                                        + s.words() + ".")
                                .orElse("Nothing is filtered now.");
                });
    }

    private Node scope(ExportScope scope) {
        var choice = radio("export-scope-" + scope.id(), scope.title(), scopes);
        choice.setUserData(scope);
        if (scope == ExportScope.FILTER) {
            choice.setDisable(browser.filter().everything());
        }
        var line = new HBox(choice);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        switch (scope) {
            case PHASE -> line.getChildren().add(phases(choice));
            case TIME -> times(line, choice);
            case ALL, SESSION, FILTER -> {}
        }
        return line;
    }

    private ComboBox<Phase> phases(RadioButton choice) {
        var session = desk.readings().session();
        phase.setId("export-phase");
        phase.setAccessibleText("Phase to export");
        phase.setConverter(new StringConverter<>() {
            @Override
            public String toString(Phase p) {
                return p == null ? "" : p.id() + "  " + p.title();
            }

            @Override
            public Phase fromString(String shown) {
                throw new UnsupportedOperationException("the list is not typed into");
            }
        });
        session.phases().forEach(p -> phase.getItems().add(p.phase()));
        phase.setValue(session.phases().stream()
                .filter(p -> p.started().isPresent())
                .map(PhaseView::phase)
                .reduce((a, b) -> b)
                .orElse(phase.getItems().getFirst()));
        phase.valueProperty().subscribe((_, _) -> {
            choice.setSelected(true);
            weigh();
        });
        return phase;
    }

    private void times(HBox line, RadioButton choice) {
        var now = desk.readings().now();
        var begun = desk.readings().session().phases().stream()
                .flatMap(p -> p.started().stream())
                .min(Instant::compareTo)
                .orElse(now.minus(Duration.ofDays(1)));
        from.setId("export-from");
        from.setAccessibleText("From, UTC");
        from.setText(ExportScope.text(begun));
        until.setId("export-until");
        until.setAccessibleText("Until before, UTC");
        until.setText(ExportScope.text(now.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1))));
        for (var field : List.of(from, until)) {
            field.setPrefColumnCount(18);
            field.getStyleClass().add("mono");
            field.textProperty().subscribe((_, _) -> {
                choice.setSelected(true);
                weigh();
            });
        }
        line.getChildren()
                .addAll(
                        Labels.whole("from", "muted"),
                        from,
                        Labels.whole("until before", "muted"),
                        until,
                        Labels.whole("UTC", "muted"));
    }

    private static RadioButton radio(String id, String text, ToggleGroup group) {
        var radio = new RadioButton(text);
        radio.setId(id);
        radio.setToggleGroup(group);
        radio.getStyleClass().add("strong");
        radio.setMinWidth(RadioButton.USE_PREF_SIZE);
        return radio;
    }
}
