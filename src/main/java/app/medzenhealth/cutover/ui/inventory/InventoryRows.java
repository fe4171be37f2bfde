package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.InventorySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All rows of one scan. */
record InventoryRows(InventorySource source, SideBySide side, List<InventoryRow> rows) {
    static final InventoryRows NONE =
            new InventoryRows(InventorySource.NONE, new SideBySide(List.of(), List.of()), List.of());

    /** A row that is as it was before stays the same object, by which the table knows that it has not changed. */
    static InventoryRows of(InventorySource source, Plan plan, InventoryRows before) {
        SideBySide side = source.side(plan);
        Map<String, Map<String, CellRead>> reads = CellRead.of(source);
        Map<InventoryRow.Key, InventoryRow> known = new HashMap<>();
        before.rows().forEach(r -> known.put(r.key(), r));
        List<InventoryRow> rows = new ArrayList<>(side.rows().size());
        for (SideBySide.Row row : side.rows()) {
            Map<String, CellRead> own = reads.getOrDefault(row.service(), Map.of());
            InventoryRow old = known.get(InventoryRow.Key.of(row));
            rows.add(old != null && old.reads().equals(own) && old.row().equals(row) ? old : InventoryRow.of(row, own));
        }
        return new InventoryRows(source, side, List.copyOf(rows));
    }
}
