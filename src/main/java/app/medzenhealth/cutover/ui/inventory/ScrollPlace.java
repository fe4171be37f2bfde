package app.medzenhealth.cutover.ui.inventory;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;

/** Where a table is scrolled to, by the row that is at its top. */
final class ScrollPlace {
    private final TableView<InventoryRow> table;

    ScrollPlace(TableView<InventoryRow> table) {
        this.table = table;
    }

    /**
     * To be asked before the rows are put in.
     *
     * @return puts the row that was at the top there again, to the pixel; to be run after
     */
    Runnable keep(List<InventoryRow> rows) {
        var flow = flow();
        IndexedCell<?> top =
                flow.<IndexedCell<?>>map(VirtualFlow::getFirstVisibleCell).orElse(null);
        if (top == null
                || top.getIndex() < 0
                || top.getIndex() >= table.getItems().size()) {
            return () -> {};
        }
        var before = top.getIndex();
        var above = top.getLayoutY();
        if (before == 0 && above >= 0) {
            // Who has not scrolled wants to see the beginning.
            return () -> {};
        }
        var key = table.getItems().get(before).key();
        var now = place(rows, key, before);
        return () -> {
            table.layout();
            flow.get().scrollToTop(now);
            flow.get().scrollPixels(-above);
        };
    }

    /** Where the row is now; where it is gone, the place that it had. */
    private static int place(List<InventoryRow> rows, InventoryRow.Key key, int before) {
        for (var i = 0; i < rows.size(); i++) {
            if (rows.get(i).key().equals(key)) {
                return i;
            }
        }
        return Math.clamp(before, 0, Math.max(0, rows.size() - 1));
    }

    private Optional<VirtualFlow<?>> flow() {
        return Optional.ofNullable((VirtualFlow<?>) table.lookup(".virtual-flow"));
    }
}
