package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Chip;
import app.medzenhealth.cutover.ui.common.CopyButton;
import app.medzenhealth.cutover.ui.common.Icon;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.LiveAge;
import app.medzenhealth.cutover.ui.common.Readings;
import app.medzenhealth.cutover.ui.common.ScrollRoom;
import app.medzenhealth.cutover.ui.common.Tone;
import java.util.List;
import java.util.Optional;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/** One resource: what it is in every region, next to each other, and what the plan says of it. */
final class ResourceDetails extends VBox {
    private static final int NAME_PERCENT = 16;

    private final Readings readings;
    private final HBox head = new HBox();
    private final VBox body = new VBox();
    private final Button close = new Button("Close");

    ResourceDetails(Readings readings, Runnable onClose) {
        this.readings = readings;
        setId("inventory-details");
        getStyleClass().addAll("panel", "divided-top", "details");
        setMinSize(0, 0);
        head.getStyleClass().addAll("row", "details-head");
        head.setAlignment(Pos.CENTER_LEFT);
        body.getStyleClass().add("details-body");
        var scroll = new ScrollPane(body);
        ScrollRoom.keep(scroll).setFitToWidth(true);
        scroll.setId("inventory-details-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        close.setId("inventory-details-close");
        close.getStyleClass().addAll("quiet", "small", "bare");
        close.setMinWidth(Region.USE_PREF_SIZE);
        close.setOnAction(_ -> onClose.run());
        getChildren().addAll(head, scroll);
    }

    void show(InventoryRow row, List<String> columns, Plan plan) {
        showHead(row);
        // A region that was not asked has nothing to compare.
        var regions = columns.stream()
                .filter(r -> row.row().cells().containsKey(r)
                        || row.read(r).filter(CellRead::never).isPresent())
                .toList();
        var grid = grid(regions.size());
        var line = regionHeads(grid, row, regions);
        for (var detail : DetailLines.details(row.row(), regions)) {
            line(grid, line++, detail, regions);
        }
        var tags = DetailLines.tags(row.row(), regions);
        if (!tags.isEmpty()) {
            grid.add(Labels.line("TAGS", "eyebrow", "muted"), 0, line++);
            for (var tag : tags) {
                line(grid, line++, tag, regions);
            }
        }
        grid.add(Labels.line("READ WITH", "eyebrow", "muted"), 0, line++);
        for (var i = 0; i < regions.size(); i++) {
            var api = Labels.wrapped(
                    row.read(regions.get(i))
                            .flatMap(CellRead::last)
                            .map(CellRead.Last::api)
                            .orElse(DetailLines.NONE),
                    "caption",
                    "muted");
            grid.add(api, i + 1, line - 1);
            GridPane.setValignment(api, VPos.TOP);
        }
        body.getChildren().setAll(grid, says(row, plan));
    }

    private void showHead(InventoryRow row) {
        var drift = row.look();
        var name = Labels.line(row.key().logical(), "h2", "mono");
        var kind = Labels.whole(row.key().service() + " · " + row.key().type(), "muted");
        var word = Labels.whole(drift.word(), "drift", drift.tone().styleClass());
        word.setGraphic(new Icon(drift.symbol(), drift.tone()));
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        head.getChildren().setAll(name, kind);
        if (row.fate() != Fate.UNSAID) {
            head.getChildren().add(new Chip(row.fate().word(), row.fate().tone()));
        }
        head.getChildren().addAll(word, gap, close);
    }

    private static GridPane grid(int regions) {
        var grid = new GridPane();
        grid.getStyleClass().add("comparison");
        grid.getColumnConstraints().add(percent(NAME_PERCENT));
        for (var i = 0; i < regions; i++) {
            grid.getColumnConstraints().add(percent((100.0 - NAME_PERCENT) / Math.max(1, regions)));
        }
        return grid;
    }

    private static ColumnConstraints percent(double width) {
        var column = new ColumnConstraints();
        column.setPercentWidth(width);
        column.setHalignment(HPos.LEFT);
        return column;
    }

    private int regionHeads(GridPane grid, InventoryRow row, List<String> regions) {
        for (var i = 0; i < regions.size(); i++) {
            var region = regions.get(i);
            var words = CellWords.of(row, region);
            var state = Labels.wrapped(
                    words.word().isEmpty() ? "– not there" : words.sign() + " " + words.word(),
                    words.tone() == Tone.NEUTRAL ? "faint" : words.tone().styleClass());
            var cell = new VBox(Labels.line(region, "strong", "mono"), state);
            cell.getStyleClass().add("region-head");
            row.read(region).flatMap(CellRead::last).ifPresent(l -> {
                var age = new LiveAge(readings.nowProperty(), readings::session, "read ", l.at());
                age.setWrapText(true);
                cell.getChildren().add(age);
                l.failed()
                        .ifPresent(why ->
                                cell.getChildren().add(Labels.wrapped("Not read since: " + why, "caption", "unknown")));
            });
            switch (row.row().cells().get(region)) {
                case Cell.Present(SeenResource resource, List<String> _) ->
                    cell.getChildren().add(arn(region, resource));
                case Cell.Unknown(String reason) -> {
                    cell.getChildren().add(Labels.wrapped(reason, "caption"));
                    cell.getStyleClass().add("hatched");
                }
                case Cell.Absent _ -> {}
                case Cell.NotOffered _ ->
                    cell.getChildren().add(Labels.wrapped("AWS does not offer this service there", "caption", "muted"));
                case null -> {}
            }
            grid.add(cell, i + 1, 0);
        }
        return 1;
    }

    private static Node arn(String region, SeenResource resource) {
        var arn = Labels.wrapped(resource.arn(), "mono", "caption", "muted");
        var copy = new CopyButton("Copy ARN", resource::arn);
        copy.setId("inventory-copy-arn-" + region);
        copy.getStyleClass().add("bare");
        var both = new VBox(arn, copy);
        both.getStyleClass().add("arn");
        return both;
    }

    private static void line(GridPane grid, int place, DetailLines.Line detail, List<String> regions) {
        var stripe = new Region();
        stripe.getStyleClass().add(detail.differs() ? "differing" : "alike");
        grid.add(stripe, 0, place, regions.size() + 1, 1);
        var name = Labels.wrapped((detail.differs() ? "≠ " : "") + detail.name(), detail.differs() ? "warn" : "muted");
        name.setAccessibleText(detail.name() + (detail.differs() ? ", differs" : ""));
        grid.add(name, 0, place);
        for (var i = 0; i < regions.size(); i++) {
            var value = detail.values().get(regions.get(i));
            if (value != null) {
                grid.add(
                        Labels.wrapped(value, "mono", "caption", value.equals(DetailLines.NONE) ? "faint" : "value"),
                        i + 1,
                        place);
            }
        }
        grid.getChildren().forEach(n -> GridPane.setValignment(n, VPos.TOP));
    }

    private static Node says(InventoryRow row, Plan plan) {
        var card = new VBox(Labels.line("What the plan says", "h3"));
        card.getStyleClass().addAll("card", "plan-says");
        var drift = row.look();
        var sentence = Labels.wrapped(
                drift.sentence(),
                drift.tone() == Tone.OK ? "muted" : drift.tone().styleClass());
        card.getChildren().add(sentence);
        if (!row.changes().isEmpty()) {
            card.getChildren().add(Labels.line("Changed since the earlier reading", "h3"));
            row.changes().forEach(c -> card.getChildren().add(Labels.wrapped("△ " + c, Tone.WARN.styleClass())));
        }
        var lines = baseline(row.key(), plan);
        var reason = row.row().reason();
        reason.ifPresent(why -> {
            var fate = new HBox(new Chip(row.fate().word(), row.fate().tone()), Labels.wrapped("by a rule", "caption"));
            fate.getStyleClass().add("row");
            fate.setAlignment(Pos.CENTER_LEFT);
            card.getChildren().addAll(fate, Labels.wrapped(why));
        });
        if (lines.isEmpty() && reason.isEmpty()) {
            card.getChildren().add(Labels.wrapped("The plan's baseline has no line for it.", "muted"));
        }
        for (var line : lines) {
            var fate = Fate.of(Optional.of(line.disposition()));
            var first = new HBox(
                    new Chip(fate.word(), fate.tone()),
                    Labels.wrapped(line.name() + " in " + line.region(), "mono", "caption"));
            first.getStyleClass().add("row");
            first.setAlignment(Pos.CENTER_LEFT);
            card.getChildren().add(first);
            line.note().ifPresent(n -> card.getChildren().add(Labels.wrapped(n)));
            var source = Labels.wrapped("Written plan: " + line.source(), "caption", "muted");
            source.setGraphic(new Icon(Feather.BOOK_OPEN));
            card.getChildren().add(source);
        }
        return card;
    }

    static List<Plan.Resource> baseline(InventoryRow.Key key, Plan plan) {
        return plan.baseline().stream()
                .filter(b -> b.service().equals(key.service())
                        && b.type().equals(key.type())
                        && b.logical().equals(key.logical()))
                .toList();
    }
}
