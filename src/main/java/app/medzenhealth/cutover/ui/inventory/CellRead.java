package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.ServicePlace;
import app.medzenhealth.cutover.inventory.UnfinishedInventory;
import app.medzenhealth.cutover.ui.common.InventorySource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a service of one region was read.
 *
 * @param last when and with which calls; empty: never
 * @param open present where a scan has yet to read it, or ended before it did
 */
record CellRead(Optional<Last> last, Optional<UnfinishedInventory.State> open) {

    /** @param failed why a later reading did not succeed; empty: there was none, or it did */
    record Last(Instant at, String api, Optional<String> failed) {}

    boolean never() {
        return last.isEmpty();
    }

    /** By service, then region. */
    static Map<String, Map<String, CellRead>> of(InventorySource source) {
        var reads = new HashMap<String, Map<String, CellRead>>();
        source.scans()
                .forEach(s -> reads.computeIfAbsent(s.service(), _ -> new HashMap<>())
                        .put(
                                s.region(),
                                new CellRead(
                                        Optional.of(new Last(
                                                s.found().at(),
                                                s.api(),
                                                s.failed().map(u -> u.reason()))),
                                        open(source, ServicePlace.of(s)))));
        if (source instanceof InventorySource.Unfinished(UnfinishedInventory u)) {
            u.unread()
                    .forEach(p -> reads.computeIfAbsent(p.service(), _ -> new HashMap<>())
                            .put(p.region(), new CellRead(Optional.empty(), Optional.of(u.state()))));
        }
        return reads;
    }

    private static Optional<UnfinishedInventory.State> open(InventorySource source, ServicePlace place) {
        return source instanceof InventorySource.Unfinished(UnfinishedInventory u) && u.awaits(place)
                ? Optional.of(u.state())
                : Optional.empty();
    }
}
