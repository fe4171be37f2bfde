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
        Map<String, Integer> services,
        Map<Fate, Integer> fates,
        Map<Drift, Integer> drifts) {

    /** Takes a while with many rows: never on the JavaFX thread. */
    static InventoryListing of(InventoryRows from, InventoryQuery query, Comparator<InventoryRow> order) {
        int resources = 0;
        int unknown = 0;
        int unread = 0;
        int differing = 0;
        Map<String, Integer> services = new TreeMap<>();
        Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        Map<Drift, Integer> drifts = new EnumMap<>(Drift.class);
        for (InventoryRow row : from.rows()) {
            resources += row.present();
            unknown += row.unknown();
            unread += row.unread();
            differing += row.differs() ? 1 : 0;
            services.merge(row.key().service(), 1, Integer::sum);
            fates.merge(row.fate(), 1, Integer::sum);
            row.drift().ifPresent(d -> drifts.merge(d, 1, Integer::sum));
        }
        String[] words = query.words();
        List<InventoryRow> rows = from.rows().stream()
                .filter(r -> query.accepts(r, words))
                .sorted(order)
                .toList();
        return new InventoryListing(from, rows, resources, unknown, unread, differing, services, fates, drifts);
    }

    int drifted() {
        return from.side().drift();
    }
}
