package app.medzenhealth.cutover.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** {@code -Dkills=N}: kills at each point; {@code -Dkill.seed=N}. */
class KillHarnessTest {

    @Test
    void a_console_killed_at_every_point_loses_nothing_doubles_nothing_and_leaves_nothing_open() throws Exception {
        var memory = Path.of("/dev/shm");
        var folder = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "cutover-kills")
                : Files.createTempDirectory(Files.createDirectories(Path.of("target")), "kills");

        var faults =
                new KillHarness(folder, Integer.getInteger("kills", 1), Long.getLong("kill.seed", 20260302L)).run();

        assertThat(faults).as("see " + folder).isEmpty();
        deleteAll(folder);
    }

    private static void deleteAll(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
