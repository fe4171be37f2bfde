package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.wire.MotoServer;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.S3Client;

/** The same readers as against AWS, over HTTP, in the plan's three regions. */
@ExtendWith(MotoServer.Shared.class)
class InventoryOverHttpTest {
    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "af-south-1");

    private LiveClients live;

    @BeforeEach
    void clients(MotoServer moto) {
        live = new LiveClients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")),
                Optional.of(moto.endpoint()));
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void the_whole_inventory_of_three_regions_is_what_was_made_there() throws InterruptedException {
        var world = new OverHttp(live);
        world.account();
        REGIONS.forEach(world::everything);

        var streamed = new ConcurrentLinkedQueue<ServiceScan>();
        var inventory = scan(streamed);

        assertThat(inventory
                        .resources()
                        .filter(r -> !OverHttp.ofTheEmulator(r))
                        .map(r -> r.region() + " " + r.service() + " " + r.type() + " " + r.name())
                        .sorted())
                .containsExactlyElementsOf(world.made());
        assertThat(streamed).containsExactlyInAnyOrderElementsOf(inventory.scans());
        assertThat(inventory.notes()).as("it says which regions are enabled").isEmpty();
        assertThat(inventory.unknown())
                .as("the emulator has no Chime SDK")
                .extracting(s -> s.region() + " " + s.service())
                .containsExactly("eu-central-1 chime", "eu-west-1 chime");
        assertThat(detail(inventory, "stack", "exports")).isEqualTo("medzen-topic");
        assertThat(detail(inventory, "stack", "resources")).isEqualTo("1");
        assertThat(detail(inventory, "load-balancer", "listeners")).isEqualTo("TCP 5432");
        assertThat(detail(inventory, "function", "CodeSha256")).hasSize(44);
        assertThat(detail(inventory, "function", "runtime deprecated")).isEqualTo("2025-09-01");
        assertThat(inventory.toString()).doesNotContain("only-for-the-emulator");
    }

    @Test
    void a_sweep_finds_also_what_the_inventory_does_not_ask_for_and_says_what_it_did_not_look_at()
            throws InterruptedException {
        var world = new OverHttp(live);
        world.account();
        world.everything("af-south-1");
        world.besides("af-south-1");
        live.client(S3Client.class, "us-east-1").createBucket(b -> b.bucket("medzen-forgotten"));

        var sweep = scanner().sweep(List.of("af-south-1"), s -> {});

        assertThat(sweep.resources()
                        .filter(r -> !OverHttp.ofTheEmulator(r) && !r.name().equals("medzen-forgotten"))
                        .map(r -> r.region() + " " + r.service() + " " + r.type() + " " + r.name())
                        .sorted())
                .containsExactlyElementsOf(world.made());
        assertThat(sweep.incomplete())
                .as("what the emulator has no answer to is said, and nothing else")
                .allSatisfy(s -> assertThat(s.incomplete().orElseThrow())
                        .matches("(every (serverless-cache|cluster-automated-backup|option-group): .*)+"));
        assertThat(sweep.coverage().notLookedAt().getFirst())
                .startsWith("regions us-east-1 (s3 knows 1 bucket there), ")
                .contains("eu-central-1")
                .doesNotContain("af-south-1");
        var inventory = scanner().scan(List.of("af-south-1"), s -> {});
        assertThat(inventory.coverage().notLookedAt())
                .anyMatch(n -> n.startsWith("elb, efs, ") && n.endsWith("(a sweep reads them)"));
        assertThat(InventoryJson.write(inventory, TestPlan.of(List.of("af-south-1"))))
                .contains("s3 knows 1 bucket there");
        assertThat(inventory.resources().filter(r -> r.service().equals("tagging")))
                .as("what has tags and only a sweep reads is named all the same")
                .allMatch(r -> r.state().equals("named by tagging, not read"))
                .extracting(r -> r.arn().split(":")[2])
                .containsExactlyInAnyOrder("elasticfilesystem", "elasticache");
    }

    @Test
    void an_empty_account_is_known_to_be_empty() throws InterruptedException {
        var inventory = scan(new ConcurrentLinkedQueue<>());
        assertThat(inventory.resources().filter(r -> !OverHttp.ofTheEmulator(r)))
                .isEmpty();
        assertThat(inventory.scans().stream().filter(s -> s.found() instanceof Observation.Known))
                .hasSize(3 * 25 + 2 - 2);
    }

    private static String detail(Inventory inventory, String type, String name) {
        return inventory
                .resources()
                .filter(r -> r.type().equals(type) && r.region().equals("af-south-1"))
                .findFirst()
                .orElseThrow()
                .details()
                .get(name);
    }

    private Inventory scan(Queue<ServiceScan> streamed) throws InterruptedException {
        return scanner().scan(REGIONS, streamed::add);
    }

    private AwsInventoryScanner scanner() {
        var time = Timekeeper.system();
        var guarded = new Guard(
                        live,
                        MotoServer.ACCOUNT,
                        new PermitBook(time),
                        new MemoryTrail(),
                        time,
                        (step, region) -> false)
                .guarded();
        return new AwsInventoryScanner(guarded, MotoServer.ACCOUNT, time);
    }
}
