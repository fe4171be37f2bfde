package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.CriterionStanding;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.Tick;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One success criterion and its evidence. */
final class CriterionCard extends VBox {
    private final ScreenContext desk;
    private final Plan.Criterion criterion;
    private final StackPane standing = new StackPane();
    private final VBox evidence = new VBox();
    private final Button read = new Button("Read now");
    private final Button attest = new Button("Attest…");
    private final Label said = Labels.wrapped("", "caption");
    private Optional<List<Check>> measured = Optional.empty();

    CriterionCard(ScreenContext desk, Plan.Criterion criterion) {
        this.desk = desk;
        this.criterion = criterion;
        getStyleClass().addAll("card", "criterion");
        setId("criterion-" + criterion.id());
        var id = Labels.whole(criterion.id(), "mono", "muted");
        var text = Labels.wrapped(criterion.text(), "strong");
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        read.setId("criterion-read-" + criterion.id());
        read.getStyleClass().addAll("quiet", "small");
        read.setMinWidth(USE_PREF_SIZE);
        read.setOnAction(_ -> read());
        standing.setMinWidth(USE_PREF_SIZE);
        var line = new HBox(id, text, standing);
        line.getStyleClass().add("row");
        line.setAlignment(Pos.CENTER_LEFT);
        if (criterion.measure().isPresent()) {
            line.getChildren().add(read);
        }
        if (criterion.unmeetable().isEmpty()) {
            attest.managedProperty().bind(attest.visibleProperty());
            attest.setId("criterion-attest-" + criterion.id());
            attest.getStyleClass().addAll("quiet", "small");
            attest.setMinWidth(USE_PREF_SIZE);
            line.getChildren().add(attest);
        }
        evidence.getStyleClass().add("rows");
        evidence.managedProperty().bind(Bindings.isNotEmpty(evidence.getChildren()));
        getChildren().addAll(line, Labels.wrapped(how(criterion), "caption", "muted"));
        criterion.unmeetable().ifPresent(why -> {
            var cannot = Labels.wrapped("Cannot be met: " + why, "bad");
            getChildren().add(cannot);
        });
        said.setId("criterion-said-" + criterion.id());
        said.managedProperty().bind(said.textProperty().isNotEmpty());
        getChildren().addAll(said, evidence);
        if (line.getChildren().contains(attest)) {
            getChildren().add(new CriterionAttest(desk, criterion, attest));
        }
        show(desk.readings().session());
    }

    /** Takes over what was stated since. */
    void show(SessionView view) {
        attest.setVisible(criterion.measure().isEmpty()
                || measured.filter(CriterionStanding::leftToPeople).isPresent());
        var now = CriterionStanding.of(criterion, measured, view.attested());
        standing.getChildren().setAll(chip(now));
        said.setText(now instanceof CriterionStanding.Attested(var by) ? words(by) : "");
    }

    private static String words(Tick by) {
        return "Attested by " + by.by() + " on " + Times.minute(by.at()) + " UTC: " + by.note();
    }

    void read() {
        if (criterion.measure().isEmpty() || read.isDisabled()) {
            return;
        }
        read.setDisable(true);
        evidence.getChildren().setAll(new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS));
        desk.background()
                .run(
                        "Measuring " + criterion.id(),
                        () -> desk.session().measure(criterion.id()),
                        this::taken,
                        this::failed);
    }

    private void taken(List<Check> checks) {
        read.setDisable(false);
        read.setText("Read again");
        evidence.getChildren().setAll(checks.stream().map(CheckLine::new).toList());
        evidence.getChildren()
                .add(AgoLabel.since(
                        desk.readings().nowProperty(), "read ", desk.readings().now()));
        measured = Optional.of(checks);
        show(desk.readings().session());
    }

    private void failed(Problem problem) {
        read.setDisable(false);
        evidence.getChildren().setAll(new ProblemPane(problem));
        measured = Optional.of(List.of(Check.unknown(criterion.text(), problem.happened())));
        show(desk.readings().session());
    }

    private Chip chip(CriterionStanding now) {
        return switch (now) {
            case CriterionStanding.CannotBeMet _ -> new Chip(Feather.X, "cannot be met", Tone.BAD);
            case CriterionStanding.Attested _ -> new Chip(Feather.USER_CHECK, "attested by a person", Tone.ACCENT);
            case CriterionStanding.NotShown _ ->
                criterion.measure().isPresent()
                        ? new Chip(Feather.CIRCLE, "not read yet", Tone.NEUTRAL)
                        : new Chip(Feather.SLASH, "not shown", Tone.NEUTRAL);
            case CriterionStanding.Measured measured -> judged(measured);
        };
    }

    private static Chip judged(CriterionStanding.Measured measured) {
        var checks = measured.checks();
        if (measured.met()) {
            return new Chip(Feather.CHECK, "met now, measured", Tone.OK);
        }
        if (checks.stream().anyMatch(c -> c.outcome() instanceof Check.Fail)) {
            return new Chip(Feather.X, "not met now", Tone.BAD);
        }
        return checks.stream().anyMatch(c -> c.outcome() instanceof Check.NotMeasured)
                ? new Chip(Feather.SLASH, "not measured", Tone.UNKNOWN)
                : new Chip(Feather.HELP_CIRCLE, "unknown", Tone.UNKNOWN);
    }

    private static String how(Plan.Criterion criterion) {
        return criterion
                        .measure()
                        .map(m -> "Measured by " + m.type()
                                + m.region().map(r -> " in " + r).orElse(""))
                        .orElse("No metric has it: a person attests it by name, here or in the closing steps")
                + " · " + criterion.source();
    }
}
