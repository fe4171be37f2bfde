package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import java.util.Set;

/**
 * Which rows to show. An empty set lets everything through.
 *
 * @param text as it is typed: see {@link InventorySearch}
 */
record InventoryQuery(String text, Set<String> services, Set<Fate> fates, Set<Drift> drifts, Set<Only> only) {
    static final InventoryQuery ALL = new InventoryQuery("", Set.of(), Set.of(), Set.of(), Set.of());

    enum Only {
        /** That differ between regions. */
        DIFFERENCES,
        /** That have changed since an earlier reading. */
        CHANGES;

        private boolean holds(InventoryRow row) {
            return switch (this) {
                case DIFFERENCES -> row.differs();
                case CHANGES -> !row.changes().isEmpty();
            };
        }
    }

    InventoryQuery {
        services = Set.copyOf(services);
        fates = Set.copyOf(fates);
        drifts = Set.copyOf(drifts);
        only = Set.copyOf(only);
    }

    boolean isAll() {
        return equals(ALL);
    }

    /** @param details that resources have, as {@link InventorySearch#plain} */
    InventorySearch search(Set<String> details) {
        return new InventorySearch(text, details);
    }

    boolean accepts(InventoryRow row, InventorySearch search) {
        return (services.isEmpty() || services.contains(row.key().service()))
                && (fates.isEmpty() || fates.contains(row.fate()))
                && (drifts.isEmpty() || row.drift().filter(drifts::contains).isPresent())
                && only.stream().allMatch(o -> o.holds(row))
                && search.finds(row);
    }
}
