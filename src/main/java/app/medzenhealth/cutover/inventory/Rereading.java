package app.medzenhealth.cutover.inventory;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what was read later over what was known, place by place. */
final class Rereading {
    private Rereading() {}

    /**
     * @param regions those that are asked for by themselves: a place elsewhere is only known through a service that answers for
     *     all regions at once, and is gone when such an answer no longer names it
     */
    static List<ServiceScan> over(List<ServiceScan> before, Collection<ServiceScan> newer, Collection<String> regions) {
        Map<ServicePlace, ServiceScan> came = new LinkedHashMap<>();
        newer.forEach(s -> came.put(ServicePlace.of(s), s));
        Map<ServicePlace, ServiceScan> known = new LinkedHashMap<>();
        for (ServiceScan old : before) {
            ServicePlace place = ServicePlace.of(old);
            ServiceScan again = came.get(place);
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
        List<ServiceScan> same =
                newer.stream().filter(s -> s.service().equals(old.service())).toList();
        return same.isEmpty()
                ? Optional.of(old)
                : same.stream().flatMap(s -> s.failure().stream()).findFirst().map(old::failing);
    }
}
