package app.medzenhealth.cutover.session;

import static app.medzenhealth.cutover.session.PlanEdit.alsoDoing;
import static app.medzenhealth.cutover.session.PlanEdit.in;
import static app.medzenhealth.cutover.session.PlanEdit.withStep;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.PlanReader;
import app.medzenhealth.cutover.plan.PlanReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped plan as another platform, or another team, would write it: other names, times, steps and lists, and just as safe. */
class SoundVariantsTest {
    private static final Path SHIPPED = Path.of("assets/plans/medzen-eu-central-1.yaml");
    private static final PlanReader READER = new PlanReader(SessionActions.signatures());
    private static final String READS =
            "{ type: http.check, with: { url: \"https://www.example.com/\", status: 200 } }";

    record Variant(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Variant> plans() throws IOException {
        var shipped = Files.readString(SHIPPED);
        return Stream.of(names(shipped), values(shipped), times(shipped), more(shipped), otherwise(shipped))
                .flatMap(s -> s);
    }

    private static Stream<Variant> names(String shipped) {
        return Stream.of(
                new Variant(
                        "other regions",
                        shipped.replace("eu-central-1", "eu-north-1")
                                .replace("eu-west-1", "ca-central-1")
                                .replace("af-south-1", "me-south-1")),
                new Variant(
                        "regions that trade places",
                        shipped.replace("eu-central-1", "eu-x-9")
                                .replace("eu-west-1", "eu-central-1")
                                .replace("eu-x-9", "eu-west-1")),
                new Variant("another company", shipped.replace("medzen", "parcel")),
                new Variant("another account", shipped.replace("558069890522", "111122223333")),
                new Variant(
                        "another name for users", shipped.replace("ehr.medzenhealth.app", "records.medzenhealth.app")),
                new Variant("another new database", shipped.replace("medzen-ehrbase-db-eu-central-1", "clinical-2")),
                new Variant(
                        "another old database",
                        shipped.replaceFirst("value: medzen-ehrbase-db\n", "value: clinical-1\n")
                                .replace("medzen-ehrbase-db: \"${2.3.endpoint}\"", "clinical-1: \"${2.3.endpoint}\"")),
                new Variant(
                        "another balancer in Ireland",
                        shipped.replace("medzen-ehrbase-alb-554519184", "dualstack.old-1")),
                new Variant("another name of the switch", renamed(shipped, "5.8", "switch-the-name")),
                new Variant("another name of the fence", renamed(shipped, "5.3", "close-ireland")),
                new Variant("another name of the go", renamed(shipped, "5.2", "go-or-no-go")),
                new Variant("another name of the promotion", renamed(shipped, "5.6", "promote")),
                new Variant("another name of the held check", renamed(shipped, "7.3b", "hold")),
                new Variant("another name of the sign-off", renamed(shipped, "6.2d", "signed-off")),
                new Variant("another name of the proof", renamed(shipped, "6.1", "unused")),
                new Variant("other alarms", shipped.replace("medzen-ehrbase-rds-cpu", "database-busy")),
                new Variant(
                        "a name with the root's dot",
                        in(shipped, "rollback.3", "name: ehr.medzenhealth.app", "name: ehr.MedZenHealth.app.")));
    }

    private static String renamed(String shipped, String step, String name) {
        return shipped.replace("\"" + step + "\"", "\"" + name + "\"").replace("${" + step + ".", "${" + name + ".");
    }

    private static Stream<Variant> values(String shipped) {
        return Stream.of(
                new Variant("every parameter has a value", shipped.replaceAll("\n    rehearsal: ", "\n    value: ")),
                new Variant(
                        "there is none of what there may be none of",
                        Pattern.compile("(count: (?:one|some)-or-none\n    )rehearsal: (?:>-\n(?: {6}.*\n)+|.*\n)")
                                .matcher(shipped)
                                .replaceAll("$1value: none\n")),
                new Variant(
                        "the way back is written out",
                        in(
                                shipped,
                                "rollback.2",
                                "instance: \"\\$\\{sourceDatabase}\"",
                                "instance: medzen-ehrbase-db")),
                new Variant(
                        "the address is a parameter",
                        shipped.replace("\"${2.2.LoadBalancerDns}\"", "\"${newAddress}\"")
                                .replaceFirst(
                                        "parameters:\n",
                                        "parameters:\n  - { id: newAddress, title: \"Balancer\", kind: text, value: new-1.eu-central-1.elb.amazonaws.com, source: here }\n")),
                new Variant(
                        "the address is a parameter without a value",
                        shipped.replace("\"${2.2.LoadBalancerDns}\"", "\"${newAddress}\"")
                                .replaceFirst(
                                        "parameters:\n",
                                        "parameters:\n  - { id: newAddress, title: \"Balancer\", kind: text, rehearsal: x, source: here }\n")),
                new Variant(
                        "an alarm's topic by its step",
                        in(
                                shipped,
                                "5.0",
                                "topic: \"arn:aws:sns:eu-central-1[^\"]*\"",
                                "topic: \"\\${2.0.topicArn.1}\"")),
                new Variant(
                        "an endpoint that is written out",
                        in(
                                shipped,
                                "2.4",
                                "\\$\\{2.3.endpoint}",
                                "medzen-ehrbase-db-eu-central-1.c1.eu-central-1.rds.amazonaws.com")));
    }

    private static Stream<Variant> times(String shipped) {
        return Stream.of(
                new Variant(
                        "ten minutes are announced",
                        shipped.replaceFirst("downtimeBudget: PT8M", "downtimeBudget: PT10M")),
                new Variant(
                        "five minutes are announced",
                        shipped.replaceFirst("downtimeBudget: PT8M", "downtimeBudget: PT5M")),
                new Variant(
                        "another window",
                        shipped.replaceFirst(
                                "opens: \"02:00\"\n  closes: \"04:00\"", "opens: \"23:00\"\n  closes: \"03:00\"")),
                new Variant("a soak of ten days", shipped.replace("PT168H", "PT240H")),
                new Variant("a soak of ten days, written in days", shipped.replace("PT168H", "P10D")),
                new Variant("a longer proof", in(shipped, "6.1", "within: PT168H", "within: P30D")),
                new Variant("a replica that is closer", shipped.replace("maxLagSeconds: 300", "maxLagSeconds: 60")),
                new Variant("a name that is kept for half a minute", shipped.replace("ttl: 60", "ttl: 30")),
                new Variant("steps that take longer", shipped.replace("expected: PT3M", "expected: PT6M")),
                new Variant(
                        "an alarm that is raised later",
                        in(shipped, "5.0", "threshold: 80", "threshold: 90")
                                .replace("evaluations: 5", "evaluations: 10")),
                new Variant("a longer look", in(shipped, "5.11", "for: PT15M", "for: PT1H")),
                new Variant("a team that is there for two hours", shipped.replace("valid: PT4H", "valid: PT2H")),
                new Variant("a checking period of ten seconds", shipped.replace("interval: 30", "interval: 10")));
    }

    private static Stream<Variant> more(String shipped) {
        return Stream.of(
                new Variant("one more read before the fence", withStep(shipped, "5.2", "5.2x", "reads", READS)),
                new Variant("one more read behind the fence", withStep(shipped, "5.3", "5.3x", "reads", READS)),
                new Variant("one more read before the switch", withStep(shipped, "5.7", "5.7x", "reads", READS)),
                new Variant(
                        "one more read on the way back",
                        withStep(shipped, "rollback.1", "rollback.1x", "reads", READS)),
                new Variant("one more read between deletions", withStep(shipped, "6.5", "6.5x", "reads", READS)),
                new Variant(
                        "one more statement",
                        withStep(
                                shipped,
                                "4.8",
                                "4.8x",
                                "reads",
                                "{ type: manual.attest, with: { text: \"Seen.\", evidence: note } }")),
                new Variant(
                        "one more choice",
                        withStep(
                                shipped,
                                "4.4",
                                "4.4x",
                                "reads",
                                "{ type: decision.record, with: { question: \"Which?\", options: [a, b], recommended: a } }")),
                new Variant(
                        "one more look at alarms",
                        alsoDoing(
                                shipped,
                                "2.6",
                                "{ type: alarm.check, region: eu-central-1, with: { alarms: [another] } }")),
                new Variant(
                        "one more alarm, later",
                        withStep(
                                shipped,
                                "5.12",
                                "5.12x",
                                "reversible",
                                "{ type: alarms.create, region: eu-central-1, with: { topic: \"${2.0.topicArn.1}\", alarms: [ { name: slow, namespace: AWS/ApplicationELB, metric: TargetResponseTime, dimensions: { LoadBalancer: x }, statistic: Average, comparison: \">\", threshold: 1, periodSeconds: 60, evaluations: 3 } ] } }")),
                new Variant(
                        "one more snapshot, of another database",
                        withStep(
                                shipped,
                                "1.3",
                                "1.3x",
                                "reversible",
                                "{ type: rds.create-snapshot, region: eu-west-1, with: { instance: reports, snapshot: \"r-${mint}\" } }")),
                new Variant(
                        "one more copy",
                        alsoDoing(
                                shipped,
                                "4.7",
                                "{ type: s3.copy-objects, region: eu-central-1, with: { from: medzen-extra, to: medzen-extra-eu-central-1 } }")),
                new Variant(
                        "one more name for tests",
                        alsoDoing(
                                shipped,
                                "2.5",
                                "{ type: dns.change, with: { zone: \"${hostedZone}\", name: test.medzenhealth.app, type: CNAME, value: \"${2.2.LoadBalancerDns}\", ttl: 300 } }")),
                new Variant(
                        "one more health check",
                        withStep(
                                shipped,
                                "2.5",
                                "2.5x",
                                "reversible",
                                "{ type: route53.create-health-check, with: { name: x, host: test.medzenhealth.app, path: /, port: 443, interval: 30, threshold: 3 } }")),
                new Variant(
                        "one more rule, closed and switched alike",
                        shipped.replace(
                                "rules: [\"${retentionRule}\", \"${complianceRule}\"]",
                                "rules: [\"${retentionRule}\", \"${complianceRule}\", nightly-report]")),
                new Variant(
                        "one more list before the fence",
                        list(
                                shipped,
                                "p5-notice",
                                "{ id: p5-more, title: \"More\", gates: \"5.3\", source: here, items: [ { id: p5-more-1, text: \"The depots know\", source: here } ] }")),
                new Variant(
                        "one more list behind the switch",
                        list(
                                shipped,
                                "p5-notice",
                                "{ id: p5-more, title: \"More\", gates: \"5.13\", source: here, items: [ { id: p5-more-1, text: \"Users are content\", source: here } ] }")),
                new Variant(
                        "one more list at the end of the deletions",
                        list(
                                shipped,
                                "p6-traffic",
                                "{ id: p6-more, title: \"More\", gates: \"6.10\", source: here, items: [ { id: p6-more-1, text: \"Accounting knows\", source: here } ] }")),
                new Variant(
                        "one more message",
                        alsoDoing(
                                shipped.replaceFirst(
                                        "messages:\n",
                                        "messages:\n  - { id: t-minus-1, due: \"T-1 d\", channel: email, subject: Tomorrow, body: Tomorrow., source: here }\n"),
                                "1.9",
                                "{ type: message.send, with: { message: t-minus-1 } }")),
                new Variant(
                        "one more thing that may stay",
                        in(
                                shipped,
                                "6.9",
                                "(allowed: \\[)",
                                "$1\"arn:aws:kms:af-south-1:\\${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab\", ")),
                new Variant(
                        "one more drill",
                        withStep(
                                shipped,
                                "7.6c2",
                                "7.6x",
                                "reversible",
                                "{ type: dns.change, with: { zone: \"${hostedZone}\", name: second-drill.medzenhealth.app, type: CNAME, value: \"${2.2.LoadBalancerDns}\", setIdentifier: a, weight: 1 } }")));
    }

    private static String list(String shipped, String behind, String list) {
        return shipped.replaceFirst("\n( +)- id: " + behind + "\n", "\n$1- " + list + "$0");
    }

    private static Stream<Variant> otherwise(String shipped) {
        var alias = Pattern.compile(
                "type: CNAME(\n +)value: (\\S+)\n +ttl: 60(\n +setIdentifier: (?:frankfurt|ireland)\n +failover: (?:PRIMARY|SECONDARY)\n +healthCheck: )");
        return Stream.of(
                new Variant(
                        "the pair is made of aliases, and held all the same",
                        alias.matcher(shipped).replaceAll("type: A$1aliasName: $2$1aliasZone: Z215JYRZR1TBD5$3")),
                new Variant(
                        "the list locks the decision",
                        shipped.replaceFirst("(id: p5-pre\n.*\n +gates: )\"5.3\"", "$1\"5.2\"")),
                new Variant("every list locks the decision", shipped.replace("gates: \"5.3\"", "gates: \"5.2\"")),
                new Variant("a no in other words", in(shipped, "5.2", "\"No-go\"", "\"No: postpone\"")),
                new Variant("two ways to say no", in(shipped, "5.2", "\"No-go\"", "\"No-go\", \"No, call me\"")),
                new Variant(
                        "the fence is typed and signed",
                        in(shipped, "5.3", "confirm: review", "confirm: typed-and-second\n        typed: eu-west-1")),
                new Variant(
                        "nothing may stay in Cape Town", in(shipped, "6.9", "allowed: \\[[^\\]]*\\]", "allowed: []")),
                new Variant(
                        "one table's backups may stay",
                        in(shipped, "6.9", "table/\\*/backup/\\*", "table/medzen-meetings-af/backup/*")),
                new Variant(
                        "every container is told something more",
                        shipped.replace(
                                "DB_USER: ehrbase_admin\n",
                                "DB_USER: ehrbase_admin\n                MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: health\n")),
                new Variant(
                        "every container has another secret",
                        shipped.replace("secret:medzen/ehrbase/db-password", "secret:medzen/clinical/password")
                                .replace("secret: medzen/ehrbase/db-password", "secret: medzen/clinical/password")),
                new Variant(
                        "programs are told nothing of regions",
                        shipped.replaceAll("AWS_PRIMARY_REGION=(eu-central-1|eu-west-1)", "MODE=moved")),
                new Variant("a warmer start", in(shipped, "5.1b", "desired: 2", "desired: 3")),
                new Variant("no drill before the cutover", withoutAll(shipped)));
    }

    /** Phase 2's drill, with what asks for it. */
    private static String withoutAll(String shipped) {
        var text = shipped;
        for (var step : new String[] {"2.7g", "2.7f", "2.7e", "2.7d", "2.7c", "2.7b", "2.7a"}) {
            text = PlanEdit.without(text, step);
        }
        return text.replace("\"2.7e\", ", "");
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_that_is_as_safe_in_other_words_is_sound(Variant plan) {
        var read = READER.read(SHIPPED, plan.text().getBytes(StandardCharsets.UTF_8));
        assertThat(read instanceof PlanReading.Refused(var problems) ? problems : List.of())
                .as(plan.name())
                .isEmpty();
    }

    @Test
    void each_differs_from_the_plan_that_ships() throws IOException {
        var shipped = Files.readString(SHIPPED);
        assertThat(plans())
                .hasSizeGreaterThan(50)
                .allSatisfy(
                        p -> assertThat(p.text().equals(shipped)).as(p.name()).isFalse());
    }
}
