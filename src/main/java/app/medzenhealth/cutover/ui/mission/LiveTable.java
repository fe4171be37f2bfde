package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Desk;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The live inventory: one row a logical resource, one column a region. */
final class LiveTable extends VBox {
    private static final Wish NAME = new Wish(11.5, 17.3);
    private static final Wish REGION = new Wish(7.8, 10);
    private static final Wish DISPOSITION = new Wish(7.5, 9.5);
    private static final double SCROLL_BAR_EM = 1;

    private final Desk desk;
    private final Label summary = Labels.line("", "muted");
    private final TextField filter = new TextField();
    private final TableView<LiveRows.Line> table = new TableView<>();
    private final Background.Latest<LiveRows> latest;
    private List<String> columns = List.of();
    private Optional<SideBySide> shown = Optional.empty();
    private Optional<Inventory> counted = Optional.empty();
    private Map<String, Long> counts = Map.of();

    LiveTable(Desk desk) {
        this.desk = desk;
        latest = desk.background().latest("Sorting the inventory", this::show);
        getStyleClass().add("live-table");
        setMinSize(0, 0);
        filter.setId("mission-filter");
        filter.setPromptText("Filter  ( / )");
        filter.setAccessibleText("Filter the live inventory");
        filter.setPrefColumnCount(12);
        filter.setMinWidth(Region.USE_PREF_SIZE);
        filter.textProperty().subscribe(_ -> shown.ifPresent(this::sort));
        filter.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ESCAPE) {
                filter.clear();
                table.requestFocus();
            } else if (e.getCode() == KeyCode.DOWN || e.getCode() == KeyCode.ENTER) {
                table.requestFocus();
            }
        });
        HBox.setHgrow(summary, Priority.ALWAYS);
        summary.setMaxWidth(Double.MAX_VALUE);
        HBox head = new HBox(Labels.whole("Live inventory", "h3"), summary, filter);
        head.getStyleClass().addAll("row", "live-head");
        head.setAlignment(Pos.CENTER_LEFT);
        table.setId("mission-inventory");
        table.widthProperty().subscribe(this::shareWidth);
        summary.fontProperty().subscribe(_ -> shareWidth());
        table.setRowFactory(_ -> new LineRow());
        table.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                openSelected();
            }
        });
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(head, table);
    }

    Node filter() {
        return filter;
    }

    void show(InventoryFeed.Latest inventory, Plan plan, Instant now) {
        if (inventory.sideBySide().isEmpty()) {
            table.setPlaceholder(inventory
                    .scanning()
                    .map(s -> Blank.loading(
                            "Reading the regions", s.what(), s.of() == 0 ? -1 : (double) s.done() / s.of()))
                    .orElseGet(() ->
                            Blank.empty("Not read yet", "Press F5 to read all regions. Nothing is changed by it.")));
            summary.setText("");
            return;
        }
        SideBySide side = inventory.sideBySide().get();
        // What is global stands in the first column: a column of its own would be empty but for a zone or two.
        List<String> regional =
                side.regions().stream().filter(r -> plan.region(r).isPresent()).toList();
        if (!regional.equals(columns)) {
            makeColumns(regional, plan);
        }
        inventory.inventory().ifPresent(i -> age(i, now));
        if (shown.filter(s -> s == side).isEmpty()) {
            shown = Optional.of(side);
            sort(side);
        }
    }

    private void sort(SideBySide side) {
        String text = filter.getText();
        List<String> first = desk.readings().session().plan().baseline().stream()
                .map(Plan.Resource::service)
                .distinct()
                .toList();
        latest.submit(() -> LiveRows.of(side, text, first));
    }

    private void show(LiveRows rows) {
        Optional<LiveRows.Line> selected =
                Optional.ofNullable(table.getSelectionModel().getSelectedItem());
        table.getItems().setAll(rows.lines());
        selected.flatMap(s -> rows.lines().stream().filter(l -> same(l, s)).findFirst())
                .ifPresent(table.getSelectionModel()::select);
        long unread = counted.map(i -> i.incomplete().size()).orElse(0);
        table.setPlaceholder(
                filter.getText().isBlank()
                        ? unread == 0
                                ? Blank.empty("Nothing there", "All services were read; none holds anything.")
                                : Blank.empty("Nothing known", "Not all services could be read: see Inventory.")
                        : Blank.empty(
                                "Nothing matches",
                                "No resource matches “" + filter.getText() + "”. Esc clears the filter."));
        summary.setText(InWords.count(rows.resources(), "resource", "resources")
                + (unread == 0 ? "" : " · " + InWords.count(unread, "service", "services") + " unknown")
                + (rows.unknown() == 0 ? "" : " · " + InWords.count(rows.unknown(), "cell", "cells") + " unknown")
                + (unread == 0 && rows.unknown() == 0 ? " · nothing unknown · " : " · ")
                + InWords.count(rows.drifted(), "difference", "differences") + " from plan");
    }

    private static boolean same(LiveRows.Line a, LiveRows.Line b) {
        return switch (a) {
            case LiveRows.Group g ->
                b instanceof LiveRows.Group h && g.service().equals(h.service());
            case LiveRows.Entry e ->
                b instanceof LiveRows.Entry f
                        && e.row().service().equals(f.row().service())
                        && e.row().type().equals(f.row().type())
                        && e.row().logical().equals(f.row().logical());
        };
    }

    private void makeColumns(List<String> regions, Plan plan) {
        columns = regions;
        table.getColumns().clear();
        table.getColumns().add(column("Resource", NAME, new LineCells.Name()));
        for (String region : regions) {
            TableColumn<LiveRows.Line, LiveRows.Line> column =
                    column("", REGION, new LineCells.InRegion(region, region.equals(regions.getFirst())));
            Label city = Labels.line(plan.region(region).map(Plan.Region::city).orElse(""), "caption", "muted");
            Label age = Labels.line("", "caption", "faint");
            VBox head = new VBox(Labels.line(region, "mono"), city, age);
            head.getStyleClass().add("column-head");
            column.setGraphic(head);
            column.setUserData(age);
            table.getColumns().add(column);
        }
        table.getColumns().add(column("Disposition", DISPOSITION, new LineCells.Disposition()));
        shareWidth();
    }

    /** Between what each column needs at least and what it would like; below the least, the table scrolls. */
    private void shareWidth() {
        double em = summary.getFont().getSize();
        double least = sum(Wish::least) * em;
        double most = sum(Wish::most) * em;
        double there = table.getWidth() - SCROLL_BAR_EM * em;
        double part = Math.max(0, (there - least) / Math.max(1, most - least));
        for (TableColumn<LiveRows.Line, ?> column : table.getColumns()) {
            Wish wish = wish(column);
            double width = part <= 1
                    ? wish.least() + part * (wish.most() - wish.least())
                    : wish.most() * there / Math.max(1, most);
            column.setPrefWidth(width * em);
        }
    }

    private double sum(ToDoubleFunction<Wish> of) {
        return table.getColumns().stream().map(LiveTable::wish).mapToDouble(of).sum();
    }

    private static Wish wish(TableColumn<LiveRows.Line, ?> column) {
        return (Wish) column.getProperties().get(Wish.class);
    }

    /** Widths in letters' sizes. */
    private record Wish(double least, double most) {}

    private static TableColumn<LiveRows.Line, LiveRows.Line> column(String title, Wish wish, LineCells.Maker maker) {
        TableColumn<LiveRows.Line, LiveRows.Line> column = new TableColumn<>(title);
        column.setSortable(false);
        column.setReorderable(false);
        column.getProperties().put(Wish.class, wish);
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        column.setCellFactory(_ -> maker.make());
        return column;
    }

    private void age(Inventory inventory, Instant now) {
        if (counted.filter(i -> i == inventory).isEmpty()) {
            counted = Optional.of(inventory);
            counts = inventory.resources().collect(Collectors.groupingBy(SeenResource::region, Collectors.counting()));
        }
        for (int i = 0; i < columns.size(); i++) {
            String region = columns.get(i);
            Optional<Instant> oldest = inventory.scans().stream()
                    .filter(s -> s.region().equals(region))
                    .map(s -> s.found().at())
                    .min(Instant::compareTo);
            if (table.getColumns().get(i + 1).getUserData() instanceof Label age) {
                age.setText(counts.getOrDefault(region, 0L) + " · "
                        + oldest.map(at -> InWords.ago(at, now)).orElse("not read"));
            }
        }
    }

    private void openSelected() {
        if (table.getSelectionModel().getSelectedItem() instanceof LiveRows.Entry(SideBySide.Row row)) {
            desk.navigator().go(Place.INVENTORY, Optional.of(row.logical()));
        }
    }

    private final class LineRow extends TableRow<LiveRows.Line> {
        LineRow() {
            setOnMouseClicked(e -> {
                if (e.getClickCount() == 2) {
                    openSelected();
                }
            });
        }

        @Override
        protected void updateItem(LiveRows.Line line, boolean empty) {
            super.updateItem(line, empty);
            getStyleClass().removeAll("group-row", "entry-row");
            if (!empty && line != null) {
                getStyleClass().add(line instanceof LiveRows.Group ? "group-row" : "entry-row");
            }
        }
    }
}
