package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Background;
import app.medzenhealth.cutover.ui.common.Blank;
import app.medzenhealth.cutover.ui.common.Freshness;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.InventoryFeed;
import app.medzenhealth.cutover.ui.common.InventorySource;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.LiveAge;
import app.medzenhealth.cutover.ui.common.Place;
import app.medzenhealth.cutover.ui.common.ScreenContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The live inventory: one row a logical resource, one column a region. */
final class LiveTable extends VBox {
    private static final Wish NAME = new Wish(11.5, 17.3);
    private static final Wish REGION = new Wish(7.8, 10);
    private static final Wish DISPOSITION = new Wish(7, 8);
    private static final double SCROLL_BAR_EM = 1;
    /** Pixels across the panel, at 100 %, for title, counts and filter in one line. */
    private static final double ROOM_FOR_COUNTS = 756;

    private final ScreenContext desk;
    private final Label summary = Labels.line("", "muted");
    private final TextField filter = new TextField();
    private final TableView<LiveRows.Line> table = new TableView<>();
    private final Background.Latest<Sorted> latest;
    private List<String> columns = List.of();
    private InventorySource shown = InventorySource.NONE;
    private boolean sorting;

    LiveTable(ScreenContext desk) {
        this.desk = desk;
        latest = desk.background().latest("Sorting the inventory", this::show);
        getStyleClass().add("live-table");
        setMinWidth(0);
        table.getStyleClass().add("page-body");
        filter.setId("mission-filter");
        filter.setPromptText("Filter  ( / )");
        filter.setAccessibleText("Filter the live inventory");
        filter.setPrefColumnCount(12);
        filter.setMinWidth(0);
        filter.textProperty()
                .subscribe(_ -> InventorySource.of(desk.readings().inventory()).ifPresent(this::sort));
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
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var head = new HBox(Labels.whole("Live inventory", "h3"), summary, filter);
        head.getStyleClass().addAll("row", "live-head");
        head.setAlignment(Pos.CENTER_LEFT);
        table.setId("mission-inventory");
        table.widthProperty().subscribe(this::shareWidth);
        summary.fontProperty().subscribe(_ -> shareWidth());
        table.setRowFactory(_ -> new LineRow());
        table.setOnKeyPressed(e -> {
            if (e.getCode() == KeyCode.ENTER) {
                openSelected();
                // Else the panel's button takes it too.
                e.consume();
            }
        });
        VBox.setVgrow(table, Priority.ALWAYS);
        getChildren().addAll(head, table);
        widthProperty().subscribe(_ -> shareHead(head, gap));
        desk.theme().appearanceProperty().subscribe(_ -> shareHead(head, gap));
    }

    /** The counts beside the title where they fit, else under it in as many lines as they need. */
    private void shareHead(HBox head, Region gap) {
        var beside = getWidth() <= 0
                || getWidth() >= ROOM_FOR_COUNTS * desk.theme().appearance().textPercent() / 100;
        if (beside == head.getChildren().contains(summary)) {
            return;
        }
        summary.setWrapText(!beside);
        summary.setMinHeight(beside ? Region.USE_COMPUTED_SIZE : Region.USE_PREF_SIZE);
        if (beside) {
            getChildren().remove(summary);
            head.getChildren().set(1, summary);
        } else {
            head.getChildren().set(1, gap);
            getChildren().add(1, summary);
        }
    }

    Node filter() {
        return filter;
    }

    void show(InventoryFeed.Latest inventory, Plan plan) {
        var source = InventorySource.of(inventory);
        if (source.isEmpty()) {
            table.setPlaceholder(inventory
                    .scanning()
                    .map(s -> Blank.loading(
                            "Reading the regions", s.what(), s.of() == 0 ? -1 : (double) s.done() / s.of()))
                    .orElseGet(() ->
                            Blank.empty("Not read yet", "Press F5 to read all regions. Nothing is changed by it.")));
            summary.setText("");
            return;
        }
        // A sort under way looks again when it is done: were it begun anew with each service, none would ever end.
        if (!source.get().is(shown) && !(sorting && source.get().reading())) {
            sort(source.get());
        }
    }

    private record Sorted(InventorySource source, SideBySide side, LiveRows rows) {}

    private void sort(InventorySource source) {
        var text = filter.getText();
        var plan = desk.readings().session().plan();
        var first =
                plan.baseline().stream().map(Plan.Resource::service).distinct().toList();
        sorting = true;
        latest.submit(() -> {
            var side = source.side(plan);
            var unknown = (int) source.scans().stream()
                    .filter(s -> s.incomplete().isPresent())
                    .count();
            return new Sorted(source, side, LiveRows.of(side, unknown, text, first));
        });
    }

