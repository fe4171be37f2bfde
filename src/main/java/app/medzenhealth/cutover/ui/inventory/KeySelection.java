package app.medzenhealth.cutover.ui.inventory;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.ObservableListBase;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TablePosition;
import javafx.scene.control.TableView;

/**
 * Selection by key: a row stays selected wherever it goes. The table's own selection goes by place and compares each selected
 * place with all others when rows move, which takes seconds for some ten thousand of them; here it costs one look at each row.
 */
@SuppressWarnings("rawtypes") // the raw TablePosition is JavaFX's own: getSelectedCells overrides it so
final class KeySelection extends TableView.TableViewSelectionModel<InventoryRow> {
    private final TableView<InventoryRow> table;
    private final Set<InventoryRow.Key> chosen = new HashSet<>();
    private final Places<TablePosition> cells;
    private final Places<Integer> indices;
    private final Places<InventoryRow> items;
    /** Where the chosen are; empty: to be found out when somebody asks. */
    private Optional<int[]> places = Optional.empty();

    KeySelection(TableView<InventoryRow> table) {
        super(table);
        this.table = table;
        cells = new Places<>(i -> new TablePosition<>(table, i, (TableColumn<InventoryRow, ?>) null));
        indices = new Places<>(i -> i);
        items = new Places<>(i -> table.getItems().get(i));
        setSelectionMode(SelectionMode.MULTIPLE);
    }

    /** What is at the chosen places, made when it is asked for. */
    private final class Places<T> extends ObservableListBase<T> {
        private final IntFunction<T> at;

        Places(IntFunction<T> at) {
            this.at = at;
        }

        @Override
        public T get(int index) {
            return at.apply(places()[index]);
        }

        @Override
        public int size() {
            return places().length;
        }

        /** Everything may be different: whoever listens looks at what it shows, and nobody needs to know what was there. */
        void changed() {
            if (hasListeners()) {
                fireChange(new Replaced<>(this));
            }
        }
    }

    /** A change of the whole list. */
    private static final class Replaced<T> extends ListChangeListener.Change<T> {
        private boolean before = true;

        Replaced(ObservableList<T> list) {
            super(list);
        }

        @Override
        public boolean next() {
            var first = before;
            before = false;
            return first;
        }

        @Override
        public void reset() {
            before = true;
        }

        @Override
        public int getFrom() {
            return 0;
        }

        @Override
        public int getTo() {
            return getList().size();
        }

        /** As long as what is there now: what was there is not kept. */
        @Override
        public List<T> getRemoved() {
            return new AbstractList<>() {
                @Override
                public T get(int index) {
                    return getList().get(index);
                }

                @Override
                public int size() {
                    return getList().size();
                }
            };
        }

        @Override
        protected int[] getPermutation() {
            return new int[0];
        }
    }

    private int[] places() {
        if (places.isEmpty()) {
            List<InventoryRow> rows = table.getItems();
            var found = new int[rows.size()];
            var count = 0;
            if (!chosen.isEmpty()) {
                for (var i = 0; i < found.length; i++) {
                    if (chosen.contains(rows.get(i).key())) {
                        found[count++] = i;
                    }
                }
            }
            places = Optional.of(Arrays.copyOf(found, count));
        }
        return places.get();
    }

    /** The rows are others, or elsewhere: what is gone is not selected any more. To be called after they were put in. */
    void moved() {
        var lead = Optional.ofNullable(getSelectedItem()).map(InventoryRow::key);
        places = Optional.empty();
        var there = places();
        List<InventoryRow> rows = table.getItems();
        if (there.length < chosen.size()) {
            chosen.clear();
            for (var place : there) {
                chosen.add(rows.get(place).key());
            }
        }
        var at = there.length == 0 ? -1 : there[0];
        for (var place : there) {
            if (lead.isPresent() && rows.get(place).key().equals(lead.get())) {
                at = place;
                break;
            }
        }
        lead(at);
        cells.changed();
        indices.changed();
        items.changed();
    }

