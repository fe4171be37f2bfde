package app.medzenhealth.cutover.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The database of a state folder: one writer connection behind a lock, one for short reads. What a write method did is durable
 * when it returns. After an error of the disk nothing more is written until a restart: what is on disk is then not known.
 */
public final class Store implements AutoCloseable {
    private static final Map<String, String> PRAGMAS = Map.of(
            "journal_mode", "wal",
            "synchronous", "2",
            "foreign_keys", "1",
            // SQLite keeps errors of folding the log in to itself: see foldWhenLong.
            "wal_autocheckpoint", "0",
            "trusted_schema", "0",
            "cell_size_check", "1",
            "checkpoint_fullfsync", "1",
            "fullfsync", "1");
    /** Pages in the write-ahead log before it is folded into the main file: SQLite's own measure. */
    private static final int LONG_LOG = 1_000;

    private static final int PAGE_BYTES = 4_096;
    /** What a small transaction changes: a leaf, the tip's, and now and then a new one with what leads there. */
    private static final int SMALL_TRANSACTION = 3;

    private static final String INSERT_RECORD = "INSERT INTO record (seq, jcs, leaf) VALUES (?, ?, ?)";

    private final StateDirectory directory;
    private final StateLock stateLock;
    private final WritePoints points;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock reading = new ReentrantLock();
    private final Connection writer;
    private final PreparedStatement insertRecord;
    private final PreparedStatement insertCheckpoint;
    private final PreparedStatement putTip;
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;
    private final PreparedStatement fold;
    private final PreparedStatement look;
    private final TrailReader reader;
    private @Nullable ResultSet looking;
    private int logPages;
    private volatile @Nullable StoreProblem latched;

    private Store(
            StateDirectory directory, StateLock stateLock, Connection writer, TrailReader reader, WritePoints points)
            throws SQLException {
        this.directory = directory;
        this.stateLock = stateLock;
        this.writer = writer;
        this.reader = reader;
        this.points = points;
        this.insertRecord = writer.prepareStatement(INSERT_RECORD);
        this.insertCheckpoint = writer.prepareStatement("INSERT INTO checkpoint (size, note) VALUES (?, ?)");
        this.putTip = writer.prepareStatement("INSERT OR REPLACE INTO tip (one, seq, mac) VALUES (1, ?, ?)");
        this.begin = writer.prepareStatement("BEGIN IMMEDIATE");
        this.commit = writer.prepareStatement("COMMIT");
        this.rollback = writer.prepareStatement("ROLLBACK");
        this.fold = writer.prepareStatement("PRAGMA wal_checkpoint(PASSIVE)");
        this.look = writer.prepareStatement("SELECT 1 FROM sqlite_schema");
    }

    /** A statement or several, run inside one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /**
     * Opens the folder's database, making it where there is none.
     *
     * @throws StoreProblem if it cannot be used; nothing was changed then
     */
    public static Store open(StateDirectory directory, InstantSource clock) {
        return open(directory, clock, WritePoints.NONE);
    }

    /** The same, telling {@code points} how far each write is. */
    public static Store open(StateDirectory directory, InstantSource clock, WritePoints points) {
        checkDatabase(directory);
        var lock = StateLock.take(directory, InstantSource.system());
        try {
            NativeLibrary.load(directory);
            return open(directory, lock, points);
        } catch (RuntimeException e) {
            release(lock, e);
            throw e;
        }
    }

    private static Store open(StateDirectory directory, StateLock lock, WritePoints points) {
        var database = directory.database();
        var fresh = !Files.exists(database);
        var version = fresh ? 0 : versionOf(database);
        Connection writer = null;
        try {
            directory.makeFile(database);
            var config = new SQLiteConfig();
            config.setBusyTimeout(2_000);
            // Otherwise the driver asks for the key of each new row, which costs about as much as writing it.
            config.setGetGeneratedKeys(false);
            writer = DriverManager.getConnection("jdbc:sqlite:" + database, config.toProperties());
            configure(writer, database);
            Schema.migrate(writer, version);
            requireSound(writer, database);
            directory.keepPrivate();
            var reader = ownReader(database);
            return new Store(directory, lock, writer, reader, points);
        } catch (SQLException | IOException | RuntimeException e) {
            abandon(writer, database, fresh, e);
            throw switch (e) {
                case SQLException sql -> SqliteProblems.opening(database, sql);
                case IOException io ->
                    new StoreProblem(
                            "The database " + database + " cannot be made.",
                            "The reason is: " + StateDirectory.reason(io) + ".",
                            "Make room, or give this user the right to write there, then start again.",
                            io);
                case RuntimeException other -> other;
                default -> new IllegalStateException(e);
            };
        }
    }

