package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Hosted zones, changes and health checks; Route 53 is global. */
public final class Route53State {
    private final Estate estate;
    /** By id, without {@code /hostedzone/}. */
    final Map<String, HostedZoneState> zones = new LinkedHashMap<>();
    /** When each change was submitted, by id. */
    final Map<String, Instant> changes = new LinkedHashMap<>();

    final Map<String, HealthCheckState> healthChecks = new LinkedHashMap<>();

    private String usersName = "";

    private Route53State(Estate estate) {
        this.estate = estate;
        estate.agenda().observe(now -> {
            var endpoints = new HostTable(estate);
            healthChecks.values().forEach(check -> check.observe(endpoints.healthy(check.config()), now));
        });
    }

    public static Route53State of(Estate estate) {
        return estate.state(Route53State.class, "global", () -> new Route53State(estate));
    }

    /** A health check of the world, of a host's port 443. */
    public Route53State healthCheck(String id, String host) {
        var config = HealthCheckConfig.builder()
                .type(HealthCheckType.HTTPS)
                .fullyQualifiedDomainName(host)
                .port(443)
                .requestInterval(30)
                .failureThreshold(3)
                .build();
        healthChecks.put(
                id,
                new HealthCheckState(
                        HealthCheck.builder()
                                .id(id)
                                .callerReference(id)
                                .healthCheckConfig(config)
                                .healthCheckVersion(1L)
                                .build(),
                        estate.now()));
        return this;
    }

    /** A public zone with its NS and SOA records. */
    public Route53State zone(String id, String name) {
        var dotted = Route53Name.of(name);
        var servers = List.of(
                "ns-1536.awsdns-00.co.uk.", "ns-0.awsdns-00.com.", "ns-1024.awsdns-00.org.", "ns-512.awsdns-00.net.");
        var records = List.of(
                set(dotted, RRType.NS, 172_800, servers),
                set(
                        dotted,
                        RRType.SOA,
                        900,
                        List.of(servers.getFirst() + " awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400")));
        var zone = HostedZone.builder()
                .id("/hostedzone/" + id)
                .name(dotted)
                .callerReference(id)
                .config(c -> c.privateZone(false))
                .build();
        zones.put(id, new HostedZoneState(zone, servers, records, estate.now()));
        return this;
    }

    /** A simple record that is there from the start. */
    public Route53State record(String zone, String name, RRType type, long ttlSeconds, String... values) {
        return record(zone, set(name, type, ttlSeconds, List.of(values)));
    }

    /** A record of any routing that is there from the start. */
    public Route53State record(String zone, ResourceRecordSet set) {
        var state = Objects.requireNonNull(zones.get(zone));
        var records = new ArrayList<ResourceRecordSet>(state.current());
        records.add(set.toBuilder().name(Route53Name.of(set.name())).build());
        zones.put(zone, new HostedZoneState(state.zone, state.servers, sorted(records), estate.now()));
        return this;
    }

    private static ResourceRecordSet set(String name, RRType type, long ttl, List<String> values) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(type)
                .ttl(ttl)
                .resourceRecords(values.stream()
                        .map(v -> ResourceRecord.builder().value(v).build())
                        .toList())
                .build();
    }

    static List<ResourceRecordSet> sorted(List<ResourceRecordSet> records) {
        return records.stream()
                .sorted(Comparator.comparing((ResourceRecordSet s) -> Route53Name.sortKey(s.name()))
                        .thenComparing(ResourceRecordSet::typeAsString)
                        .thenComparing(s -> s.setIdentifier() == null ? "" : s.setIdentifier()))
                .toList();
    }

    /** The name that users go by. */
    public Route53State users(String name) {
        usersName = name;
        return this;
    }

    /** Whether users are led to a host, or were at any time; anybody may come where no name is told to be theirs. */
    public boolean knownToUsers(String host) {
        return usersName.isEmpty() || hasLed(usersName, host);
    }

    private boolean hasLed(String name, String host) {
        return holding(name).stream()
                .flatMap(HostedZoneState::everything)
                .filter(s -> s.name().equals(Route53Name.of(name)))
                .flatMap(s -> s.resourceRecords().stream())
                .anyMatch(r -> Route53Name.plain(r.value()).equalsIgnoreCase(Route53Name.plain(host)));
    }

    /** The zone with the longest name that holds this one. */
    Optional<HostedZoneState> holding(String name) {
        var dotted = Route53Name.of(name);
        return zones.values().stream()
                .filter(z -> Route53Name.within(dotted, z.zone.name()))
                .max(Comparator.comparingInt(z -> z.zone.name().length()));
    }
}
