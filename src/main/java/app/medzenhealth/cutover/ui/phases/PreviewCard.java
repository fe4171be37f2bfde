package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.session.Deletions;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.FoldedList;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** What a reviewed step would do: its changes, warnings, way back, and calls with their commands. */
final class PreviewCard {
    private static final int CALLS_SHOWN = 8;
    private static final int WARNINGS_SHOWN = 5;

    private PreviewCard() {}

    static Node of(StepReview review) {
        var card = Cards.of("What it does", Feather.ARROW_RIGHT_CIRCLE, Tone.NEUTRAL);
        card.setId("preview");
        Cards.besideTitle(
                card,
                Labels.whole(
                        "reviewed state " + InWords.head(review.fingerprint().substring(0, 12)),
                        "mono",
                        "caption",
                        "muted"));
        var deletions = Deletions.of(review);
        var changes = ReviewWords.besides(deletions, review);
        if (!deletions.isEmpty()) {
            card.getChildren().add(new DeletionsTable(deletions));
        }
        if (!changes.isEmpty()) {
            card.getChildren().add(changes(changes));
        } else if (deletions.isEmpty()) {
            card.getChildren().add(Labels.wrapped("Changes nothing in AWS.", "muted"));
        }
        warnings(review).ifPresent(card.getChildren()::add);
        var back = ReviewWords.goingBack(review);
        if (!back.isBlank()) {
            card.getChildren().add(Cards.pair("Going back", back));
        }
        var calls = ReviewWords.calls(review);
        if (!calls.isEmpty()) {
            card.getChildren()
                    .add(Labels.wrapped(InWords.count(calls.size(), "AWS call", "AWS calls in this order"), "strong"));
            for (var i = 0; i < Math.min(calls.size(), CALLS_SHOWN); i++) {
                var call = calls.get(i);
                var words = new Phrase().muted(i + 1 + "  ").code(call.service() + " " + call.operation());
                switch (call.resource()) {
                    case PlannedCall.Resource.Named(var name) ->
                        words.muted(" on ").code(name);
                    case PlannedCall.Resource.Produced(var operation) ->
                        words.muted(" on what " + operation + " will have made");
                }
                card.getChildren().add(words.muted(call.region().isEmpty() ? "" : " in " + call.region()));
            }
            card.getChildren().add(commands(review));
        }
        return card;
    }

    /** What is to be borne in mind about it; of many, how many there are. */
    static Optional<Node> warnings(StepReview review) {
        var all = review.parts().stream()
                .flatMap(p -> p.preview().warnings().stream())
                .distinct()
                .toList();
        if (all.size() > WARNINGS_SHOWN) {
            return Optional.of(new FoldedList(warning(InWords.count(all.size(), "warning", "warnings")), all));
        }
        var lines = new VBox();
        lines.getStyleClass().add("rows");
        all.forEach(w -> lines.getChildren().add(warning(w)));
        return all.isEmpty() ? Optional.empty() : Optional.of(lines);
    }

    static HBox warning(String text) {
        var line = new HBox(new Icon(Feather.ALERT_TRIANGLE, Tone.WARN), Labels.wrapped(text));
        line.getStyleClass().add("row");
        return line;
    }

    /** From → to, under the resource that it is about. */
    static Node changes(List<Change> changes) {
        var grid = new GridPane();
        grid.getStyleClass().add("changes");
        var first = new ColumnConstraints();
        first.setPercentWidth(30);
        var second = new ColumnConstraints();
        second.setPercentWidth(70);
        grid.getColumnConstraints().addAll(first, second);
        var row = 0;
        var before = "";
        for (var c : changes) {
            var resource = c.resource() + " " + c.region();
            if (!resource.equals(before)) {
                var name = new Phrase().code(c.resource()).muted(c.region().isEmpty() ? "" : "  " + c.region());
                if (row > 0) {
                    name.getStyleClass().add("next-resource");
                }
                grid.add(name, 0, row++, 2, 1);
                before = resource;
            }
            var attribute = Labels.wrapped(c.attribute(), "muted");
            GridPane.setValignment(attribute, VPos.TOP);
            grid.addRow(
                    row++, attribute, new Phrase().code(c.from()).say("  →  ").becomes(c.to()));
        }
        return grid;
    }

    /** The first commands, and a way to have all: a step may send one for each of thousands of objects. */
    static Node commands(StepReview review) {
        var calls = ReviewWords.calls(review);
        var shown = code(
                calls.stream()
                        .limit(CALLS_SHOWN)
                        .map(c -> ShellText.of(c.cli()))
                        .collect(Collectors.joining("\n\n")),
                () -> ReviewWords.cli(review));
        if (calls.size() <= CALLS_SHOWN) {
            return shown;
        }
        return new VBox(
                shown,
                Labels.wrapped(
                        "The first " + CALLS_SHOWN + " of " + calls.size() + " commands. “Copy all” takes them all.",
                        "caption",
                        "muted"));
    }

    private static Node code(String text, Supplier<String> all) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        var copy = new CopyButton("Copy all", all);
        var box = new HBox(label, copy);
        box.setAlignment(Pos.TOP_LEFT);
        box.getStyleClass().addAll("code-block", "row");
        return box;
    }
}
