package app.medzenhealth.cutover.store;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.action.SessionFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancelled step leaves whole files: that its thread was told to stop keeps nothing from the disk. */
class FsyncTest {
    @TempDir
    Path temporary;

    /** Everything that makes a file durable. */
    private enum Writer {
        STATE_FILE {
            @Override
            void write(Path folder) throws IOException {
                StateDirectory.at(folder).replace(folder.resolve(NAME), "one\n".getBytes(StandardCharsets.UTF_8));
            }
        },
        SESSION_FILE {
            @Override
            void write(Path folder) {
                new SessionFile(folder.resolve(NAME)).write("one\n");
            }
        },
        SESSION_FILE_LINE_BY_LINE {
            @Override
            void write(Path folder) {
                new SessionFile(folder.resolve(NAME)).append("one");
            }
        };

        private static final String NAME = "kept";

        abstract void write(Path folder) throws IOException;
    }

    @AfterEach
    void goOn() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void a_file_is_whole_although_its_thread_was_told_to_stop_and_the_thread_still_knows(Writer writer)
            throws IOException {
        var folder = Files.createDirectory(temporary.resolve("state"));
        Thread.currentThread().interrupt();
        writer.write(folder);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(folder.resolve(Writer.NAME)).hasContent("one");
        try (var files = Files.list(folder)) {
            assertThat(files).as("nothing half written is left").hasSize(1);
        }
    }

    @Test
    void a_thread_that_nobody_told_to_stop_is_not_told_by_syncing() throws IOException {
        Fsync.folder(temporary);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
