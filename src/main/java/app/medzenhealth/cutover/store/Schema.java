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
    private static final List<List<String>> MIGRATIONS = List.of(
            List.of(
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
                            + " PRIMARY KEY (session, step, name)) STRICT, WITHOUT ROWID"),
            // Outputs never stood in their table, and tokens are kept as all else that records make.
            List.of(
                    "CREATE TABLE tip (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, mac BLOB NOT NULL) STRICT",
                    "INSERT INTO setting (session, key, value)"
                            + " SELECT session, 'token/' || step || ' ' || name, json_quote(value) FROM token",
                    "DROP TABLE token",
                    "DROP TABLE output"));

    /** All but the trail's own: what the records make. */
    static final List<String> STATE_TABLES = List.of("setting", "step_state", "tick");

    /** All of it by version. */
    private static final String STATE_1 = "SELECT 'setting', session, key, value FROM setting"
            + " UNION ALL SELECT 'step_state', session, step, json FROM step_state"
            + " UNION ALL SELECT 'tick', session, item, json FROM tick";

    private static final List<String> STATES = List.of(
            STATE_1
                    + " UNION ALL SELECT 'setting', session, 'token/' || step || ' ' || name, json_quote(value) FROM token"
                    + " UNION ALL SELECT 'output', session, step || ' ' || name, value FROM output",
            STATE_1);

    static final int VERSION = MIGRATIONS.size();

    /** The first with a table {@code tip}. */
    static final int WITH_TIP = 2;

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
                var rows = statement.executeQuery("SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema"
                        + " WHERE type <> 'table' OR name NOT GLOB 'sqlite_stat[1-4]'")) {
            while (rows.next()) {
                found.put(rows.getString(1), rows.getString(2));
            }
        }
        return found;
    }

    /** What {@link #definitions} gives for an untouched database of the version. */
    static SortedMap<String, String> expected(int version) {
        var expected = new TreeMap<String, String>();
        for (var migration : MIGRATIONS.subList(0, version)) {
            for (var sql : migration) {
                var words = sql.split(" ");
                switch (words[0]) {
                    case "CREATE" -> expected.put("table " + words[2], sql);
                    case "DROP" -> expected.remove("table " + words[2]);
                    default -> {}
                }
            }
        }
        return expected;
    }

    /** Reads table, session, key and value of all that is kept of sessions, in the order of these: each table is kept in it. */
    static String state(int version) {
        return STATES.get(version - 1) + " ORDER BY 2";
    }
}
