package app.medzenhealth.cutover.inventory;

import java.util.Collection;
import java.util.function.Consumer;

/** Reads what is in the regions. */
public interface InventoryScanner {

    /**
     * Reads all services of all the given regions, in parallel; global services too. Takes no longer than the slowest: each
     * read that fails or takes too long ends as unknown, never as an exception.
     *
     * @param regions ids of regions
     * @param partial receives each service's result as it comes, on any thread
     */
    Inventory scan(Collection<String> regions, Consumer<ServiceScan> partial) throws InterruptedException;
}
