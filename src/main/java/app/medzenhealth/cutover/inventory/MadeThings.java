package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.service.AwsService;
import app.medzenhealth.cutover.aws.service.AwsServices;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What calls made, by the name they were sent for, and have not removed since: to be looked for where it should be. Of calls that make
 * something under a name of AWS's own, or that no scan lists, nothing is kept.
 */
public final class MadeThings {
    /** So many places are read again at most: whoever forgot, forgot all of them. */
    private static final int MOST_PLACES = 4;

    /** What each makes is listed by a scan under the very name that it was asked for. */
    private static final Set<String> MAKING = Set.of(
            "CopyDBSnapshot",
            "CreateBackupVault",
            "CreateBucket",
            "CreateCluster",
            "CreateDBInstance",
            "CreateDBInstanceReadReplica",
            "CreateDBSnapshot",
            "CreateFunction",
            "CreateQueue",
            "CreateRepository",
            "CreateStack",
            "CreateTable",
            "CreateTopic",
            "RestoreDBInstanceFromDBSnapshot",
            "RestoreTableFromBackup");

    private final Set<Made> made = new LinkedHashSet<>();

    /** @param service as the inventory calls it */
    private record Made(String region, String service, String name) {
        @Override
        public String toString() {
            return service + " " + name + " in " + region;
        }

        boolean in(ServicePlace place) {
            return place.service().equals(service)
                    && (place.region().equals(region) || place.region().equals(Inventory.GLOBAL));
        }

        boolean is(SeenResource r) {
            return Stream.of(r.name(), r.id(), r.arn()).map(MadeThings::tail).anyMatch(name::equals);
        }
    }

    /**
     * What was seen of them.
     *
     * @param there in words
     * @param gone in words
     */
    public record Seen(List<String> there, List<String> gone) {
        /** Whether something was looked for, and nothing of it is there. */
        public boolean nothingLeft() {
            return there.isEmpty() && !gone.isEmpty();
        }
    }

    /**
     * Takes in a call that took effect, in the order of the calls.
     *
     * @param service as the SDK calls it
     * @param resource what it was sent for, several separated by commas
     */
    public void add(String region, String service, String operation, String resource) {
        var named = AwsServices.of(service).map(AwsService::name).orElse(service);
        for (var one : resource.split(",")) {
            var key = new Made(region, named, tail(one.strip()));
            if (MAKING.contains(operation)) {
                made.add(key);
            } else if (operation.startsWith("Delete") || operation.startsWith("Modify")) {
                // A name can be changed, too.
                made.remove(key);
            }
        }
    }

    /** Reads the first few places where something was made. What cannot be read, or only in part, tells nothing. */
    public Seen look(InventoryScanner scanner, Collection<String> regions) throws InterruptedException {
        var asked = scanner.asked(regions);
        var places = new LinkedHashSet<ServicePlace>();
        for (var one : made) {
            asked.stream()
                    .filter(one::in)
                    .findFirst()
                    .filter(p -> places.size() < MOST_PLACES)
                    .ifPresent(places::add);
        }
        if (places.isEmpty()) {
            return new Seen(List.of(), List.of());
        }
        var there = new ArrayList<String>();
        var gone = new ArrayList<String>();
        for (var scan : scanner.read(regions, places)) {
            if (scan.incomplete().isPresent() || !places.contains(ServicePlace.of(scan))) {
                continue;
            }
            made.stream()
                    .filter(one -> one.in(ServicePlace.of(scan)))
                    .forEach(one -> (scan.resources().anyMatch(one::is)
                                            || scan.leftOut().stream()
                                                    .map(MadeThings::tail)
                                                    .anyMatch(one.name()::equals)
                                    ? there
                                    : gone)
                            .add(one.toString()));
        }
        return new Seen(List.copyOf(there), List.copyOf(gone));
    }

    /** Calls name things by name or by ARN. */
    private static String tail(String name) {
        return name.startsWith("arn:")
                ? name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1)
                : name;
    }
}
