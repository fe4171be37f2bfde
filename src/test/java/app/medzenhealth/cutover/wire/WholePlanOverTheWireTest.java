package app.medzenhealth.cutover.wire;

import static app.medzenhealth.cutover.wire.WireBench.use;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.app.EstateApp;
import app.medzenhealth.cutover.audit.AuditRecord;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Variables;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.world.MedZenEstate;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.protocol.RequestReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** The shipped plan, every call an HTTP request: what is in the requests, and what is in none. */
class WholePlanOverTheWireTest {

    /** What needs no call to AWS, and why. */
    private static final Map<String, String> NOT_AWS = Map.ofEntries(
            Map.entry("command.run", "a program on this machine"),
            Map.entry("config.audit", "reads the settings file that is given"),
            Map.entry("decision.record", "a person decides"),
            Map.entry("dns.check", "name servers are asked"),
            Map.entry("http.check", "the service itself is asked"),
            Map.entry("lambda.package", "writes a file on this machine"),
            Map.entry("manual.attest", "a person states"),
            Map.entry("message.send", "a person sends it"),
            Map.entry("steps.done", "the session looks at itself"),
            Map.entry("wait.for", "time passes"));

    /** What the plan only does on the way back, or not at all: see the test that does it here. */
    private static final Set<String> BESIDE_THE_PLAN = Set.of(
            "fence.clear",
            "fence.lift",
            "lambda.databases",
            "s3.notifications",
            "sql.standing",
            "sql.untouched",
            "tag.resources");

    @TempDir
    static Path folder;

    private static PlanRun run;

    @BeforeAll
    static void thePlanIsRunOnce() throws Exception {
        run = PlanRun.smooth(folder.resolve("smooth"));
    }

    @Test
    void the_shipped_plan_runs_to_its_end_over_the_wire() {
        System.out.println("Whole plan over the wire: " + run.passed().size() + " requests, "
                + run.effects().size() + " effects, " + run.mutations().size()
                + " kinds of mutating calls by action type");
        assertThat(run.broken()).isEmpty();
        assertThat(run.unknown()).isEmpty();
        assertThat(run.outcome().complete()).as(run.outcome().toString()).isTrue();
    }

    @Test
    void exactly_the_action_types_of_the_plan_that_need_aws_go_over_the_wire() {
        var plan = EstateApp.shippedPlan();
        var used = types(plan.sequence());
        var wanted = new TreeSet<String>(used);
        wanted.removeAll(NOT_AWS.keySet());
        var sent = new TreeSet<String>();
        run.passed().stream()
                .map(p -> p.request().header(SessionClients.ACTION).orElse(""))
                .filter(t -> !t.isEmpty())
                .forEach(sent::add);
        // On a rehearsal's clock, what going back would lose is read by whoever moves it: whoever waits, or runs a
        // program.
        sent.removeAll(Set.of("command.run", "wait.for"));
        assertThat(sent).isEqualTo(wanted);

        var wayBackOnly = types(plan.everything());
        wayBackOnly.removeAll(used);
        assertThat(BESIDE_THE_PLAN).containsAll(wayBackOnly);
        System.out.println("action types: " + sent.size() + " of " + wanted.size() + " over the wire; "
                + (used.size() - wanted.size()) + " more need no call to AWS");
    }

    @Test
    void every_action_type_that_changes_something_sends_its_changes_over_the_wire() {
        var used = types(EstateApp.shippedPlan().sequence());
        var wrote = new TreeSet<String>();
        run.mutations().keySet().forEach(k -> wrote.add(k.split(" ")[0]));
        for (var type : StandardActions.catalogue().signatures()) {
            if (NOT_AWS.containsKey(type.type()) || BESIDE_THE_PLAN.contains(type.type())) {
                continue;
            }
            assertThat(used).as("the plan uses it, or it is tried beside it").contains(type.type());
            if (type.writes()) {
                assertThat(wrote).as("it sent what it changes").contains(type.type());
            }
        }
        System.out.println("Sent over the wire: " + run.mutations().keySet());
    }

