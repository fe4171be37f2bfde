package app.medzenhealth.cutover.model;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.catalogue.Operation;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.DeleteFunctionRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** That the referee sees each kind of what can be wrong with a message. */
class ShapeCheckTest {
    private static final AwsModels MODELS = AwsModels.read();

    private static String wrong(String service, String operation, SdkPojo request) {
        return String.join("; ", MODELS.of(new Operation(service, operation)).request(operation, request));
    }

    @Test
    void what_the_model_asks_for_is_missed() {
        assertThat(wrong(
                        "rds",
                        "DeleteDBInstance",
                        DeleteDbInstanceRequest.builder().build()))
                .isEqualTo("DBInstanceIdentifier: required, and not given");
        assertThat(wrong(
                        "rds",
                        "DeleteDBInstance",
                        DeleteDbInstanceRequest.builder()
                                .dbInstanceIdentifier("medzen")
                                .build()))
                .isEmpty();
    }

    @Test
    void what_is_missing_further_down_is_named_with_its_place() {
        var request = ChangeResourceRecordSetsRequest.builder()
                .hostedZoneId("Z1")
                .changeBatch(b -> b.changes(Change.builder()
                        .action("UPSERT")
                        .resourceRecordSet(r -> r.name("a.example"))
                        .build()))
                .build();
        assertThat(wrong("route53", "ChangeResourceRecordSets", request))
                .isEqualTo("ChangeBatch.Changes[0].ResourceRecordSet.Type: required, and not given");
    }

    @Test
    void a_value_outside_of_its_enumeration_is_seen() {
        var request = CreateServiceRequest.builder()
                .serviceName("a")
                .launchType("MOON")
                .build();
        assertThat(wrong("ecs", "CreateService", request)).isEqualTo("launchType: \"MOON\" is none of its values");
    }

    @Test
    void a_pattern_holds_from_end_to_end_and_lengths_are_counted() {
        assertThat(wrong(
                        "acm",
                        "RequestCertificate",
                        RequestCertificateRequest.builder()
                                .domainName("-" + "a".repeat(260))
                                .build()))
                .contains("DomainName: 261 characters, and the model has 1 to 253", "does not match");
    }

    @Test
    void numbers_and_sizes_of_lists_and_bytes_are_held_to_their_bounds() {
        var request = CreateFunctionRequest.builder()
                .functionName("a")
                .role("arn:aws:iam::558069890522:role/a")
                .memorySize(64)
                .tracingConfig(t -> t.mode("Active"))
                .architecturesWithStrings("x86_64", "arm64")
                .code(c -> c.zipFile(SdkBytes.fromUtf8String("a")))
                .build();
        assertThat(wrong("lambda", "CreateFunction", request))
                .contains("MemorySize: 64 as its value, and the model has 128 to")
                .contains("Architectures: 2 elements, and the model has 1 to 1");
    }

    @Test
    void keys_and_values_of_maps_are_looked_at() {
        var request = CreateFunctionRequest.builder()
                .functionName("a")
                .role("arn:aws:iam::558069890522:role/a")
                .code(c -> c.s3Bucket("bucket").s3Key("key"))
                .environment(e -> e.variables(Map.of("1st", "a")))
                .build();
        assertThat(wrong("lambda", "CreateFunction", request)).contains("Environment.Variables key: \"1st\"");
    }

    @Test
    void an_empty_part_of_a_path_is_seen() {
        assertThat(wrong(
                        "lambda",
                        "DeleteFunction",
                        DeleteFunctionRequest.builder().functionName("").build()))
                .contains("FunctionName: empty, and a part of the path");
    }

    @Test
    void what_the_sdk_joins_is_judged_as_it_is_sent() {
        var request = CopyObjectRequest.builder()
                .destinationBucket("to")
                .destinationKey("key")
                .sourceBucket("from")
                .sourceKey("key");
        assertThat(wrong("s3", "CopyObject", request.build())).isEmpty();
        assertThat(wrong("s3", "CopyObject", request.sourceBucket(null).build()))
                .contains("CopySource: \"key\" does not match");
    }

    @Test
    void a_member_that_the_model_does_not_have_is_seen() {
        var request = Tag.builder().key("a").value("b").build();
        assertThat(wrong("ecs", "UpdateService", request)).contains("Key: the model has no such member");
        assertThat(wrong(
                        "ecs",
                        "UpdateService",
                        UpdateServiceRequest.builder().service("a").build()))
                .isEmpty();
    }
}
