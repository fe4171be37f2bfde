package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.monitor.DnsProber.Answer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Waits until a DNS change has taken effect: INSYNC at Route 53, then as the authoritative servers themselves answer. */
final class Propagation {

    private Propagation() {}

    static void awaitInSync(ActionContext context, Progress progress, String changeId) throws InterruptedException {
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(5), () -> {
            var status = context.clients()
                    .client(Route53Client.class, Records.GLOBAL)
                    .getChange(q -> q.id(changeId))
                    .changeInfo()
                    .status();
            return status == ChangeStatus.INSYNC
                    ? new Await.Reached("Change " + changeId + " is INSYNC")
                    : new Await.StillGoing("Change " + changeId + " is " + status);
        });
    }

    static void awaitAnswers(ActionContext context, Progress progress, String name, ResourceRecordSet wanted)
            throws InterruptedException {
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(5), () -> {
            var check = answers(context, name, wanted);
            return check.passed()
                    ? new Await.Reached(check.outcome().evidence())
                    : new Await.StillGoing(check.outcome().evidence());
        });
    }

    /** Whether every authoritative server answers the wanted values. What answers under failover routing depends on health. */
    static Check answers(ActionContext context, String name, ResourceRecordSet wanted) throws InterruptedException {
        var title = "The authoritative servers answer the new value of " + name;
        if (wanted.failover() != null) {
            return Check.pass(title, "failover routing: which value is answered depends on the health checks");
        }
        var answers = context.dns().authoritative(name, wanted.typeAsString());
        var silent = answers.stream()
                .filter(Answer.NoAnswer.class::isInstance)
                .map(Propagation::words)
                .toList();
        if (!silent.isEmpty() || answers.isEmpty()) {
            return Check.unknown(
                    title, silent.isEmpty() ? "no authoritative server was found" : String.join("; ", silent));
        }
        var expected = expected(context, wanted);
        var evidence = answers.stream().map(Propagation::words).distinct().collect(Collectors.joining("; "));
        return answers.stream().allMatch(a -> fits(a, wanted, expected))
                ? Check.pass(title, evidence)
                : Check.fail(
                        title,
                        evidence + ", expected " + String.join(", ", expected),
                        "wait until every server has the change, then look again");
    }

    private static Set<String> expected(ActionContext context, ResourceRecordSet wanted) throws InterruptedException {
        if (wanted.aliasTarget() == null) {
            return normal(
                    wanted.resourceRecords().stream().map(ResourceRecord::value).toList());
        }
        var target = RecordText.plain(wanted.aliasTarget().dnsName());
        return context.dns().resolver(target, wanted.typeAsString()) instanceof Answer.Records records
                ? normal(records.values())
                : Set.of();
    }

    private static boolean fits(Answer answer, ResourceRecordSet wanted, Set<String> expected) {
        if (!(answer instanceof Answer.Records records)) {
            return false;
        }
        var values = normal(records.values());
        // A load balancer's addresses come in a changing selection.
        return wanted.aliasTarget() == null
                ? values.equals(expected)
                : values.stream().anyMatch(expected::contains);
    }

    static Set<String> normal(Collection<String> values) {
        return values.stream()
                .map(v -> RecordText.plain(v).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(java.util.TreeSet::new));
    }

    static String words(Answer answer) {
        return switch (answer) {
            case Answer.Records r ->
                r.server() + ": "
                        + (r.values().isEmpty() ? "no record" : String.join(", ", r.values())) + " (TTL "
                        + r.ttl().toSeconds() + " s)";
            case Answer.NoSuchName n -> n.server() + ": no such name";
            case Answer.NoAnswer n -> n.server() + ": no answer, " + n.reason();
        };
    }

    /** Whether two sets cannot stand beside each other under one name. */
    static boolean conflict(ResourceRecordSet there, ResourceRecordSet wanted) {
        if (there.type() == wanted.type()) {
            return (there.setIdentifier() == null) != (wanted.setIdentifier() == null);
        }
        return there.type() == RRType.CNAME || wanted.type() == RRType.CNAME;
    }

    static List<ResourceRecordSet> with(List<ResourceRecordSet> there, ResourceRecordSet wanted) {
        return java.util.stream.Stream.concat(
                        there.stream()
                                .filter(s ->
                                        !conflict(s, wanted) && !Records.key(s).equals(Records.key(wanted))),
                        java.util.stream.Stream.of(wanted))
                .toList();
    }
}
