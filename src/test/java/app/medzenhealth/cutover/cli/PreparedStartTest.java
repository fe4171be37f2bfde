package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedStartTest {
    private static final Instant PACKAGED = Instant.parse("2026-01-12T02:00:00Z");

    @TempDir
    Path target;

    private Path jar;
    private Path archive;

    @BeforeEach
    void packaged() throws IOException {
        jar = Files.writeString(target.resolve("cutover-console.jar"), "jar");
        archive = target.resolve("cutover-console.aot");
        Files.setLastModifiedTime(jar, FileTime.from(PACKAGED));
    }

    @Test
    void an_archive_made_after_the_jar_is_taken() throws IOException {
        Files.writeString(archive, "archive");
        Files.setLastModifiedTime(archive, FileTime.from(PACKAGED.plusSeconds(9)));
        assertThat(PreparedStart.archive(jar)).contains(archive);
    }

    @Test
    void an_archive_of_an_earlier_jar_is_not() throws IOException {
        Files.writeString(archive, "archive");
        Files.setLastModifiedTime(archive, FileTime.from(PACKAGED.minusSeconds(9)));
        assertThat(PreparedStart.archive(jar)).isEmpty();
    }

    @Test
    void without_an_archive_the_command_still_starts_lightly_and_only_once() {
        assertThat(PreparedStart.archive(jar)).isEmpty();
        assertThat(PreparedStart.command(jar, Optional.empty(), new String[] {"inventory", "--json"}))
                .noneMatch(word -> word.startsWith("-XX:AOTCache"))
                .contains("-XX:TieredStopAtLevel=1", "-Dcutover.prepared=yes")
                .endsWith("-jar", jar.toString(), "inventory", "--json");
    }

    @Test
    void the_window_gets_a_heap_that_ends_with_or_without_its_name() {
        for (var args : new String[][] {{}, {"gui", "--live", "probe"}}) {
            assertThat(PreparedStart.command(jar, Optional.empty(), args))
                    .contains("-Xmx512m", "-XX:+UseSerialGC")
                    .endsWith(args);
        }
        assertThat(PreparedStart.command(jar, Optional.empty(), new String[] {"rehearse"}))
                .noneMatch(word -> word.startsWith("-Xmx"));
    }
}
