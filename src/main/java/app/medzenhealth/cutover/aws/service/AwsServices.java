package app.medzenhealth.cutover.aws.service;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every AWS service that the console knows. */
public final class AwsServices {

    private static final SortedMap<String, AwsService> BY_ID = new TreeMap<>();

    static {
        Stream.of(
                        ComputeAndNetworking.services(),
                        StorageAndDatabases.services(),
                        Integration.services(),
                        Management.services(),
                        SecurityAndIdentity.services())
                .flatMap(List::stream)
                .forEach(AwsServices::add);
    }

    private AwsServices() {}

    private static void add(AwsService service) {
        if (BY_ID.put(service.id(), service) != null) {
            throw new IllegalStateException("Two declarations of " + service.id());
        }
    }

    /** Sorted by their ids. */
    public static Collection<AwsService> all() {
        return Collections.unmodifiableCollection(BY_ID.values());
    }

    /** @param id the SDK's service id in lower case without blanks */
    public static Optional<AwsService> of(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /** What plans and the inventory call so, by their ids: mostly one. */
    public static List<AwsService> named(String name) {
        return BY_ID.values().stream().filter(s -> s.name().equals(name)).toList();
    }
}
