package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.StepState.Problem;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.DialogService.TextQuestion;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ParameterLookup.Candidate;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
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
    private static final int MOST_STEPS = 6;

    private final ScreenContext desk;
    private final Plan.Parameter parameter;
    private final TextField field = new TextField();
    private final Button set = new Button("Set");
    private final Button look = new Button();
    private final Label under = Labels.wrapped("", "caption");
    private final VBox candidates = new VBox();
    private final HBox head = new HBox();
    private final Background.Latest<Observation<List<Candidate>>> lookups;
    private String value = "";

    /** @param steps that use it */
    ParameterCard(ScreenContext desk, Plan.Parameter parameter, Collection<String> steps) {
        this.desk = desk;
        this.parameter = parameter;
        lookups = desk.background().latest("Looking up " + parameter.title(), this::offer);
        getStyleClass().addAll("card", "parameter");
        setId("parameter-" + parameter.id());
        var title = Labels.wrapped(parameter.title(), "strong");
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        head.getChildren().add(title);
        head.getStyleClass().add("row");
        head.setAlignment(Pos.TOP_LEFT);
        var kind = Labels.wrapped(
                "${" + parameter.id() + "} · " + ParameterRule.word(parameter.kind())
                        + parameter.region().map(r -> " in " + r).orElse("")
                        + (parameter.count().several() ? ", several with commas between them" : "")
                        + (steps.isEmpty() ? "" : " · used by " + used(steps)) + " · " + parameter.source(),
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
        var row = new HBox(field);
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
        if (parameter.count().maybeNone()) {
            var none = new Button("There is none…");
            none.setId("parameter-none-" + parameter.id());
            none.setMinWidth(USE_PREF_SIZE);
            none.setOnAction(_ -> none());
            row.getChildren().add(none);
        }
        row.getChildren().add(set);
        candidates.getStyleClass().add("candidates");
        getChildren().addAll(head, kind, row, under, candidates);
        show(candidates, false);
    }

    Plan.Parameter parameter() {
        return parameter;
    }

    private static String used(Collection<String> steps) {
        return steps.stream().limit(MOST_STEPS).collect(Collectors.joining(", "))
                + (steps.size() > MOST_STEPS ? " and " + (steps.size() - MOST_STEPS) + " more" : "");
    }

    /** @param rehearsed whether the value may be one that only the rehearsal knows */
    void show(String now, boolean rehearsed) {
        var none = now.equals(Variables.NONE) && parameter.count().maybeNone();
        state(now, none, rehearsed);
        var shown = none ? "" : now;
        if (!shown.equals(value) || field.getText().isEmpty()) {
            var untouched = field.getText().equals(value);
            value = shown;
            if (untouched) {
                field.setText(shown);
            }
        }
        field.setPromptText(none ? "none" : "not set yet");
        judge();
    }

    private void state(String now, boolean none, boolean rehearsed) {
        var chip = none
                ? new Chip(Feather.CHECK, "there is none", Tone.OK)
                : now.isBlank()
                        ? new Chip(Feather.ALERT_TRIANGLE, "not set yet", Tone.WARN)
                        : rehearsed && parameter.rehearsal().filter(now::equals).isPresent()
                                ? new Chip("the rehearsal's", Tone.NEUTRAL)
                                : parameter.value().filter(now::equals).isPresent()
                                        ? new Chip("from the written plan", Tone.NEUTRAL)
                                        : new Chip(Feather.CHECK, "set", Tone.OK);
        chip.setId("parameter-state-" + parameter.id());
        if (head.getChildren().size() > 1) {
            head.getChildren().set(1, chip);
        } else {
            head.getChildren().add(chip);
        }
    }

    private void judge() {
        var problem =
                FreeText.VALUE.problem(field.getText()).or(() -> ParameterRule.problem(parameter, field.getText()));
        var changed = !field.getText().strip().equals(value);
        set.setDisable(problem.isPresent());
        // Nothing to set: no button that would have to explain itself.
        show(set, changed);
        if (problem.isPresent() && field.getText().isBlank() && !changed) {
            say("", Tone.NEUTRAL);
        } else if (problem.isPresent()) {
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
        var wanted = field.getText().strip();
        set.setDisable(true);
        desk.background()
                .act(
                        "Setting " + parameter.title(),
                        () -> desk.session().setParameter(parameter.id(), wanted),
                        () -> {
                            value = wanted;
                            judge();
                            show(candidates, false);
                            desk.readings().refreshSoon();
                            desk.notices().say(Tone.OK, parameter.title() + " is set.");
                        },
                        this::refused);
    }

    private void none() {
        desk.dialogs()
                .ask(
                        new TextQuestion(
                                "none",
                                Tone.WARN,
                                parameter.title() + " — there is none",
                                "How do you know that there is none? Steps about it then have nothing to do, and say so. Decided in the"
                                        + " name of " + desk.operator().name()
                                        + "; it goes into the trail and the report.",
                                "There is none",
                                Session.SHORTEST_REASON),
                        text -> desk.background()
                                .act(
                                        "Deciding about " + parameter.title(),
                                        () -> desk.session().setNone(parameter.id(), desk.operator(), text),
                                        () -> {
                                            show(candidates, false);
                                            desk.readings().refreshSoon();
                                        },
                                        this::refused));
    }

    private void refused(Problem problem) {
        judge();
        say(
                problem.happened() + " " + problem.notDone() + " " + problem.next() + " (" + problem.code() + ")",
                Tone.BAD);
    }

    private void lookUp() {
        var bar = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
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
                var unknown = Labels.wrapped(
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
                var group = new ToggleGroup();
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

    private Node choice(Candidate candidate, ToggleGroup group) {
        var words = candidate.label().isBlank() || candidate.label().equals(candidate.value())
                ? candidate.value()
                : candidate.value() + "   " + candidate.label();
        if (parameter.count().several()) {
            var box = new CheckBox(words);
            box.setWrapText(true);
            box.setSelected(chosen().contains(candidate.value()));
            box.setOnAction(_ -> toggle(candidate.value(), box.isSelected()));
            return box;
        }
        var choice = new RadioButton(words);
        choice.setWrapText(true);
        choice.setToggleGroup(group);
        choice.setSelected(candidate.value().equals(field.getText()));
        choice.setOnAction(_ -> field.setText(candidate.value()));
        return choice;
    }

    private List<String> chosen() {
        return Stream.of(field.getText().split(","))
                .map(String::strip)
                .filter(v -> !v.isEmpty())
                .toList();
    }

    private void toggle(String one, boolean on) {
        var now = new LinkedHashSet<String>(chosen());
        if (on) {
            now.add(one);
        } else {
            now.remove(one);
        }
        field.setText(String.join(", ", now));
    }

    private static void show(Node node, boolean there) {
        node.setVisible(there);
        node.setManaged(there);
    }
}
