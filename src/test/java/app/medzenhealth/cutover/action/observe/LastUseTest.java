package app.medzenhealth.cutover.action.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemsOpen;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;

class LastUseTest {
    private static final String REGION = "af-south-1";

    @TempDir
    Path folder;

    private Workbench bench;
    private Action action;

    @BeforeEach
    void a_bench() {
        bench = new Workbench(folder);
        action = bench.action(
                "evidence.last-use",
                REGION,
                Map.of(
                        "functions", List.of("tts"),
                        "tables", List.of("audit"),
                        "apis", List.of("chime"),
                        "buckets", List.of("recordings"),
                        "within", "PT168H"));
    }

    private void measured(String namespace, String metric, Map<String, String> of, Duration ago, double value) {
        CloudWatchState.of(bench.estate(), REGION)
                .put(namespace, metric, of, bench.estate().now().minus(ago), value);
    }

    private String invocations() throws InterruptedException {
        return action.verify(bench.context()).stream()
                .filter(c -> c.title().equals("Last use of tts in af-south-1 (Invocations)"))
                .map(c -> c.outcome().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_no_metric_measures_is_never_unused_and_each_is_for_a_person_to_decide() throws Exception {
        assertThat(action.verify(bench.context()))
                .hasSize(5)
                .allMatch(c -> c.outcome() instanceof Check.NotMeasured
                        && c.outcome().evidence().startsWith("not measured: ")
                        && c.title().contains(" in " + REGION))
                .last()
                .asString()
                .contains("bucket request metrics are not configured");
        assertThatThrownBy(() -> bench.run(action))
                .isInstanceOfSatisfying(
                        ItemsOpen.class, e -> assertThat(e.open()).hasSize(5).allMatch(e::decidable));
    }

    /** "Not a complete accounting of all requests": docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html. */
    @Test
    void a_zero_of_a_bucket_is_for_a_person_to_decide_and_one_request_is_not() throws Exception {
        var recordings = Map.of("BucketName", "recordings", "FilterId", "EntireBucket");
        measured("AWS/S3", "AllRequests", recordings, Duration.ofHours(30), 0);
        assertThat(action.verify(bench.context()).getLast().outcome())
                .isInstanceOfSatisfying(
                        Check.Unknown.class,
                        u -> assertThat(u.evidence())
                                .contains("0 in the last 168 h")
                                .contains("does not count every request"));
        measured("AWS/S3", "AllRequests", recordings, Duration.ofHours(3), 1);
        assertThat(action.verify(bench.context()).getLast().outcome()).isInstanceOf(Check.Fail.class);
    }

    @Test
    void a_table_that_is_read_through_an_index_alone_is_used() throws Exception {
        bench.stubs.answer(
                DynamoDbClient.class,
                DescribeTableRequest.class,
                "describeTable",
                q -> DescribeTableResponse.builder()
                        .table(t -> t.tableName("audit")
                                .globalSecondaryIndexes(GlobalSecondaryIndexDescription.builder()
                                        .indexName("by-patient")
                                        .build()))
                        .build());
        var reads = "ConsumedReadCapacityUnits";
        measured("AWS/DynamoDB", reads, Map.of("TableName", "audit"), Duration.ofHours(3), 0);
        measured(
                "AWS/DynamoDB",
                reads,
                Map.of("TableName", "audit", "GlobalSecondaryIndexName", "by-patient"),
                Duration.ofHours(3),
                2);

        assertThat(action.verify(bench.context()))
                .filteredOn(c -> c.title().contains(reads))
                .singleElement()
                .extracting(Check::outcome)
                .isInstanceOf(Check.Fail.class);
    }

    @Test
    void a_measured_zero_passes_and_one_call_fails() throws Exception {
        var tts = Map.of("FunctionName", "tts");
        measured("AWS/Lambda", "Invocations", tts, Duration.ofDays(9), 1);
        assertThat(invocations()).startsWith("NotMeasured").contains("no value in the last 168 h");
        measured("AWS/Lambda", "Invocations", tts, Duration.ofHours(30), 0);
        assertThat(invocations()).startsWith("Pass").contains("0 in the last 168 h");
        measured("AWS/Lambda", "Invocations", tts, Duration.ofHours(3), 1);
        assertThat(invocations()).startsWith("Fail").contains("1 in the last 168 h");
    }
}
