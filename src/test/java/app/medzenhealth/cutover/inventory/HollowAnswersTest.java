package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.SetTime;
import app.medzenhealth.cutover.aws.read.Readers;
import app.medzenhealth.cutover.wire.HttpMessage.Request;
import app.medzenhealth.cutover.wire.HttpMessage.Response;
import app.medzenhealth.cutover.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Answers that are JSON, but say nothing of the one thing that was asked for. */
class HollowAnswersTest {

    /** By the operation; what is not here is answered with an empty object, which is an empty list of whatever it lists. */
    private static final Map<String, String> LISTS = Map.of(
            "ListTables", "{\"TableNames\":[\"medzen-meetings\",\"medzen-messages\"]}",
            "ListKeys", "{\"Keys\":[{\"KeyId\":\"one\"},{\"KeyId\":\"other\"}]}");

    @ParameterizedTest
    @CsvSource({"dynamodb,DescribeTable", "kms,DescribeKey"})
    void an_empty_object_in_place_of_a_description_is_an_answer_that_could_not_be_read(String service, String operation)
            throws IOException, InterruptedException {
        var readers = Readers.inventory().stream()
                .filter(r -> r.service().equals(service))
                .toList();
        try (var wire = new Wire(HollowAnswersTest::answer, HollowAnswersTest::answer);
                var clients = new LiveClients(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")),
                        Optional.of(wire.endpoint()))) {
            var inventory = new AwsInventoryScanner(
                            clients, TestPlan.ACCOUNT, new SetTime(), readers, Duration.ofSeconds(30))
                    .scan(List.of("eu-west-1"), partial -> {});
            assertThat(inventory.resources().filter(r -> r.state().startsWith("unknown: ")))
                    .hasSize(2);
            assertThat(inventory.incomplete())
                    .singleElement()
                    .satisfies(scan -> assertThat(scan.incomplete().orElseThrow())
                            .contains("AWS's answer could not be read", operation)
                            .doesNotContain("Pointer", "null"));
        }
    }

    private static Response answer(Request request) {
        var target = request.header("X-Amz-Target").orElse("");
        var body = LISTS.getOrDefault(target.substring(target.indexOf('.') + 1), "{}");
        return new Response(
                200, Map.of("Content-Type", "application/x-amz-json-1.0"), body.getBytes(StandardCharsets.UTF_8));
    }
}
