package app.medzenhealth.cutover.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables, and how older ones become these. Statements are never changed once released, only added. */
final class Schema {
    /** "MZCC" in ASCII. */
    static final int APPLICATION_ID = 0x4D5A4343;

    /** Each entry leads from the version that is its index to the next. */
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE record (seq INTEGER PRIMARY KEY CHECK (seq > 0), jcs BLOB NOT NULL, leaf BLOB NOT NULL) STRICT",
            "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY REFERENCES record (seq), note BLOB NOT NULL) STRICT",
            "CREATE TABLE step_state (session TEXT NOT NULL, step TEXT NOT NULL, json TEXT NOT NULL,"
                    + " PRIMARY KEY (session, step)) STRICT, WITHOUT ROWID",
            "CREATE TABLE tick (session TEXT NOT NULL, item TEXT NOT NULL, json TEXT NOT NULL,"
                    + " PRIMARY KEY (session, item)) STRICT, WITHOUT ROWID",
            "CREATE TABLE setting (session TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,"
                    + " PRIMARY KEY (session, key)) STRICT, WITHOUT ROWID",
            "CREATE TABLE token (session TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
                    + " PRIMARY KEY (session, step, name)) STRICT, WITHOUT ROWID",
            "CREATE TABLE output (session TEXT NOT NULL, step TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,"
                    + " PRIMARY KEY (session, step, name)) STRICT, WITHOUT ROWID"));

    /** All but the trail's own. */
    static final List<String> STATE_TABLES = List.of("step_state", "tick", "setting", "token", "output");

    static final int VERSION = MIGRATIONS.size();

    private Schema() {}

    /** Brings the database from {@code version} to {@link #VERSION} in one transaction. */
    static void migrate(Connection connection, int version) throws SQLException {
        if (version == VERSION) {
            return;
        }
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (var migration : MIGRATIONS.subList(version, VERSION)) {
                    for (var sql : migration) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                statement.execute("PRAGMA user_version = " + VERSION);
                statement.execute("COMMIT");
            } catch (SQLException e) {
                rollback(statement, e);
                throw e;
            }
            // Puts the identity into the main file, where it is looked for before anything is opened for writing.
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
    }

    private static void rollback(Statement statement, SQLException because) {
        try {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            because.addSuppressed(e);
        }
    }

    /** Everything the schema defines, by type and name: a trigger or an index that someone added is seen. */
    static SortedMap<String, String> definitions(Connection connection) throws SQLException {
        var found = new TreeMap<String, String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    /** What {@link #definitions} gives for an untouched database of this version. */
    static SortedMap<String, String> expected() {
        var expected = new TreeMap<String, String>();
        for (var migration : MIGRATIONS) {
            for (var sql : migration) {
                expected.put("table " + sql.split(" ")[2], sql);
            }
        }
        return expected;
    }
}
