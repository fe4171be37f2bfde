package app.medzenhealth.cutover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trail that must stand up to anybody lies where nobody else can put another in its place. */
class FoldersAboveTest {
    @TempDir
    Path temporary;

    private Path open;

    @BeforeEach
    void open() throws Exception {
        open = Files.createDirectory(temporary.resolve("open"));
        rights("rwxrwxrwx");
    }

    private void rights(String rights) throws Exception {
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString(rights));
    }

    @Test
    void live_work_is_refused_below_a_folder_that_everybody_can_change_and_nothing_is_made() throws Exception {
        var inside = Files.createDirectory(open.resolve("mine"));
        var link = Files.createSymbolicLink(temporary.resolve("link"), inside);
        for (var state : List.of(inside.resolve("state"), link.resolve("state"), open.resolve("a/b/c"))) {
            assertThatThrownBy(() -> StateDirectory.alone(state, Passphrase.NONE))
                    .isInstanceOf(StoreProblem.class)
                    .hasMessageContaining("The state folder " + state + " cannot be used for live work.")
                    .hasMessageContaining(open + " above it may be changed by everybody");
            assertThat(state).doesNotExist();
        }
        assertThat(open.resolve("a")).doesNotExist();
    }

    @Test
    void a_rehearsal_may_lie_there_for_nothing_hangs_on_its_trail() {
        assertThat(StateDirectory.at(open.resolve("state")).path()).isDirectory();
    }

    /** sticky(8) of Linux, inode(7) S_ISVTX: only its owner moves what lies in such a folder. */
    @Test
    void a_folder_in_which_nobody_moves_what_is_anothers_will_do_and_so_does_a_link_of_ones_own() throws Exception {
        Files.setAttribute(open, "unix:mode", 01777);
        assertThat(StateDirectory.alone(open.resolve("state"), Passphrase.NONE).path())
                .isDirectory();
        rights("rwx------");
        var link = Files.createSymbolicLink(temporary.resolve("own"), open);
        assertThat(StateDirectory.alone(link.resolve("other"), Passphrase.NONE).path())
                .isDirectory();
    }

    @Test
    void live_work_is_refused_below_a_folder_of_somebody_elses() throws Exception {
        rights("rwx------");
        try {
            Files.setAttribute(open, "unix:uid", 12345);
        } catch (IOException e) {
            assumeTrue(false, "skipped: this user may give nothing to another");
        }
        assertThatThrownBy(() -> StateDirectory.alone(open.resolve("state"), Passphrase.NONE))
                .isInstanceOf(StoreProblem.class)
                .hasMessageContaining("above it belongs to 12345");
    }
}
