package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import java.util.Set;

/**
 * Which rows to show. An empty set lets everything through.
 *
 * @param text as it is typed: see {@link InventorySearch}
 */
record InventoryQuery(String text, Set<String> services, Set<Fate> fates, Set<Drift> drifts, Scope scope) {
    static final InventoryQuery ALL = new InventoryQuery("", Set.of(), Set.of(), Set.of(), Scope.EVERYTHING);

    enum Scope {
        EVERYTHING,
        ONLY_DIFFERENCES
    }

    InventoryQuery {
        services = Set.copyOf(services);
        fates = Set.copyOf(fates);
        drifts = Set.copyOf(drifts);
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
                && (scope == Scope.EVERYTHING || row.differs())
                && search.finds(row);
    }
}
