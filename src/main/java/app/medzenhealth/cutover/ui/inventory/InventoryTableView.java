package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Labels;
import app.medzenhealth.cutover.ui.common.Readings;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.VBox;

/** One row a logical resource. Sorting is asked for here and done elsewhere, off the JavaFX thread. */
final class InventoryTableView extends TableView<InventoryRow> {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final double ROW_EM = 3.1;

    private final Readings readings;
    private final Label measure = new Label();
    private final KeySelection selection = new KeySelection(this);
    private final ScrollPlace scroll = new ScrollPlace(this);
    private List<String> regions = List.of();
    // While it is being made and while rows are put in, a change of selection is nobody's choice.
    private boolean settling = true;

    InventoryTableView(Readings readings, Runnable onOrder, Runnable onSelect) {
        this.readings = readings;
        setId("inventory-table");
        setAccessibleText("Inventory, regions side by side");
        getStyleClass().add("inventory-table");
        setMinSize(0, 0);
        setSelectionModel(selection);
        setSortPolicy(_ -> {
            if (!settling) {
                onOrder.run();
            }
            return true;
        });
        getSelectionModel().selectedItemProperty().subscribe(_ -> {
            if (!settling) {
                onSelect.run();
            }
        });
        setOnKeyPressed(e -> {
            if (COPY.match(e)) {
                copy(CopyFormat.SPREADSHEET);
                e.consume();
            }
        });
        setContextMenu(menu());
        widthProperty().subscribe(this::shareWidth);
        measure.fontProperty().subscribe(f -> {
            setFixedCellSize(Math.ceil(f.getSize() * ROW_EM));
            shareWidth();
        });
        measure.setManaged(false);
        measure.setVisible(false);
        settling = false;
    }

    /** Has to be in the scene for the table to follow the size of text. */
    Label measure() {
        return measure;
    }

    Comparator<InventoryRow> order() {
        return getSortOrder().stream()
                .map(InventoryTableView::comparator)
                .reduce(Comparator::thenComparing)
                .orElse(InventoryOrder.BY_SERVICE);
    }

    void columns(List<String> wanted, Plan plan) {
        if (wanted.equals(regions) && !getColumns().isEmpty()) {
            return;
        }
        regions = wanted;
        settling = true;
        var sorted = getSortOrder().stream()
                .map(c -> new Sorted(c.getId(), c.getSortType()))
                .toList();
        getSortOrder().clear();
        getColumns().clear();
        settling = false;
        add("Service", "service", 7.5, 10.5, InventoryOrder.BY_SERVICE, InventoryCells.ServiceCell::new);
        add("Name", "name", 14, 21, InventoryOrder.BY_NAME, InventoryCells.NameCell::new);
        for (var region : wanted) {
            var column = add(
                    "",
                    region,
                    region.equals(InventoryHead.GLOBAL) ? 6 : 10,
                    region.equals(InventoryHead.GLOBAL) ? 9 : 17,
                    InventoryOrder.byRegion(region),
                    () -> new InventoryCells.RegionCell(region, readings));
            var city = plan.region(region).map(Plan.Region::city).orElse("");
            var head = new VBox(Labels.line(region, "mono"), Labels.line(city, "caption", "muted"));
            head.getStyleClass().add("column-head");
            column.setGraphic(head);
        }
        add("Disposition", "fate", 7, 8, InventoryOrder.BY_FATE, InventoryCells.FateCell::new);
        add("Against plan", "drift", 9.2, 9.6, InventoryOrder.BY_DRIFT, InventoryCells.DriftCell::new);
        settling = true;
        sorted.forEach(s -> getColumns().stream()
                .filter(c -> c.getId().equals(s.column()))
                .forEach(c -> {
                    c.setSortType(s.how());
                    getSortOrder().add(c);
                }));
        settling = false;
        shareWidth();
    }

    private record Sorted(String column, TableColumn.SortType how) {}

    List<String> regions() {
        return regions;
    }

