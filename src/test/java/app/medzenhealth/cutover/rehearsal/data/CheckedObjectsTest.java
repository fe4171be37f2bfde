package app.medzenhealth.cutover.rehearsal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.monitor.HttpProber;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.compute.ApiGatewayState;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedApiGateway;
import app.medzenhealth.cutover.rehearsal.compute.EmbeddedLambda;
import app.medzenhealth.cutover.rehearsal.compute.LambdaState;
import app.medzenhealth.cutover.rehearsal.traffic.EmbeddedHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.apigateway.model.NotFoundException;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** What S3 and Lambda tell of content. */
class CheckedObjectsTest {
    private static final String REGION = "eu-central-1";

    private Estate estate;
    private EmbeddedS3 s3;
    private Bucket bucket;

    @BeforeEach
    void an_estate() {
        estate = new Estate(new VirtualTime(Instant.parse("2026-01-12T09:00:00Z")), "558069890522", Set.of(REGION));
        s3 = new EmbeddedS3(estate, REGION);
        bucket = S3State.of(estate).seed("archive", REGION, Duration.ofDays(3));
    }

    private static String sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(DigestUtils.sha256(bytes));
    }

    @Test
    void an_object_keeps_the_checksum_that_it_was_put_with_and_tells_it_where_it_is_asked_for() {
        var code = "code".getBytes(StandardCharsets.UTF_8);

        s3.putObject(q -> q.bucket("archive").key("a").checksumSHA256(sha256(code)), RequestBody.fromBytes(code));

        assertThat(s3.headObject(q -> q.bucket("archive").key("a").checksumMode(ChecksumMode.ENABLED))
                        .checksumSHA256())
                .isEqualTo(sha256(code));
        assertThat(s3.headObject(q -> q.bucket("archive").key("a")).checksumSHA256())
                .isNull();
        assertThatThrownBy(() -> s3.putObject(
                        q -> q.bucket("archive").key("b").checksumSHA256(sha256(new byte[1])),
                        RequestBody.fromBytes(code)))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("SHA256");
    }

    @Test
    void an_object_tells_the_key_that_it_was_written_with_and_is_read_only_while_that_key_can_be_used() {
        var content = RequestBody.fromString("content");
        var kms = new EmbeddedKms(estate, REGION);
        var key = KmsState.of(estate, REGION).seed("alias/data", "data");
        s3.putObject(q -> q.bucket("archive").key("before"), content);
        s3.putBucketEncryption(q -> q.bucket("archive")
                .serverSideEncryptionConfiguration(c -> c.rules(ServerSideEncryptionRule.builder()
                        .applyServerSideEncryptionByDefault(d ->
                                d.sseAlgorithm(ServerSideEncryption.AWS_KMS).kmsMasterKeyID("alias/data"))
                        .build())));
        s3.putObject(q -> q.bucket("archive").key("a").checksumAlgorithm(ChecksumAlgorithm.SHA256), content);

        assertThat(s3.headObject(q -> q.bucket("archive").key("before")).serverSideEncryption())
                .isEqualTo(ServerSideEncryption.AES256);
        assertThat(s3.headObject(q -> q.bucket("archive").key("a"))).satisfies(h -> {
            assertThat(h.serverSideEncryption()).isEqualTo(ServerSideEncryption.AWS_KMS);
            assertThat(h.ssekmsKeyId()).isEqualTo(key);
        });

        kms.scheduleKeyDeletion(q -> q.keyId(key).pendingWindowInDays(7));
        refused("KMS.KMSInvalidStateException");
        kms.cancelKeyDeletion(q -> q.keyId(key));
        refused("KMS.DisabledException");
        assertThat(s3.headObject(q -> q.bucket("archive").key("a")).ssekmsKeyId())
                .as("metadata is not encrypted")
                .isEqualTo(key);
        assertThat(s3.getObjectAsBytes(q -> q.bucket("archive").key("before")).asUtf8String())
                .isEqualTo("content");

        kms.enableKey(q -> q.keyId(key));
        assertThat(s3.getObjectAsBytes(q -> q.bucket("archive").key("a")).asUtf8String())
                .isEqualTo("content");
        kms.scheduleKeyDeletion(q -> q.keyId(key).pendingWindowInDays(7));
        estate.time().advance(Duration.ofDays(8));
        estate.settle();
        refused("KMS.NotFoundException");
    }

    private void refused(String code) {
        Stream.<ThrowingCallable>of(
                        () -> s3.getObjectAsBytes(q -> q.bucket("archive").key("a")),
                        () -> s3.headObject(q -> q.bucket("archive").key("a").checksumMode(ChecksumMode.ENABLED)),
                        () -> s3.copyObject(q -> q.sourceBucket("archive")
                                .sourceKey("a")
                                .destinationBucket("archive")
                                .destinationKey("b")),
                        () -> s3.copyObject(q -> q.sourceBucket("archive")
                                .sourceKey("before")
                                .destinationBucket("archive")
                                .destinationKey("b")),
                        () -> s3.putObject(q -> q.bucket("archive").key("b"), RequestBody.fromString("content")))
                .forEach(call -> assertThatThrownBy(call).isInstanceOfSatisfying(S3Exception.class, e -> {
                    assertThat(e.statusCode()).isEqualTo(400);
                    assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                }));
    }

    @Test
    void an_object_that_is_not_what_the_deletion_names_by_its_entity_tag_stays() {
        bucket.seed("a", 1, estate.now());
        var answer = s3.deleteObjects(q -> q.bucket("archive")
                .delete(d -> d.objects(
                        ObjectIdentifier.builder().key("a").eTag("\"another\"").build())));

        assertThat(answer.errors())
                .singleElement()
                .satisfies(e -> assertThat(e.code()).isEqualTo("PreconditionFailed"));
        assertThat(bucket.objects()).isEqualTo(1);
    }

    @Test
    void the_package_of_a_function_lies_where_lambda_says_and_has_its_hash() {
        LambdaState.of(estate, REGION)
                .function(
                        FunctionConfiguration.builder()
                                .functionName("tts")
                                .runtime("nodejs20.x")
                                .role("arn:aws:iam::558069890522:role/functions")
                                .handler("index.handler")
                                .memorySize(128)
                                .timeout(3)
                                .build(),
                        "exports.handler = 1");
        var there = new EmbeddedLambda(estate, REGION).getFunction(q -> q.functionName("tts"));

        var found = new EmbeddedHttp(estate)
                .content(HttpProber.Request.get(there.code().location()), 1 << 20);

        assertThat(found)
                .isInstanceOfSatisfying(
                        HttpProber.Content.Bytes.class,
                        c -> assertThat(sha256(c.bytes()))
                                .isEqualTo(there.configuration().codeSha256()));
    }

    @Test
    void a_rest_api_is_exported_by_its_stage() {
        ApiGatewayState.of(estate, REGION).restApi("a1b2c3d4e5", "chime");
        var apis = new EmbeddedApiGateway(estate, REGION);

        assertThat(apis.getExport(
                                q -> q.restApiId("a1b2c3d4e5").stageName("prod").exportType("oas30"))
                        .body()
                        .asUtf8String())
                .contains("\"openapi\":\"3.0.1\"", "x-amazon-apigateway-integration");
        assertThatThrownBy(() -> apis.getExport(
                        q -> q.restApiId("a1b2c3d4e5").stageName("test").exportType("oas30")))
                .isInstanceOf(NotFoundException.class);
    }
}
