package app.medzenhealth.cutover.wire;

import static app.medzenhealth.cutover.wire.MotoWorld.CAPE_TOWN;
import static app.medzenhealth.cutover.wire.MotoWorld.FRANKFURT;
import static app.medzenhealth.cutover.wire.MotoWorld.GLOBAL;
import static app.medzenhealth.cutover.wire.MotoWorld.IRELAND;
import static app.medzenhealth.cutover.wire.WireBench.use;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.monitor.DnsProber;
import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Actions of the plan against an AWS emulator that knows nothing of this code, in three regions. */
@ExtendWith(MotoServer.Shared.class)
class MotoActionsTest {

    /** The emulator makes its models when it is first asked for them. */
    private static final Patience UNHURRIED =
            new Patience(Duration.ofSeconds(10), Duration.ofMinutes(4), Duration.ofMinutes(5));

    @TempDir
    Path folder;

    private Upstream upstream;
    private Wire wire;
    private MotoWorld world;
    private LiveClients raw;
    private WireBench bench;
    private DnsProber names;

    @BeforeEach
    void anEmptyAccount(MotoServer moto) throws Exception {
        upstream = new Upstream(moto.endpoint());
        wire = new Wire(upstream, EstateBackend::throttled);
        world = new MotoWorld(clients(moto.endpoint()));
        raw = clients(wire.endpoint());
        names = new DnsProber() {
            @Override
            public List<Answer> authoritative(String name, String type) throws InterruptedException {
                throw new IllegalStateException("no zone yet");
            }

            @Override
            public Answer resolver(String name, String type) {
                throw new IllegalStateException("no zone yet");
            }
        };
        bench = bench(names);
    }

    private WireBench bench(DnsProber dns) {
        return new WireBench(
                raw,
                new VirtualTime(Instant.now()),
                folder,
                new WireBench.Probers(
                        request -> new HttpProber.Answer.Answered(200, "UP", Optional.empty(), Duration.ofMillis(40)),
                        dns,
                        new Following()));
    }

    private static LiveClients clients(URI endpoint) {
        return new LiveClients(StaticCredentialsProvider.create(PlanRun.CREDENTIALS), Optional.of(endpoint), UNHURRIED);
    }

    @AfterEach
    void close() throws Exception {
        raw.close();
        world.close();
        wire.close();
        upstream.close();
        assertThat(wire.broken()).isEmpty();
    }

    /** Databases that have replayed everything. */
    private static final class Following implements SqlProber {
        @Override
        public Answer probe(String endpoint) {
            return new Answer.State(false, "4/8F3A2C10", 0, "15.4");
        }

        @Override
        public Counts counts(String endpoint) {
            return new Counts.Known(Map.of());
        }
    }

