package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.ChecklistView;
import app.medzenhealth.cutover.session.SessionView.ItemView;
import app.medzenhealth.cutover.ui.common.CheckLine;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What is known of that on which a decision is taken: what was ticked and measured, not what the question supposes. */
final class DecisionFacts extends VBox {
    private final ScreenContext desk;
    private final Step step;
    private List<Object> shown = List.of();
    private boolean reading;

    DecisionFacts(ScreenContext desk, Step step) {
        this.desk = desk;
        this.step = step;
        setId("decision-facts");
        getStyleClass().addAll("card", "rows");
        show(desk.readings().session());
    }

    /** Whether anything bears on this decision that is known here. */
    boolean isEmpty() {
        return getChildren().isEmpty();
    }

    /** Measures again whatever can be measured; the facts say so meanwhile. */
    void read() {
        var items = Recommendation.lists(desk.readings().session(), step)
                .flatMap(l -> l.items().stream())
                .filter(i -> i.item().check().isPresent())
                .map(i -> i.item().id())
                .toList();
        if (items.isEmpty()) {
            return;
        }
        reading = true;
        show(desk.readings().session());
        desk.background()
                .act(
                        "Reading what step " + step.id() + " is decided on",
                        () -> {
                            for (var item : items) {
                                desk.session().readEvidence(item);
                            }
                        },
                        this::over,
                        problem -> {
                            over();
                            desk.notices().problem(problem);
                        });
    }

    private void over() {
        reading = false;
        desk.readings().refreshSoon();
        show(desk.readings().session());
    }

    void show(SessionView view) {
        var lists = Recommendation.lists(view, step).toList();
        var window = Recommendation.window(view, step);
        var now = List.of(lists, window.isPresent(), window.map(w -> Recommendation.open(w, view.at())), reading);
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        var lines = new ArrayList<Node>();
        window.ifPresent(w -> lines.add(line(w, view.at())));
        lists.forEach(l -> add(l, lines));
        if (!lines.isEmpty()) {
            lines.addFirst(Labels.wrapped(reading ? "What is known; being measured again…" : "What is known", "h3"));
        }
        getChildren().setAll(lines);
    }

    private static Node line(Plan.Window w, Instant at) {
        var open = Recommendation.open(w, at);
        return line(
                open,
                "It is " + InWords.day(at) + " UTC: " + (open ? "in" : "outside") + " the change window, " + w.opens()
                        + " to " + w.closes());
    }

    private static void add(ChecklistView list, List<Node> lines) {
        var open = list.items().stream().filter(i -> !i.ticked()).toList();
        lines.add(line(
                open.isEmpty(),
                list.checklist().title() + ": " + (list.items().size() - open.size()) + " of "
                        + list.items().size() + " ticked"));
        open.forEach(i -> lines.add(Labels.wrapped("Open: " + i.item().text(), "caption", "warn")));
        list.items().stream().map(ItemView::evidence).flatMap(List::stream).forEach(c -> lines.add(new CheckLine(c)));
        list.items().stream()
                .filter(i -> i.item().check().isPresent() && i.evidence().isEmpty())
                .forEach(i ->
                        lines.add(Labels.wrapped("Not measured yet: " + i.item().text(), "caption", "unknown")));
    }

    private static Node line(boolean holds, String text) {
        var words = Labels.wrapped(text, "strong", holds ? "ok" : "warn");
        HBox.setHgrow(words, Priority.ALWAYS);
        var row =
                new HBox(holds ? new Icon(Feather.CHECK, Tone.OK) : new Icon(Feather.ALERT_TRIANGLE, Tone.WARN), words);
        row.getStyleClass().add("row");
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }
}
