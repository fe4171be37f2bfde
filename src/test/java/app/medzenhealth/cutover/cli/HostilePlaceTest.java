package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Disks that are full, read-only or forbid execution, folders without rights, and a second process: each real, in a mount
 * namespace of its own that ends with the child. Skipped where the system does not let this user mount, and says so.
 */
class HostilePlaceTest {
    @TempDir
    Path temporary;

    @Test
    void a_disk_that_is_full() throws Exception {
        var place = Files.createDirectory(temporary.resolve("place"));
        // Room for the console's folder, but not for its records.
        var said = mounted(
                "mount -t tmpfs -o size=48k none " + place, "rehearse --state " + place + "/state --out " + out());
        assertRefused(said, 3, "full", "Make room on the disk");
    }

    @Test
    void a_disk_on_which_a_break_glass_pack_has_no_room() throws Exception {
        var place = Files.createDirectory(temporary.resolve("place"));
        var pack = "break-glass --state " + temporary.resolve("state") + " --out " + place + "/pack";
        // Room for the scripts of one phase, but not for all: the second finds as much room as the first.
        var said = mounted("mount -t tmpfs -o size=160k none " + place, pack, pack + " --phase 3", pack);
        assertRefused(said, 1, "The pack could not be written: No space left on device", "make room there");
        assertThat(exits(said)).containsExactly(1, 0, 1);
        assertThat(said).contains("exists and is not an empty folder");
    }

    /** Whatever is to be written somewhere: it says that nothing was, and why, and nothing of it is there. */
    @Test
    void a_full_disk_for_everything_that_is_written_where_somebody_says() throws Exception {
        var state = temporary.resolve("state");
        BadInputTest.fill(state);
        var place = Files.createDirectory(temporary.resolve("place"));
        var commands = new ArrayList<String>();
        for (var format : List.of("bundle", "jsonl", "csv", "pdf", "ocsf")) {
            commands.add(
                    "audit export --format " + format + " --out " + place + "/all." + format + " --state " + state);
        }
        commands.add("break-glass --out " + place + "/pack --state " + temporary.resolve("other"));
        commands.add("check --out " + place + "/check --state " + temporary.resolve("other"));
        // In one process, and on one disk: what one of them left there would be found behind it.
        var typed =
                commands.stream().flatMap(c -> Stream.of(c, Typed.LIST + place)).toArray(String[]::new);
        var said = mounted("mount -t tmpfs -o size=4k none " + place, typed);
        var answers = Arrays.stream(said.split("(?m)^\\$ "))
                .filter(a -> !a.isBlank() && !a.startsWith(Typed.LIST))
                .toList();
        assertThat(answers).hasSameSizeAs(commands);
        for (var answer : answers) {
            assertThat(answer).doesNotContain("Exception").doesNotContain("\tat ");
            assertThat(exits(answer)).as(answer).hasSize(1).doesNotContain(0);
            assertThat(answer).containsAnyOf("No space left", "room", "free");
        }
        assertThat(said.lines().filter(l -> l.startsWith("file "))).as(said).isEmpty();
    }

    @Test
    void a_link_above_that_is_somebody_elses() throws Exception {
        var link = Files.createSymbolicLink(
                temporary.resolve("link"), Files.createDirectory(temporary.resolve("private")));
        if (!works(List.of("sh", "-c"), "chown -h 12345 " + link)) {
            skip("this user may give nothing to another");
        }
        var state = link.resolve("state");
        var said = run(List.of(), List.of("sh", "-c"), "true", "rehearse --state " + state + " --out " + out());
        assertRefused(said, 3, "The state folder " + state + " cannot be used.", "above it belongs to 12345");
        assertThat(temporary.resolve("private/state")).doesNotExist();
    }

    @Test
    void a_disk_that_is_read_only() throws Exception {
        var state = temporary.resolve("state");
        BadInputTest.fill(state);
        var before = contents(state);
        var said = mounted(
                "mount --bind %1$s %1$s && mount -o remount,bind,ro %1$s".formatted(state),
                "rehearse --state " + state + " --out " + out(),
                "status --state " + state,
                "audit verify " + state);
        assertRefused(said, 3, "The state folder " + state + " cannot be used.", "its disk is read-only", "--state");
        assertThat(exits(said)).containsExactly(3, 0, 0);
        assertThat(contents(state)).isEqualTo(before);
    }

