package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ParameterLookup.Candidate;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One parameter: its value, what it could be, and whether what is written would do. */
final class ParameterCard extends VBox {
    private static final int MOST_SHOWN = 40;

    private final Desk desk;
    private final Plan.Parameter parameter;
    private final TextField field = new TextField();
    private final Button set = new Button("Set");
    private final Button look = new Button();
    private final Label under = Labels.wrapped("", "caption");
    private final VBox candidates = new VBox();
    private final Background.Latest<Observation<List<Candidate>>> lookups;
    private String value = "";

    ParameterCard(Desk desk, Plan.Parameter parameter) {
        this.desk = desk;
        this.parameter = parameter;
        lookups = desk.background().latest("Looking up " + parameter.title(), this::offer);
        getStyleClass().addAll("card", "parameter");
        setId("parameter-" + parameter.id());
        Label title = Labels.wrapped(parameter.title(), "strong");
        Label kind = Labels.wrapped(
                "${" + parameter.id() + "} · " + ParameterRule.word(parameter.kind())
                        + parameter.region().map(r -> " in " + r).orElse("") + " · " + parameter.source(),
                "caption",
                "muted");
        field.setId("parameter-value-" + parameter.id());
        field.getStyleClass().add("mono");
        field.setAccessibleText(parameter.title());
        HBox.setHgrow(field, Priority.ALWAYS);
        field.textProperty().subscribe(_ -> judge());
        field.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER && set.isVisible() && !set.isDisabled()) {
                set.fire();
                e.consume();
            } else if (e.getCode() == KeyCode.ESCAPE) {
                field.setText(value);
                e.consume();
            }
        });
        set.setId("parameter-set-" + parameter.id());
        set.setMinWidth(USE_PREF_SIZE);
        set.getStyleClass().add("primary");
        set.setOnAction(_ -> set());
        look.setId("parameter-look-" + parameter.id());
        look.setMinWidth(USE_PREF_SIZE);
        HBox row = new HBox(field);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        if (parameter.kind() == Plan.Parameter.Kind.DIRECTORY) {
            look.setText("Choose folder…");
            look.setGraphic(new Icon(Feather.FOLDER));
            look.setOnAction(_ -> desk.dialogs().folder(parameter.title()).ifPresent(p -> field.setText(p.toString())));
            row.getChildren().add(look);
        } else if (ParameterRule.lookedUp(parameter.kind())) {
            look.setText("Look up");
            look.setGraphic(new Icon(Feather.SEARCH));
            look.setOnAction(_ -> lookUp());
            row.getChildren().add(look);
        }
        row.getChildren().add(set);
        candidates.getStyleClass().add("candidates");
        getChildren().addAll(title, kind, row, under, candidates);
        show(candidates, false);
    }

    Plan.Parameter parameter() {
        return parameter;
    }

    void show(String now) {
        if (!now.equals(value) || field.getText().isEmpty()) {
            boolean untouched = field.getText().equals(value);
            value = now;
            if (untouched) {
                field.setText(now);
            }
        }
        judge();
    }

    private void judge() {
        Optional<String> problem =
                FreeText.VALUE.problem(field.getText()).or(() -> ParameterRule.problem(parameter, field.getText()));
        boolean changed = !field.getText().strip().equals(value);
        set.setDisable(problem.isPresent());
        // Nothing to set: no button that would have to explain itself.
        show(set, changed);
        if (problem.isPresent()) {
            say(problem.get(), Tone.WARN);
        } else if (changed) {
            say(
                    "Not set yet. The plan works with " + (value.isEmpty() ? "no value" : "“" + value + "”")
                            + " until you press Set.",
                    Tone.ACCENT);
        } else {
            say("", Tone.NEUTRAL);
        }
    }

    private void say(String words, Tone tone) {
        under.setText(words);
        under.getStyleClass().setAll("label", "caption", tone == Tone.NEUTRAL ? "muted" : tone.styleClass());
        under.setGraphic(tone == Tone.WARN ? new Icon(Feather.ALERT_TRIANGLE, Tone.WARN) : null);
        show(under, !words.isEmpty());
    }

    private void set() {
        String wanted = field.getText().strip();
        set.setDisable(true);
        desk.background()
                .act(
                        "Setting " + parameter.title(),
                        () -> desk.session().setParameter(parameter.id(), wanted),
                        () -> {
                            show(wanted);
                            show(candidates, false);
                            desk.readings().hasten();
                            desk.notices().say(Tone.OK, parameter.title() + " is set.");
                        },
                        this::refused);
    }

    private void refused(Problem problem) {
        judge();
        say(
                problem.happened() + " " + problem.notDone() + " " + problem.next() + " (" + problem.code() + ")",
                Tone.BAD);
    }

    private void lookUp() {
        ProgressBar bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
        candidates.getStyleClass().remove("hatched");
        candidates.getChildren().setAll(bar, Labels.wrapped("Reading what there is…", "caption", "muted"));
        show(candidates, true);
        lookups.submit(() -> desk.console().parameters().candidates(parameter.id()));
    }

    private void offer(Observation<List<Candidate>> found) {
        candidates.getChildren().clear();
        switch (found) {
            case Observation.Unknown<List<Candidate>>(String reason, var _, var _) -> {
                candidates.getStyleClass().add("hatched");
                Label unknown = Labels.wrapped(
                        "Unknown: " + reason
                                + ". What there is could not be read; that does not mean there is nothing.",
                        "unknown");
                unknown.setGraphic(new Icon(Feather.HELP_CIRCLE, Tone.UNKNOWN));
                candidates.getChildren().add(unknown);
            }
            case Observation.Known<List<Candidate>>(List<Candidate> list, var at, var _) -> {
                candidates
                        .getChildren()
                        .add(Labels.wrapped(
                                (list.isEmpty()
                                                ? "There is none"
                                                : InWords.count(list.size(), "candidate", "candidates"))
                                        + ", read " + InWords.clock(at) + " UTC",
                                "caption",
                                "muted"));
                ToggleGroup group = new ToggleGroup();
                list.stream()
                        .limit(MOST_SHOWN)
                        .forEach(c -> candidates.getChildren().add(choice(c, group)));
                if (list.size() > MOST_SHOWN) {
                    candidates
                            .getChildren()
                            .add(Labels.wrapped(
                                    "and " + (list.size() - MOST_SHOWN) + " more; type the value to use one of them.",
                                    "caption",
                                    "muted"));
                }
            }
        }
    }

    private RadioButton choice(Candidate candidate, ToggleGroup group) {
        RadioButton choice = new RadioButton(
                candidate.label().isBlank() || candidate.label().equals(candidate.value())
                        ? candidate.value()
                        : candidate.value() + "   " + candidate.label());
        choice.setToggleGroup(group);
        choice.setSelected(
                candidate.value().equals(field.getText()) || candidate.label().equals(field.getText()));
        choice.setOnAction(_ -> field.setText(candidate.value()));
        return choice;
    }

    private static void show(javafx.scene.Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
