package app.medzenhealth.cutover.inventory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Puts what was read later over what was known, place by place. */
final class InventoryMerge {
    private InventoryMerge() {}

    /**
     * @param regions those that are asked for by themselves: a place elsewhere is only known through a service that answers for
     *     all regions at once, and is gone when such an answer no longer names it
     */
    static List<ServiceScan> over(List<ServiceScan> before, Collection<ServiceScan> newer, Collection<String> regions) {
        var came = new LinkedHashMap<ServicePlace, ServiceScan>();
        newer.forEach(s -> came.put(ServicePlace.of(s), s));
        var known = new LinkedHashMap<ServicePlace, ServiceScan>();
        for (var old : before) {
            var place = ServicePlace.of(old);
            var again = came.get(place);
            if (again != null) {
                known.put(place, old.then(again));
            } else if (regions.contains(old.region())) {
                known.put(place, old);
            } else {
                elsewhere(old, newer).ifPresent(s -> known.put(place, s));
            }
        }
        came.forEach(known::putIfAbsent);
        return List.copyOf(known.values());
    }

    private static Optional<ServiceScan> elsewhere(ServiceScan old, Collection<ServiceScan> newer) {
        var same = newer.stream().filter(s -> s.service().equals(old.service())).toList();
        return same.isEmpty()
                ? Optional.of(old)
                : same.stream().flatMap(s -> s.failure().stream()).findFirst().map(old::failing);
    }
}
