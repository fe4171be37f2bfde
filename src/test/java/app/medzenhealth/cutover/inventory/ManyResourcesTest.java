package app.medzenhealth.cutover.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.wire.PagedListsStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a region may hold at the most, over HTTP, 50 a page. */
class ManyResourcesTest {

    @Test
    void twenty_thousand_functions_and_five_thousand_log_groups_are_complete_in_half_a_gigabyte() throws Exception {
        try (var stub = new PagedListsStub(ManyResources.FUNCTIONS, ManyResources.LOG_GROUPS)) {
            var said = child(stub, "-Xmx512m");
            assertThat(said)
                    .anySatisfy(line -> assertThat(line).startsWith("complete: 20000 functions, 5000 log groups"));
            assertThat(stub.pages()).isEqualTo(20_000 / 50 + 5_000 / 50);
        }
    }

    @Test
    void a_cancelled_scan_does_not_wait_for_the_page_that_is_outstanding() throws Exception {
        try (var stub = new PagedListsStub(ManyResources.FUNCTIONS, 0)) {
            stub.holdAt(3);
            var ended = new AtomicReference<Throwable>();
            var scan = Thread.startVirtualThread(() -> {
                try {
                    ManyResources.scan(stub.endpoint());
                } catch (Throwable e) {
                    ended.set(e);
                }
            });
            stub.awaitHeld();
            var asked = stub.pages();
            scan.interrupt();
            scan.join();
            assertThat(ended.get()).isInstanceOf(InterruptedException.class);
            assertThat(stub.released())
                    .as("the outstanding page was never answered")
                    .isFalse();
            assertThat(stub.pages())
                    .as("no page was asked for after the cancel")
                    .isEqualTo(asked);
        }
    }

    private static List<String> child(PagedListsStub stub, String memory) throws IOException, InterruptedException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        memory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyResources.class.getName(),
                        stub.endpoint().toString())
                .redirectErrorStream(true)
                .start();
        var lines = new ArrayList<String>();
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        }
        assertThat(process.waitFor()).as(lines.toString()).isZero();
        return lines;
    }
}
