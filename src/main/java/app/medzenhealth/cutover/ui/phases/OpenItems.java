package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.Demand;
import app.medzenhealth.cutover.session.Session;
import app.medzenhealth.cutover.session.SessionView.OpenItem;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.DialogService.TextQuestion;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What stands in a step's way and a person may decide, one by one and in writing. */
final class OpenItems {
    private final ScreenContext desk;

    OpenItems(ScreenContext desk) {
        this.desk = desk;
    }

    /** The items that the last run left open, each with its decision or the button to it. */
    Node list(Step step, List<OpenItem> items) {
        var box = new VBox();
        box.setId("open-items");
        box.getStyleClass().add("item-words");
        var open = items.stream().filter(i -> i.waiver().isEmpty()).count();
        box.getChildren()
                .add(Labels.wrapped(
                        open == 0
                                ? "Every open item is decided: read again, and the step goes on without them."
                                : "Read it again when it is readable, or decide each open item: "
                                        + InWords.count(open, "item", "items") + ".",
                        "muted"));
        items.forEach(i -> box.getChildren().add(row(step, i)));
        return box;
    }

    private Node row(Step step, OpenItem item) {
        var line = new CheckLine(item.check());
        HBox.setHgrow(line, Priority.ALWAYS);
        var row = new HBox(line);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.CENTER_LEFT);
        if (item.waiver().isEmpty()) {
            row.getChildren()
                    .add(decide(step, item.check().title(), item.check().title()));
            return row;
        }
        var waiver = item.waiver().get();
        return new VBox(
                row,
                Labels.wrapped(
                        "Decided by " + waiver.by() + " at " + InWords.clock(waiver.at()) + " UTC: " + waiver.note(),
                        "caption",
                        "ok"));
    }

    /** To a lock that may be waived. */
    Button spite(Step step, StepState.Lock lock) {
        return decide(step, lock.waiver().orElseThrow(), lock.why());
    }

    private Button decide(Step step, String item, String shown) {
        var button = new Button("Go on without…");
        button.getStyleClass().addAll("quiet", "small");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText("Go on without: " + shown);
        button.setId("waive-" + item.replaceAll("[^A-Za-z0-9]+", "-"));
        button.setOnAction(_ -> ask(step, item, shown));
        return button;
    }

    private void ask(Step step, String item, String shown) {
        var demand = Demand.toWaive(step, item);
        if (demand.confirm() == Step.Confirm.TYPED_AND_SECOND) {
            ExemptionDialog.override(
                            desk,
                            step,
                            item,
                            shown,
                            demand,
                            () -> desk.readings().refreshSoon())
                    .open();
            return;
        }
        desk.dialogs()
                .ask(
                        new TextQuestion(
                                "waive",
                                Tone.WARN,
                                "Step " + step.id() + " — go on without this",
                                shown + "\n\nWhy is going on in spite of it right? Decided in the name of "
                                        + desk.operator().name() + "; it goes into the trail and the report.",
                                "Go on without it",
                                Session.SHORTEST_REASON),
                        text -> desk.background()
                                .act(
                                        "Deciding about step " + step.id(),
                                        () -> desk.session().waive(step.id(), item, desk.operator(), text),
                                        () -> desk.readings().refreshSoon()));
    }
}
