package app.medzenhealth.cutover.action.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Attestations;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.rehearsal.compute.ApiGatewayState;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import app.medzenhealth.cutover.rehearsal.data.Bucket;
import app.medzenhealth.cutover.rehearsal.data.DynamoState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users who write on while something is copied, reviewed and deleted. */
class LateWritesTest {
    private static final String REGION = "af-south-1";

    @TempDir
    Path folder;

    private Workbench bench;
    private Bucket source;

    @BeforeEach
    void a_copied_bucket() throws Exception {
        bench = new Workbench(folder);
        source = S3State.of(bench.estate()).seed("recordings", REGION, Duration.ofDays(9));
        source.seed("a", 100, bench.estate().now().minus(Duration.ofDays(3)))
                .seed("b", 200, bench.estate().now().minus(Duration.ofDays(2)))
                .seedUpload("unfinished", bench.estate().now().minus(Duration.ofDays(1)));
    }

    private Bucket destination() {
        return S3State.of(bench.estate()).seed("recordings-eu", "eu-central-1", Duration.ofDays(9));
    }

    private void copied() throws Exception {
        bench.carryOut(bench.action(
                "s3.copy-objects", "eu-central-1", Map.of("from", "recordings", "to", "recordings-eu", "prefix", "")));
        bench.estate().time().advance(Duration.ofMinutes(5));
    }

    private Action deletion() {
        return bench.action(
                "s3.empty-and-delete-bucket",
                REGION,
                Map.of(
                        "bucket",
                        "recordings",
                        "copiedTo",
                        "recordings-eu",
                        "copiedToRegion",
                        "eu-central-1",
                        "prefix",
                        ""));
    }

    private List<String> open(Action action) throws Exception {
        return action.preflight(bench.context()).stream()
                .filter(c -> !c.passed())
                .map(Check::outcome)
                .map(Check.Outcome::evidence)
                .toList();
    }

    @Test
    void an_object_overwritten_with_the_same_size_at_either_side_locks_the_deletion_of_its_bucket() throws Exception {
        var there = destination();
        copied();
        assertThat(open(deletion())).isEmpty();

        there.seed("a", 100, bench.estate().now());
        assertThat(open(deletion())).singleElement().asString().contains("a: what was copied has been overwritten");

        there.deleted("a");
        copied();
        assertThat(open(deletion())).isEmpty();

        source.seed("b", 200, bench.estate().now());
        assertThat(open(deletion())).singleElement().asString().contains("b: newer than what lies there");
    }

    @Test
    void a_copy_that_changed_at_its_new_place_counts_while_its_bucket_keeps_what_was_copied() throws Exception {
        var there = destination().versioned();
        copied();

        there.seed("a", 100, bench.estate().now());

        assertThat(deletion().preflight(bench.context()))
                .allMatch(Check::passed)
                .anyMatch(c -> c.outcome().evidence().contains("its bucket keeps that copy as a version"));
    }

    @Test
    void what_is_written_while_a_bucket_is_emptied_keeps_it_and_everything_in_it() throws Exception {
        destination();
        copied();
        var action = deletion();

        assertThatThrownBy(() -> bench.run(
                        action,
                        heard(
                                "AbortMultipartUpload",
                                () -> source.seed("a", 100, bench.estate().now()))))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("written since: a");

        assertThat(source.objects()).isEqualTo(2);
    }

    @Test
    void a_table_that_is_written_to_while_another_one_is_deleted_stays() throws Exception {
        for (var table : List.of("meetings", "chats")) {
            DynamoState.of(bench.estate(), REGION).seed(table, "id", 7, Duration.ofDays(9), DynamoState.Protection.OFF);
        }
        var tables = List.of("meetings", "chats");
        bench.carryOut(bench.action("dynamodb.backup", REGION, Map.of("tables", tables)));
        bench.estate().time().advance(Duration.ofMinutes(5));
        bench.stated.put(
                "6.2d", new Attestations.Attestation("Ada", bench.estate().now(), "nobody writes to meetings, chats"));
        var delete = bench.action("dynamodb.delete-tables", REGION, Map.of("tables", tables, "decidedIn", "6.2d"));

        assertThatThrownBy(() -> bench.run(
                        delete,
                        heard(
                                "DeleteTable",
                                () -> CloudWatchState.of(bench.estate(), REGION)
                                        .put(
                                                "AWS/DynamoDB",
                                                "ConsumedWriteCapacityUnits",
                                                Map.of("TableName", "chats"),
                                                // CloudWatch tells of a minute once it is over.
                                                bench.estate().now().minusSeconds(60),
                                                3))))
                .isInstanceOf(ActionFailure.class)
                .hasMessageContaining("chats")
                .hasMessageContaining("write capacity units were consumed");

        assertThat(bench.sent()).filteredOn("DeleteTable"::equals).hasSize(1);
    }

    @Test
    void an_api_that_a_file_of_the_project_still_names_stays() throws Exception {
        ApiGatewayState.of(bench.estate(), REGION).restApi("a1b2c3d4e5", "chime");
        Files.createDirectories(bench.workingCopy());
        var file = bench.workingCopy().resolve("api.js");
        Files.writeString(file, "const API = 'https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com';\n");
        var delete = bench.action(
                "apigw.delete",
                REGION,
                Map.of("restApis", List.of("chime"), "httpApis", List.of(), "callersIn", List.of("*.js")));

        assertThat(open(delete)).singleElement().asString().contains("api.js:1: a1b2c3d4e5");
        Files.writeString(file, "const API = 'https://f6g7h8i9j0.execute-api.eu-central-1.amazonaws.com';\n");
        assertThat(open(delete)).isEmpty();
        Files.writeString(file, "const REGION = 'af-south-1';\n");
        assertThat(open(delete)).singleElement().asString().contains("api.js:1: af-south-1");
        Files.delete(file);
        assertThat(open(delete))
                .as("what cannot be read is not known")
                .singleElement()
                .asString()
                .contains("nothing matches");
    }

    private static Progress heard(String operation, Runnable then) {
        return new Progress() {
            private boolean over;

            @Override
            public void at(double fraction, String text) {}

            @Override
            public void line(String text) {
                if (!over && text.startsWith(operation + " accepted")) {
                    over = true;
                    then.run();
                }
            }
        };
    }
}
