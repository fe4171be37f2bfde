package app.medzenhealth.cutover.action.traffic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import tools.jackson.databind.json.JsonMapper;

/** A record set as text that it can be made from again: what a preview shows, and what an inverse restores. */
record RecordText(
        String type,
        @Nullable Long ttl,
        List<String> values,
        @Nullable String alias,
        @Nullable String aliasZone,
        boolean evaluateHealth,
        @Nullable String set,
        @Nullable String failover,
        @Nullable String healthCheck) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    i -> i.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();

    static String of(ResourceRecordSet set) {
        var alias = set.aliasTarget();
        return JSON.writeValueAsString(new RecordText(
                set.typeAsString(),
                set.ttl(),
                set.resourceRecords().stream()
                        .map(ResourceRecord::value)
                        .map(RecordText::plain)
                        .sorted()
                        .toList(),
                alias == null ? null : plain(alias.dnsName()),
                alias == null ? null : alias.hostedZoneId(),
                alias != null && alias.evaluateTargetHealth(),
                set.setIdentifier(),
                set.failoverAsString(),
                set.healthCheckId()));
    }

    static ResourceRecordSet read(String name, String text) {
        var read = JSON.readValue(text, RecordText.class);
        var set = ResourceRecordSet.builder()
                .name(name)
                .type(read.type)
                .ttl(read.ttl)
                .setIdentifier(read.set)
                .failover(read.failover)
                .healthCheckId(read.healthCheck);
        if (read.alias != null) {
            set.aliasTarget(AliasTarget.builder()
                    .dnsName(read.alias)
                    .hostedZoneId(read.aliasZone)
                    .evaluateTargetHealth(read.evaluateHealth)
                    .build());
        } else {
            set.resourceRecords(read.values.stream()
                    .map(v -> ResourceRecord.builder().value(v).build())
                    .toList());
        }
        return set.build();
    }

    /** One line for a reader. */
    static String shown(ResourceRecordSet set) {
        var target = set.aliasTarget() != null
                ? "alias " + plain(set.aliasTarget().dnsName())
                : String.join(
                        ", ",
                        set.resourceRecords().stream()
                                .map(r -> plain(r.value()))
                                .toList());
        return set.typeAsString() + " " + target
                + (set.ttl() == null ? "" : " TTL " + set.ttl())
                + (set.failover() == null ? "" : " " + set.failoverAsString());
    }

    static String plain(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
