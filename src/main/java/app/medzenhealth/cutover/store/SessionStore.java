package app.medzenhealth.cutover.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A session's state as JSON text by kind and key. Every change is durable when its method returns. To change state together
 * with an audit record, hand what {@link #putting} and {@link #removing} make to the trail.
 */
public final class SessionStore {

    /** What a value is about. */
    public enum Kind {
        /** A step, by its id. */
        STEP_STATE("step_state", "step", "json"),
        /** A checklist's item, by its id. */
        TICK("tick", "item", "json"),
        /** Anything else of the session: hold, parameters, mode, by a name. */
        SETTING("setting", "key", "value");

        private final String table;
        private final String key;
        private final String value;

        Kind(String table, String key, String value) {
            this.table = table;
            this.key = key;
            this.value = value;
        }

        /** By its name in the database. */
        public String table() {
            return table;
        }
    }

    private final Store store;
    private final String session;

    public SessionStore(Store store, String session) {
        this.store = store;
        this.session = session;
    }

    /** The sessions that have settings or step states, in the order of their ids. */
    public static List<String> sessions(Store store) {
        return store.read(c -> {
            try (var select = c.prepareStatement(
                            "SELECT session FROM setting UNION SELECT session FROM step_state ORDER BY session");
                    var rows = select.executeQuery()) {
                var sessions = new ArrayList<String>();
                while (rows.next()) {
                    sessions.add(rows.getString(1));
                }
                return sessions;
            }
        });
    }

    public String session() {
        return session;
    }

    public StateChange putting(Kind kind, String key, String json) {
        return new StateChange.Put(session, kind, key, json);
    }

    public StateChange removing(Kind kind, String key) {
        return new StateChange.Remove(session, kind, key);
    }

    public void put(Kind kind, String key, String json) {
        store.write(List.of(putting(kind, key, json)));
    }

    public void remove(Kind kind, String key) {
        store.write(List.of(removing(kind, key)));
    }

    public Optional<String> get(Kind kind, String key) {
        return store.read(c -> {
            try (var select = c.prepareStatement(
                    "SELECT " + kind.value + " FROM " + kind.table + " WHERE session = ? AND " + kind.key + " = ?")) {
                return text(select, session, key);
            }
        });
    }

    /** All values of the kind by their keys. */
    public SortedMap<String, String> list(Kind kind) {
        return pairs("SELECT " + kind.key + ", " + kind.value + " FROM " + kind.table + " WHERE session = ?", session);
    }

    /** Within the transaction of the writer. */
    static void apply(Connection connection, StateChange change) throws SQLException {
        var sql = switch (change) {
            case StateChange.Put(String s, Kind kind, String k, String j) ->
                "INSERT INTO %1$s (session, %2$s, %3$s) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET %3$s = excluded.%3$s"
                        .formatted(kind.table, kind.key, kind.value);
            case StateChange.Remove(String s, Kind kind, String k) ->
                "DELETE FROM " + kind.table + " WHERE session = ? AND " + kind.key + " = ?";
        };
        try (var statement = connection.prepareStatement(sql)) {
            switch (change) {
                case StateChange.Put put -> bind(statement, put.session(), put.key(), put.json());
                case StateChange.Remove remove -> bind(statement, remove.session(), remove.key());
            }
            statement.executeUpdate();
        }
    }

    private SortedMap<String, String> pairs(String sql, String... values) {
        return store.read(c -> {
            try (var select = c.prepareStatement(sql)) {
                bind(select, values);
                var found = new TreeMap<String, String>();
                try (var rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.put(rows.getString(1), rows.getString(2));
                    }
                }
                return Collections.unmodifiableSortedMap(found);
            }
        });
    }

    private static Optional<String> text(PreparedStatement select, String... values) throws SQLException {
        bind(select, values);
        try (var rows = select.executeQuery()) {
            return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
        }
    }

    private static void bind(PreparedStatement statement, String... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }
}