    @Test
    void a_read_only_disk_with_the_log_of_a_killed_console() throws Exception {
        var state = temporary.resolve("state");
        BadInputTest.fill(state);
        Files.write(state.resolve("cutover.db-wal"), new byte[0]);
        var said = mounted(
                "mount --bind %1$s %1$s && mount -o remount,bind,ro %1$s".formatted(state), "audit verify " + state);
        assertThat(said).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(exits(said)).hasSize(1).allMatch(exit -> exit == 0 || exit == 5);
    }

    @Test
    void a_folder_for_temporary_files_that_forbids_execution() throws Exception {
        var state = temporary.resolve("state");
        BadInputTest.fill(state);
        var temp = Files.createDirectory(temporary.resolve("temp"));
        var home = Files.createDirectory(temporary.resolve("home"));
        var said = run(
                List.of("-Djava.io.tmpdir=" + temp, "-Duser.home=" + home),
                namespace(),
                "mount -t tmpfs -o noexec none " + temp,
                "audit verify " + state,
                "status --state " + state);
        assertThat(said).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(exits(said)).containsExactly(0, 0);
        assertThat(run(
                        List.of("-Djava.io.tmpdir=" + temp, "-Duser.home=" + home),
                        namespace(),
                        "mount -t tmpfs -o noexec none " + temp,
                        "audit export --format bundle --out " + temporary.resolve("x.zip") + " --state " + state))
                .contains("exit 0")
                .doesNotContain("Exception");
    }

