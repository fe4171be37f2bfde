package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.aws.name.DnsName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A record set as text: whole, so that an inverse restores it from what a preview noted; and in one line for a reader. */
final class RecordText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RecordText() {}

    /** Every member of the set as Route 53 answered it, the values in one order. */
    static String of(ResourceRecordSet set) {
        return WholeObject.json(sorted(set));
    }

    static ResourceRecordSet read(String name, String text) {
        return JSON.readTree(text).has("type")
                ? former(name, JSON.readTree(text))
                : WholeObject.read(text, ResourceRecordSet.builder(), ResourceRecordSet.class);
    }

    /** As sessions noted it that began before sets were kept whole. */
    private static ResourceRecordSet former(String name, JsonNode read) {
        var set = ResourceRecordSet.builder()
                .name(name)
                .type(read.path("type").asString())
                .setIdentifier(read.path("set").asStringOpt().orElse(null))
                .failover(read.path("failover").asStringOpt().orElse(null))
                .healthCheckId(read.path("healthCheck").asStringOpt().orElse(null));
        if (read.hasNonNull("ttl")) {
            set.ttl(read.path("ttl").asLong());
        }
        if (read.hasNonNull("alias")) {
            set.aliasTarget(AliasTarget.builder()
                    .dnsName(read.path("alias").asString())
                    .hostedZoneId(read.path("aliasZone").asString())
                    .evaluateTargetHealth(read.path("evaluateHealth").asBoolean(false))
                    .build());
        } else {
            set.resourceRecords(read.path("values")
                    .valueStream()
                    .map(v -> ResourceRecord.builder().value(v.asString()).build())
                    .toList());
        }
        return set.build();
    }

    /** Whether both answer the same: names are compared as names, and the order of values does not count. */
    static boolean same(ResourceRecordSet one, ResourceRecordSet other) {
        return canonical(one).equals(canonical(other));
    }

    private static ResourceRecordSet canonical(ResourceRecordSet set) {
        var canonical = sorted(set).toBuilder().name(DnsName.of(set.name()).absolute());
        if (set.aliasTarget() != null) {
            canonical.aliasTarget(set.aliasTarget().toBuilder()
                    .dnsName(DnsName.of(set.aliasTarget().dnsName()).absolute())
                    .evaluateTargetHealth(Boolean.TRUE.equals(set.aliasTarget().evaluateTargetHealth()))
                    .build());
        } else {
            canonical.resourceRecords(RecordValue.all(set).stream()
                    .map(v -> ResourceRecord.builder().value(v).build())
                    .toList());
        }
        return canonical.build();
    }

    /** With its values in one order. */
    static ResourceRecordSet sorted(ResourceRecordSet set) {
        return set.hasResourceRecords()
                ? set.toBuilder()
                        .resourceRecords(set.resourceRecords().stream()
                                .sorted(Comparator.comparing(ResourceRecord::value))
                                .toList())
                        .build()
                : set;
    }

    /** One line for a reader: what is answered, for how long, to whom. */
    static String shown(ResourceRecordSet set) {
        var target = set.aliasTarget() != null
                ? "alias " + DnsName.of(set.aliasTarget().dnsName())
                : set.resourceRecords().stream().map(r -> plain(r.value())).collect(Collectors.joining(", "));
        var parts = new ArrayList<>(List.of(set.typeAsString(), target));
        if (set.ttl() != null) {
            parts.add("TTL " + set.ttl());
        }
        parts.addAll(Routing.words(set));
        if (set.healthCheckId() != null) {
            parts.add("health check " + set.healthCheckId());
        }
        return String.join(" ", parts);
    }

    static String plain(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
