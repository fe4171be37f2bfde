package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the table shows, and how many there are of each kind in all.
 *
 * @param from all rows of the scan
 * @param unread cells whose region was not read
 * @param rows those that pass the filter, sorted
 */
record InventoryListing(
        InventoryRows from,
        List<InventoryRow> rows,
        int resources,
        int unknown,
        int unread,
        int differing,
        int changed,
        Map<String, Integer> services,
        Map<Fate, Integer> fates,
        Map<Drift, Integer> drifts) {

    /** Takes a while with many rows: never on the JavaFX thread. */
    static InventoryListing of(InventoryRows from, InventoryQuery query, Comparator<InventoryRow> order) {
        var resources = 0;
        var unknown = 0;
        var unread = 0;
        var differing = 0;
        var changed = 0;
        var services = new TreeMap<String, Integer>();
        var fates = new EnumMap<Fate, Integer>(Fate.class);
        var drifts = new EnumMap<Drift, Integer>(Drift.class);
        for (var row : from.rows()) {
            resources += row.present();
            unknown += row.unknown();
            unread += row.unread();
            differing += row.differs() ? 1 : 0;
            changed += row.changes().isEmpty() ? 0 : 1;
            services.merge(row.key().service(), 1, Integer::sum);
            fates.merge(row.fate(), 1, Integer::sum);
            row.drift().ifPresent(d -> drifts.merge(d, 1, Integer::sum));
        }
        var search = query.search(from.details());
        var rows = from.rows().stream()
                .filter(r -> query.accepts(r, search))
                .sorted(order)
                .toList();
        return new InventoryListing(
                from, rows, resources, unknown, unread, differing, changed, services, fates, drifts);
    }

    int drifted() {
        return from.side().drift();
    }
}
