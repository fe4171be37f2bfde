package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.inventory.AwsInventoryScanner;
import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.ServiceScan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class RecordedAnswersTest {

    private static final String ACCOUNT = "558069890522";
    private static final Path FILE = Path.of("packaging", "prepare-answers.jsonl");

    @Test
    void whatever_the_inventory_asks_of_a_region_is_recorded_except_chime_which_no_emulator_knows() throws Exception {
        try (var aws = new RecordedAnswers(FILE, ACCOUNT)) {
            var inventory = inventory(aws);
            assertThat(aws.unanswered())
                    .as("run AnswersForPackaging again where the inventory asks something new")
                    .hasSize(5)
                    .allMatch(question -> question.matches("GET /(app-instances|voice-connectors|sip-media-applications"
                            + "|sdk-media-pipelines|media-insights-pipeline-configurations)\\s*"));
            assertThat(inventory.unknown()).isEmpty();
            assertThat(inventory.scans().stream().filter(RecordedAnswersTest::isEmpty))
                    .as("services with nothing in them would leave their classes out of the archive")
                    .hasSizeLessThan(inventory.scans().size() / 4);
        }
    }

    @Test
    void what_is_not_recorded_is_answered_with_nothing() throws Exception {
        try (var aws = new RecordedAnswers(null, ACCOUNT)) {
            var inventory = inventory(aws);
            assertThat(aws.unanswered()).hasSizeGreaterThan(30);
            assertThat(inventory.scans()).isNotEmpty().allMatch(RecordedAnswersTest::isEmpty);
        }
    }

    private static boolean isEmpty(ServiceScan scan) {
        return scan.found() instanceof Observation.Known<List<SeenResource>> known
                && known.value().isEmpty();
    }

    private static Inventory inventory(RecordedAnswers aws) throws InterruptedException {
        var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create("prepare", "prepare"));
        var time = Timekeeper.system();
        try (var clients = new LiveClients(keys, Optional.of(aws.endpoint()))) {
            var guard =
                    new Guard(clients, ACCOUNT, new PermitBook(time), new MemoryTrail(), time, (step, region) -> false);
            return new AwsInventoryScanner(guard.guarded(), ACCOUNT, time).scan(List.of("eu-central-1"), s -> {});
        }
    }
}
