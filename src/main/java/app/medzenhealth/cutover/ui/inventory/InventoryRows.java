package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide;
import java.util.List;

/** All rows of one scan. */
record InventoryRows(SideBySide side, List<InventoryRow> rows) {
    static final InventoryRows NONE = new InventoryRows(new SideBySide(List.of(), List.of()), List.of());

    static InventoryRows of(SideBySide side) {
        return new InventoryRows(
                side, side.rows().stream().map(InventoryRow::of).toList());
    }
}
