package app.medzenhealth.cutover.ui.mission;

import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.Freshness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where data and traffic are, as they were last seen.
 *
 * @param regions by region id, in the plan's order
 */
record Topology(Map<String, Site> regions, List<Replication> replications) {
    private static final Set<String> SOURCE = Set.of("replicasource", "replica of", "replicaof", "source");
    private static final Set<String> LAG = Set.of("lagseconds", "replicalag", "lag", "lag seconds", "replica lag");

    /**
     * @param resources how many were seen
     * @param unknown services that could not be read the last time, or not all of them
     * @param read when the oldest of it was read; empty: not all of it was yet
     * @param names DNS names that lead users here
     * @param idle whether there are services of containers here, and none of them is to run anything
     */
    record Site(int resources, List<String> unknown, List<String> names, Optional<Instant> read, boolean idle) {}

    /** @param lag as read, with its unit; empty where it was not read */
    record Replication(String from, String to, String what, Optional<String> lag) {}

    static Topology of(Plan plan, Collection<ServiceScan> scans) {
        return of(plan, scans, _ -> true);
    }

    /** @param read whether all of a region was read */
    static Topology of(Plan plan, Collection<ServiceScan> scans, Predicate<String> read) {
        var seen = scans.stream().flatMap(ServiceScan::resources).toList();
        var sites = new LinkedHashMap<String, Site>();
        for (var region : plan.regions()) {
            var count = (int)
                    seen.stream().filter(r -> r.region().equals(region.id())).count();
            var here =
                    scans.stream().filter(s -> s.region().equals(region.id())).toList();
            var unknown = here.stream()
                    .filter(s -> s.incomplete().isPresent())
                    .map(ServiceScan::service)
                    .distinct()
                    .toList();
            sites.put(
                    region.id(),
                    new Site(
                            count,
                            unknown,
                            names(plan, region.id(), seen),
                            Freshness.oldest(here).filter(_ -> read.test(region.id())),
                            idle(region.id(), seen)));
        }
        return new Topology(sites, replications(plan, seen));
    }

    private static boolean idle(String region, List<SeenResource> seen) {
        var services = seen.stream()
                .filter(r -> r.region().equals(region)
                        && r.service().equals("ecs")
                        && r.type().equals("service"))
                .toList();
        return !services.isEmpty()
                && services.stream().allMatch(s -> "0".equals(s.details().get("desired")));
    }

    private static List<String> names(Plan plan, String region, List<SeenResource> seen) {
        // A name of a region's own, made for tests and health checks, says nothing about where users go.
        return seen.stream()
                .filter(r -> r.service().equals("route53"))
                .flatMap(r -> r.details().entrySet().stream())
                .filter(e -> leadsTo(e.getValue(), region))
                .map(Map.Entry::getKey)
                .filter(n -> plan.regions().stream().noneMatch(other -> n.contains(other.id())))
                .distinct()
                .sorted()
                .toList();
    }

    /** A failover record's secondary is asked only while the primary is ill; a weight of 0 gets nothing. */
    private static boolean leadsTo(String value, String region) {
        return Arrays.stream(value.toLowerCase(Locale.ROOT).split(", "))
                .filter(v -> !v.startsWith("secondary ") && !v.startsWith("weight 0 "))
                .anyMatch(v -> v.contains("." + region + ".elb.amazonaws.com"));
    }

    private static List<Replication> replications(Plan plan, List<SeenResource> seen) {
        var found = new ArrayList<Replication>();
        for (var replica : seen) {
            if (!replica.service().equals("rds")
                    || plan.region(replica.region()).isEmpty()) {
                continue;
            }
            detail(replica, SOURCE)
                    .flatMap(source -> sourceRegion(source, replica, seen))
                    .filter(from -> !from.equals(replica.region()))
                    .ifPresent(from -> found.add(new Replication(
                            from,
                            replica.region(),
                            replica.name(),
                            detail(replica, LAG).map(Topology::seconds))));
        }
        return List.copyOf(found);
    }

    private static Optional<String> sourceRegion(String source, SeenResource replica, List<SeenResource> seen) {
        return seen.stream()
                .filter(r -> r.service().equals("rds") && r.type().equals(replica.type()) && r != replica)
                .filter(r -> source.equals(r.arn()) || source.equals(r.name()) || source.equals(r.id()))
                .map(SeenResource::region)
                .findFirst()
                .or(() -> fromArn(source));
    }

    private static Optional<String> fromArn(String arn) {
        var parts = arn.split(":");
        return arn.startsWith("arn:") && parts.length > 3 ? Optional.of(parts[3]) : Optional.empty();
    }

    static Optional<String> replicaSource(SeenResource resource) {
        return resource.service().equals("rds") ? detail(resource, SOURCE) : Optional.empty();
    }

    static Optional<String> lag(SeenResource resource) {
        return detail(resource, LAG).map(Topology::seconds);
    }

    private static Optional<String> detail(SeenResource resource, Set<String> names) {
        return resource.details().entrySet().stream()
                .filter(e -> names.contains(e.getKey().toLowerCase(Locale.ROOT)))
                .map(Map.Entry::getValue)
                .filter(v -> !v.isBlank() && !v.equals("none") && !v.equals("–") && !v.equals("-"))
                .findFirst();
    }

    private static String seconds(String value) {
        return value.matches("[0-9.]+") ? value + " s" : value;
    }
}