    private void lead(int row) {
        setSelectedIndex(row);
        setSelectedItem(row < 0 ? null : table.getItems().get(row));
        if (row >= 0) {
            table.getFocusModel().focus(row);
        }
    }

    private void tell() {
        places = Optional.empty();
        cells.changed();
        indices.changed();
        items.changed();
    }

    private boolean isThere(int row) {
        return row >= 0 && row < table.getItems().size();
    }

    private InventoryRow.Key key(int row) {
        return table.getItems().get(row).key();
    }

    @Override
    public ObservableList<TablePosition> getSelectedCells() {
        return cells;
    }

    @Override
    public ObservableList<Integer> getSelectedIndices() {
        return indices;
    }

    @Override
    public ObservableList<InventoryRow> getSelectedItems() {
        return items;
    }

    @Override
    public boolean isSelected(int row) {
        return isThere(row) && chosen.contains(key(row));
    }

    @Override
    public boolean isSelected(int row, TableColumn<InventoryRow, ?> column) {
        return isSelected(row);
    }

    @Override
    public boolean isEmpty() {
        return chosen.isEmpty();
    }

    @Override
    public void select(int row) {
        selectIndices(row);
    }

    @Override
    public void select(int row, TableColumn<InventoryRow, ?> column) {
        selectIndices(row);
    }

    @Override
    public void select(InventoryRow row) {
        select(table.getItems().indexOf(row));
    }

    @Override
    public void selectIndices(int row, int... rows) {
        var last = -1;
        for (var i = -1; i < rows.length; i++) {
            var next = i < 0 ? row : rows[i];
            if (isThere(next)) {
                chosen.add(key(next));
                last = next;
            }
        }
        if (last >= 0) {
            places = Optional.empty();
            lead(last);
            tell();
        }
    }

    @Override
    public void clearAndSelect(int row) {
        if (isThere(row)) {
            chosen.clear();
            select(row);
        }
    }

    @Override
    public void clearAndSelect(int row, TableColumn<InventoryRow, ?> column) {
        clearAndSelect(row);
    }

    @Override
    public void selectAll() {
        table.getItems().forEach(r -> chosen.add(r.key()));
        places = Optional.empty();
        if (!chosen.isEmpty() && getSelectedIndex() < 0) {
            lead(Math.max(0, table.getFocusModel().getFocusedIndex()));
        }
        tell();
    }

    @Override
    public void clearSelection() {
        if (!chosen.isEmpty() || getSelectedIndex() >= 0) {
            chosen.clear();
            places = Optional.empty();
            lead(-1);
            tell();
        }
    }

    @Override
    public void clearSelection(int row) {
        if (isThere(row) && chosen.remove(key(row))) {
            places = Optional.empty();
            if (row == getSelectedIndex()) {
                var left = places();
                lead(left.length == 0 ? -1 : left[left.length - 1]);
            }
            tell();
        }
    }

    @Override
    public void clearSelection(int row, TableColumn<InventoryRow, ?> column) {
        clearSelection(row);
    }

    @Override
    public void selectPrevious() {
        selectAboveCell();
    }

    @Override
    public void selectNext() {
        selectBelowCell();
    }

    @Override
    public void selectFirst() {
        select(0);
    }

    @Override
    public void selectLast() {
        select(table.getItems().size() - 1);
    }

    @Override
    public void selectAboveCell() {
        var focused = table.getFocusModel().getFocusedIndex();
        select(focused < 0 ? table.getItems().size() - 1 : focused - 1);
    }

    @Override
    public void selectBelowCell() {
        select(table.getFocusModel().getFocusedIndex() + 1);
    }

    /** Rows are selected, not cells. */
    @Override
    public void selectLeftCell() {}

    /** Rows are selected, not cells. */
    @Override
    public void selectRightCell() {}
}
