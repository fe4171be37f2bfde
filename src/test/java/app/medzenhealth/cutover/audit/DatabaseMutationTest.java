package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.store.StateDirectory;
import app.medzenhealth.cutover.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is changed in the database is found. {@code -Dmutations=10000} for more, {@code -Dseed=N} for others. */
class DatabaseMutationTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-12T08:00:00Z"));
    private static final int SLICES = 16;
    private static final List<String> BESIDE = List.of("cutover.db", "head", "tip", "key.vkey");

    @TempDir
    Path temporary;

    private Path original = Path.of("");
    private Path changed = Path.of("");
    private List<Stage> stages = List.of();

    /** The files while the console was open, after one of its records. */
    private record Stage(byte[] database, byte[] log, byte[] head, byte[] tip) {
        static Stage of(Path state) throws IOException {
            return new Stage(
                    Files.readAllBytes(state.resolve("cutover.db")),
                    Files.readAllBytes(state.resolve("cutover.db-wal")),
                    Files.readAllBytes(state.resolve("head")),
                    Files.readAllBytes(state.resolve("tip")));
        }
    }

    @BeforeEach
    void trail() throws IOException, SQLException {
        original = temporary.resolve("state");
        changed = Files.createDirectory(temporary.resolve("changed"));
        stages = live(original);
        // Without a write-ahead log a mutation is in the file at once; for a reader nothing else changes.
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + original.resolve("cutover.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = DELETE");
        }
        copy(original, changed);
        assertThat(SampleTrail.verify(changed)).isInstanceOf(TrailVerdict.Verified.class);
    }

    /** A filled trail, and what was on disk on the way: after each record that no checkpoint had folded in yet. */
    private static List<Stage> live(Path folder) throws IOException {
        var stages = new ArrayList<Stage>();
        try (var sample = new SampleTrail(folder);
                var _ = sample.trail.onAppend(record -> {
                    if (!record.kind().equals(DatabaseCheck.CHECKPOINT)) {
                        stages.add(stage(folder));
                    }
                })) {
            sample.filled();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return stages;
    }

    private static Stage stage(Path folder) {
        try {
            return Stage.of(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_mutation_is_found() throws Exception {
        int count = Integer.getInteger("mutations", 2_000);
        long seed = Long.getLong("seed", 20260112);
        System.out.println("seed " + seed + ", " + count + " mutations");
        var database = Files.readAllBytes(original.resolve("cutover.db"));
        var done = new ConcurrentSkipListMap<Mutation, Integer>();
        var missed = new ConcurrentLinkedQueue<String>();
        IntStream.range(0, SLICES).parallel().forEach(slice -> {
            var random = new Random(seed + slice);
            try {
                var folder = Files.createDirectory(temporary.resolve("slice" + slice));
                copy(original, folder);
                for (var i = slice; i < count; i += SLICES) {
                    Files.write(folder.resolve("cutover.db"), database);
                    var mutation = Mutation.values()[random.nextInt(Mutation.values().length)];
                    var what = switch (mutation) {
                        case MISSING_LOG -> removeLog(folder, random);
                        case OLDER_COPY -> putBack(folder, random);
                        default -> mutate(folder, mutation, random);
                    };
                    var verdict = SampleTrail.verify(folder);
                    // A record whose version is changed to an unknown one cannot be verified, which is no less of a no.
                    if (!(verdict instanceof TrailVerdict.Tampered) && !unknownVersion(verdict)) {
                        missed.add("mutation %d: %s, %s: %s".formatted(i, mutation, what, verdict));
                    }
                    done.merge(mutation, 1, Integer::sum);
                    clear(mutation, folder);
                }
            } catch (IOException | SQLException e) {
                missed.add("slice " + slice + ": " + e);
            }
        });
        System.out.println(done + ", missed " + missed.size());
        assertThat(missed).isEmpty();
    }

    private static boolean unknownVersion(TrailVerdict verdict) {
        return verdict instanceof TrailVerdict.CannotVerify cannot
                && cannot.reason().contains("is of version");
    }

    private enum Mutation {
        EDIT_RECORD,
        EDIT_RECORD_AND_LEAF,
        EDIT_AND_CHAIN_AGAIN,
        EDIT_LEAF,
        DELETE,
        SWAP,
        INSERT,
        CUT_TAIL,
        EDIT_CHECKPOINT,
        DELETE_CHECKPOINT,
        MOVE_CHECKPOINT,
        MISSING_LOG,
        OLDER_COPY
    }

    /** The main file of an open console without its write-ahead log. */
    private String removeLog(Path folder, Random random) throws IOException {
        var number = random.nextInt(stages.size());
        var stage = stages.get(number);
        Files.write(folder.resolve("cutover.db"), stage.database());
        Files.write(folder.resolve("head"), stage.head());
        Files.write(folder.resolve("tip"), stage.tip());
        return "at stage " + number;
    }

    /** The database of an earlier time under the head and the tip of a later one. */
    private String putBack(Path folder, Random random) throws IOException {
        var number = random.nextInt(stages.size());
        Files.write(folder.resolve("cutover.db"), stages.get(number).database());
        Files.write(folder.resolve("cutover.db-wal"), stages.get(number).log());
        if (number + 1 < stages.size() && random.nextBoolean()) {
            var later = stages.get(number + 1 + random.nextInt(stages.size() - number - 1));
            Files.write(folder.resolve("head"), later.head());
            Files.write(folder.resolve("tip"), later.tip());
        }
        return "of stage " + number;
    }

    private void clear(Mutation mutation, Path folder) throws IOException {
        if (mutation == Mutation.MISSING_LOG || mutation == Mutation.OLDER_COPY) {
            Files.deleteIfExists(folder.resolve("cutover.db-wal"));
            Files.deleteIfExists(folder.resolve("cutover.db-shm"));
            copy(original, folder);
        }
    }

    private static String mutate(Path folder, Mutation mutation, Random random) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("cutover.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA synchronous = OFF");
            statement.execute("PRAGMA journal_mode = MEMORY");
            statement.execute("BEGIN");
            var last = number(statement, "SELECT max(seq) FROM record");
            long seq = 1 + random.nextInt((int) last);
            var what = switch (mutation) {
                case EDIT_RECORD -> edit(connection, seq, random, false);
                case EDIT_RECORD_AND_LEAF -> edit(connection, seq, random, true);
                case EDIT_AND_CHAIN_AGAIN -> chainAgain(connection, seq, last);
                case EDIT_LEAF -> {
                    var leaf = bytes(connection, "SELECT leaf FROM record WHERE seq = ?", seq);
                    flip(leaf, random);
                    set(connection, "UPDATE record SET leaf = ? WHERE seq = ?", leaf, seq);
                    yield "leaf of " + seq;
                }
                case DELETE -> {
                    statement.execute("DELETE FROM checkpoint WHERE size = " + seq);
                    statement.execute("DELETE FROM record WHERE seq = " + seq);
                    yield "record " + seq;
                }
                case SWAP -> {
                    var other = 1 + (seq + random.nextInt((int) last - 1)) % last;
                    swap(statement, seq, other);
                    yield seq + " with " + other;
                }
                case INSERT -> insert(connection, statement, seq, last);
                case CUT_TAIL -> {
                    statement.execute("DELETE FROM checkpoint WHERE size >= " + seq);
                    statement.execute("DELETE FROM record WHERE seq >= " + seq);
                    yield "from " + seq;
                }
                case EDIT_CHECKPOINT -> {
                    var size = checkpoint(statement, random);
                    var note = bytes(connection, "SELECT note FROM checkpoint WHERE size = ?", size);
                    flip(note, random);
                    set(connection, "UPDATE checkpoint SET note = ? WHERE size = ?", note, size);
                    yield "of " + size;
                }
                case DELETE_CHECKPOINT -> {
                    var size = checkpoint(statement, random);
                    statement.execute("DELETE FROM checkpoint WHERE size = " + size);
                    yield "of " + size;
                }
                case MOVE_CHECKPOINT -> {
                    var size = checkpoint(statement, random);
                    var to = number(
                            statement,
                            "SELECT seq FROM record WHERE seq NOT IN (SELECT size FROM checkpoint)"
                                    + " ORDER BY abs(seq - " + seq + ") LIMIT 1");
                    statement.execute("UPDATE checkpoint SET size = " + to + " WHERE size = " + size);
                    yield "of " + size + " to " + to;
                }
                case MISSING_LOG, OLDER_COPY -> throw new IllegalArgumentException("not made within the database");
            };
            statement.execute("COMMIT");
            return what;
        }
    }

    private static String edit(Connection connection, long seq, Random random, boolean withLeaf) throws SQLException {
        var jcs = bytes(connection, "SELECT jcs FROM record WHERE seq = ?", seq);
        var at = flip(jcs, random);
        set(connection, "UPDATE record SET jcs = ? WHERE seq = ?", jcs, seq);
        if (withLeaf) {
            set(connection, "UPDATE record SET leaf = ? WHERE seq = ?", new Sha256().leaf(jcs), seq);
        }
        return "byte " + at + " of " + seq;
    }

    /** As someone does it who knows the format, but has no key. */
    private static String chainAgain(Connection connection, long seq, long last) throws SQLException {
        var sha = new Sha256();
        String prev = null;
        for (var i = seq; i <= last; i++) {
            var record = DurableTrail.parse(bytes(connection, "SELECT jcs FROM record WHERE seq = ?", i));
            var forged = Jcs.bytes(new AuditRecord(
                    record.v(),
                    record.seq(),
                    record.at(),
                    record.session(),
                    i == seq ? "someone else" : record.actor(),
                    record.kind(),
                    record.step(),
                    record.data(),
                    prev == null ? record.prev() : prev));
            prev = Sha256.hex(sha.of(forged));
            set(connection, "UPDATE record SET jcs = ? WHERE seq = ?", forged, i);
            set(connection, "UPDATE record SET leaf = ? WHERE seq = ?", sha.leaf(forged), i);
        }
        return "from " + seq;
    }

    private static String insert(Connection connection, Statement statement, long seq, long last) throws SQLException {
        var jcs = bytes(connection, "SELECT jcs FROM record WHERE seq = ?", seq);
        statement.execute("UPDATE checkpoint SET size = -size - 1 WHERE size >= " + seq);
        statement.execute("UPDATE checkpoint SET size = -size WHERE size < 0");
        for (var i = last; i >= seq; i--) {
            statement.execute("UPDATE record SET seq = " + (i + 1) + " WHERE seq = " + i);
        }
        try (var insert = connection.prepareStatement("INSERT INTO record VALUES (?, ?, ?)")) {
            insert.setLong(1, seq);
            insert.setBytes(2, jcs);
            insert.setBytes(3, new Sha256().leaf(jcs));
            insert.executeUpdate();
        }
        return "before " + seq;
    }

    private static void swap(Statement statement, long one, long other) throws SQLException {
        statement.execute("UPDATE record SET seq = 1000000 WHERE seq = " + one);
        statement.execute("UPDATE record SET seq = " + one + " WHERE seq = " + other);
        statement.execute("UPDATE record SET seq = " + other + " WHERE seq = 1000000");
    }

    private static long checkpoint(Statement statement, Random random) throws SQLException {
        var count = number(statement, "SELECT count(*) FROM checkpoint");
        return number(
                statement, "SELECT size FROM checkpoint ORDER BY size LIMIT 1 OFFSET " + random.nextInt((int) count));
    }

    private static int flip(byte[] bytes, Random random) {
        var at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return at;
    }

    @Test
    void a_missing_wal_is_found() throws Exception {
        var state = temporary.resolve("open");
        try (var store = Store.open(StateDirectory.at(state), CLOCK);
                var trail = DurableTrail.open(store, SigningKey.of(store.directory()), "s1", CLOCK, new Redactor())) {
            for (var i = 0; i < 20; i++) {
                trail.append("lead", "note", "", Map.of("n", i));
            }
            var copy = Files.createDirectory(temporary.resolve("copy"));
            copy(state, copy);
            Files.copy(state.resolve("cutover.db-wal"), copy.resolve("cutover.db-wal"));
            // What came after the last checkpoint is vouched for by the console's own key.
            Files.copy(state.resolve("signing-key.pem"), copy.resolve("signing-key.pem"));
            assertThat(SampleTrail.verify(copy)).isInstanceOf(TrailVerdict.Verified.class);
            var without = Files.createDirectory(temporary.resolve("without"));
            copy(state, without);
            assertThat(SampleTrail.verify(without))
                    .isInstanceOfSatisfying(
                            TrailVerdict.Tampered.class,
                            v -> assertThat(v.reason()).contains("-wal"));
        }
    }

    @Test
    void an_older_copy_put_back_is_found() throws Exception {
        var older = Files.readAllBytes(original.resolve("cutover.db"));
        try (var sample = new SampleTrail(original)) {
            sample.trail.append("lead", "note", "", Map.of());
        }
        Files.write(original.resolve("cutover.db"), older);
        assertThat(SampleTrail.verify(original))
                .isInstanceOfSatisfying(
                        TrailVerdict.Tampered.class, v -> assertThat(v.reason()).contains("older copy"));
        assertThat(Assertions.catchThrowable(() -> new SampleTrail(original)))
                .isInstanceOf(TrailUnavailable.class)
                .hasMessageContaining("does not verify");
    }

    @Test
    void a_missing_head_tip_or_key_fails_closed() throws Exception {
        for (var name : List.of("head", "tip", "key.vkey")) {
            copy(original, changed);
            Files.delete(changed.resolve(name));
            assertThat(SampleTrail.verify(changed)).as(name).isInstanceOf(TrailVerdict.CannotVerify.class);
        }
    }

    @Test
    void verifying_changes_nothing() throws Exception {
        var before = Files.readAllBytes(changed.resolve("cutover.db"));
        SampleTrail.verify(changed);
        try (var files = Files.list(changed)) {
            assertThat(files.map(p -> p.getFileName().toString())).containsExactlyInAnyOrderElementsOf(BESIDE);
        }
        assertThat(changed.resolve("cutover.db")).hasBinaryContent(before);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (var name : BESIDE) {
            Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static byte[] bytes(Connection connection, String sql, long key) throws SQLException {
        try (var select = connection.prepareStatement(sql)) {
            select.setLong(1, key);
            try (var row = select.executeQuery()) {
                return row.getBytes(1);
            }
        }
    }

    private static void set(Connection connection, String sql, byte[] value, long key) throws SQLException {
        try (var update = connection.prepareStatement(sql)) {
            update.setBytes(1, value);
            update.setLong(2, key);
            update.executeUpdate();
        }
    }
}
