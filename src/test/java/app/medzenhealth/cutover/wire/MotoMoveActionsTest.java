package app.medzenhealth.cutover.wire;

import static app.medzenhealth.cutover.wire.MotoWorld.CAPE_TOWN;
import static app.medzenhealth.cutover.wire.MotoWorld.FRANKFURT;
import static app.medzenhealth.cutover.wire.MotoWorld.GLOBAL;
import static app.medzenhealth.cutover.wire.WireBench.use;
import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.monitor.DnsProber;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** Names and objects that move, and what is left behind and goes, against the emulator. */
class MotoMoveActionsTest extends MotoActions {

    @Test
    void names_are_changed_with_their_ttl_first_and_a_health_check_is_made_once() throws Exception {
        var zone = world.zone();
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
        var created = sentTo(r -> r.method().equals("POST") && r.target().endsWith("/healthcheck"));
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
        var capeTown = world.clients.client(S3Client.class, CAPE_TOWN);
        capeTown.createBucket(
                b -> b.bucket("medzen-old").createBucketConfiguration(c -> c.locationConstraint(CAPE_TOWN)));
        capeTown.putBucketVersioning(b -> b.bucket("medzen-old").versioningConfiguration(v -> v.status("Enabled")));
        for (var i = 0; i < 3; i++) {
            capeTown.putObject(b -> b.bucket("medzen-old").key("a/ä 1+2.txt"), RequestBody.fromString("version " + i));
            var key = "b/" + i;
            capeTown.putObject(b -> b.bucket("medzen-old").key(key), RequestBody.fromString("text"));
        }
        capeTown.deleteObject(b -> b.bucket("medzen-old").key("b/0"));
        var key = world.key(FRANKFURT, "alias/archive");
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
        var dynamo = world.clients.client(DynamoDbClient.class, CAPE_TOWN);
        dynamo.createTable(b -> b.tableName("medzen-meetings-af")
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType("HASH")
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType("S")
                        .build())
                .billingMode("PAY_PER_REQUEST")
                .deletionProtectionEnabled(true));
        bench.carryOut("6.2", use("dynamodb.backup", CAPE_TOWN, Map.of("tables", List.of("medzen-meetings-af"))));
        // The emulator measures no writes: what nobody measured, a person has to know.
        bench.states("6.2d", "Nobody writes to medzen-meetings-af any more");
        bench.carryOut(
                "6.6",
                use(
                        "dynamodb.delete-tables",
                        CAPE_TOWN,
                        Map.of("tables", List.of("medzen-meetings-af"), "decidedIn", "6.2d")));
        assertThat(dynamo.listTables().tableNames()).isEmpty();

        var logs = world.clients.client(CloudWatchLogsClient.class, CAPE_TOWN);
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
}
