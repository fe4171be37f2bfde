package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.ItemDecision.Choice;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.CheckWords;
import app.medzenhealth.cutover.session.FreeText;
import app.medzenhealth.cutover.session.ItemsToDecide;
import app.medzenhealth.cutover.ui.common.DialogService.After;
import app.medzenhealth.cutover.ui.common.DialogService.Button;
import app.medzenhealth.cutover.ui.common.DialogService.Dialog;
import app.medzenhealth.cutover.ui.common.DialogService.Kind;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Steady;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Asks about each of several things what becomes of it, and why. Nothing is chosen beforehand. */
final class EachDecisionDialog {
    private final ScreenContext desk;
    private final Step step;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Draft> drafts;
    private final Consumer<List<ItemDecision>> answer;
    private final SimpleBooleanProperty locked = new SimpleBooleanProperty(true);
    private final Label reason = Labels.wrapped("", "warn");

    /** What was chosen and written about a thing so far: it is there again when the dialog is. */
    record Draft(Optional<Choice> choice, String why) {}

    private record Row(String item, ToggleGroup choices, TextField why) {
        Optional<Choice> choice() {
            return Optional.ofNullable(choices.getSelectedToggle()).map(t -> (Choice) t.getUserData());
        }

        String words() {
            return why.getText().strip();
        }

        /** What is still missing, or is wrong with it; empty: nothing. */
        Optional<String> missing() {
            if (choice().isEmpty()) {
                return Optional.of(item + " is not decided yet");
            }
            return words().length() < ItemsToDecide.SHORTEST_REASON
                    ? Optional.of("why “" + choice().get().words() + "” is right for " + item + " is not said yet")
                    : FreeText.REASON.problem(words());
        }
    }

    /**
     * @param items on which is decided, as the plan names them
     * @param drafts what was chosen before, by the thing; kept up to date
     */
    EachDecisionDialog(
            ScreenContext desk,
            Step step,
            List<String> items,
            Map<String, Draft> drafts,
            Consumer<List<ItemDecision>> answer) {
        this.desk = desk;
        this.step = step;
        this.drafts = drafts;
        this.answer = answer;
        items.forEach(i -> rows.add(row(i)));
    }

    private Row row(String item) {
        var row = new Row(item, new ToggleGroup(), new TextField());
        var before = drafts.getOrDefault(item, new Draft(Optional.empty(), ""));
        row.why().setText(before.why());
        for (var choice : Choice.values()) {
            var radio = new RadioButton(choice.label());
            radio.setId("fate-" + rows.size() + "-" + choice.name().toLowerCase(Locale.ROOT));
            radio.setUserData(choice);
            radio.setToggleGroup(row.choices());
            radio.setMinWidth(RadioButton.USE_PREF_SIZE);
            radio.setAccessibleText(choice.label() + " " + item);
            before.choice().filter(choice::equals).ifPresent(_ -> radio.setSelected(true));
        }
        row.why().setId("fate-why-" + rows.size());
        row.why().setPromptText("Why");
        row.why().setAccessibleText("Why this is right for " + item);
        row.choices().selectedToggleProperty().subscribe(_ -> update());
        row.why().textProperty().subscribe(_ -> update());
        return row;
    }

    void open() {
        var facts = facts();
        var body = new VBox();
        body.setId("fates");
        body.getStyleClass().add("fates");
        rows.forEach(r -> body.getChildren().add(shown(r, Optional.ofNullable(facts.get(r.item())))));
        reason.setId("fates-reason");
        desk.dialogs()
                .open(new Dialog(
                        "fates",
                        Tone.ACCENT,
                        step.title(),
                        "About each by itself. Only what is to be deleted is deleted later; what is to be saved first locks that"
                                + " step until it is decided on again.",
                        body,
                        "In the name of " + desk.operator().name() + "; every line goes into the audit trail.",
                        List.of(
                                Button.quiet("open", "Leave it open"),
                                new Button(
                                        "record",
                                        "Record " + InWords.count(rows.size(), "decision", "decisions"),
                                        Kind.PRIMARY,
                                        locked,
                                        After.CLOSE,
                                        this::record)),
                        Optional.empty(),
                        Optional.of(new Steady(reason, longest()))));
        update();
    }

    private String longest() {
        return "Locked: " + rows.size() + " of " + rows.size() + " are open. Why “save first” is right for "
                + rows.stream().map(Row::item).reduce("", (a, b) -> a.length() < b.length() ? b : a)
                + " is not said yet.";
    }

    /** What was read of each: how much it holds, as far as AWS tells. */
    private Map<String, String> facts() {
        var found = new HashMap<String, String>();
        Recommendation.lists(desk.readings().session(), step)
                .flatMap(l -> l.items().stream())
                .flatMap(i -> i.evidence().stream())
                .forEach(c -> rows.stream()
                        .filter(r -> c.title().endsWith(" " + r.item()))
                        .forEach(r -> found.put(r.item(), CheckWords.finding(c))));
        return found;
    }

    private static Node shown(Row row, Optional<String> fact) {
        var at = row.item().split("/", 3);
        var name = at[at.length - 1];
        var kind = at.length < 3 ? "" : Deletion.of("", row.item()).kind();
        var choices = new HBox();
        choices.getStyleClass().add("fate-choices");
        choices.setAlignment(Pos.CENTER_LEFT);
        row.choices().getToggles().forEach(t -> choices.getChildren().add((RadioButton) t));
        HBox.setHgrow(row.why(), Priority.ALWAYS);
        choices.getChildren().add(row.why());
        var box = new VBox(
                new Phrase().code(name).muted(kind.isEmpty() ? "" : "  " + kind),
                fact.map(f -> new Phrase().say(f))
                        .orElseGet(() -> new Phrase().tone("What it holds was not read.", Tone.UNKNOWN)),
                choices);
        box.getStyleClass().add("fate");
        return box;
    }

    private void update() {
        rows.forEach(r -> drafts.put(r.item(), new Draft(r.choice(), r.why().getText())));
        var open = rows.stream().flatMap(r -> r.missing().stream()).toList();
        locked.set(!open.isEmpty());
        reason.setText(
                open.isEmpty()
                        ? ""
                        : "Locked: " + open.size() + " of " + rows.size() + (open.size() == 1 ? " is" : " are")
                                + " open. " + open.getFirst().substring(0, 1).toUpperCase(Locale.ROOT)
                                + open.getFirst().substring(1)
                                + (open.getFirst().endsWith(".") ? "" : "."));
    }

    private void record() {
        var decisions = rows.stream()
                .map(r -> new ItemDecision(r.item(), r.choice().orElseThrow(), r.words()))
                .toList();
        answer.accept(decisions);
    }
}
