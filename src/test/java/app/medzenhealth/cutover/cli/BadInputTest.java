package app.medzenhealth.cutover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.audit.DurableTrail;
import app.medzenhealth.cutover.audit.Redactor;
import app.medzenhealth.cutover.audit.SigningKey;
import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the state folder is not what the console left there: a sentence, an exit code, and nothing changed. */
class BadInputTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-12T08:00:00Z"));

    @TempDir
    Path temporary;

    private Path state = Path.of("");
    private Path database = Path.of("");

    record Said(int exit, String text) {}

    @BeforeEach
    void stateFolder() throws Exception {
        state = temporary.resolve("state");
        database = state.resolve("cutover.db");
        fill(state);
    }

    static void fill(Path folder) {
        try (var store = Store.open(StateDirectory.at(folder), CLOCK);
                var trail = DurableTrail.open(store, SigningKey.of(store.directory()), "s1", CLOCK, new Redactor())) {
            for (var i = 0; i < 50; i++) {
                trail.append("lead", "note", "", Map.of("text", "note " + i));
            }
        }
    }

    @Test
    void no_database() throws Exception {
        Files.writeString(
                database, "these are my holiday notes, and they are longer than the header of a database ".repeat(3));
        assertRefused(3, 5, "It is not an SQLite database: it begins with other bytes.", "Move the file away");
    }

    @Test
    void the_beginning_of_a_database() throws Exception {
        cut(10);
        assertRefused(3, 5, "Only its first 10 bytes are there.", "Put it back from a backup");
    }

    @Test
    void half_of_a_database() throws Exception {
        cut(Files.size(database) / 2);
        assertRefused(3, 5, "The file is damaged", "Keep the folder as it is for examination");
    }

    @Test
    void nothing_of_a_database() throws Exception {
        cut(0);
        assertRefused(3, 5, "It is empty", "from a backup");
    }

    @Test
    void a_database_that_was_taken_away() throws Exception {
        Files.delete(database);
        assertRefused(3, 5, "", "");
        assertThat(typed("rehearse", "--state", state.toString()).text())
                .contains("It is missing, but the file head beside it signs records that were in it.");
    }

    @Test
    void another_programs_database() throws Exception {
        sql("PRAGMA application_id = 42");
        assertRefused(
                3, 5, "It belongs to another program (application id 0x0000002a instead of 0x4d5a4343).", "--state");
    }

    @Test
    void a_newer_consoles_database() throws Exception {
        sql("PRAGMA user_version = 99");
        assertRefused(
                3,
                5,
                "A newer version of the console wrote it (version 99; this one knows up to 2).",
                "Use the newer console");
    }

    @Test
    void a_folder_in_the_place_of_the_database() throws Exception {
        Files.delete(database);
        Files.createDirectory(database);
        assertRefused(3, 5, "It is a folder, not a file.", "Move the folder away");
    }

    @Test
    void a_symbolic_link_in_the_place_of_each_file() throws Exception {
        for (var name : List.of("cutover.db", "head", "tip", "key.vkey")) {
            var file = state.resolve(name);
            var real = Files.move(file, temporary.resolve("real-" + name));
            Files.createSymbolicLink(file, real);
            var before = contents();

            assertSentence(typed("audit", "verify", state.toString()), 5, "symbolic link, and links are not followed");
            assertSentence(
                    typed("rehearse", "--state", state.toString()), 3, "symbolic link, and links are not followed");

            assertThat(contents()).as(name).isEqualTo(before);
            Files.delete(file);
            Files.move(real, file);
        }
        assertThat(typed("audit", "verify", state.toString()).exit()).isZero();
    }

    @Test
    void a_symbolic_link_in_the_place_of_the_folder() throws Exception {
        var link = Files.createSymbolicLink(temporary.resolve("link"), state);
        var before = contents();
        for (var said : List.of(
                typed("status", "--state", link.toString()),
                typed("rehearse", "--state", link.toString()),
                typed("gui", "--state", link.toString()))) {
            assertSentence(said, 3, "symbolic link, and links are not followed");
        }
        assertSentence(typed("audit", "verify", link.toString()), 5, "symbolic link, and links are not followed");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void a_changed_record() throws Exception {
        sql("UPDATE record SET jcs = CAST(replace(CAST(jcs AS TEXT), 'note 7', 'note 8') AS BLOB) WHERE seq = 9");
        assertRefusedAlike(4, "TAMPERED · record 9");
    }

    @Test
    void a_missing_head() throws Exception {
        Files.delete(state.resolve("head"));
        assertRefusedAlike(5, "the file head is missing beside the database, so a cut tail would not be seen");
    }

    @Test
    void a_table_that_is_damaged_but_holds_no_record() throws Exception {
        var page = root("tick");
        var bytes = Files.readAllBytes(database);
        Arrays.fill(bytes, (page - 1) * 4096, (page - 1) * 4096 + 64, (byte) 0x5a);
        Files.write(database, bytes);
        assertSentence(typed("rehearse", "--state", state.toString()), 3, "The file is damaged");
    }

    @Test
    void rights_of_others_are_taken_away() throws Exception {
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (var name : List.of("cutover.db", "head", "tip", "key.vkey", "signing-key.pem", "lock")) {
            Files.setPosixFilePermissions(state.resolve(name), PosixFilePermissions.fromString("rw-rw-rw-"));
        }
        fill(state);
        try (var files = Files.list(state)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
    }

    @Test
    void a_console_that_runs() throws Exception {
        try (var running = Store.open(StateDirectory.at(state), CLOCK)) {
            var before = contents();
            assertSentence(
                    typed("rehearse", "--state", state.toString()),
                    3,
                    "is in use. Another console works on it (process ");
            assertThat(contents()).isEqualTo(before);
            assertThat(typed("status", "--state", state.toString()).exit()).isZero();
            assertThat(running.latched()).isEmpty();
        }
    }

    /** By status, verification and rehearsal; the window is refused as the rehearsal is. */
    private void assertRefused(int run, int verify, String why, String next) throws IOException {
        var before = contents();
        assertSentence(typed("status", "--state", state.toString()), run, why, next);
        assertSentence(typed("audit", "verify", state.toString()), verify, why, next);
        assertSentence(typed("rehearse", "--state", state.toString()), run, why, next);
        assertSentence(
                typed("audit", "export", "--format", "bundle", "--out", state + ".zip", "--state", state.toString()),
                run,
                why,
                next);
        assertThat(contents()).isEqualTo(before);
        assertThat(Path.of(state + ".zip")).doesNotExist();
    }

    private void assertRefusedAlike(int exit, String why) throws IOException {
        var before = contents();
        assertSentence(typed("audit", "verify", state.toString()), exit, why);
        assertSentence(typed("rehearse", "--state", state.toString()), exit, why, "Keep the folder as it is");
        assertThat(contents()).isEqualTo(before);
    }

    static void assertSentence(Said said, int exit, String... parts) {
        assertThat(said.text()).contains(parts).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(said.exit()).as(said.text()).isEqualTo(exit);
    }

    private Said typed(String... arguments) {
        var text = new StringWriter();
        var writer = new PrintWriter(text, true);
        var with = arguments[0].equals("rehearse")
                ? Stream.concat(
                                Arrays.stream(arguments),
                                Stream.of("--out", temporary.resolve("out").toString()))
                        .toArray(String[]::new)
                : arguments;
        var exit = Main.commandLine().setOut(writer).setErr(writer).execute(with);
        return new Said(exit, text.toString());
    }

    /**
     * Bytes and time of each file. The lock is left out, which says who came last, and so is the unpacked engine.
     */
    private Map<String, String> contents() throws IOException {
        var found = new TreeMap<String, String>();
        try (var files = Files.list(state)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (!name.equals("lock") && !name.equals("native")) {
                    found.put(
                            name,
                            Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS) + " "
                                    + (Files.isDirectory(file) ? "" : Arrays.hashCode(Files.readAllBytes(file))));
                }
            }
        }
        return found;
    }

    private void cut(long size) throws IOException {
        try (var file = FileChannel.open(database, StandardOpenOption.WRITE)) {
            file.truncate(size);
        }
    }

    private void sql(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private int root(String table) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'")) {
            return row.getInt(1);
        }
    }
}
