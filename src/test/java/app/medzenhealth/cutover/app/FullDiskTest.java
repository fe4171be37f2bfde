package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.medzenhealth.cutover.action.SessionFile;
import app.medzenhealth.cutover.store.OwnerOnly;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.ui.common.Appearance;
import app.medzenhealth.cutover.ui.common.Appearance.Shade;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every way in which the console puts a file of its own into place, on a disk without room for one byte: what was there is there, whole, and
 * nothing that was begun. The disk is real, in a mount namespace that ends with the child.
 */
class FullDiskTest {
    @TempDir
    Path temporary;

    private interface Writer {
        void write() throws Exception;
    }

    /** In the child: the folder is a small disk of its own. */
    public static void main(String[] arguments) throws Exception {
        var place = Path.of(arguments[0]);
        var state = StateDirectory.at(place.resolve("state"));
        var appearance = new StoredAppearance(state);
        appearance.write(new Appearance(Shade.LIGHT, 120));
        state.replace(state.head(), text("the head as it was"));
        var lines = new SessionFile(place.resolve("state/lines"));
        lines.write("one\n" + "x".repeat(4091) + "\n");
        var whole = new SessionFile(place.resolve("state/whole"));
        whole.write("as it was");
        var before = listed(place);
        fill(place.resolve("filler"));

        said(
                "approver key",
                () -> ApproverKey.make(place.resolve("approver-key.json"), "dba@example.com", new char[8]));
        said("new file", () -> OwnerOnly.write(place.resolve("page.html"), "x".repeat(9_000)));
        said("file of the state folder", () -> state.replace(state.head(), text("another head")));
        said("appearance", () -> appearance.write(new Appearance(Shade.DARK, 150)));
        said("file of a session", () -> whole.write("another"));
        said("line of a file", () -> lines.append("y".repeat(5_000)));

        Files.delete(place.resolve("filler"));
        System.out.println(before.equals(listed(place)) ? "all as it was" : before + "\nbut now\n" + listed(place));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void said(String what, Writer writer) {
        try {
            writer.write();
            System.out.println(what + ": written");
        } catch (Exception e) {
            System.out.println(what + ": " + e.getMessage());
        }
    }

    private static void fill(Path file) throws IOException {
        try (var out = new FileOutputStream(file.toFile())) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            System.out.println("full");
        }
    }

    private static String listed(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .sorted()
                    .map(f -> {
                        try {
                            return folder.relativize(f) + " "
                                    + Files.readString(f).hashCode();
                        } catch (IOException e) {
                            return e.toString();
                        }
                    })
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void what_was_there_stays_and_nothing_that_was_begun() throws Exception {
        var mount = "mount -t tmpfs -o size=128k none " + temporary;
        var way = List.of("unshare", "-m", "sh", "-c");
        assumeTrue(
                new ProcessBuilder(List.of("unshare", "-m", "sh", "-c", mount))
                                .start()
                                .waitFor()
                        == 0,
                "this user may not mount anything here");
        var command = new ArrayList<>(way);
        command.add(mount + " && exec \"$@\"");
        command.addAll(List.of(
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                FullDiskTest.class.getName(),
                temporary.toString()));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();

        assertThat(said).contains("full\n", "all as it was").doesNotContain("but now");
        for (var what : List.of(
                "approver key", "new file", "file of the state folder", "file of a session", "line of a file")) {
            assertThat(said.lines().filter(l -> l.startsWith(what + ": ")))
                    .as(said)
                    .singleElement()
                    .satisfies(l -> assertThat(l).contains("No space left"));
        }
        assertThat(said).contains("No key was made", "Could not write");
    }
}