    /** Selection, and what is seen, stay where they are, by name. */
    void settle(List<InventoryRow> rows) {
        if (same(rows)) {
            return;
        }
        var back = scroll.keep(rows);
        settling = true;
        getItems().setAll(rows);
        selection.moved();
        settling = false;
        back.run();
    }

    private boolean same(List<InventoryRow> rows) {
        return rows.size() == getItems().size()
                && IntStream.range(0, rows.size())
                        .allMatch(i -> rows.get(i) == getItems().get(i));
    }

    Optional<InventoryRow> selected() {
        return Optional.ofNullable(getSelectionModel().getSelectedItem());
    }

    void choose(InventoryRow.Key key) {
        IntStream.range(0, getItems().size())
                .filter(i -> getItems().get(i).key().equals(key))
                .findFirst()
                .ifPresent(i -> {
                    getSelectionModel().clearAndSelect(i);
                    reveal();
                });
    }

    void reveal() {
        var chosen = getSelectionModel().getSelectedIndex();
        if (chosen >= 0) {
            scrollTo(Math.max(0, chosen - 1));
        }
    }

    /** The chosen rows; where none is, nothing. */
    void copy(CopyFormat format) {
        var rows = List.copyOf(getSelectionModel().getSelectedItems());
        if (!rows.isEmpty()) {
            var content = new ClipboardContent();
            content.putString(format.of(regions, rows));
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    /** Opens with the right button, Shift+F10 and the menu key. */
    private ContextMenu menu() {
        var menu = new ContextMenu();
        for (var format : CopyFormat.values()) {
            var item = new MenuItem();
            item.setId("inventory-copy-" + format.name().toLowerCase(Locale.ROOT));
            item.setOnAction(_ -> copy(format));
            menu.getItems().add(item);
        }
        menu.setOnShowing(_ -> {
            var chosen = getSelectionModel().getSelectedItems().size();
            for (var format : CopyFormat.values()) {
                var item = menu.getItems().get(format.ordinal());
                item.setText("Copy " + InWords.count(chosen, "row", "rows") + " " + format.words());
                item.setDisable(chosen == 0);
            }
        });
        return menu;
    }

    private TableColumn<InventoryRow, InventoryRow> add(
            String title,
            String id,
            double least,
            double most,
            Comparator<InventoryRow> order,
            Supplier<TableCell<InventoryRow, InventoryRow>> cell) {
        var column = new TableColumn<InventoryRow, InventoryRow>(title);
        column.setId("inventory-column-" + id);
        column.setReorderable(false);
        column.getProperties().put(Column.class, new Column(least, most, order));
        column.setCellValueFactory(f -> new ReadOnlyObjectWrapper<>(f.getValue()));
        column.setCellFactory(_ -> cell.get());
        getColumns().add(column);
        return column;
    }

    /** Widths in letters' sizes. */
    private record Column(double least, double most, Comparator<InventoryRow> order) {}

    private static Column column(TableColumn<InventoryRow, ?> column) {
        return (Column) Objects.requireNonNull(column.getProperties().get(Column.class));
    }

    private static Comparator<InventoryRow> comparator(TableColumn<InventoryRow, ?> column) {
        var order = column(column).order();
        return column.getSortType() == TableColumn.SortType.DESCENDING ? order.reversed() : order;
    }

    /** Between what each column needs at least and what it would like; below the least, the table scrolls. */
    private void shareWidth() {
        var em = measure.getFont().getSize();
        var least = getColumns().stream().mapToDouble(c -> column(c).least()).sum() * em;
        var most = getColumns().stream().mapToDouble(c -> column(c).most()).sum() * em;
        var there = getWidth() - 1.2 * em;
        var part = Math.max(0, (there - least) / Math.max(1, most - least));
        for (var c : getColumns()) {
            var wish = column(c);
            var width = part <= 1
                    ? wish.least() + part * (wish.most() - wish.least())
                    : wish.most() * there / Math.max(1, most);
            c.setPrefWidth(width * em);
        }
    }
}
