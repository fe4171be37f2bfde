package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.ApiGatewayException;
import software.amazon.awssdk.services.apigateway.model.DeleteRestApiRequest;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.sts.StsClient;

class LiveClientsTest {
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> methods = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private LiveClients clients;

    @BeforeEach
    void aServerThatAlwaysFails() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            methods.add(exchange.getRequestMethod());
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            var body = "<ErrorResponse><Error><Code>InternalFailure</Code></Error></ErrorResponse>"
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(500, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        clients = clients(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        clients.close();
        server.stop(0);
    }

    @Test
    void a_mutation_without_a_token_is_sent_once_and_one_with_a_token_again() {
        var time = new SetTime();
        var permits = new PermitBook(time);
        var trail = new MemoryTrail();
        var guarded = new Guard(clients, "558069890522", permits, trail, time, (step, region) -> true).guarded();
        var promote = PromoteReadReplicaRequest.builder()
                .dbInstanceIdentifier("replica")
                .build();
        var delete = DeleteStackRequest.builder()
                .stackName("stack")
                .clientRequestToken("t-1")
                .build();
        for (var request : List.<SdkRequest>of(promote, delete)) {
            permits.issue(
                    "run",
                    "558069890522",
                    "",
                    PlannedCalls.of("eu-central-1", request),
                    "5.6",
                    "",
                    "lead",
                    Duration.ofHours(1));
        }

        assertThatThrownBy(() -> guarded.client(RdsClient.class, "eu-central-1").promoteReadReplica(promote))
                .isInstanceOf(RdsException.class);
        assertThat(authorizations).hasSize(1);
        assertThat(trail.last().data()).containsEntry("outcome", "unknown").containsEntry("code", "InternalFailure");

        assertThatThrownBy(() -> guarded.client(CloudFormationClient.class, "eu-central-1")
                        .deleteStack(delete))
                .isNotInstanceOf(Refused.class);
        assertThat(authorizations).hasSizeGreaterThan(2);
    }

    @Test
    void requests_are_signed_for_the_region_asked_also_of_sts() {
        assertThatThrownBy(() -> clients.client(StsClient.class, "af-south-1").getCallerIdentity())
                .isInstanceOf(RuntimeException.class);
        assertThat(authorizations).allMatch(a -> a.contains("/af-south-1/sts/"));
    }

    @Test
    void a_deletion_whose_answer_is_lost_is_on_the_wire_once() throws Exception {
        var requests = new AtomicInteger();
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                var live = clients(silent.getLocalPort())) {
            Thread.ofVirtual().start(() -> {
                while (!silent.isClosed()) {
                    try (var connection = silent.accept()) {
                        if (connection.getInputStream().read() >= 0) {
                            requests.incrementAndGet();
                        }
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            var delete = DeleteFunctionRequest.builder().functionName("fn").build();
            var permits = new PermitBook(new SetTime());
            permits.issue(
                    "run",
                    "558069890522",
                    "",
                    PlannedCalls.of("af-south-1", delete),
                    "6.4",
                    "",
                    "lead",
                    Duration.ofHours(1));
            var trail = new MemoryTrail();
            var guarded =
                    new Guard(live, "558069890522", permits, trail, new SetTime(), (step, region) -> true).guarded();

            assertThatThrownBy(() ->
                            guarded.client(LambdaClient.class, "af-south-1").deleteFunction(delete))
                    .isInstanceOf(SdkClientException.class);

            assertThat(requests).hasValue(1);
            assertThat(trail.last().data()).containsEntry("outcome", "unknown");
        }
    }

    /** Whether it was done nobody can tell; AWS's own empty answer, even one that an emulator calls a page, tells that it was. */
    @Test
    void a_page_of_somebody_elses_is_no_answer_to_a_change_that_returns_nothing() throws Exception {
        var page = "<!DOCTYPE html><html><body>Sign in</body></html>";
        assertThat(deleted("", "")).as("nothing, from nobody").containsOnly("unknown");
        assertThat(deleted("", page)).containsOnly("unknown");
        assertThat(deleted("", "{\"blocked\":true}")).containsOnly("unknown");
        assertThat(deleted("x-amzn-RequestId", page)).containsOnly("unknown");
        assertThat(deleted("x-amzn-RequestId", "")).containsOnly("done");
        assertThat(deleted("x-amz-request-id", "")).containsOnly("done");
        assertThat(deleted("", "<R><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></R>"))
                .as("its number in the body")
                .containsOnly("done");
    }

    /** How one deletion of each protocol ends where everything is answered with status 200, as an emulator calls pages. */
    private static List<Object> deleted(String header, String body) throws IOException {
        var proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            if (!header.isEmpty()) {
                exchange.getResponseHeaders().set(header, "1f3a");
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        proxy.start();
        try (var live = clients(proxy.getAddress().getPort())) {
            var permits = new PermitBook(new SetTime());
            var trail = new MemoryTrail();
            var guarded =
                    new Guard(live, "558069890522", permits, trail, new SetTime(), (step, region) -> true).guarded();
            var outcomes = new ArrayList<Object>();
            for (var deletion : DELETIONS) {
                deletion.send(permits, guarded);
                outcomes.add(trail.last().data().get("outcome"));
            }
            return outcomes;
        } finally {
            proxy.stop(0);
        }
    }

    private record Deletion<C extends SdkClient, Q extends SdkRequest>(
            Class<C> client, Q request, BiConsumer<C, Q> operation) {
        void send(PermitBook permits, Clients guarded) {
            permits.issue(
                    "run",
                    "558069890522",
                    "",
                    PlannedCalls.of("eu-west-1", request),
                    "6.4",
                    "",
                    "lead",
                    Duration.ofHours(1));
            try {
                operation.accept(guarded.client(client, "eu-west-1"), request);
            } catch (SdkClientException unreadable) {
                assertThat(AwsErrors.explain(unreadable).kind()).isEqualTo(AwsError.Kind.MALFORMED_ANSWER);
            }
        }
    }

    private static final List<Deletion<?, ?>> DELETIONS = List.of(
            new Deletion<>(
                    S3Client.class,
                    DeleteBucketRequest.builder().bucket("bucket-one").build(),
                    S3Client::deleteBucket),
            new Deletion<>(
                    CloudWatchLogsClient.class,
                    DeleteLogGroupRequest.builder().logGroupName("group").build(),
                    CloudWatchLogsClient::deleteLogGroup),
            new Deletion<>(
                    ApiGatewayClient.class,
                    DeleteRestApiRequest.builder().restApiId("a1b2c3").build(),
                    ApiGatewayClient::deleteRestApi),
            new Deletion<>(
                    IamClient.class,
                    DeleteRoleRequest.builder().roleName("role").build(),
                    IamClient::deleteRole),
            new Deletion<>(
                    Ec2Client.class,
                    DeleteSecurityGroupRequest.builder().groupId("sg-1").build(),
                    Ec2Client::deleteSecurityGroup));

    @Test
    void the_sdk_reads_no_file_of_the_operators() {
        assertThat(ProfileFileLocation.configurationFileLocation()).isEmpty();
        assertThat(ProfileFileLocation.credentialsFileLocation()).isEmpty();
        assertThat(ProfileFile.defaultProfileFile().profiles()).isEmpty();
    }

    @Test
    void what_needs_patch_is_sent_with_patch() {
        assertThatThrownBy(() ->
                        clients.client(ApiGatewayClient.class, "eu-west-1").updateRestApi(b -> b.restApiId("a1b2c3")))
                .isInstanceOf(ApiGatewayException.class);
        assertThat(methods).isNotEmpty().allMatch("PATCH"::equals);
    }

    @Test
    void nobody_asks_the_machines_metadata_even_where_the_sdk_would() throws Exception {
        var asked = new AtomicInteger();
        var metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metadata.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        metadata.start();
        System.setProperty("aws.disableEc2Metadata", "false");
        System.setProperty(
                "aws.ec2MetadataServiceEndpoint",
                "http://127.0.0.1:" + metadata.getAddress().getPort());
        try (var live = clients(server.getAddress().getPort())) {
            assertThatThrownBy(() -> live.client(StsClient.class, "eu-west-1").getCallerIdentity())
                    .isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> live.client(S3Client.class, "eu-west-1").listBuckets())
                    .isInstanceOf(RuntimeException.class);
            assertThat(authorizations).isNotEmpty();
            assertThat(asked).hasValue(0);
        } finally {
            System.clearProperty("aws.disableEc2Metadata");
            System.clearProperty("aws.ec2MetadataServiceEndpoint");
            metadata.stop(0);
        }
    }

    private static LiveClients clients(int port) {
        return new LiveClients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")),
                Optional.of(URI.create("http://127.0.0.1:" + port)));
    }
}