    /** Before anything is touched: whether what is there is ours, and complete as far as one can see from outside. */
    private static void checkDatabase(StateDirectory directory) {
        var database = directory.database();
        for (var suffix : List.of("-wal", "-shm")) {
            directory.refuseOddFile(database.resolveSibling(database.getFileName() + suffix));
        }
        var there = Files.exists(database, LinkOption.NOFOLLOW_LINKS);
        if (there) {
            DatabaseHeader.check(database);
        }
        if (Files.exists(directory.head(), LinkOption.NOFOLLOW_LINKS) && (!there || isEmpty(database))) {
            throw new StoreProblem(
                    DatabaseHeader.cannotBeUsed(database),
                    (there ? "It is empty" : "It is missing")
                            + ", but the file head beside it signs records that were in it.",
                    "Put it back from a backup together with the files beside it, or choose another folder with --state.");
        }
    }

    private static boolean isEmpty(Path database) {
        try {
            return Files.size(database) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int versionOf(Path database) {
        try (var before =
                TrailReader.open(database, TrailReader.Identity.FINISHED_OR_EMPTY, TrailReader.Beside.PERHAPS_NOBODY)) {
            return before.version();
        }
    }

    private static void configure(Connection connection, Path database) throws SQLException {
        try (var statement = connection.createStatement()) {
            requireEngine(statement);
            for (var pragma : PRAGMAS.entrySet()) {
                statement.execute("PRAGMA " + pragma.getKey() + " = " + pragma.getValue());
            }
            for (var pragma : PRAGMAS.entrySet()) {
                var now = text(statement, "PRAGMA " + pragma.getKey());
                if (!now.equalsIgnoreCase(pragma.getValue())) {
                    throw new StoreProblem(
                            "The database " + database + " cannot be used safely.",
                            "Setting %s is %s instead of %s, so records would not be durable."
                                    .formatted(pragma.getKey(), now, pragma.getValue()),
                            "Choose a folder on a local disk with --state.");
                }
            }
        }
    }

    /** The records are verified one by one when a trail is opened; nobody else looks at all of the session's state. */
    private static void requireSound(Connection connection, Path database) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var table : Schema.STATE_TABLES) {
                var found = text(statement, "PRAGMA quick_check(" + table + ")");
                if (!found.equals("ok")) {
                    throw new StoreProblem(
                            DatabaseHeader.cannotBeUsed(database),
                            "The file is damaged: its table " + table + " cannot be read through.",
                            SqliteProblems.DAMAGED_NEXT);
                }
            }
        }
    }

    private static void requireEngine(Statement statement) throws SQLException {
        var version = text(statement, "SELECT sqlite_version()");
        var parts = version.split("\\.");
        var number = Integer.parseInt(parts[0]) * 1_000_000
                + Integer.parseInt(parts[1]) * 1_000
                + Integer.parseInt(parts[2]);
        if (number < 3_051_003) {
            throw new StoreProblem(
                    "The database engine cannot be used.",
                    "SQLite " + version + " is older than 3.51.3.",
                    "Install the console again with all its libraries.");
        }
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (var row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    private static void abandon(@Nullable Connection writer, Path database, boolean fresh, Exception because) {
        try {
            if (writer != null) {
                writer.close();
            }
            if (fresh) {
                for (var suffix : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(database.resolveSibling(database.getFileName() + suffix));
                }
            }
        } catch (SQLException | IOException e) {
            because.addSuppressed(e);
        }
    }

    private static void release(StateLock lock, Exception because) {
        try {
            lock.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    public StateDirectory directory() {
        return directory;
    }

    public WritePoints points() {
        return points;
    }

    /** Why nothing more is written, once that is so. */
    public Optional<StoreProblem> latched() {
        return Optional.ofNullable(latched);
    }

    /** Lets nothing more be written until a restart. The first reason stays. */
    public StoreProblem latch(StoreProblem problem) {
        var first = latched;
        if (first == null) {
            latched = problem;
        }
        return problem;
    }

    /**
     * Writes a record, and changes of state with it, all or nothing.
     *
     * @param mac authenticates the record as the newest
     * @throws StoreProblem if it is not durable
     */
    public void append(long seq, byte[] jcs, byte[] leaf, byte[] mac, List<StateChange> changes) {
        transaction("record", c -> {
            insert(seq, jcs, leaf);
            tip(seq, mac);
            for (var change : changes) {
                SessionStore.apply(c, change);
            }
            return true;
        });
    }

    private void tip(long seq, byte[] mac) throws SQLException {
        putTip.setLong(1, seq);
        putTip.setBytes(2, mac);
        putTip.executeUpdate();
    }

    /** Writes a record together with the checkpoint that covers it. The head file is the next thing to write. */
    public void appendCheckpoint(long seq, byte[] jcs, byte[] leaf, byte[] mac, byte[] note) {
        transaction("checkpoint", c -> {
            insert(seq, jcs, leaf);
            tip(seq, mac);
            insertCheckpoint.setLong(1, seq);
            insertCheckpoint.setBytes(2, note);
            insertCheckpoint.executeUpdate();
            logPages = LONG_LOG;
            return true;
        });
    }

    /** Replaces the head file. A failure latches. */
    public void writeHead(byte[] note) {
        try {
            directory.replace(directory.head(), note, points);
        } catch (IOException e) {
            throw latch(new StoreProblem(
                    "The head of the trail could not be written, so nothing is done.",
                    "The file " + directory.head() + " cannot be replaced: " + StateDirectory.reason(e) + ".",
                    "Check the disk and the room on it, then start the console again: it verifies the trail first.",
                    e));
        }
    }

    /** Changes state without a record. */
    public void write(List<StateChange> changes) {
        transaction("state", c -> {
            for (var change : changes) {
                SessionStore.apply(c, change);
            }
            return true;
        });
    }

    <T> T write(Work<T> work) {
        return transaction("state", work);
    }

    /** A short read. */
    <T> T read(Work<T> work) {
        reading.lock();
        try {
            return work.run(reader.connection());
        } catch (SQLException e) {
            throw SqliteProblems.reading(directory.database(), e);
        } finally {
            reading.unlock();
        }
    }

    /** A reader of its own, for long reads. The caller closes it. */
    public TrailReader openReader() {
        return ownReader(directory.database());
    }

    private static TrailReader ownReader(Path database) {
        return TrailReader.open(database, TrailReader.Identity.FINISHED, TrailReader.Beside.OUR_WRITER);
    }

    /** At most {@code limit} records from {@code from} on, up to {@code to}. */
    public List<TrailReader.Row> page(long from, long to, int limit) {
        reading.lock();
        try {
            return reader.page(from, to, limit);
        } finally {
            reading.unlock();
        }
    }

    private void insert(long seq, byte[] jcs, byte[] leaf) throws SQLException {
        insertRecord.setLong(1, seq);
        insertRecord.setBytes(2, jcs);
        insertRecord.setBytes(3, leaf);
        points.reached("record.before-insert");
        insertRecord.executeUpdate();
        logPages += jcs.length / PAGE_BYTES;
        points.reached("record.after-insert");
    }

    private interface Statements<T> {
        T run() throws SQLException;
    }

    private <T> T transaction(String name, Work<T> work) {
        return run(() -> {
            begin.execute();
            var committed = false;
            try {
                var result = work.run(writer);
                points.reached(name + ".before-commit");
                commit.execute();
                committed = true;
                points.reached(name + ".after-commit");
                return result;
            } finally {
                if (!committed) {
                    rollBack();
                }
            }
        });
    }

    private <T> T run(Statements<T> statements) {
        writing.lock();
        try {
            var problem = latched;
            if (problem != null) {
                throw new StoreProblem(problem.what(), problem.why(), problem.next(), problem);
            }
            var result = statements.run();
            foldWhenLong();
            keepLooking();
            return result;
        } catch (SQLException e) {
            stopLooking();
            var problem = SqliteProblems.writing(directory.database(), e);
            throw SqliteProblems.passing(e) ? problem : latch(problem);
        } finally {
            writing.unlock();
        }
    }

    /** Folds the write-ahead log into the main file, so that an error of the disk on the way latches like any other. */
    private void foldWhenLong() throws SQLException {
        logPages += SMALL_TRANSACTION;
        if (logPages >= LONG_LOG) {
            logPages = 0;
            stopLooking();
            try (var _ = fold.executeQuery()) {
                points.reached("log.after-fold");
            }
        }
    }

    /**
     * Leaves a read open between writes, so that SQLite need not lock and find its place in the log anew for each: four of the six
     * locks of a small write. Nobody else writes, so what the read sees is the newest there is.
     */
    private void keepLooking() {
        if (looking == null) {
            try {
                looking = look.executeQuery();
            } catch (SQLException e) {
                // What was written is durable. If the disk is the reason, the next write meets it.
                stopLooking();
            }
        }
    }

    /** The log can only be folded to its end, and begun anew, while nobody looks at it. */
    private void stopLooking() {
        try (var _ = looking) {
            looking = null;
        } catch (SQLException e) {
            // What is closed is only the view; the write itself has its own error.
            looking = null;
        }
    }

    private void rollBack() {
        stopLooking();
        try {
            rollback.execute();
        } catch (SQLException e) {
            // A commit that failed may have ended the transaction itself; anything else latches with its own error.
            if (SqliteProblems.primary(e) != SQLiteErrorCode.SQLITE_ERROR.code) {
                latch(SqliteProblems.writing(directory.database(), e));
            }
        }
    }

    /**
     * Closes the connections and lets another process in. Whoever closes last folds the log in, if they may write: after a
     * failure that is the reader, so that nothing more is written.
     */
    @Override
    public void close() {
        writing.lock();
        reading.lock();
        try {
            stopLooking();
            if (latched == null) {
                try (writer) {
                    reader.close();
                }
            } else {
                try (reader) {
                    writer.close();
                }
            }
        } catch (SQLException e) {
            throw SqliteProblems.writing(directory.database(), e);
        } finally {
            reading.unlock();
            writing.unlock();
            try {
                stateLock.close();
            } catch (IOException e) {
                latch(new StoreProblem(
                        "The state folder could not be unlocked.",
                        StateDirectory.reason(e) + ".",
                        "End the console.",
                        e));
            }
        }
    }
}
