package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that somebody puts behind the console's own with SQL, chained as they should be, and without the key. */
class LaunderedRecordsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-12T08:00:00Z"));

    @TempDir
    Path temporary;

    private Path state() {
        return temporary.resolve("state");
    }

    /** A console that was killed: the last records are under no checkpoint. */
    private void killed() throws Exception {
        var copy = Files.createDirectory(temporary.resolve("running"));
        try (var sample = new SampleTrail(copy).filled()) {
            assertThat(sample.trail.status().last().orElseThrow().size())
                    .isLessThan(sample.trail.status().records());
            copy(copy, Files.createDirectory(state()));
        }
        assertThat(SampleTrail.verify(state())).isInstanceOf(TrailVerdict.Verified.class);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (var name : new String[] {"cutover.db", "cutover.db-wal", "head", "tip", "key.vkey", "signing-key.pem"}) {
            if (Files.exists(from.resolve(name))) {
                Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + state().resolve("cutover.db"));
    }

    /** Puts that many in, with the file tip naming the last of them. */
    private void put(int more) throws Exception {
        try (var connection = open();
                var statement = connection.createStatement();
                var insert = connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?)")) {
            var sha = new Sha256();
            long seq;
            String prev;
            try (var last = statement.executeQuery("SELECT seq, jcs FROM record ORDER BY seq DESC LIMIT 1")) {
                seq = last.getLong(1);
                prev = Sha256.hex(sha.of(last.getBytes(2)));
            }
            for (var i = 0; i < more; i++) {
                var record = Jcs.bytes(new AuditRecord(
                        1,
                        ++seq,
                        "2026-01-12T09:00:00.000000Z",
                        "s1",
                        "dba",
                        "note",
                        "",
                        Map.of("text", "all is well"),
                        prev));
                prev = Sha256.hex(sha.of(record));
                insert.setLong(1, seq);
                insert.setBytes(2, record);
                insert.setBytes(3, sha.leaf(record));
                insert.executeUpdate();
            }
            Files.write(state().resolve("tip"), new Tip(seq, prev).file());
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = open();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertFound(String what) {
        assertThat(SampleTrail.verify(state()).exitCode()).as("folder: " + what).isEqualTo(4);
        assertThat(SampleTrail.verify(state().resolve("cutover.db")).exitCode())
                .as("database: " + what)
                .isEqualTo(4);
        try (var store = Store.open(StateDirectory.at(state()), CLOCK)) {
            var key = SigningKey.of(store.directory());
            assertThatThrownBy(() -> DurableTrail.open(store, key, "s1", CLOCK, new Redactor()))
                    .as("opening, for work or for an export: " + what)
                    .isInstanceOfSatisfying(
                            TrailUnavailable.class,
                            e -> assertThat(e.verdict().orElseThrow().exitCode())
                                    .isEqualTo(4));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void they_are_found_however_few(int more) throws Exception {
        killed();
        put(more);
        assertFound(more + " records");
        execute("UPDATE tip SET seq = seq + " + more);
        assertFound("with the number of the last one");
        execute("UPDATE tip SET mac = zeroblob(32)");
        assertFound("with zeros");
        execute("DELETE FROM tip");
        assertFound("with nothing");
        Files.delete(state().resolve("signing-key.pem"));
        assertThat(SampleTrail.verify(state()).exitCode()).as("without the key").isNotZero();
    }

    @Test
    void a_tail_that_is_cut_is_found_also_where_the_file_tip_is_written_anew() throws Exception {
        for (var fewer : new int[] {1, 2, 4}) {
            Files.createDirectories(state());
            if (fewer == 1) {
                Files.delete(state());
                killed();
            } else {
                copy(temporary.resolve("running"), state());
            }
            execute("DELETE FROM record WHERE seq > (SELECT max(seq) FROM record) - " + fewer);
            put(0);
            assertFound(fewer + " cut");
            execute("UPDATE tip SET seq = seq - " + fewer);
            assertFound(fewer + " cut, and the number changed");
        }
    }

    @Test
    void the_database_cannot_be_made_to_look_older() throws Exception {
        killed();
        put(1);
        execute("DROP TABLE tip");
        for (var table : new String[] {"token", "output"}) {
            execute("CREATE TABLE " + table
                    + " (session TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
                    + " PRIMARY KEY (session, step, name)) STRICT, WITHOUT ROWID");
        }
        execute("PRAGMA user_version = 1");
        assertThat(SampleTrail.verify(state()).exitCode()).isEqualTo(4);
        assertThatThrownBy(() -> new SampleTrail(state())).isInstanceOf(TrailUnavailable.class);
    }

    @Test
    void what_no_signature_covers_is_not_verified_where_the_key_is_missing() throws Exception {
        killed();
        Files.delete(state().resolve("signing-key.pem"));
        assertThat(SampleTrail.verify(state()).lines())
                .singleElement()
                .asString()
                .contains("cannot be verified", "after the last checkpoint", "signing-key.pem");
    }

    @Test
    void an_older_consoles_trail_is_verified_and_goes_on_authenticated() throws Exception {
        OlderTrail.write(state(), 5);
        assertThat(SampleTrail.verify(state())).isInstanceOf(TrailVerdict.Verified.class);
        try (var sample = new SampleTrail(state())) {
            assertThat(sample.trail.records(7, 7).findFirst().orElseThrow().data())
                    .containsEntry(DatabaseCheck.VERSION_MEMBER, DatabaseCheck.VERSION);
            sample.trail.append("lead", "note", "", Map.of("text", "goes on"));
            assertThat(sample.trail.kept())
                    .extracting(row -> row.table() + " " + row.key() + " " + row.value())
                    .containsExactly("setting token/5.3 create \"cutover-\\\"1\\\"\"");
        }
        assertThat(SampleTrail.verify(state())).isInstanceOf(TrailVerdict.Verified.class);
        put(1);
        assertFound("after it was taken over");
    }

    /** Between the new tables and the first record that says so, and between that record and the files beside it. */
    @Test
    void a_console_that_is_killed_while_it_takes_an_older_trail_over_is_not_taken_for_a_forger() throws Exception {
        OlderTrail.write(state(), 5);
        Store.open(StateDirectory.at(state()), CLOCK).close();
        assertThat(SampleTrail.verify(state())).isInstanceOf(TrailVerdict.Verified.class);
        var beside = Map.of(
                "head", Files.readAllBytes(state().resolve("head")), "tip", Files.readAllBytes(state().resolve("tip")));
        var after = Files.createDirectory(temporary.resolve("after"));
        try (var _ = new SampleTrail(state())) {
            copy(state(), after);
        }
        for (var file : beside.entrySet()) {
            Files.write(after.resolve(file.getKey()), file.getValue());
            assertThat(SampleTrail.verify(after)).as(file.getKey()).isInstanceOf(TrailVerdict.Verified.class);
        }
        try (var sample = new SampleTrail(after)) {
            assertThat(sample.trail.status().records()).isGreaterThan(6);
        }
    }

    /** Writing the file tip need not outlast a loss of power: what authenticates the newest record is in its transaction. */
    @Test
    void a_loss_of_power_that_leaves_the_file_tip_behind_is_not_taken_for_a_forgery() throws Exception {
        killed();
        var checkpoint = Checkpoint.open(
                Files.readAllBytes(state().resolve("head")),
                VerifierKey.file(Files.readAllBytes(state().resolve("key.vkey"))));
        try (var connection = open();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT jcs FROM record WHERE seq = " + checkpoint.size())) {
            Files.write(
                    state().resolve("tip"),
                    new Tip(checkpoint.size(), Sha256.hex(new Sha256().of(row.getBytes(1)))).file());
        }
        assertThat(SampleTrail.verify(state())).isInstanceOf(TrailVerdict.Verified.class);
        Files.write(state().resolve("tip"), Tip.NONE.file());
        assertThat(SampleTrail.verify(state()).exitCode()).as("zeroed").isEqualTo(4);
        Files.write(state().resolve("tip"), new byte[Tip.FILE_LENGTH]);
        assertThat(SampleTrail.verify(state()).exitCode()).as("zeros").isEqualTo(4);
        Files.delete(state().resolve("tip"));
        assertThat(SampleTrail.verify(state()).exitCode()).as("removed").isEqualTo(5);
    }

    /** The value is of another implementation: Python's hmac. */
    @Test
    void what_authenticates_is_what_the_specification_says() {
        var key = new TipKey("n", new byte[32]);
        assertThat(HexFormat.of().formatHex(key.of(7, "a".repeat(64))))
                .isEqualTo("3565f651a856e3bbdad0099ab67a29702fb590813bb4ce89e4fa7beb7bbaf4ec");
    }
}
