package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.rehearsal.compute.ElbState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Applies a change batch to a zone's records: all of it or nothing, with Route 53's own words for what is wrong. */
final class ChangeBatchRules {
    private static final Pattern BALANCER = Pattern.compile("(?:.+\\.)?([a-z0-9-]+)\\.elb\\.amazonaws\\.com\\.");

    private final String zone;
    private final List<ResourceRecordSet> records;
    private final List<String> wrong = new ArrayList<>();

    ChangeBatchRules(String zone, List<ResourceRecordSet> records) {
        this.zone = zone;
        this.records = new ArrayList<>(records);
    }

    /** Why the batch is refused; empty if it is not. */
    List<String> wrong() {
        return wrong;
    }

    List<ResourceRecordSet> records() {
        return Route53State.sorted(records);
    }

    ChangeBatchRules apply(List<Change> changes) {
        for (var change : changes) {
            var set = normal(change.resourceRecordSet());
            if (!Route53Name.within(set.name(), zone)) {
                wrong.add("RRSet with DNS name %s is not permitted in zone %s".formatted(set.name(), zone));
                continue;
            }
            switch (change.action()) {
                case DELETE -> delete(set);
                case CREATE -> create(set);
                case UPSERT -> upsert(set);
                default -> wrong.add("Unknown action " + change.actionAsString());
            }
        }
        return this;
    }

    private void delete(ResourceRecordSet set) {
        var known = find(set);
        if (known.isEmpty()) {
            wrong.add("Tried to delete resource record set [%s] but it was not found".formatted(label(set)));
        } else if (!same(known.get(), set)) {
            wrong.add("Tried to delete resource record set [%s] but the values provided do not match the current values"
                    .formatted(label(set)));
        } else if (set.name().equals(zone) && (set.type() == RRType.NS || set.type() == RRType.SOA)) {
            wrong.add("A HostedZone must contain at least one %s record for the zone itself."
                    .formatted(set.typeAsString()));
        } else {
            records.remove(known.get());
        }
    }

    private void create(ResourceRecordSet set) {
        if (find(set).isPresent()) {
            wrong.add("Tried to create resource record set [%s] but it already exists".formatted(label(set)));
            return;
        }
        put(set);
    }

    private void upsert(ResourceRecordSet set) {
        find(set).ifPresent(records::remove);
        put(set);
    }

    private void put(ResourceRecordSet set) {
        policy(set);
        if (set.aliasTarget() == null && set.resourceRecords().isEmpty()) {
            wrong.add(
                    "Invalid request: Missing field 'ResourceRecords' in Change with [Action=CREATE, Name=%s, Type=%s]"
                            .formatted(set.name(), set.typeAsString()));
        }
        if (set.aliasTarget() != null) {
            alias(set);
        }
        if (set.type() == RRType.CNAME && set.resourceRecords().size() > 1) {
            wrong.add("Invalid Resource Record: 'CNAME resource records must have exactly one value'");
        }
        conflicts(set);
        records.add(set);
    }

    /** In Route 53's own words, as they are met in public reports. */
    private void policy(ResourceRecordSet set) {
        var policies = policies(set);
        if (set.setIdentifier() != null && policies != 1) {
            wrong.add(
                    "Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, MultiValueAnswer, GeoProximityLocation, or CidrRoutingConfig], but found %s in Change with [Action=CREATE, Name=%s, Type=%s, SetIdentifier=%s]"
                            .formatted(
                                    policies == 0 ? "none" : "more than one",
                                    set.name(),
                                    set.typeAsString(),
                                    set.setIdentifier()));
        }
        if (set.setIdentifier() == null && policies > 0) {
            wrong.add("Invalid request: Missing field 'SetIdentifier' in Change with [Action=CREATE, Name=%s, Type=%s]"
                    .formatted(set.name(), set.typeAsString()));
        }
        if (set.aliasTarget() != null && set.ttl() != null) {
            wrong.add(
                    "Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found more than one in Change with [Action=CREATE, Name=%s, Type=%s]"
                            .formatted(set.name(), set.typeAsString()));
        }
    }

    private static long policies(ResourceRecordSet set) {
        return Stream.of(
                        set.weight(),
                        set.regionAsString(),
                        set.failoverAsString(),
                        set.geoLocation(),
                        Boolean.TRUE.equals(set.multiValueAnswer()) ? true : null,
                        set.geoProximityLocation(),
                        set.cidrRoutingConfig())
                .filter(Objects::nonNull)
                .count();
    }

