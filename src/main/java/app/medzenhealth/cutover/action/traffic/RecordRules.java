package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.aws.name.DnsName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What Route 53 refuses, known before anything is sent (Route 53 API Reference, ResourceRecordSet and ChangeResourceRecordSets;
 * Developer Guide, "Values that you specify when you create or edit Amazon Route 53 records").
 */
final class RecordRules {
    private RecordRules() {}

    /** Why these sets of one name cannot be sent; empty if they can. */
    static List<String> wrong(List<ResourceRecordSet> sets) {
        var wrong = new ArrayList<String>();
        sets.forEach(s -> alone(s, wrong));
        for (var i = 0; i < sets.size(); i++) {
            for (var j = i + 1; j < sets.size(); j++) {
                together(sets.get(i), sets.get(j), wrong);
            }
        }
        return List.copyOf(wrong);
    }

    private static void alone(ResourceRecordSet set, List<String> wrong) {
        var label = label(set);
        var routing = Routing.of(set);
        if (set.setIdentifier() != null && routing.size() != 1) {
            wrong.add(label + " names " + (routing.isEmpty() ? "no" : "more than one")
                    + " routing policy: Route 53 expects exactly one of weight, region, failover, location,"
                    + " multivalue answer or CIDR beside a set identifier");
        }
        if (set.setIdentifier() == null && !routing.isEmpty()) {
            wrong.add(label + " is " + routing.getFirst().word() + " and lacks a set identifier");
        }
        if (set.aliasTarget() == null
                && (set.ttl() == null || set.resourceRecords().isEmpty())) {
            wrong.add(label + " has no alias, and lacks a time to live or a value");
        }
        if (set.aliasTarget() != null
                && (set.ttl() != null || !set.resourceRecords().isEmpty())) {
            wrong.add(label + " is an alias and has a time to live or values of its own");
        }
        if (set.aliasTarget() != null && routing.contains(Routing.MULTIVALUE)) {
            wrong.add(label + " is an alias: it cannot be a multivalue answer");
        }
        if (set.type() == RRType.CNAME
                && set.aliasTarget() == null
                && set.resourceRecords().size() > 1) {
            wrong.add(label + " has more than one value");
        }
        if (set.trafficPolicyInstanceId() != null) {
            wrong.add(label + " belongs to the traffic policy instance " + set.trafficPolicyInstanceId()
                    + ": only that can change it or bring it back");
        }
    }

    private static void together(ResourceRecordSet one, ResourceRecordSet other, List<String> wrong) {
        if (one.type() != other.type()) {
            if (one.type() == RRType.CNAME || other.type() == RRType.CNAME) {
                wrong.add(label(one) + " cannot stand beside " + label(other));
            }
            return;
        }
        if (Objects.equals(one.setIdentifier(), other.setIdentifier())) {
            wrong.add("two sets are " + label(one));
        } else if (!Routing.of(one).equals(Routing.of(other))) {
            wrong.add(label(one) + " and " + label(other) + " follow different routing policies");
        } else if (one.failover() != null && one.failover() == other.failover()
                || one.region() != null && one.region() == other.region()
                || one.geoLocation() != null && one.geoLocation().equals(other.geoLocation())) {
            wrong.add(label(one) + " and " + label(other) + " are for the same "
                    + (one.failover() == null ? "place" : "part"));
        }
    }

    /**
     * Whether two sets cannot stand beside each other under one name, so that the new one takes the other's place: a CNAME beside
     * anything else, and one routing policy beside another.
     */
    static boolean excludes(ResourceRecordSet wanted, ResourceRecordSet there) {
        if (there.type() != wanted.type()) {
            return there.type() == RRType.CNAME || wanted.type() == RRType.CNAME;
        }
        return !Routing.of(there).equals(Routing.of(wanted));
    }

    /** Whether the set may be at the zone's own name. */
    static boolean fitsApex(ResourceRecordSet set, String zone) {
        return set.type() != RRType.CNAME || !DnsName.same(set.name(), zone);
    }

    /** Sets of a weighted group must have one time to live. */
    static List<String> timesDiffer(ResourceRecordSet wanted, List<ResourceRecordSet> sets) {
        return sets.stream()
                .filter(s -> s.weight() != null && wanted.weight() != null && s.type() == wanted.type())
                .filter(s -> s.ttl() != null && wanted.ttl() != null && !s.ttl().equals(wanted.ttl()))
                .map(s -> label(s) + " has TTL " + s.ttl() + ", the new one " + wanted.ttl())
                .toList();
    }

    private static String label(ResourceRecordSet set) {
        return RecordSets.key(set);
    }
}
