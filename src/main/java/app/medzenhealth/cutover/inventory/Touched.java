package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.aws.NotedClients;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a step asked for and where it changed something, since this was last taken: what the inventory knows of it is out of
 * date. Safe for many threads.
 */
public final class Touched {
    private final Set<Asked> asked = new HashSet<>();
    private final Set<String> changed = new HashSet<>();

    private record Asked(Class<?> client, String region) {}

    /** The clients of steps. The inventory's own must not be among them, or it would touch what it reads. */
    public Clients noting(Clients clients) {
        return new NotedClients(clients, this::asked);
    }

    private synchronized void asked(Class<?> client, String region) {
        asked.add(new Asked(client, region));
    }

    /** A change may have been sent to this region; what is global belongs to none of the plan's. */
    public synchronized void changed(String region) {
        changed.add(region);
    }

    /**
     * The places to be read again, each once. A change in one service shows in others (a stack makes functions, a database
     * takes network interfaces), so that the whole of its region is among them.
     *
     * @param regions those that every scan asks for
     */
    public synchronized Set<ServicePlace> take(InventoryScanner scanner, Collection<String> regions) {
        var places = new LinkedHashSet<ServicePlace>();
        asked.forEach(a -> places.addAll(scanner.readBy(a.client(), a.region())));
        changed.forEach(region -> places.addAll(scanner.asked(regions.contains(region) ? List.of(region) : List.of())));
        asked.clear();
        changed.clear();
        return places;
    }
}