    private void alias(ResourceRecordSet set) {
        var target = Route53Name.of(set.aliasTarget().dnsName());
        var balancer = BALANCER.matcher(target);
        var elsewhere = balancer.matches()
                ? !ElbState.zoneOf(balancer.group(1)).equals(set.aliasTarget().hostedZoneId())
                : !Route53Name.within(target, zone);
        if (elsewhere) {
            wrong.add(
                    "Tried to create an alias that targets %s, type %s in zone %s, but the alias target name does not lie within the target zone"
                            .formatted(
                                    target,
                                    set.typeAsString(),
                                    set.aliasTarget().hostedZoneId()));
        }
    }

    /** What may not stand beside the new set, judged in the order of the batch: what is to make room is deleted first. */
    private void conflicts(ResourceRecordSet set) {
        var beside = records.stream().filter(o -> o.name().equals(set.name())).toList();
        if (set.type() == RRType.CNAME && set.name().equals(zone)) {
            wrong.add("RRSet of type CNAME with DNS name %s is not permitted at apex in zone %s".formatted(zone, zone));
        } else if (set.type() == RRType.CNAME && beside.stream().anyMatch(o -> o.type() != RRType.CNAME)) {
            wrong.add(
                    "RRSet of type CNAME with DNS name %s is not permitted as it conflicts with other records with the same DNS name in zone %s"
                            .formatted(set.name(), zone));
        } else if (set.type() != RRType.CNAME && beside.stream().anyMatch(o -> o.type() == RRType.CNAME)) {
            wrong.add(
                    "RRSet of type %s with DNS name %s is not permitted because a conflicting RRSet of type  CNAME with the same DNS name already exists in zone %s."
                            .formatted(set.typeAsString(), set.name(), zone));
        }
        var alike = beside.stream().filter(o -> o.type() == set.type()).toList();
        if (alike.stream().anyMatch(o -> !routing(o).equals(routing(set)))) {
            wrong.add(
                    "RRSet with DNS name %s, type %s, SetIdentifier %s cannot be created because a non-%s rrset exists with the same name and type."
                            .formatted(set.name(), set.typeAsString(), set.setIdentifier(), routing(set)));
        } else if (set.failover() != null && alike.stream().anyMatch(o -> o.failover() == set.failover())) {
            wrong.add(
                    "RRSet with DNS name %s, type %s cannot be created as another %s record exists with the same name and type"
                            .formatted(set.name(), set.typeAsString(), set.failoverAsString()));
        }
    }

    private static String routing(ResourceRecordSet set) {
        if (set.failover() != null) {
            return "failover";
        }
        if (set.weight() != null) {
            return "weighted";
        }
        if (set.region() != null) {
            return "latency";
        }
        if (set.geoLocation() != null) {
            return "geolocation";
        }
        if (set.geoProximityLocation() != null) {
            return "geoproximity";
        }
        if (set.cidrRoutingConfig() != null) {
            return "CIDR routing";
        }
        return set.setIdentifier() == null ? "simple" : "multivalue answer";
    }

    private Optional<ResourceRecordSet> find(ResourceRecordSet set) {
        return records.stream()
                .filter(o -> o.name().equals(set.name())
                        && o.type() == set.type()
                        && Objects.equals(o.setIdentifier(), set.setIdentifier()))
                .findFirst();
    }

    private static boolean same(ResourceRecordSet a, ResourceRecordSet b) {
        return a.toBuilder()
                        .resourceRecords(List.of())
                        .build()
                        .equals(b.toBuilder().resourceRecords(List.of()).build())
                && values(a).equals(values(b));
    }

    private static Set<String> values(ResourceRecordSet set) {
        var values = new HashSet<String>();
        set.resourceRecords().stream().map(ResourceRecord::value).forEach(values::add);
        return values;
    }

    private static ResourceRecordSet normal(ResourceRecordSet set) {
        var normal = set.toBuilder().name(Route53Name.of(set.name()));
        if (set.aliasTarget() != null) {
            normal.aliasTarget(set.aliasTarget().toBuilder()
                    .dnsName(Route53Name.of(set.aliasTarget().dnsName()))
                    .build());
        }
        return normal.build();
    }

    private static String label(ResourceRecordSet set) {
        var label = "name='%s', type='%s'".formatted(set.name(), set.typeAsString());
        return set.setIdentifier() == null ? label : label + ", set-identifier='" + set.setIdentifier() + "'";
    }
}