    private void show(Sorted sorted) {
        sorting = false;
        shown = sorted.source();
        var plan = desk.readings().session().plan();
        // What is global stands in the first column: a column of its own would be empty but for a zone or two.
        var regional = sorted.side().regions().stream()
                .filter(r -> plan.region(r).isPresent())
                .toList();
        if (!regional.equals(columns)) {
            makeColumns(regional, plan);
        }
        ages(sorted.source());
        show(sorted.rows());
        InventorySource.of(desk.readings().inventory())
                .filter(s -> !s.is(shown))
                .ifPresent(this::sort);
    }

    private void show(LiveRows rows) {
        var selected = Optional.ofNullable(table.getSelectionModel().getSelectedItem());
        table.getItems().setAll(rows.lines());
        selected.flatMap(s -> rows.lines().stream().filter(l -> same(l, s)).findFirst())
                .ifPresent(table.getSelectionModel()::select);
        table.setPlaceholder(nothing(rows));
        summary.setText(counts(rows));
        summary.setTooltip(new Tooltip(summary.getText()));
    }

    /** While the regions are read, what was not found so far is not none: only what was found is counted. */
    private String counts(LiveRows rows) {
        var soFar = shown.reading();
        var found = Stream.of(
                        counted(rows.resources(), "resource", "resources", soFar),
                        counted(rows.unknown(), "service unknown", "services unknown", soFar),
                        counted(rows.drifted(), "difference from plan", "differences from plan", soFar))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" · "));
        return !soFar ? found : found.isEmpty() ? "nothing read yet" : found + " so far";
    }

    private static Optional<String> counted(int n, String one, String many, boolean soFar) {
        return n == 0 && soFar ? Optional.empty() : Optional.of(InWords.count(n, one, many));
    }

    private Blank nothing(LiveRows rows) {
        if (!filter.getText().isBlank()) {
            return Blank.empty(
                    "Nothing matches", "No resource matches “" + filter.getText() + "”. Esc clears the filter.");
        }
        if (shown.reading()) {
            return Blank.loading("Nothing so far", "Each service is shown as it is read.", -1);
        }
        return rows.unknown() == 0
                ? Blank.empty("Nothing there", "All services were read; none holds anything.")
                : Blank.unknown("Nothing is known to be there", "What could not be read may hold something.");
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
        for (var region : regions) {
            var column = column("", REGION, new LineCells.InRegion(region, region.equals(regions.getFirst())));
            var city = Labels.line(plan.region(region).map(Plan.Region::city).orElse(""), "caption", "muted");
            var head = new VBox(Labels.line(region, "mono"), city, Labels.line("", "caption", "faint"));
            head.getStyleClass().add("column-head");
            column.setGraphic(head);
            table.getColumns().add(column);
        }
        table.getColumns().add(column("Disposition", DISPOSITION, new LineCells.Disposition()));
        shareWidth();
    }

    /** Between what each column needs at least and what it would like; below the least, the table scrolls. */
    private void shareWidth() {
        var em = summary.getFont().getSize();
        var least = sum(Wish::least) * em;
        var most = sum(Wish::most) * em;
        var there = table.getWidth() - SCROLL_BAR_EM * em;
        var part = Math.max(0, (there - least) / Math.max(1, most - least));
        for (var column : table.getColumns()) {
            var wish = wish(column);
            var width = part <= 1
                    ? wish.least() + part * (wish.most() - wish.least())
                    : wish.most() * there / Math.max(1, most);
            column.setPrefWidth(width * em);
        }
    }

    private double sum(ToDoubleFunction<Wish> of) {
        return table.getColumns().stream().map(LiveTable::wish).mapToDouble(of).sum();
    }

    private static Wish wish(TableColumn<LiveRows.Line, ?> column) {
        return (Wish) Objects.requireNonNull(column.getProperties().get(Wish.class));
    }

    /** Widths in letters' sizes. */
    private record Wish(double least, double most) {}

    private static TableColumn<LiveRows.Line, LiveRows.Line> column(String title, Wish wish, LineCells.Maker maker) {
        var column = new TableColumn<LiveRows.Line, LiveRows.Line>(title);
        column.setSortable(false);
        column.setReorderable(false);
        column.getProperties().put(Wish.class, wish);
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        column.setCellFactory(_ -> maker.make());
        return column;
    }

    /** How many each region holds, and how old the oldest of that is. */
    private void ages(InventorySource source) {
        for (var i = 0; i < columns.size(); i++) {
            var region = columns.get(i);
            var here = source.scans().stream()
                    .filter(s -> s.region().equals(region))
                    .toList();
            var count = here.stream().flatMap(ServiceScan::resources).count();
            if (table.getColumns().get(i + 1).getGraphic() instanceof VBox head) {
                head.getChildren()
                        .set(
                                2,
                                Freshness.oldest(here)
                                        .filter(_ -> source.read(region))
                                        .<Label>map(at -> new LiveAge(
                                                desk.readings().nowProperty(),
                                                desk.readings()::session,
                                                count + " · ",
                                                at))
                                        .orElseGet(() -> Labels.line(
                                                count == 0 ? "not read yet" : count + " so far", "caption", "faint")));
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
