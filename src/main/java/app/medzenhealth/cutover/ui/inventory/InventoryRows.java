package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.inventory.SideBySide.Cell;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Freshness;
import app.medzenhealth.cutover.ui.common.InventorySource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All rows of one scan.
 *
 * @param details that resources of it have, as they can be typed
 * @param earlier what it is compared with; empty until everything was read once
 */
record InventoryRows(
        InventorySource source,
        SideBySide side,
        List<InventoryRow> rows,
        Set<String> details,
        Optional<EarlierReading> earlier) {
    static final InventoryRows NONE = new InventoryRows(
            InventorySource.NONE, new SideBySide(List.of(), List.of()), List.of(), Set.of(), Optional.empty());

    /** A row that is as it was before stays the same object, by which the table knows that it has not changed. */
    static InventoryRows of(InventorySource source, Plan plan, InventoryRows before) {
        var side = source.side(plan);
        var reads = CellRead.of(source);
        var known = new HashMap<InventoryRow.Key, InventoryRow>();
        before.rows().forEach(r -> known.put(r.key(), r));
        var earlier = before.earlier();
        var rows = new ArrayList<InventoryRow>(side.rows().size());
        for (var row : side.rows()) {
            var own = reads.getOrDefault(row.service(), Map.of());
            var old = known.get(InventoryRow.Key.of(row));
            List<String> changes = earlier.map(e -> e.changes(row)).orElse(List.of());
            rows.add(
                    old != null
                                    && old.reads().equals(own)
                                    && old.row().equals(row)
                                    && old.changes().equals(changes)
                            ? old
                            : InventoryRow.of(row, own, changes));
        }
        return new InventoryRows(source, side, List.copyOf(rows), details(rows), earlier.or(() -> first(source, side)));
    }

    /** The first reading of everything is what later ones are compared with. */
    private static Optional<EarlierReading> first(InventorySource source, SideBySide side) {
        return source instanceof InventorySource.Whole
                ? Freshness.oldest(source.scans()).map(at -> EarlierReading.of(at, side.rows()))
                : Optional.empty();
    }

    /** The same, compared with itself: nothing has changed since. */
    InventoryRows comparedFromNow() {
        var now = first(source, side);
        return now.isEmpty()
                ? this
                : new InventoryRows(
                        source,
                        side,
                        rows.stream()
                                .map(r -> r.changes().isEmpty() ? r : InventoryRow.of(r.row(), r.reads(), List.of()))
                                .toList(),
                        details,
                        now);
    }

    /** Rows that were there in the earlier reading and of which nothing is left. */
    List<String> gone() {
        return earlier.filter(_ -> source instanceof InventorySource.Whole)
                .map(e -> e.gone(rows.stream().map(InventoryRow::key).collect(Collectors.toSet())))
                .orElse(List.of());
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
