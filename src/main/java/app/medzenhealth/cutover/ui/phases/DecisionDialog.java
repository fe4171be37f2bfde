package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Button;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.FreeTextArea;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Steady;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** Asks for one of the options of each question. Nothing is chosen beforehand, also not what is recommended. */
final class DecisionDialog {
    private static final String CHOOSE = "Locked: choose one of the options.";
    private static final String CHOOSE_EACH = "Locked: choose one of the options of each question.";
    private static final String TOO_LONG = "Locked: the reason is too long.";

    private final List<Question> questions;
    private final List<ToggleGroup> groups = new ArrayList<>();
    private final List<RecommendedChip> recommended = new ArrayList<>();
    private final FreeTextArea why = new FreeTextArea(
            "decision-why", "Why this is decided so", FreeText.STATEMENT, 2, "records the decision", this::record);
    private Runnable recording = () -> {};
    private Subscription following = Subscription.EMPTY;
    private Optional<String> refusal = Optional.empty();
    private final SimpleBooleanProperty locked = new SimpleBooleanProperty(true);
    private final Label reason = Labels.wrapped("", "warn");

    DecisionDialog(List<Question> questions) {
        this.questions = questions;
    }

    private void record() {
        if (!locked.get()) {
            recording.run();
        }
    }

    /** @param answer receives the chosen options and the reason, as they go into the trail */
    void open(ScreenContext desk, Step step, Consumer<String> answer) {
        var body = new VBox();
        body.getStyleClass().add("decision");
        var facts = new DecisionFacts(desk, step);
        var number = 0;
        for (var question : questions) {
            body.getChildren().add(ask(question, number++));
        }
        var words = new VBox(Labels.wrapped("Reason, if there is more to say"), why);
        words.getStyleClass().add("item-words");
        body.getChildren().add(words);
        // Last: they grow while they are measured, and what one presses stays where it is.
        if (!facts.isEmpty()) {
            body.getChildren().add(facts);
        }
        reason.setId("decision-reason");
        update();
        why.tooLongProperty().subscribe(_ -> update());
        var handle = desk.dialogs()
                .open(new Dialog(
                        "decision",
                        Tone.ACCENT,
                        step.title(),
                        "Decided in the name of " + desk.operator().name()
                                + "; goes into the audit trail and the report.",
                        body,
                        "",
                        List.of(
                                new Button(
                                        "open",
                                        "Leave it open",
                                        Kind.QUIET,
                                        new SimpleBooleanProperty(),
                                        After.CLOSE,
                                        () -> following.unsubscribe()),
                                new Button(
                                        "record",
                                        "Record the decision",
                                        Kind.PRIMARY,
                                        locked,
                                        After.STAY,
                                        () -> recording.run())),
                        Optional.empty(),
                        Optional.of(new Steady(reason, CHOOSE_EACH, TOO_LONG))));
        facts.read();
        following = desk.readings().sessionProperty().subscribe(view -> {
            facts.show(view);
            recommend(Recommendation.missing(view, step));
            refusal = view.step(step.id())
                    .filter(s -> s.state() instanceof StepState.Locked)
                    .map(s -> ((StepState.Locked) s.state()).locks().getFirst())
                    .map(l -> "Locked: " + l.why() + ". To open: " + l.opens() + ".");
            update();
        });
        recording = () -> {
            following.unsubscribe();
            handle.close();
            answer.accept(text());
        };
    }

    private Node ask(Question question, int number) {
        var group = new ToggleGroup();
        group.selectedToggleProperty().subscribe(_ -> update());
        groups.add(group);
        var box = new VBox(Labels.wrapped(question.text(), "strong"));
        box.getStyleClass().add("rows");
        for (var i = 0; i < question.options().size(); i++) {
            box.getChildren().add(option(question, question.options().get(i), group, "option-" + number + "-" + i));
        }
        return box;
    }

    private Node option(Question question, String text, ToggleGroup group, String id) {
        var radio = new RadioButton(text);
        radio.setId(id);
        radio.setUserData(text);
        radio.setWrapText(true);
        radio.setMinHeight(RadioButton.USE_PREF_SIZE);
        radio.setToggleGroup(group);
        HBox.setHgrow(radio, Priority.ALWAYS);
        var row = new HBox(radio);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        if (text.equals(question.recommended()) && question.options().size() > 1) {
            var chip = new RecommendedChip();
            recommended.add(chip);
            row.getChildren().add(chip);
        }
        return row;
    }

    private void recommend(List<String> missing) {
        recommended.forEach(c -> c.show(missing));
    }

    private void update() {
        var open =
                groups.stream().filter(g -> g.getSelectedToggle() == null).count() + questions.size() - groups.size();
        var missing = open > 0
                ? questions.size() > 1 ? CHOOSE_EACH : CHOOSE
                : refusal.filter(_ -> !chosen().matches("(?i)no\\b.*")).isPresent()
                        ? refusal.get()
                        : why.tooLongProperty().get() ? TOO_LONG : "";
        locked.set(!missing.isEmpty());
        reason.setText(missing);
    }

    /** A no is always accepted: nothing begins with it. */
    private String chosen() {
        return groups.stream()
                .map(ToggleGroup::getSelectedToggle)
                .filter(Objects::nonNull)
                .map(t -> String.valueOf(t.getUserData()))
                .collect(Collectors.joining("; "));
    }

    private String text() {
        var chosen = chosen();
        return why.words().isEmpty() ? chosen : chosen + " — " + why.words();
    }
}
