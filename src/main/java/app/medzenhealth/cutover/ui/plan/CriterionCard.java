package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.AgoLabel;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ProblemPane;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One success criterion and its evidence. */
final class CriterionCard extends VBox {
    /** Nothing measures it, and nothing recorded says which statement is about it: it never shows as attested. */
    private static final Supplier<Chip> TO_BE_ATTESTED =
            () -> new Chip(Feather.USER, "to be attested by a person", Tone.NEUTRAL);

    private final ScreenContext desk;
    private final Plan.Criterion criterion;
    private final StackPane standing = new StackPane();
    private final VBox evidence = new VBox();
    private final Button read = new Button("Read now");

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
        evidence.getStyleClass().add("rows");
        evidence.managedProperty().bind(Bindings.isNotEmpty(evidence.getChildren()));
        getChildren().addAll(line, Labels.wrapped(how(criterion), "caption", "muted"));
        criterion.unmeetable().ifPresent(why -> {
            var cannot = Labels.wrapped("Cannot be met: " + why, "bad");
            getChildren().add(cannot);
        });
        getChildren().add(evidence);
        standing.getChildren().setAll(first());
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
                        this::show,
                        this::failed);
    }

    private void show(List<Check> checks) {
        read.setDisable(false);
        read.setText("Read again");
        evidence.getChildren().setAll(checks.stream().map(CheckLine::new).toList());
        evidence.getChildren()
                .add(AgoLabel.since(
                        desk.readings().nowProperty(), "read ", desk.readings().now()));
        standing.getChildren().setAll(judged(checks));
    }

    private void failed(Problem problem) {
        read.setDisable(false);
        evidence.getChildren().setAll(new ProblemPane(problem));
        standing.getChildren().setAll(new Chip(Feather.HELP_CIRCLE, "unknown", Tone.UNKNOWN));
    }

    private Chip first() {
        if (criterion.unmeetable().isPresent()) {
            return new Chip(Feather.X, "cannot be met", Tone.BAD);
        }
        return criterion.measure().isPresent()
                ? new Chip(Feather.CIRCLE, "not read yet", Tone.NEUTRAL)
                : TO_BE_ATTESTED.get();
    }

    private Chip judged(List<Check> checks) {
        if (criterion.unmeetable().isPresent()) {
            return first();
        }
        if (checks.isEmpty()) {
            return TO_BE_ATTESTED.get();
        }
        if (checks.stream().anyMatch(c -> c.outcome() instanceof Check.Fail)) {
            return new Chip(Feather.X, "not met now", Tone.BAD);
        }
        return checks.stream().allMatch(Check::passed)
                ? new Chip(Feather.CHECK, "met now", Tone.OK)
                : new Chip(Feather.HELP_CIRCLE, "unknown", Tone.UNKNOWN);
    }

    private static String how(Plan.Criterion criterion) {
        return criterion
                        .measure()
                        .map(m -> "Measured by " + m.type()
                                + m.region().map(r -> " in " + r).orElse(""))
                        .orElse("No metric has it: a person attests it by name, in the closing steps")
                + " · " + criterion.source();
    }
}
