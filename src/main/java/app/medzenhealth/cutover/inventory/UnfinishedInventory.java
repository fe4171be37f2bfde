package app.medzenhealth.cutover.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a scan that is going on, or was stopped, has read so far, over what was known before it. To be looked at only: it is no
 * {@link Inventory}, so that nothing can take it for one and decide by it. Immutable.
 *
 * @param asked what the scan reads; empty where that is not known beforehand
 * @param before what was known before
 * @param came what this scan has read
 * @param traces what the session's own steps account for
 */
public record UnfinishedInventory(
        List<ServicePlace> asked,
        Map<ServicePlace, ServiceScan> before,
        Map<ServicePlace, ServiceScan> came,
        State state,
        StepTraces traces) {

    public enum State {
        READING,
        STOPPED,
        FAILED
    }

    public UnfinishedInventory {
        asked = List.copyOf(asked);
        before = Map.copyOf(before);
        came = Map.copyOf(came);
    }

    /** Nothing has come yet. */
    public static UnfinishedInventory begun(List<ServicePlace> asked, List<ServiceScan> before) {
        return begun(asked, before, StepTraces.NONE);
    }

    public static UnfinishedInventory begun(List<ServicePlace> asked, List<ServiceScan> before, StepTraces traces) {
        var known = new HashMap<ServicePlace, ServiceScan>();
        before.forEach(s -> known.put(ServicePlace.of(s), s));
        return new UnfinishedInventory(asked, known, Map.of(), State.READING, traces);
    }

    public UnfinishedInventory with(ServiceScan scan) {
        var more = new HashMap<ServicePlace, ServiceScan>(came);
        more.put(ServicePlace.of(scan), scan);
        return new UnfinishedInventory(asked, before, more, state, traces);
    }

    public UnfinishedInventory ended(State how) {
        return new UnfinishedInventory(asked, before, came, how, traces);
    }

    /** How many of {@link #of()} have come. */
    public int done() {
        return asked.isEmpty()
                ? came.size()
                : (int) asked.stream().filter(came::containsKey).count();
    }

    /** How many were asked; 0 where that is not known. */
    public int of() {
        return asked.size();
    }

    /** Whether this scan has yet to read it. */
    public boolean awaits(ServicePlace place) {
        return !came.containsKey(place) && asked.contains(place);
    }

    /** Never read: neither by this scan nor before. */
    public Set<ServicePlace> unread() {
        return asked.stream()
                .filter(p -> !came.containsKey(p) && !before.containsKey(p))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The newest of each, in the order asked. */
    public List<ServiceScan> scans() {
        var newest = new LinkedHashMap<ServicePlace, ServiceScan>();
        asked.forEach(p -> {
            if (came.containsKey(p)) {
                newest.put(p, over(p));
            } else if (before.containsKey(p)) {
                newest.put(p, before.get(p));
            }
        });
        came.keySet().forEach(p -> newest.put(p, over(p)));
        // A region that nobody asked for is known through a service that answers for all of them: its old value holds
        // until that service has answered again.
        var open = asked.stream()
                .filter(p -> !came.containsKey(p))
                .map(ServicePlace::service)
                .collect(Collectors.toSet());
        before.forEach((p, scan) -> {
            if (open.contains(p.service())) {
                newest.putIfAbsent(p, scan);
            }
        });
        return List.copyOf(new ArrayList<>(newest.values()));
    }

    private ServiceScan over(ServicePlace place) {
        var now = Objects.requireNonNull(came.get(place));
        var old = before.get(place);
        return old == null ? now : old.then(now);
    }
}
