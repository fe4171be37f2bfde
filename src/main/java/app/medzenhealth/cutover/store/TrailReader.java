package app.medzenhealth.cutover.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Reads the trail's tables of a database, in any place, without changing it. Sees one consistent state while {@link #each}
 * runs. Not for several threads at once.
 */
public final class TrailReader implements AutoCloseable {
    private final Path database;
    private final Connection connection;

    private TrailReader(Path database, Connection connection) {
        this.database = database;
        this.connection = connection;
    }

    /** One stored record. Whoever gets it owns the arrays. */
    public record Row(long seq, byte[] jcs, byte[] leaf) {}

    /** One stored checkpoint. */
    public record Note(long size, byte[] note) {}

    /** Takes rows until it has enough. */
    @FunctionalInterface
    public interface Sink {
        /** @return whether to go on */
        boolean row(long seq, byte[] jcs, byte[] leaf);
    }

    /**
     * Opens a database read-only and refuses what this version did not make.
     *
     * @throws StoreProblem if it is missing, not a database, another program's, of a newer version, or changed in its schema
     */
    public static TrailReader open(Path database) {
        DatabaseHeader.check(database);
        NativeLibrary.loadFor(database);
        return open(database, Identity.FINISHED, Beside.PERHAPS_NOBODY);
    }

    /** Who else may have the database open. */
    enum Beside {
        /** This process writes it. */
        OUR_WRITER,
        PERHAPS_NOBODY
    }

    enum Identity {
        /** Only what has all tables. */
        FINISHED,
        /** Also an empty database, as a crash during the first start leaves it. */
        FINISHED_OR_EMPTY
    }

