package app.medzenhealth.cutover.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsError.Fate;
import app.medzenhealth.cutover.aws.AwsError.Kind;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.Patience;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;

/** AWS's refusals as they look on the wire, in each of its protocols, and what the console makes of them. */
class ErrorsOverTheWireTest {

    private static final String TOKEN = "FwoGZXIvYXdzEBYaDHdpcmV0ZXN0c2Vzc2lvbnRva2Vu";
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(5));

    private Optional<Wire> wire = Optional.empty();

    @AfterEach
    void close() throws IOException {
        if (wire.isPresent()) {
            wire.get().close();
        }
    }

    private AwsError ask(Response answer, Consumer<LiveClients> call) throws IOException {
        wire = Optional.of(new Wire(request -> answer, request -> answer));
        return ask(wire.get().endpoint(), call, Patience.USUAL);
    }

    private static AwsError ask(URI endpoint, Consumer<LiveClients> call, Patience patience) {
        try (var clients = new LiveClients(
                StaticCredentialsProvider.create(
                        AwsSessionCredentials.create("ASIAWIRETEST", "wire-test-secret-key", TOKEN)),
                Optional.of(endpoint),
                patience)) {
            return AwsErrors.explain(catchThrowableOfType(SdkException.class, () -> call.accept(clients)));
        }
    }

    private static Response query(int status, String code, String message) {
        return xml(
                status,
                "<ErrorResponse xmlns=\"http://rds.amazonaws.com/doc/2014-10-31/\"><Error><Type>Sender</Type><Code>"
                        + code + "</Code><Message>" + message
                        + "</Message></Error><RequestId>req-query-1</RequestId></ErrorResponse>");
    }

    private static Response ec2(int status, String code, String message) {
        return xml(
                status,
                "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error></Errors><RequestID>req-ec2-1</RequestID></Response>");
    }

    private static Response s3(int status, String code, String message) {
        return new Response(
                status,
                Map.of("x-amz-request-id", "req-s3-1", "Content-Type", "application/xml"),
                ("<Error><Code>" + code + "</Code><Message>" + message
                                + "</Message><RequestId>req-s3-1</RequestId></Error>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static Response json(int status, String code, String message) {
        return new Response(
                status,
                Map.of(
                        "x-amzn-RequestId",
                        "req-json-1",
                        "x-amzn-ErrorType",
                        code + ":http://internal.amazon.com/coral/com.amazon.coral.service/",
                        "Content-Type",
                        "application/x-amz-json-1.1"),
                ("{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }

    private static Response xml(int status, String text) {
        return new Response(status, Map.of("Content-Type", "text/xml"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static void promote(LiveClients clients) {
        clients.client(RdsClient.class, "eu-central-1").promoteReadReplica(b -> b.dbInstanceIdentifier("medzen"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttling, Rate exceeded, THROTTLED, REJECTED",
        "400, InvalidDBInstanceState, Instance medzen is not in available state., REJECTED, REJECTED",
        "400, KMSKeyNotAccessibleFault, The specified KMS key is not accessible., REJECTED, REJECTED",
        "400, StorageQuotaExceeded, Over quota., REJECTED, REJECTED",
        "403, ExpiredToken, The security token included in the request is expired, EXPIRED_CREDENTIALS, REJECTED",
        "403, InvalidClientTokenId, The security token included in the request is invalid., REGION_DISABLED, REJECTED",
        "404, DBInstanceNotFound, DBInstance medzen not found., NOT_FOUND, REJECTED",
        "500, InternalFailure, An internal error has occurred., SERVER, UNKNOWN",
        "503, ServiceUnavailable, Service is unavailable., SERVER, UNKNOWN"
    })
    void a_refusal_of_the_query_protocol_keeps_code_and_request_id(
            int status, String code, String message, Kind kind, Fate fate) throws IOException {
        var error = ask(query(status, code, message), ErrorsOverTheWireTest::promote);
        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.fate()).isEqualTo(fate);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.requestId()).isEqualTo("req-query-1");
        assertThat(error.traceable()).contains(code).contains("req-query-1");
    }

    @Test
    void a_denial_names_the_permission_in_every_protocol() throws IOException {
        var said = "User: arn:aws:sts::558069890522:assumed-role/lead/x is not authorized to perform: %s on resource: y"
                + " because no identity-based policy allows the action";
        assertThat(ask(
                                query(403, "AccessDenied", said.formatted("rds:PromoteReadReplica")),
                                ErrorsOverTheWireTest::promote)
                        .words())
                .isEqualTo("not permitted: rds:PromoteReadReplica");
        close();
        assertThat(ask(
                                json(400, "AccessDeniedException", said.formatted("ecs:UpdateService")),
                                c -> c.client(EcsClient.class, "eu-west-1").updateService(b -> b.service("s")))
                        .traceable())
                .isEqualTo("AccessDeniedException: not permitted: ecs:UpdateService (request req-json-1)");
        close();
        var firewall = ask(
                ec2(403, "UnauthorizedOperation", "You are not authorized to perform this operation."),
                c -> c.client(Ec2Client.class, "eu-west-1").describeVpcs());
        assertThat(firewall.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(firewall.requestId()).isEqualTo("req-ec2-1");
        close();
        var bucket = ask(
                s3(403, "AccessDenied", "Access Denied"),
                c -> c.client(S3Client.class, "eu-west-1").listBuckets());
        assertThat(bucket.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(bucket.requestId()).isEqualTo("req-s3-1");
    }

    @Test
    void throttling_is_told_apart_in_each_services_own_words() throws IOException {
        assertThat(ask(
                                ec2(503, "RequestLimitExceeded", "Request limit exceeded."),
                                c -> c.client(Ec2Client.class, "eu-west-1").describeVpcs())
                        .kind())
                .isEqualTo(Kind.THROTTLED);
        close();
        assertThat(ask(
                                json(400, "ThrottlingException", "Rate exceeded"),
                                c -> c.client(EcsClient.class, "eu-west-1").listClusters())
                        .kind())
                .isEqualTo(Kind.THROTTLED);
        close();
        assertThat(ask(
                                json(429, "TooManyRequestsException", "Rate exceeded"),
                                c -> c.client(LambdaClient.class, "eu-west-1").listFunctions())
                        .kind())
                .isEqualTo(Kind.THROTTLED);
        close();
        assertThat(ask(
                                s3(503, "SlowDown", "Please reduce your request rate."),
                                c -> c.client(S3Client.class, "eu-west-1").listBuckets())
                        .kind())
                .isEqualTo(Kind.THROTTLED);
    }

    @Test
    void a_wrong_clock_is_called_a_wrong_clock() throws IOException {
        var skewed = ask(
                s3(
                        403,
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large."),
                c -> c.client(S3Client.class, "eu-west-1").listBuckets());
        assertThat(skewed.kind()).isEqualTo(Kind.CLOCK_WRONG);
        assertThat(skewed.words()).contains("clock");
        close();
        var expired = ask(
                query(
                        403,
                        "SignatureDoesNotMatch",
                        "Signature expired: 20260112T080000Z is now earlier than 20260112T083000Z (20260112T084500Z - 15 min.)"),
                ErrorsOverTheWireTest::promote);
        assertThat(expired.kind()).isEqualTo(Kind.CLOCK_WRONG);
        assertThat(expired.fate()).isEqualTo(Fate.REJECTED);
        close();
        var early = ask(
                json(
                        403,
                        "InvalidSignatureException",
                        "Signature not yet current: 20260112T090000Z is still later than 20260112T084500Z"),
                c -> c.client(LambdaClient.class, "eu-west-1").deleteFunction(b -> b.functionName("f")));
        assertThat(early.kind()).isEqualTo(Kind.CLOCK_WRONG);
    }

    @Test
    void a_signature_that_does_not_match_is_told_without_the_headers_that_aws_repeats() throws IOException {
        var error = ask(
                query(
                        403,
                        "SignatureDoesNotMatch",
                        "The request signature we calculated does not match the signature you provided. The Canonical String"
                                + " for this request should have been 'POST\n/\n\nhost:rds\nx-amz-security-token:"
                                + TOKEN + "'"),
                ErrorsOverTheWireTest::promote);
        assertThat(error.traceable())
                .contains("SignatureDoesNotMatch")
                .contains("req-query-1")
                .contains("secret key")
                .doesNotContain(TOKEN);
    }

    @Test
    void an_answer_that_is_no_xml_or_json_leaves_the_fate_open() throws IOException {
        var xml = ask(xml(200, "<PromoteReadReplicaResponse><Prom"), ErrorsOverTheWireTest::promote);
        assertThat(xml.kind()).isEqualTo(Kind.MALFORMED_ANSWER);
        assertThat(xml.fate()).isEqualTo(Fate.UNKNOWN);
        close();
        var json = ask(
                new Response(
                        200,
                        Map.of("Content-Type", "application/x-amz-json-1.1"),
                        "{\"service\": {\"desiredCo".getBytes(StandardCharsets.UTF_8)),
                c -> c.client(EcsClient.class, "eu-west-1").updateService(b -> b.service("s")));
        assertThat(json.kind()).isEqualTo(Kind.MALFORMED_ANSWER);
        assertThat(json.fate()).isEqualTo(Fate.UNKNOWN);
        close();
        var page = ask(
                new Response(
                        502,
                        Map.of("Content-Type", "text/html"),
                        "<html><body>Bad gateway<br></body></html>".getBytes(StandardCharsets.UTF_8)),
                c -> c.client(CloudFormationClient.class, "eu-west-1").deleteStack(b -> b.stackName("s")));
        assertThat(page.fate()).isEqualTo(Fate.UNKNOWN);
        assertThat(page.kind()).isEqualTo(Kind.SERVER);
    }

    @Test
    void silence_is_a_timeout_whose_fate_is_open_and_a_closed_port_was_never_reached() throws IOException {
        wire = Optional.of(new Wire(request -> query(200, "", ""), request -> query(400, "", "")));
        wire.get().weather(request -> Fault.HANG);
        var silence = ask(wire.get().endpoint(), ErrorsOverTheWireTest::promote, SHORT);
        assertThat(silence.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(silence.fate()).isEqualTo(Fate.UNKNOWN);

        wire.get().weather(request -> Fault.RESET);
        var reset = ask(wire.get().endpoint(), ErrorsOverTheWireTest::promote, Patience.USUAL);
        assertThat(reset.kind()).isEqualTo(Kind.NETWORK);
        assertThat(reset.fate()).isEqualTo(Fate.UNKNOWN);

        int free;
        try (var nobody = new ServerSocket(0)) {
            free = nobody.getLocalPort();
        }
        var closed = ask(URI.create("http://127.0.0.1:" + free), ErrorsOverTheWireTest::promote, Patience.USUAL);
        assertThat(closed.kind()).isEqualTo(Kind.NETWORK);
        assertThat(closed.fate()).isEqualTo(Fate.NOT_SENT);
    }

    @Test
    void a_refusal_of_the_second_attempt_does_not_say_what_became_of_the_first() throws IOException {
        wire = Optional.of(new Wire(
                request -> query(400, "Throttling", "Rate exceeded"),
                request -> query(400, "Throttling", "Rate exceeded")));
        var attempts = new AtomicInteger();
        wire.get().weather(request -> attempts.incrementAndGet() == 1 ? Fault.LOST_REPLY : Fault.THROTTLED);
        Consumer<LiveClients> delete = c -> c.client(CloudFormationClient.class, "eu-west-1")
                .deleteStack(b -> b.stackName("s").clientRequestToken("t"));
        var error = ask(wire.get().endpoint(), delete, Patience.USUAL);
        assertThat(attempts).hasValueGreaterThan(1);
        assertThat(error.kind()).isEqualTo(Kind.THROTTLED);
        assertThat(error.fate()).isEqualTo(Fate.UNKNOWN);

        wire.get().weather(request -> Fault.THROTTLED);
        assertThat(ask(wire.get().endpoint(), delete, Patience.USUAL).fate()).isEqualTo(Fate.REJECTED);
    }
}
