package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.aws.name.DnsName;
import app.medzenhealth.cutover.monitor.DnsProber.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Waits until a DNS change has taken effect: INSYNC at Route 53, then as the authoritative servers themselves answer. */
final class Propagation {

    static final States INSYNC = new States(Set.of("INSYNC"), Set.of("PENDING"), Set.of());

    private Propagation() {}

    static void awaitInSync(ActionContext context, Progress progress, String changeId) throws InterruptedException {
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(5), () -> {
            var status = context.clients()
                    .client(Route53Client.class, RecordSets.GLOBAL)
                    .getChange(q -> q.id(changeId))
                    .changeInfo()
                    .statusAsString();
            return INSYNC.begin(0).seen("Change " + changeId, status, () -> "");
        });
    }

    /** @param sets all that the name is to have of one type */
    static void awaitAnswers(ActionContext context, Progress progress, String name, List<ResourceRecordSet> sets)
            throws InterruptedException {
        Await.until(context, progress, Duration.ofMinutes(10), Duration.ofSeconds(5), () -> {
            var check = answers(context, name, sets);
            return check.passed()
                    ? new Await.Reached(check.outcome().evidence())
                    : new Await.StillGoing(check.outcome().evidence());
        });
    }

    /**
     * Whether every authoritative server answers the wanted values. Where a routing policy chooses among several sets, each of
     * them may be answered, and nothing else.
     *
     * @param sets all that the name is to have of one type
     */
    static Check answers(ActionContext context, String name, List<ResourceRecordSet> sets) throws InterruptedException {
        var routing = Routing.of(sets.getFirst());
        var title = routing.isEmpty()
                ? "The authoritative servers answer the new value of " + name
                : "The authoritative servers answer " + name + " from its "
                        + routing.getFirst().word() + " records";
        var answers = context.dns().authoritative(name, sets.getFirst().typeAsString());
        var silent = answers.stream()
                .filter(Answer.NoAnswer.class::isInstance)
                .map(Propagation::words)
                .toList();
        if (!silent.isEmpty() || answers.isEmpty()) {
            return Check.unknown(
                    title, silent.isEmpty() ? "no authoritative server was found" : String.join("; ", silent));
        }
        var expected = expected(context, sets);
        var evidence = answers.stream().map(Propagation::words).distinct().collect(Collectors.joining("; "));
        return answers.stream().allMatch(a -> fits(a, sets, expected))
                ? Check.pass(title, evidence)
                : Check.fail(
                        title,
                        evidence + ", expected " + String.join(routing.isEmpty() ? ", " : " or ", expected),
                        "wait until every server has the change, then look again");
    }

    private static Set<String> expected(ActionContext context, List<ResourceRecordSet> sets)
            throws InterruptedException {
        var expected = new TreeSet<String>();
        for (var set : sets) {
            if (set.aliasTarget() == null) {
                expected.addAll(RecordValue.all(set));
            } else if (context.dns()
                            .resolver(DnsName.of(set.aliasTarget().dnsName()).plain(), set.typeAsString())
                    instanceof Answer.Records records) {
                expected.addAll(RecordValue.all(set.typeAsString(), records.values()));
            }
        }
        return expected;
    }

    private static boolean fits(Answer answer, List<ResourceRecordSet> sets, Set<String> expected) {
        if (!(answer instanceof Answer.Records records)) {
            return false;
        }
        var values = RecordValue.all(sets.getFirst().typeAsString(), records.values());
        if (values.isEmpty()) {
            // Route 53 answers without a value where no set is for the place that asks.
            return sets.stream().allMatch(s -> s.geoLocation() != null);
        }
        // A load balancer's addresses come in a changing selection.
        if (sets.stream().anyMatch(s -> s.aliasTarget() != null)) {
            return values.stream().anyMatch(expected::contains);
        }
        return Routing.of(sets.getFirst()).isEmpty() ? values.equals(expected) : expected.containsAll(values);
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

    static List<ResourceRecordSet> with(List<ResourceRecordSet> there, ResourceRecordSet wanted) {
        return Stream.concat(
                        there.stream()
                                .filter(s -> !RecordRules.excludes(wanted, s)
                                        && !RecordSets.key(s).equals(RecordSets.key(wanted))),
                        Stream.of(wanted))
                .toList();
    }
}