    static TrailReader open(Path database, Identity identity, Beside beside) {
        DatabaseHeader.check(database);
        var connection = connect(database, beside);
        var reader = new TrailReader(database, connection);
        try {
            reader.checkIdentity(identity);
            return reader;
        } catch (SQLException e) {
            reader.close();
            throw SqliteProblems.opening(database, e);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private static Connection connect(Path database, Beside beside) {
        try {
            var quiet = beside == Beside.PERHAPS_NOBODY
                    && !Files.exists(database.resolveSibling(database.getFileName() + "-wal"));
            var config = new SQLiteConfig();
            config.setReadOnly(true);
            config.setOpenMode(SQLiteOpenMode.OPEN_URI);
            config.setBusyTimeout(5_000);
            // Without a write-ahead log nobody is writing, and the file can be read without leaving a trace beside it.
            var uri = "jdbc:sqlite:file:" + database.toAbsolutePath().toUri().getRawPath()
                    + (quiet ? "?immutable=1" : "?mode=ro");
            return DriverManager.getConnection(uri, config.toProperties());
        } catch (SQLException e) {
            throw SqliteProblems.opening(database, e);
        }
    }

    private void checkIdentity(Identity identity) throws SQLException {
        var what = DatabaseHeader.cannotBeUsed(database);
        var application = (int) number("PRAGMA application_id");
        var version = (int) number("PRAGMA user_version");
        var definitions = Schema.definitions(connection);
        if (application == 0 && version == 0 && definitions.isEmpty() && identity == Identity.FINISHED_OR_EMPTY) {
            return;
        }
        if (application == 0 && version == 0 && definitions.isEmpty()) {
            throw new StoreProblem(
                    what,
                    "It is empty: the console did not get as far as making its tables, or the file was cut.",
                    "If records were kept here, put the file back from a backup; else begin with “gui” or “rehearse”.");
        }
        DatabaseHeader.checkOwner(database, application, version);
        if (version < 1 || !definitions.equals(Schema.expected(version))) {
            throw new StoreProblem(
                    what,
                    "Its tables are not those that the console made: something was added, changed or removed.",
                    SqliteProblems.DAMAGED_NEXT);
        }
    }

    /** The version of the tables. */
    public int version() {
        try {
            return (int) number("PRAGMA user_version");
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    /** Lets everything that is read from now on, until this is closed, be of one moment. */
    public void standStill() {
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN");
            // A transaction sees what there is when it first reads.
            number("SELECT count(*) FROM sqlite_schema");
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    /** A row of what is kept of sessions beside the records. */
    public record StateRow(String table, String session, String key, String value) {}

    /** All of them, of one session after the other. */
    public void eachState(Consumer<StateRow> taker) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(Schema.state(version()))) {
            while (rows.next()) {
                taker.accept(new StateRow(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    /** The newest record's number and what authenticates it. */
    public record StoredTip(long seq, byte[] mac) {}

    /** Empty in an older console's database; of no record where more rows are there than a console writes, or another. */
    public Optional<StoredTip> tip() {
        if (version() < Schema.WITH_TIP) {
            return Optional.empty();
        }
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT one, seq, mac FROM tip ORDER BY one")) {
            if (!rows.next()) {
                return Optional.empty();
            }
            var tip = new StoredTip(rows.getLong(2), rows.getBytes(3));
            return Optional.of(rows.getLong(1) == 1 && !rows.next() ? tip : new StoredTip(-1, new byte[0]));
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    /** Records from {@code from} to {@code to}, both included, in their order, until the sink has enough. */
    public void each(long from, long to, Sink sink) {
        try (var select = connection.prepareStatement(
                "SELECT seq, jcs, leaf FROM record WHERE seq BETWEEN ? AND ? ORDER BY seq")) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (var rows = select.executeQuery()) {
                while (rows.next() && sink.row(rows.getLong(1), rows.getBytes(2), rows.getBytes(3))) {}
            }
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    /** The newest records that come before {@code before}, newest first, until the sink has enough. */
    public void eachBackwards(long before, Sink sink) {
        try (var select =
                connection.prepareStatement("SELECT seq, jcs, leaf FROM record WHERE seq < ? ORDER BY seq DESC")) {
            select.setLong(1, before);
            try (var rows = select.executeQuery()) {
                while (rows.next() && sink.row(rows.getLong(1), rows.getBytes(2), rows.getBytes(3))) {}
            }
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    /** The records whose bytes hold this text somewhere, in their order, up to {@code to}. Reads all of them, but makes nothing of the rest. */
    public List<Row> holding(String text, long to) {
        try (var select = connection.prepareStatement(
                "SELECT seq, jcs, leaf FROM record WHERE seq <= ? AND instr(jcs, ?) > 0 ORDER BY seq")) {
            select.setLong(1, to);
            select.setBytes(2, text.getBytes(StandardCharsets.UTF_8));
            var found = new ArrayList<Row>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Row(rows.getLong(1), rows.getBytes(2), rows.getBytes(3)));
                }
            }
            return found;
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    /** At most {@code limit} records from {@code from} on, up to {@code to}. */
    public List<Row> page(long from, long to, int limit) {
        var page = new ArrayList<Row>();
        if (limit > 0) {
            each(from, to, (seq, jcs, leaf) -> {
                page.add(new Row(seq, jcs, leaf));
                return page.size() < limit;
            });
        }
        return page;
    }

    /** The greatest number that a record has, 0 where there is none. As many as there are, where none is missing; and needs no counting. */
    public long newest() {
        try {
            return number("SELECT max(seq) FROM record");
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    /** How many records there are. Reads all of their table. */
    public long count() {
        try {
            return number("SELECT count(*) FROM record");
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    /** All checkpoints, the oldest first. */
    public List<Note> checkpoints() {
        return notes("SELECT size, note FROM checkpoint ORDER BY size");
    }

    /** The checkpoint with the largest size. */
    public Optional<Note> lastCheckpoint() {
        return notes("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1").stream()
                .findFirst();
    }

    private List<Note> notes(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var notes = new ArrayList<Note>();
            while (rows.next()) {
                notes.add(new Note(rows.getLong(1), rows.getBytes(2)));
            }
            return notes;
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }

    private long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw SqliteProblems.reading(database, e);
        }
    }
}
