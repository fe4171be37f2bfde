package app.medzenhealth.cutover.ui.inventory;

import app.medzenhealth.cutover.inventory.SideBySide.Drift;
import java.util.Locale;
import java.util.Set;

/**
 * Which rows to show. An empty set lets everything through.
 *
 * @param text words that must all occur
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

    String[] words() {
        return text.toLowerCase(Locale.ROOT).strip().split("\\s+");
    }

    boolean accepts(InventoryRow row, String[] words) {
        return (services.isEmpty() || services.contains(row.key().service()))
                && (fates.isEmpty() || fates.contains(row.fate()))
                && (drifts.isEmpty() || row.drift().filter(drifts::contains).isPresent())
                && (scope == Scope.EVERYTHING || row.differs())
                && holds(row, words);
    }

    private static boolean holds(InventoryRow row, String[] words) {
        for (var word : words) {
            if (!row.words().contains(word)) {
                return false;
            }
        }
        return true;
    }
}
