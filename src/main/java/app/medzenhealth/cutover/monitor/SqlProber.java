package app.medzenhealth.cutover.monitor;

import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads what only the database itself knows (PostgreSQL). Reads only; sessions are opened read-only.
 *
 * <p>LSNs as PostgreSQL prints them, for example {@code 4/8F3A2C10}.
 */
public interface SqlProber {

    Answer probe(String endpoint) throws InterruptedException;

    /** Rows a table holds on one endpoint, by table name. */
    Counts counts(String endpoint) throws InterruptedException;

    /** How it is reached where it is not reached straight, to stand behind what was read; else empty. */
    default String way(String endpoint) {
        return "";
    }

    sealed interface Answer {
        /**
         * @param inRecovery {@code pg_is_in_recovery()}: true on a replica
         * @param currentLsn {@code pg_current_wal_lsn()} on a primary, {@code pg_last_wal_replay_lsn()} on a replica
         * @param sessions of clients, idle ones among them, other than the console's and RDS's own
         * @param rowsChanged how many rows of the application's tables were inserted, updated and deleted since the database began to
         *     count: unlike the log, which the server's own work moves on, it stands still where nobody writes. Empty where nothing is
         *     counted, as on a replica
         */
        record State(boolean inRecovery, String currentLsn, Sessions sessions, String version, OptionalLong rowsChanged)
                implements Answer {

            /** Of a database that counts no rows. */
            public State(boolean inRecovery, String currentLsn, Sessions sessions, String version) {
                this(inRecovery, currentLsn, sessions, version, OptionalLong.empty());
            }
        }

        record NoAnswer(String reason) implements Answer {}
    }

    /** How many are connected. */
    sealed interface Sessions {
        /** @param count 0 only where the login sees the sessions of every role */
        record Counted(int count) implements Sessions {}

        /** @param reason why nobody knows, and what to do about it */
        record NotShown(String reason) implements Sessions {}
    }

    sealed interface Counts {
        record Known(Map<String, Long> rows) implements Counts {}

        record Unknown(String reason) implements Counts {}
    }
}
