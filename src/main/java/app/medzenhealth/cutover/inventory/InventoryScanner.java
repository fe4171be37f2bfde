package app.medzenhealth.cutover.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Set;
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

    /**
     * Reads some places again, each as a scan does.
     *
     * @param regions those that every scan asks for: what answers for all regions at once comes for all of them
     */
    default List<ServiceScan> read(Collection<String> regions, Collection<ServicePlace> places)
            throws InterruptedException {
        return scan(regions, s -> {}).scans().stream()
                .filter(s -> places.contains(ServicePlace.of(s)))
                .toList();
    }

    /** Which places are read through clients of this kind in this region; none before they were read once. */
    default Set<ServicePlace> readBy(Class<?> client, String region) {
        return Set.of();
    }

    /**
     * The same where it is proved that nothing is left: reads more, and takes longer. Of a scanner that does not know more, the
     * same.
     */
    default Inventory sweep(Collection<String> regions, Consumer<ServiceScan> partial) throws InterruptedException {
        return scan(regions, partial);
    }

    /** What a scan of these regions will read at least, in the order of its result; empty: not known beforehand. */
    default List<ServicePlace> asked(Collection<String> regions) {
        return List.of();
    }
}
