package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.aws.Guard;
import app.medzenhealth.cutover.aws.LiveClients;
import app.medzenhealth.cutover.aws.MemoryTrail;
import app.medzenhealth.cutover.aws.PermitBook;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.aws.read.Readers;
import app.medzenhealth.cutover.wire.PagedListsStub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * Reads 20,000 functions and 5,000 log groups of one region, 50 a page, through guarded clients; then cancels such a reading
 * half way, ten times. Prints what it found, the process's greatest memory and how long a cancel took to answer.
 *
 * <p>{@code java -Xmx512m -cp … app.medzenhealth.cutover.inventory.ManyResources [URL of a stub]}
 */
public final class ManyResources {

    static final int FUNCTIONS = 20_000;
    static final int LOG_GROUPS = 5_000;

    private static final String REGION = "eu-west-1";
    private static final Set<String> SERVICES = Set.of("lambda", "logs");
    private static final int CANCELS = 10;

    private ManyResources() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("aws.disableEc2Metadata", "true");
        if (args.length > 0) {
            complete(URI.create(args[0]));
            return;
        }
        try (var stub = new PagedListsStub(FUNCTIONS, LOG_GROUPS)) {
            complete(stub.endpoint());
        }
        var cancels = new ArrayList<Duration>();
        for (var i = 0; i < CANCELS; i++) {
            try (var stub = new PagedListsStub(FUNCTIONS, LOG_GROUPS)) {
                stub.holdAt(150);
                cancels.add(cancel(stub));
            }
        }
        cancels.sort(null);
        System.out.printf(
                "cancel answered in %.1f ms (median of %d), %.1f ms at the most%n",
                cancels.get(CANCELS / 2).toNanos() / 1e6,
                CANCELS,
                cancels.getLast().toNanos() / 1e6);
    }

    private static void complete(URI endpoint) throws InterruptedException, IOException {
        var inventory = scan(endpoint);
        System.out.printf(
                "complete: %d functions, %d log groups, %d unknown, in %d ms; greatest memory %s%n",
                count(inventory, "function"),
                count(inventory, "log-group"),
                inventory.unknown().size(),
                inventory.took().toMillis(),
                memory());
        if (!inventory.unknown().isEmpty()) {
            throw new IllegalStateException(inventory.unknown().toString());
        }
    }

    private static long count(Inventory inventory, String type) {
        return inventory
                .resources()
                .filter(r -> r.type().equals(type))
                .distinct()
                .count();
    }

    private static String memory() throws IOException {
        var status = Path.of("/proc/self/status");
        return Files.isReadable(status)
                ? Files.readAllLines(status).stream()
                        .filter(l -> l.startsWith("VmHWM"))
                        .map(l -> l.replaceAll("\\s+", " "))
                        .findFirst()
                        .orElse("unknown")
                : "unknown";
    }

    private static Duration cancel(PagedListsStub stub) throws InterruptedException {
        var ended = new CountDownLatch(1);
        var scan = Thread.startVirtualThread(() -> {
            try {
                scan(stub.endpoint());
            } catch (InterruptedException cancelled) {
                ended.countDown();
            }
        });
        stub.awaitHeld();
        var from = System.nanoTime();
        scan.interrupt();
        ended.await();
        return Duration.ofNanos(System.nanoTime() - from);
    }

    static Inventory scan(URI endpoint) throws InterruptedException {
        var time = Timekeeper.system();
        var readers = Readers.inventory().stream()
                .filter(r -> SERVICES.contains(r.service()))
                .toList();
        try (var clients = new LiveClients(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("testing", "testing")),
                Optional.of(endpoint))) {
            var guard = new Guard(
                    clients, "558069890522", new PermitBook(time), new MemoryTrail(), time, (step, region) -> false);
            return new AwsInventoryScanner(guard.guarded(), "558069890522", time, readers, Duration.ofMinutes(2))
                    .scan(List.of(REGION), s -> {});
        }
    }
}
