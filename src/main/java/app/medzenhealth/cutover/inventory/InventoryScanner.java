package app.medzenhealth.cutover.inventory;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Reads what is in the regions. */
public interface InventoryScanner {

    /**
     * Reads all services of all the given regions, in parallel; global services too. Takes no longer than the slowest: each
     * read that fails or takes too long ends as unknown, never as an exception.
     *
     * @param regions ids of regions
     * @param partial receives each service's result as it comes, on one thread
     */
    Inventory scan(Collection<String> regions, Consumer<ServiceScan> partial) throws InterruptedException;

    /** What a scan of these regions will read at least, in the order of its result; empty: not known beforehand. */
    default List<ServicePlace> asked(Collection<String> regions) {
        return List.of();
    }
}
