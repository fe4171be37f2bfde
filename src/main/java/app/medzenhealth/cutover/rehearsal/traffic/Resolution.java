package app.medzenhealth.cutover.rehearsal.traffic;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.WebFront;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** What a name server makes of a zone's records: routing policies, aliases, wildcards. */
final class Resolution {
    static final long ALIAS_TTL = 60;
    private static final Pattern AWS_OWN = Pattern.compile(
            "(.+)\\.([a-z]{2}-[a-z]+-\\d)\\.elb\\.amazonaws\\.com|.+\\.execute-api\\..+\\.amazonaws\\.com");

    private final Estate estate;

    /** @param exists whether the name has any record; {@code values} are those of the type asked for */
    record Found(boolean exists, List<String> values, long ttl) {
        static final Found NOTHING = new Found(false, List.of(), 0);
    }

    Resolution(Estate estate) {
        this.estate = estate;
    }

    /** Names that AWS's own servers answer for. */
    boolean awsOwn(String name) {
        return AWS_OWN.matcher(Route53Name.plain(name)).matches();
    }

    Found awsAnswer(String name, String type) {
        var front = WebFront.named(estate, Route53Name.plain(name));
        return front.map(f -> new Found(true, type.equals("A") ? f.addresses() : List.of(), ALIAS_TTL))
                .orElse(Found.NOTHING);
    }

    Found answer(List<ResourceRecordSet> records, String name, String type) {
        var named = named(records, Route53Name.of(name));
        if (named.isEmpty()) {
            return Found.NOTHING;
        }
        var typed = named.stream().filter(s -> s.typeAsString().equals(type)).toList();
        if (typed.isEmpty()) {
            return new Found(true, List.of(), 0);
        }
        var chosen = chosen(typed);
        if (chosen.aliasTarget() != null) {
            var target = chosen.aliasTarget().dnsName();
            var behind = awsOwn(target) ? awsAnswer(target, type) : answer(records, target, type);
            return new Found(true, behind.values(), awsOwn(target) ? ALIAS_TTL : behind.ttl());
        }
        return new Found(
                true,
                chosen.resourceRecords().stream()
                        .map(ResourceRecord::value)
                        .map(Resolution::undotted)
                        .sorted()
                        .toList(),
                chosen.ttl());
    }

    /** How long a resolver may keep what these records say of a name; zero for a name that is not there. */
    long ttl(List<ResourceRecordSet> records, String name) {
        return named(records, Route53Name.of(name)).stream()
                .mapToLong(s -> s.ttl() == null ? ALIAS_TTL : s.ttl())
                .min()
                .orElse(0);
    }

    private static List<ResourceRecordSet> named(List<ResourceRecordSet> records, String name) {
        var exact = records.stream().filter(s -> s.name().equals(name)).toList();
        if (!exact.isEmpty() || name.indexOf('.') == name.length() - 1) {
            return exact;
        }
        var wildcard = "\\052" + name.substring(name.indexOf('.'));
        return records.stream().filter(s -> s.name().equals(wildcard)).toList();
    }

    private ResourceRecordSet chosen(List<ResourceRecordSet> sets) {
        var primary = with(sets, ResourceRecordSetFailover.PRIMARY);
        var secondary = with(sets, ResourceRecordSetFailover.SECONDARY);
        if (primary.isPresent() && secondary.isPresent()) {
            return healthy(primary.get()) || !healthy(secondary.get()) ? primary.get() : secondary.get();
        }
        return sets.stream().filter(this::healthy).findFirst().orElse(sets.getFirst());
    }

    private static Optional<ResourceRecordSet> with(List<ResourceRecordSet> sets, ResourceRecordSetFailover role) {
        return sets.stream().filter(s -> s.failover() == role).findFirst();
    }

    private boolean healthy(ResourceRecordSet set) {
        HealthCheckState check = set.healthCheckId() == null
                ? null
                : Route53State.of(estate).healthChecks.get(set.healthCheckId());
        return (check == null || check.healthy()) && targetHealthy(set.aliasTarget());
    }

    private boolean targetHealthy(AliasTarget target) {
        return target == null
                || !Boolean.TRUE.equals(target.evaluateTargetHealth())
                || !awsOwn(target.dnsName())
                || WebFront.named(estate, Route53Name.plain(target.dnsName()))
                        .map(WebFront::healthy)
                        .orElse(false);
    }

    private static String undotted(String value) {
        return value.endsWith(".") ? value.substring(0, value.length() - 1) : value;
    }

    static boolean isCname(String type) {
        return type.equals(RRType.CNAME.toString());
    }
}