    private Request sent(String action) {
        return wire.passed().stream()
                .map(Wire.Passed::request)
                .filter(r -> r.decoded().contains("Action=" + action + "&"))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private List<Request> sentTo(Predicate<Request> which) {
        return wire.passed().stream().map(Wire.Passed::request).filter(which).toList();
    }

    @Test
    void a_snapshot_is_taken_copied_across_with_a_key_of_the_target_and_restored_there() throws Exception {
        world.database();
        String key = world.key(FRANKFURT, "alias/medzen-ehrbase");
        world.subnetGroup(FRANKFURT, "drill");
        String group = world.securityGroup(FRANKFURT, "drill");

        bench.carryOut(
                "1.3",
                use(
                        "rds.create-snapshot",
                        IRELAND,
                        Map.of("instance", "medzen-ehrbase-db", "snapshot", "medzen-backup")));
        assertThat(sent("CreateDBSnapshot").region()).isEqualTo(IRELAND);

        bench.carryOut(
                "1.4",
                use(
                        "rds.copy-snapshot",
                        FRANKFURT,
                        Map.of(
                                "sourceRegion",
                                IRELAND,
                                "sourceSnapshot",
                                "medzen-backup",
                                "snapshot",
                                "medzen-backup",
                                "kmsKey",
                                key)));
        Request copy = sent("CopyDBSnapshot");
        assertThat(copy.region()).isEqualTo(FRANKFURT);
        assertThat(copy.decoded())
                .contains("SourceDBSnapshotIdentifier=arn:aws:rds:eu-west-1:558069890522:snapshot:medzen-backup")
                .contains("KmsKeyId=" + key)
                .contains("PreSignedUrl=https://rds.eu-west-1.amazonaws.com")
                .contains("%2Feu-west-1%2Frds%2Faws4_request");

        bench.carryOut(
                "1.8",
                use(
                        "rds.restore-snapshot",
                        FRANKFURT,
                        Map.of(
                                "snapshot", "medzen-backup",
                                "instance", "medzen-drill",
                                "class", "db.t3.medium",
                                "subnetGroup", "drill",
                                "securityGroups", List.of(group),
                                "multiAz", false)));
        bench.carryOut(
                "1.8d",
                use(
                        "rds.delete-instance",
                        FRANKFURT,
                        Map.of("instance", "medzen-drill", "keepAutomatedBackups", false)));
        assertThat(world.rds(FRANKFURT).describeDBInstances().dbInstances()).isEmpty();
    }

    @Test
    void a_snapshot_is_exported_to_a_bucket_of_its_own_region() throws Exception {
        world.database();
        String key = world.key(IRELAND, "alias/export");
        world.role("rds-s3-export-role", "export.rds.amazonaws.com");
        bench.carryOut(
                "1.3",
                use(
                        "rds.create-snapshot",
                        IRELAND,
                        Map.of("instance", "medzen-ehrbase-db", "snapshot", "medzen-backup")));
        bench.carryOut("1.5a", use("s3.create-bucket", IRELAND, Map.of("bucket", "medzen-exports", "kmsKey", key)));
        bench.carryOut(
                "1.5",
                use(
                        "rds.export-snapshot",
                        IRELAND,
                        Map.of(
                                "snapshot", "medzen-backup",
                                "task", "export-1",
                                "bucket", "medzen-exports",
                                "role", "rds-s3-export-role",
                                "kmsKey", key)));
        assertThat(sent("StartExportTask").decoded())
                .contains("SourceArn=arn:aws:rds:eu-west-1:558069890522:snapshot:medzen-backup")
                .contains("IamRoleArn=arn:aws:iam::558069890522:role/rds-s3-export-role")
                .contains("KmsKeyId=" + key);
    }

    @Test
    void a_replica_across_regions_names_its_source_by_arn_and_has_a_key_of_its_own_region() throws Exception {
        world.database();
        String key = world.key(FRANKFURT, "alias/medzen-ehrbase");
        world.subnetGroup(FRANKFURT, "ehrbase");
        // The emulator looks for the subnet group where the source is; AWS where the replica is.
        world.subnetGroup(IRELAND, "ehrbase");
        String group = world.securityGroup(FRANKFURT, "ehrbase");
        var replica = WireBench.make(use(
                "rds.create-replica",
                FRANKFURT,
                Map.of(
                        "sourceRegion",
                        IRELAND,
                        "source",
                        "medzen-ehrbase-db",
                        "instance",
                        "medzen-ehrbase-db-eu-central-1",
                        "class",
                        "db.t3.medium",
                        "kmsKey",
                        key,
                        "subnetGroup",
                        "ehrbase",
                        "securityGroups",
                        List.of(group),
                        "multiAz",
                        false)));
        try {
            bench.run("2.3", replica);
        } catch (SdkException e) {
            // The emulator cannot make a replica of another region's instance: it fails with status 500, which leaves
            // the fate
            // of the call open. The estate can, and the whole plan is run on that one.
            assertThat(AwsErrors.explain(e).fate()).isEqualTo(AwsError.Fate.UNKNOWN);
        }
        Request create = sent("CreateDBInstanceReadReplica");
        assertThat(create.region()).isEqualTo(FRANKFURT);
        assertThat(create.decoded())
                .contains("SourceDBInstanceIdentifier=arn:aws:rds:eu-west-1:558069890522:db:medzen-ehrbase-db")
                .contains("KmsKeyId=" + key)
                .contains("DBSubnetGroupName=ehrbase")
                .contains("PreSignedUrl=https://rds.eu-west-1.amazonaws.com");
    }

    @Test
    void a_key_a_secrets_replica_and_a_parameter_group_are_made() throws Exception {
        world.database();
        world.clients
                .client(SecretsManagerClient.class, IRELAND)
                .createSecret(b -> b.name("medzen/ehrbase/db-password").secretString("moto-only-secret"));
        bench.carryOut(
                "2.1",
                use("kms.create-key", FRANKFURT, Map.of("alias", "alias/medzen-ehrbase", "description", "EHRbase")));
        bench.carryOut(
                "2.1",
                use(
                        "secret.replicate",
                        FRANKFURT,
                        Map.of("secret", "medzen/ehrbase/db-password", "sourceRegion", IRELAND)));
        bench.carryOut(
                "2.1",
                use(
                        "rds.create-parameter-group",
                        FRANKFURT,
                        Map.of(
                                "name",
                                "medzen-ehrbase-pg15",
                                "copyFrom",
                                "medzen-ehrbase-pg15",
                                "sourceRegion",
                                IRELAND)));
        assertThat(sentTo(r -> r.text().contains("moto-only-secret"))).isEmpty();
        assertThat(sentTo(r -> r.header("X-Amz-Target").orElse("").endsWith("GetSecretValue")))
                .isEmpty();
    }

    @Test
    void a_stack_is_made_by_a_change_set_and_deleted_by_its_arn() throws Exception {
        Path template = bench.workingCopy().resolve("stack.yaml");
        Files.createDirectories(template.getParent());
        Files.writeString(template, """
                AWSTemplateFormatVersion: "2010-09-09"
                Resources:
                  Topic:
                    Type: AWS::SNS::Topic
                    Properties: { TopicName: medzen-alerts }
                Outputs:
                  TopicArn: { Value: !Ref Topic }
                """);
        bench.carryOut(
                "2.2",
                use(
                        "cfn.deploy",
                        FRANKFURT,
                        Map.of(
                                "stack",
                                "medzen-ehrbase",
                                "template",
                                "stack.yaml",
                                "parameters",
                                Map.of(),
                                "capabilities",
                                List.of(),
                                "tags",
                                Map.of(),
                                "forbid",
                                List.of())));
        assertThat(sent("CreateChangeSet").decoded()).contains("ClientToken=");
        assertThat(sent("ExecuteChangeSet").decoded()).contains("ClientRequestToken=");
        assertThat(world.clients.client(SnsClient.class, FRANKFURT).listTopics().topics())
                .hasSize(1);

        world.clients
                .client(software.amazon.awssdk.services.cloudformation.CloudFormationClient.class, CAPE_TOWN)
                .createStack(
                        b -> b.stackName("medzen-chime")
                                .templateBody(
                                        "{\"Resources\":{\"T\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"TopicName\":\"old\"}}}}"));
        bench.carryOut("6.3", use("cfn.delete", CAPE_TOWN, Map.of("stack", "medzen-chime")));
        assertThat(sent("DeleteStack").decoded())
                .contains("StackName=arn:aws:cloudformation:af-south-1:558069890522:stack/medzen-chime/")
                .contains("ClientRequestToken=");
    }

    @Test
    void functions_are_moved_permitted_switched_and_deleted() throws Exception {
        String role = world.role("lambda-execution-role", "lambda.amazonaws.com");
        world.function(IRELAND, "medzen-compliance-monitor", role);
        EventBridgeClient events = world.clients.client(EventBridgeClient.class, IRELAND);
        events.putRule(b -> b.name("medzen-compliance-hourly").scheduleExpression("rate(1 hour)"));
        events.putTargets(b -> b.rule("medzen-compliance-hourly")
                .targets(t ->
                        t.id("1").arn("arn:aws:lambda:eu-west-1:558069890522:function:medzen-compliance-monitor")));
        Path zip = MotoWorld.zipFile(folder, "medzen-compliance-monitor");
        bench.carryOut(
                "4.2",
                use(
                        "lambda.deploy",
                        FRANKFURT,
                        Map.of(
                                "functions",
                                List.of("medzen-compliance-monitor"),
                                "sourceRegion",
                                IRELAND,
                                "zips",
                                Map.of("medzen-compliance-monitor", zip.toString()),
                                "runtime",
                                "nodejs22.x",
                                "role",
                                "lambda-execution-role",
                                "triggers",
                                "off")));
        bench.carryOut(
                "4.3",
                use(
                        "events.create-rules",
                        FRANKFURT,
                        Map.of("sourceRegion", IRELAND, "rules", List.of("medzen-compliance-hourly"))));
        bench.carryOut(
                "4.3",
                use(
                        "lambda.permissions",
                        FRANKFURT,
                        Map.of(
                                "function",
                                "medzen-compliance-monitor",
                                "statements",
                                List.of(
                                        Map.of(
                                                "id", "medzen-compliance-hourly",
                                                "principal", "events.amazonaws.com",
                                                "sourceArn",
                                                        "arn:aws:events:eu-central-1:558069890522:rule/medzen-compliance-hourly")))));
        bench.carryOut(
                "5.10",
                use("triggers.switch", FRANKFURT, Map.of("rules", List.of("medzen-compliance-hourly"), "state", "on")));
        bench.carryOut("6.8", use("lambda.delete", IRELAND, Map.of("functions", List.of("medzen-compliance-monitor"))));
        assertThat(world.clients
                        .client(LambdaClient.class, IRELAND)
                        .listFunctions()
                        .functions())
                .isEmpty();
    }

    @Test
    void names_are_changed_with_their_ttl_first_and_a_health_check_is_made_once() throws Exception {
        String zone = world.zone();
        bench = bench(world.names(zone));
        bench.carryOut(
                "5.1",
                use(
                        "dns.ttl",
                        "",
                        Map.of(
                                "zone",
                                zone,
                                "name",
                                "ehr.medzenhealth.app",
                                "type",
                                "CNAME",
                                "ttl",
                                60,
                                "wait",
                                true)));
        bench.carryOut(
                "5.8",
                use(
                        "dns.change",
                        "",
                        Map.of(
                                "zone",
                                zone,
                                "name",
                                "ehr.medzenhealth.app",
                                "type",
                                "CNAME",
                                "value",
                                "new.eu-central-1.elb.amazonaws.com",
                                "ttl",
                                60)));
        assertThat(names(zone)).containsExactly("new.eu-central-1.elb.amazonaws.com");
        var outputs = bench.run(
                "7.3a",
                WireBench.make(use(
                        "route53.create-health-check",
                        "",
                        Map.of(
                                "name",
                                "frankfurt",
                                "host",
                                "ehr-eu-central-1.medzenhealth.app",
                                "path",
                                "/health",
                                "port",
                                443,
                                "interval",
                                30,
                                "threshold",
                                3))));
        List<Request> created =
                sentTo(r -> r.method().equals("POST") && r.target().endsWith("/healthcheck"));
        assertThat(created).hasSize(1);
        assertThat(created.getFirst().text())
                .contains("<CallerReference>token-")
                .contains("<EnableSNI>true");
        assertThat(created.getFirst().region()).isEqualTo(GLOBAL);
        assertThat(outputs.values()).containsKey("healthCheckId");
    }

    private List<String> names(String zone) throws InterruptedException {
        return world.names(zone).resolver("ehr.medzenhealth.app", "CNAME") instanceof DnsProber.Answer.Records r
                ? r.values()
                : List.of();
    }

    @Test
    void objects_are_copied_and_a_bucket_is_emptied_with_all_its_versions() throws Exception {
        S3Client capeTown = world.clients.client(S3Client.class, CAPE_TOWN);
        capeTown.createBucket(
                b -> b.bucket("medzen-old").createBucketConfiguration(c -> c.locationConstraint(CAPE_TOWN)));
        capeTown.putBucketVersioning(b -> b.bucket("medzen-old").versioningConfiguration(v -> v.status("Enabled")));
        for (int i = 0; i < 3; i++) {
            capeTown.putObject(b -> b.bucket("medzen-old").key("a/ä 1+2.txt"), RequestBody.fromString("version " + i));
            String key = "b/" + i;
            capeTown.putObject(b -> b.bucket("medzen-old").key(key), RequestBody.fromString("text"));
        }
        capeTown.deleteObject(b -> b.bucket("medzen-old").key("b/0"));
        String key = world.key(FRANKFURT, "alias/archive");
        bench.carryOut("4.6", use("s3.create-bucket", FRANKFURT, Map.of("bucket", "medzen-new", "kmsKey", key)));
        bench.carryOut(
                "4.7",
                use("s3.copy-objects", FRANKFURT, Map.of("from", "medzen-old", "to", "medzen-new", "prefix", "")));
        assertThat(world.clients
                        .client(S3Client.class, FRANKFURT)
                        .listObjectsV2(b -> b.bucket("medzen-new"))
                        .contents())
                .extracting(o -> o.key())
                .containsExactly("a/ä 1+2.txt", "b/1", "b/2");
        bench.carryOut("6.6b", use("s3.empty-and-delete-bucket", CAPE_TOWN, Map.of("bucket", "medzen-old")));
        assertThat(capeTown.listBuckets().buckets()).extracting(b -> b.name()).containsExactly("medzen-new");
    }

    @Test
    void tables_are_backed_up_and_deleted_and_logs_and_apis_and_leftovers_go() throws Exception {
        DynamoDbClient dynamo = world.clients.client(DynamoDbClient.class, CAPE_TOWN);
        dynamo.createTable(b -> b.tableName("medzen-meetings-af")
                .keySchema(k -> k.attributeName("id").keyType("HASH"))
                .attributeDefinitions(a -> a.attributeName("id").attributeType("S"))
                .billingMode("PAY_PER_REQUEST")
                .deletionProtectionEnabled(true));
        bench.carryOut("6.2", use("dynamodb.backup", CAPE_TOWN, Map.of("tables", List.of("medzen-meetings-af"))));
        bench.carryOut(
                "6.6", use("dynamodb.delete-tables", CAPE_TOWN, Map.of("tables", List.of("medzen-meetings-af"))));
        assertThat(dynamo.listTables().tableNames()).isEmpty();

        CloudWatchLogsClient logs = world.clients.client(CloudWatchLogsClient.class, CAPE_TOWN);
        logs.createLogGroup(b -> b.logGroupName("/aws/lambda/medzen-recording-handler"));
        bench.carryOut(
                "6.7",
                use(
                        "logs.delete",
                        CAPE_TOWN,
                        Map.of("groups", List.of("/aws/lambda/medzen-recording-handler"), "again", "PT2H")));
        assertThat(logs.describeLogGroups().logGroups()).isEmpty();

        world.clients.client(ApiGatewayClient.class, CAPE_TOWN).createRestApi(b -> b.name("medzen-chime-api"));
        world.clients
                .client(ApiGatewayV2Client.class, CAPE_TOWN)
                .createApi(b -> b.name("medzen-chime-events").protocolType("HTTP"));
        bench.carryOut(
                "6.5",
                use(
                        "apigw.delete",
                        CAPE_TOWN,
                        Map.of("restApis", List.of("medzen-chime-api"), "httpApis", List.of("medzen-chime-events"))));

        world.clients.client(SnsClient.class, CAPE_TOWN).createTopic(b -> b.name("medzen-chime-alerts"));
        world.clients
                .client(SecretsManagerClient.class, CAPE_TOWN)
                .createSecret(b -> b.name("medzen/chime/af-legacy").secretString("moto-only-secret"));
        bench.carryOut(
                "6.6d",
                use(
                        "sweep.delete",
                        CAPE_TOWN,
                        Map.of(
                                "resources",
                                List.of(
                                        "sns/topic/medzen-chime-alerts",
                                        "secretsmanager/secret/medzen/chime/af-legacy"))));
    }

    @Test
    void alarms_tags_and_a_buckets_notifications_are_set() throws Exception {
        bench.carryOut(
                "5.0",
                use(
                        "alarms.create",
                        FRANKFURT,
                        Map.of(
                                "alarms",
                                List.of(Map.of(
                                        "name", "medzen-ehrbase-rds-cpu",
                                        "namespace", "AWS/RDS",
                                        "metric", "CPUUtilization",
                                        "dimensions", Map.of("DBInstanceIdentifier", "medzen-ehrbase-db"),
                                        "statistic", "Average",
                                        "comparison", ">",
                                        "threshold", 80,
                                        "periodSeconds", 60,
                                        "evaluations", 5)))));
        String role = world.role("lambda-execution-role", "lambda.amazonaws.com");
        world.function(FRANKFURT, "medzen-firebase-sync", role);
        S3Client s3 = world.clients.client(S3Client.class, FRANKFURT);
        s3.createBucket(b -> b.bucket("medzen-new").createBucketConfiguration(c -> c.locationConstraint(FRANKFURT)));
        bench.carryOut(
                "4.3",
                use(
                        "s3.notifications",
                        FRANKFURT,
                        Map.of(
                                "bucket",
                                "medzen-new",
                                "function",
                                "medzen-firebase-sync",
                                "events",
                                List.of("s3:ObjectCreated:*"))));
        // The emulator's tagging API does not know every service, and forgets functions now and then.
        String arn = world.clients
                .client(DynamoDbClient.class, FRANKFURT)
                .createTable(b -> b.tableName("medzen-sessions")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                        .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH)))
                .tableDescription()
                .tableArn();
        bench.carryOut(
                "4.3",
                use("tag.resources", FRANKFURT, Map.of("arns", List.of(arn), "tags", Map.of("Project", "MedZen"))));
        assertThat(new ArrayList<>(s3.getBucketNotificationConfiguration(b -> b.bucket("medzen-new"))
                        .lambdaFunctionConfigurations()))
                .hasSize(1);
        assertThat(world.clients
                        .client(DynamoDbClient.class, FRANKFURT)
                        .listTagsOfResource(b -> b.resourceArn(arn))
                        .tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("Project=MedZen");
    }
}
