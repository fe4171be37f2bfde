package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.wire.Relay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small share of {@link ColdInventories}: once each. */
@Timeout(value = 20 * 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ColdInventoriesTest {
    private static final boolean PINNED = Files.isExecutable(Path.of("/usr/bin/taskset"));

    @TempDir
    private Path home;

    @Test
    void a_cold_inventory_on_one_processor_ends_with_everything_read() throws Exception {
        try (var server = ColdInventories.server()) {
            var run = ColdInventories.fromClasses(home).run(server.endpoint(), PINNED ? 1 : 0);
            assertThat(run.hung()).isFalse();
            assertThat(run.complete()).as(run.output()).isTrue();
        }
    }

    @Test
    void a_cold_inventory_whose_connections_break_ends_with_everything_unknown() throws Exception {
        try (var server = ColdInventories.server();
                var relay = new Relay(server.endpoint(), Relay.Mode.CLOSE, Duration.ZERO, 1)) {
            var run = ColdInventories.fromClasses(home).run(relay.endpoint(), PINNED ? 1 : 0);
            assertThat(run.hung()).isFalse();
            assertThat(run.output()).contains("\"status\" : \"unknown\"").contains("The connection broke before");
        }
    }
}