    private static Set<String> types(Stream<Phase> phases) {
        return phases.flatMap(Asker::uses).map(ActionUse::type).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void every_request_that_can_carry_a_token_carries_one_that_the_session_keeps() {
        var withToken = run.asked().stream()
                .filter(a -> !a.shape().isRead() && a.tokenMember().isPresent())
                .toList();
        var said = run.tokens().stream()
                .flatMap(t -> Stream.of(t, asUuid(t), asLetters(t)))
                .collect(Collectors.toSet());
        var intents = run.records().stream()
                .filter(r -> r.kind().equals("call.intent"))
                .collect(Collectors.toMap(AuditRecord::seq, r -> r));
        for (var asked : withToken) {
            assertThat(asked.token()).as(asked + ": the SDK would make one up").isPresent();
            assertThat(said).as(asked.toString()).contains(asked.token().orElseThrow());
            assertThat(String.valueOf(intents.get(asked.intent()).data().get("request")))
                    .as("intent of " + asked)
                    .contains(asked.token().orElseThrow());
        }
        var operations = new TreeSet<String>();
        withToken.forEach(
                a -> operations.add(a.shape().service() + " " + a.shape().operation()));
        assertThat(operations)
                .containsExactly(
                        "acm RequestCertificate",
                        "cloudformation CreateChangeSet",
                        "cloudformation DeleteStack",
                        "cloudformation ExecuteChangeSet",
                        "ecs CreateService",
                        "route53 CreateHealthCheck");
        System.out.println("tokens: " + withToken.size() + " requests of " + operations);
    }

    /** As ECS takes it: no more than 36 letters. */
    private static String asUuid(String token) {
        return UUID.nameUUIDFromBytes(token.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** As ACM takes it: no more than 32 letters and digits. */
    private static String asLetters(String token) {
        var letters = token.replaceAll("\\W", "");
        return letters.substring(0, Math.min(32, letters.length()));
    }

    @Test
    void every_mutating_request_has_its_intent_and_no_more_than_one_outcome() {
        var mutations = run.passed().stream().filter(p -> mutates(p.request())).count();
        var intents = run.records().stream()
                .filter(r -> r.kind().equals("call.intent"))
                .toList();
        assertThat((long) intents.size()).isEqualTo(mutations);
        assertThat(run.records().stream()
                        .filter(r -> r.kind().equals("call.outcome"))
                        .map(r -> r.data().get("intent")))
                .doesNotHaveDuplicates()
                .hasSize(intents.size());
    }

    private static boolean mutates(Request request) {
        var operation = RequestReader.operation(request);
        return !Operations.isRead(operation.api(), operation.spelled());
    }

    @Test
    void no_secret_travels_and_none_is_asked_for() {
        assertThat(run.passed())
                .extracting(Wire.Passed::request)
                .noneMatch(r -> (r.target() + r.headers() + r.text()).contains(PlanRun.CREDENTIALS.secretAccessKey()))
                .noneMatch(r -> r.header("X-Amz-Target").orElse("").endsWith(".GetSecretValue"))
                .noneMatch(r -> r.decoded().contains("MasterUserPassword"));
    }

    @Test
    void changes_are_signed_for_regions_of_the_plan_and_nowhere_else() {
        assertThat(run.passed().stream()
                        .map(Wire.Passed::request)
                        .filter(WholePlanOverTheWireTest::mutates)
                        .map(r -> r.service().equals("route53") ? "global" : r.region()))
                .containsOnly("eu-central-1", "eu-west-1", "af-south-1", "global");
    }

    @Test
    void a_snapshot_is_copied_by_arn_with_a_key_of_the_target_and_leave_from_the_source() {
        var copy = first("Action=CopyDBSnapshot&");
        assertThat(copy.region()).isEqualTo("eu-central-1");
        assertThat(copy.decoded())
                .contains("SourceDBSnapshotIdentifier=arn:aws:rds:eu-west-1:558069890522:snapshot:")
                .containsPattern("KmsKeyId=(alias/|arn:aws:kms:eu-central-1:)")
                .contains("PreSignedUrl=https://rds.eu-west-1.amazonaws.com");
        var replica = first("Action=CreateDBInstanceReadReplica&");
        assertThat(replica.region()).isEqualTo("eu-central-1");
        assertThat(replica.decoded())
                .contains("SourceDBInstanceIdentifier=arn:aws:rds:eu-west-1:558069890522:db:medzen-ehrbase-db")
                .contains("KmsKeyId=")
                .contains("DBSubnetGroupName=")
                .contains("PreSignedUrl=https://rds.eu-west-1.amazonaws.com")
                .doesNotContain("DBParameterGroupName");
        assertThat(first("Action=StartExportTask&").decoded())
                .contains("SourceArn=arn:aws:rds:eu-west-1:558069890522:snapshot:")
                .contains("IamRoleArn=arn:aws:iam::558069890522:role/");
        assertThat(first("Action=DeleteStack&").decoded())
                .contains("StackName=arn:aws:cloudformation:af-south-1:558069890522:stack/");
    }

    @Test
    void what_carries_a_token_has_it_on_disk_before_it_is_sent() {
        var tokens = Map.of(
                "Action=ExecuteChangeSet&", "ClientRequestToken",
                "Action=CreateChangeSet&", "ClientToken",
                "Action=DeleteStack&", "ClientRequestToken");
        tokens.forEach((action, member) -> {
            var sent = first(action).decoded();
            var token = sent.replaceAll("(?s).*[&?]" + member + "=([^&]*).*", "$1");
            assertThat(token).isNotBlank();
            assertThat(run.records().stream().filter(r -> r.kind().equals("call.intent")))
                    .as("intent of " + action)
                    .anyMatch(r -> String.valueOf(r.data().get("request")).contains(token));
        });
        assertThat(bodies("route53", "<CallerReference>")).isNotEmpty();
        assertThat(bodies("ecs", "\"clientToken\"")).isNotEmpty();
    }

    @Test
    void a_name_is_switched_in_one_batch_with_its_health_check() {
        var batches = bodies("route53", "<ChangeBatch>");
        assertThat(batches).anyMatch(b -> b.contains("<Failover>PRIMARY</Failover>") && b.contains("<HealthCheckId>"));
        assertThat(batches).anyMatch(b -> b.contains("<Failover>SECONDARY</Failover>"));
        assertThat(batches).allMatch(b -> b.contains("<Name>"));
    }

    private static Request first(String part) {
        return run.passed().stream()
                .map(Wire.Passed::request)
                .filter(r -> r.text().contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> bodies(String service, String part) {
        return run.passed().stream()
                .map(Wire.Passed::request)
                .filter(r -> r.service().equals(service) && r.text().contains(part))
                .map(Request::text)
                .toList();
    }

    @Test
    void what_the_plan_only_does_on_the_way_back_goes_over_the_wire_too() throws Exception {
        var time = new VirtualTime(MedZenEstate.START);
        var world = MedZenEstate.create(time);
        var estate = new EstateBackend(world.clients());
        try (var wire = new Wire(estate, EstateBackend::throttled);
                var raw = new LiveClients(
                        StaticCredentialsProvider.create(PlanRun.CREDENTIALS), Optional.of(wire.endpoint()))) {
            var bench = new WireBench(
                    raw, time, folder.resolve("beside"), new WireBench.Probers(world.http(), world.dns(), world.sql()));
            var plan = EstateApp.shippedPlan();
            var closing = named(plan, "fence.writes");
            var opening = named(plan, "fence.lift");
            bench.carryOut(
                    "5.1c", use("elb.drain", "eu-west-1", Map.of("targetGroup", "medzen-ehrbase-tg", "seconds", 30)));
            bench.carryOut("5.3", closing);
            bench.carryOut("rollback.2", opening);

            bench.carryOut(
                    "rollback-full.2b",
                    use(
                            "lambda.databases",
                            "eu-west-1",
                            Map.of(
                                    "functions",
                                    List.of("medzen-compliance-monitor"),
                                    "insteadOf",
                                    List.of("medzen-ehrbase-db"),
                                    "endpoint",
                                    "another.c1abc2def.eu-west-1.rds.amazonaws.com")));

            var bucket = bucket(raw);
            bench.carryOut(
                    "4.3",
                    use(
                            "lambda.permissions",
                            "eu-central-1",
                            Map.of(
                                    "function",
                                    "medzen-ai-chat-handler",
                                    "statements",
                                    List.of(Map.of(
                                            "id", "bucket",
                                            "principal", "s3.amazonaws.com",
                                            "sourceArn", "arn:aws:s3:::" + bucket)))));
            bench.carryOut(
                    "4.3",
                    use(
                            "s3.notifications",
                            "eu-central-1",
                            Map.of(
                                    "bucket",
                                    bucket,
                                    "function",
                                    "medzen-ai-chat-handler",
                                    "events",
                                    List.of("s3:ObjectCreated:*"))));
            var topic = raw.client(SnsClient.class, "af-south-1")
                    .listTopics()
                    .topics()
                    .getFirst()
                    .topicArn();
            bench.carryOut(
                    "6.6d",
                    use("tag.resources", "af-south-1", Map.of("arns", List.of(topic), "tags", Map.of("keep", "no"))));
            assertThat(wire.broken()).isEmpty();
            assertThat(estate.unknown()).isEmpty();
        }
    }

    /** With what stands in for the plan's parameters on the embedded estate. */
    private static ActionUse named(Plan plan, String type) {
        var use = plan.steps()
                .flatMap(s -> s.actions().stream())
                .filter(a -> a.type().equals(type))
                .findFirst()
                .orElseThrow();
        return Variables.resolve(
                use,
                name -> plan.parameters().stream()
                        .filter(p -> p.id().equals(name))
                        .findFirst()
                        .flatMap(Plan.Parameter::rehearsed));
    }

    private static String bucket(LiveClients raw) {
        return raw.client(S3Client.class, "eu-central-1").listBuckets().buckets().stream()
                .map(b -> b.name())
                .filter(b -> b.contains("eu-central-1"))
                .findFirst()
                .orElseThrow();
    }
}
