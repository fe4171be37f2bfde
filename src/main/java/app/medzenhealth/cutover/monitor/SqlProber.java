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
         * @param connections clients other than this one
         * @param rowsChanged how many rows of the application's tables were inserted, updated and deleted since the database began to
         *     count: unlike the log, which the server's own work moves on, it stands still where nobody writes. Empty where nothing is
         *     counted, as on a replica
         */
        record State(boolean inRecovery, String currentLsn, int connections, String version, OptionalLong rowsChanged)
                implements Answer {

            /** Of a database that counts no rows. */
            public State(boolean inRecovery, String currentLsn, int connections, String version) {
                this(inRecovery, currentLsn, connections, version, OptionalLong.empty());
            }
        }

        record NoAnswer(String reason) implements Answer {}
    }

    sealed interface Counts {
        record Known(Map<String, Long> rows) implements Counts {}

        record Unknown(String reason) implements Counts {}
    }
}