    /** Every file that a console writes is its owner's alone, and nothing stays where others put their temporary files. */
    @Test
    void a_umask_that_lets_everybody_in() throws Exception {
        var temp = Files.createDirectory(temporary.resolve("temp"));
        var state = temporary.resolve("state");
        var made = temporary.resolve("made");
        var here = " --state " + state;
        var said = run(
                List.of("-Djava.io.tmpdir=" + temp),
                List.of("sh", "-c"),
                "umask 000",
                "rehearse --json --out " + made + here,
                "audit export --format bundle --out " + made + "/all.zip" + here,
                "audit export --format jsonl --out " + made + "/all.jsonl" + here,
                "audit export --format csv --out " + made + "/all.csv" + here,
                "audit export --format pdf --out " + made + "/all.pdf" + here,
                "audit export --format ocsf --out " + made + "/all.ocsf" + here,
                "break-glass --out " + made + "/pack --phase 7 --state " + temporary.resolve("other"),
                "check --out " + made + "/check --state " + temporary.resolve("other"),
                "audit verify " + state);
        System.out.println(said.lines().filter(l -> l.startsWith("exit ")).toList());

        var loose = new ArrayList<String>();
        for (var folder : List.of(state, made, temporary.resolve("other"))) {
            try (var all = Files.walk(folder)) {
                all.filter(f -> !owners(f)).map(Path::toString).forEach(loose::add);
            }
        }
        assertThat(loose).isEmpty();
        try (var left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }

    private static boolean owners(Path file) {
        try {
            var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
            return mode.endsWith("------");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_console_that_is_killed_leaves_nothing_among_the_temporary_files() throws Exception {
        var temp = Files.createDirectory(temporary.resolve("temp"));
        var state = temporary.resolve("state");
        BadInputTest.fill(state);
        run(
                List.of("-Djava.io.tmpdir=" + temp),
                List.of("sh", "-c"),
                "true",
                "audit verify " + state,
                "status --state " + state,
                Typed.KILL);

        try (var left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_folder_without_rights() throws Exception {
        var state = temporary.resolve("state");
        BadInputTest.fill(state);
        var before = contents(state);
        var said = run(
                List.of(),
                withoutPrivileges(),
                "chmod 0000 " + state.resolve("cutover.db"),
                "status --state " + state,
                "audit verify " + state,
                "rehearse --state " + state + " --out " + out());
        assertRefused(said, 3, "permission denied", "Give this user the right");
        assertThat(exits(said)).containsExactly(3, 5, 3);
        var folder = run(
                List.of(),
                withoutPrivileges(),
                "chmod 0600 " + state.resolve("cutover.db") + " && chmod 0000 " + state,
                "status --state " + state,
                "audit verify " + state,
                "rehearse --state " + state + " --out " + out());
        run(List.of(), List.of("sh", "-c"), "chmod 0700 " + state);
        assertRefused(folder, 3, state.toString(), "cannot be");
        assertThat(exits(folder)).containsExactly(3, 5, 3);
        assertThat(contents(state)).isEqualTo(before);
    }

    @Test
    void a_second_process() throws Exception {
        var state = temporary.resolve("state");
        BadInputTest.fill(state);
        try (var running = Store.open(StateDirectory.at(state), InstantSource.system())) {
            var before = contents(state);
            var said = run(
                    List.of(),
                    List.of("sh", "-c"),
                    "true",
                    "rehearse --state " + state + " --out " + out(),
                    "status --state " + state,
                    "audit verify " + state);
            assertRefused(
                    said,
                    3,
                    "is in use. Another console works on it (process "
                            + ProcessHandle.current().pid(),
                    "Go on in the other window");
            assertThat(exits(said)).containsExactly(3, 0, 0);
            assertThat(contents(state)).isEqualTo(before);
            assertThat(running.latched()).isEmpty();
        }
    }

    private Path out() {
        return temporary.resolve("out");
    }

    private static void assertRefused(String said, int exit, String... parts) {
        assertThat(said).contains(parts).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(exits(said)).contains(exit);
    }

    private static List<Integer> exits(String said) {
        return said.lines()
                .filter(line -> line.startsWith("exit "))
                .map(line -> Integer.parseInt(line.substring(5)))
                .toList();
    }

    private String mounted(String mount, String... commands) throws Exception {
        return run(List.of(), namespace(), mount, commands);
    }

    /** Root unshares its mounts; others need a user namespace, which not every system gives. */
    private static List<String> namespace() throws Exception {
        for (var way : List.of(List.of("unshare", "-m", "sh", "-c"), List.of("unshare", "-r", "-m", "sh", "-c"))) {
            if (works(way, "mount -t tmpfs none /mnt")) {
                return way;
            }
        }
        return skip("this user may not mount anything here");
    }

    /** Root may read whatever it likes until that is taken from it. */
    private static List<String> withoutPrivileges() throws Exception {
        for (var way : List.of(
                List.of("sh", "-c"),
                List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search", "sh", "-c"))) {
            if (works(way, "f=$(mktemp) && chmod 0000 $f && ! cat $f 2>/dev/null; x=$?; rm -f $f; exit $x")) {
                return way;
            }
        }
        return skip("this user may read everything");
    }

    private static List<String> skip(String why) {
        System.out.println("skipped: " + why);
        assumeTrue(false, why);
        return List.of();
    }

    private static boolean works(List<String> way, String script) throws InterruptedException {
        var command = new ArrayList<>(way);
        command.add(script);
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Types the commands into one console process that {@code way} starts after {@code first}. */
    private String run(List<String> options, List<String> way, String first, String... commands) throws Exception {
        var java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        java.addAll(options);
        java.addAll(List.of("-cp", System.getProperty("java.class.path"), Typed.class.getName()));
        java.addAll(List.of(commands));
        var command = new ArrayList<>(way);
        command.add(first + " && exec \"$@\"");
        command.add("sh");
        command.addAll(java);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("DISPLAY");
        builder.environment().remove("WAYLAND_DISPLAY");
        builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static Map<String, String> contents(Path state) throws IOException {
        var found = new TreeMap<String, String>();
        for (var name : List.of("cutover.db", "head", "tip", "key.vkey", "signing-key.pem")) {
            var file = state.resolve(name);
            found.put(name, Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
        }
        return found;
    }
}
