package app.medzenhealth.cutover.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-12T08:00:00Z"));

    @TempDir
    Path temporary;

    @Test
    void files_and_folders_belong_to_their_owner_alone() throws IOException {
        var folder = temporary.resolve("state");
        try (var store = open(folder)) {
            store.write(List.of(session(store).putting(SessionStore.Kind.SETTING, "a", "1")));
            try (var all = Files.walk(folder)) {
                assertThat(all.filter(p -> !permissions(p).equals(Files.isDirectory(p) ? "rwx------" : "rw-------")))
                        .isEmpty();
            }
        }
    }

    @Test
    void the_native_library_is_unpacked_within_a_state_folder() {
        try (var store = open(temporary.resolve("state"))) {
            assertThat(store.latched()).isEmpty();
        }
        assertThat(Path.of(System.getProperty("org.sqlite.tmpdir"))
                        .getFileName()
                        .toString())
                .contains("native");
    }

    @Test
    void a_second_opening_is_refused_with_a_sentence() {
        var folder = temporary.resolve("state");
        try (var first = open(folder)) {
            assertProblem(folder, "is in use", "Another console works on it (process ", "close it and start again");
            assertThat(first.latched()).isEmpty();
        }
        open(folder).close();
    }

    @Test
    void a_symbolic_link_is_not_followed() throws IOException {
        var real = Files.createDirectory(temporary.resolve("real"));
        var link = Files.createSymbolicLink(temporary.resolve("link"), real);
        assertThatThrownBy(() -> StateDirectory.at(link))
                .isInstanceOf(StoreProblem.class)
                .hasMessageContaining("symbolic link");

        var other = Files.createFile(temporary.resolve("elsewhere"));
        Files.createSymbolicLink(real.resolve("cutover.db"), other);
        assertProblem(real, "cannot be opened", "symbolic link", "--state");
        assertThat(other).isEmptyFile();
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_left_alone() throws IOException {
        var folder = Files.createDirectory(temporary.resolve("state"));
        var database = Files.writeString(folder.resolve("cutover.db"), "these are my holiday notes, not a database");
        assertUnchanged(folder, database, "not an SQLite database");
    }

    @Test
    void a_database_of_another_program_is_refused_and_left_alone() throws Exception {
        var folder = Files.createDirectory(temporary.resolve("state"));
        var database = folder.resolve("cutover.db");
        sql(database, "PRAGMA application_id = 42", "CREATE TABLE holiday (note TEXT)");
        assertUnchanged(folder, database, "belongs to another program (application id 0x0000002a");
    }

    @Test
    void a_database_with_tables_but_no_application_id_is_refused() throws Exception {
        var folder = Files.createDirectory(temporary.resolve("state"));
        var database = folder.resolve("cutover.db");
        sql(database, "CREATE TABLE holiday (note TEXT)");
        assertUnchanged(folder, database, "belongs to another program");
    }

    @Test
    void a_newer_database_is_refused_and_left_alone() throws Exception {
        var folder = temporary.resolve("state");
        open(folder).close();
        var database = folder.resolve("cutover.db");
        sql(database, "PRAGMA user_version = 99");
        assertUnchanged(folder, database, "version 99");
    }

    @Test
    void a_database_with_a_foreign_trigger_is_refused() throws Exception {
        var folder = temporary.resolve("state");
        open(folder).close();
        var database = folder.resolve("cutover.db");
        sql(database, "CREATE TRIGGER eat AFTER INSERT ON record BEGIN DELETE FROM record WHERE seq = new.seq; END");
        assertUnchanged(folder, database, "not those that the console made");
    }

    @Test
    void a_folder_that_cannot_be_written_is_refused() {
        var folder = Path.of("/proc/cutover-state");
        assumeTrue(Files.isDirectory(Path.of("/proc")), "needs a /proc to fail in");
        assertThatThrownBy(() -> StateDirectory.at(folder))
                .isInstanceOf(StoreProblem.class)
                .hasMessageContaining("/proc/cutover-state cannot be used.")
                .hasMessageContaining("--state");
    }

    @Test
    void the_safety_settings_are_in_force() {
        try (var store = open(temporary.resolve("state"))) {
            var found = new TreeMap<String, String>();
            store.write(c -> {
                for (var name :
                        List.of("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "user_version")) {
                    try (var s = c.createStatement();
                            var row = s.executeQuery("PRAGMA " + name)) {
                        found.put(name, row.getString(1));
                    }
                }
                return true;
            });
            assertThat(found)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "journal_mode", "wal",
                            "synchronous", "2",
                            "foreign_keys", "1",
                            "trusted_schema", "0",
                            "user_version", String.valueOf(Schema.VERSION)));
        }
    }

    @Test
    void state_survives_closing() {
        var folder = temporary.resolve("state");
        try (var store = open(folder)) {
            var session = session(store);
            session.put(SessionStore.Kind.STEP_STATE, "1.1", "{\"state\":\"ready\"}");
            session.put(SessionStore.Kind.STEP_STATE, "1.1", "{\"state\":\"running\"}");
            session.put(SessionStore.Kind.TICK, "p1-a", "{}");
            session.remove(SessionStore.Kind.TICK, "p1-a");
        }
        try (var store = open(folder)) {
            var session = session(store);
            assertThat(session.get(SessionStore.Kind.STEP_STATE, "1.1")).contains("{\"state\":\"running\"}");
            assertThat(session.list(SessionStore.Kind.TICK)).isEmpty();
            assertThat(SessionStore.sessions(store)).containsExactly("s1");
        }
    }

    @Test
    void a_record_and_a_change_of_state_are_written_together_or_not_at_all() {
        try (var store = open(temporary.resolve("state"))) {
            var session = session(store);
            store.append(
                    1, bytes(), bytes(), bytes(), List.of(session.putting(SessionStore.Kind.SETTING, "hold", "on")));
            assertThatThrownBy(() -> store.append(
                            1,
                            bytes(),
                            bytes(),
                            bytes(),
                            List.of(session.putting(SessionStore.Kind.SETTING, "hold", "off"))))
                    .isInstanceOf(StoreProblem.class);
            assertThat(session.get(SessionStore.Kind.SETTING, "hold")).contains("on");
        }
    }

    @Test
    void a_failed_write_latches_the_store_until_it_is_opened_again() throws Exception {
        var folder = temporary.resolve("state");
        try (var store = open(folder)) {
            store.write(c -> {
                try (var s = c.createStatement()) {
                    return s.execute("SELECT 1");
                }
            });
            limitPages(store);
            assertThatThrownBy(() -> store.append(1, new byte[1_000_000], bytes(), bytes(), List.of()))
                    .isInstanceOf(StoreProblem.class)
                    .hasMessageContaining("could not be written, so nothing is done. The disk is full");
            assertThatThrownBy(() -> session(store).put(SessionStore.Kind.SETTING, "a", "1"))
                    .isInstanceOf(StoreProblem.class)
                    .hasMessageContaining("disk is full");
            assertThat(store.latched()).isPresent();
            assertThat(store.page(1, 10, 10)).isEmpty();
        }
        try (var store = open(folder)) {
            session(store).put(SessionStore.Kind.SETTING, "a", "1");
            assertThat(store.latched()).isEmpty();
        }
    }

    @Test
    void a_lock_that_someone_else_holds_does_not_latch() throws Exception {
        var folder = temporary.resolve("state");
        try (var store = open(folder)) {
            try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
                    var statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(() -> store.append(1, bytes(), bytes(), bytes(), List.of()))
                        .isInstanceOf(StoreProblem.class)
                        .hasMessageContaining("Another program holds a lock");
                statement.execute("ROLLBACK");
            }
            store.append(1, bytes(), bytes(), bytes(), List.of());
            assertThat(store.latched()).isEmpty();
        }
    }

    @Test
    void the_log_is_begun_anew_again_and_again_although_a_read_stays_open() throws IOException {
        var folder = temporary.resolve("state");
        var page = new byte[3_000];
        try (var store = open(folder)) {
            for (var seq = 1; seq <= 3_000; seq++) {
                store.append(seq, page, bytes(), bytes(), List.of());
            }
            assertThat(store.page(2_999, 3_000, 10)).hasSize(2);
            assertThat(Files.size(folder.resolve("cutover.db-wal"))).isLessThan(8 << 20);
            assertThat(Files.size(folder.resolve("cutover.db"))).isGreaterThan(4 << 20);
        }
        assertThat(folder.resolve("cutover.db-wal")).doesNotExist();
    }

    @Test
    void after_another_program_wrote_one_write_is_refused_and_the_next_goes_on() throws Exception {
        var folder = temporary.resolve("state");
        try (var store = open(folder)) {
            store.append(1, bytes(), bytes(), bytes(), List.of());
            sql(folder.resolve("cutover.db"), "INSERT INTO setting VALUES ('s', 'k', 'v')");
            assertThatThrownBy(() -> store.append(2, bytes(), bytes(), bytes(), List.of()))
                    .isInstanceOf(StoreProblem.class)
                    .hasMessageContaining("Another program");
            assertThat(store.page(2, 2, 1)).isEmpty();
            store.append(2, bytes(), bytes(), bytes(), List.of());
            assertThat(store.page(2, 2, 1)).hasSize(1);
            assertThat(store.latched()).isEmpty();
        }
    }

    private static void limitPages(Store store) {
        store.write(c -> {
            try (var s = c.createStatement()) {
                return s.execute("PRAGMA max_page_count = 1");
            }
        });
    }

    private static Store open(Path folder) {
        return Store.open(StateDirectory.at(folder), CLOCK);
    }

    private static SessionStore session(Store store) {
        return new SessionStore(store, "s1");
    }

    private static byte[] bytes() {
        return new byte[] {1, 2, 3};
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sql(Path database, String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void assertUnchanged(Path folder, Path database, String why) throws IOException {
        var before = Files.readAllBytes(database);
        assertProblem(folder, "cannot be", why, "");
        assertThat(database).hasBinaryContent(before);
        assertThat(folder.resolve("cutover.db-wal")).doesNotExist();
    }

    private static void assertProblem(Path folder, String what, String why, String next) {
        assertThatThrownBy(() -> open(folder)).isInstanceOfSatisfying(StoreProblem.class, problem -> {
            assertThat(problem.what()).contains(what).endsWith(".");
            assertThat(problem.why()).contains(why).endsWith(".");
            assertThat(problem.next()).contains(next).endsWith(".");
        });
    }
}
