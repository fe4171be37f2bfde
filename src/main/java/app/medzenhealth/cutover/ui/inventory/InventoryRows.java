package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.InventorySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All rows of one scan.
 *
 * @param details that resources of it have, as they can be typed
 */
record InventoryRows(InventorySource source, SideBySide side, List<InventoryRow> rows, Set<String> details) {
    static final InventoryRows NONE =
            new InventoryRows(InventorySource.NONE, new SideBySide(List.of(), List.of()), List.of(), Set.of());

    /** A row that is as it was before stays the same object, by which the table knows that it has not changed. */
    static InventoryRows of(InventorySource source, Plan plan, InventoryRows before) {
        var side = source.side(plan);
        var reads = CellRead.of(source);
        var known = new HashMap<InventoryRow.Key, InventoryRow>();
        before.rows().forEach(r -> known.put(r.key(), r));
        var rows = new ArrayList<InventoryRow>(side.rows().size());
        for (var row : side.rows()) {
            var own = reads.getOrDefault(row.service(), Map.of());
            var old = known.get(InventoryRow.Key.of(row));
            rows.add(old != null && old.reads().equals(own) && old.row().equals(row) ? old : InventoryRow.of(row, own));
        }
        return new InventoryRows(source, side, List.copyOf(rows), details(rows));
    }

    /** Few names, and many rows that have them. */
    private static Set<String> details(List<InventoryRow> rows) {
        var names = new HashSet<String>();
        for (var row : rows) {
            for (var cell : row.row().cells().values()) {
                if (cell instanceof Cell.Present present) {
                    names.addAll(present.resource().details().keySet());
                }
            }
        }
        return names.stream().map(InventorySearch::plain).collect(Collectors.toUnmodifiableSet());
    }
}
