package app.medzenhealth.cutover.monitor;

import java.util.List;
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

    /** Who is connected to it besides the console and RDS itself. */
    default Connected connected(String endpoint) throws InterruptedException {
        return new Connected.Unknown("nobody asks it");
    }

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
         * @param replication whether it receives its source's log
         */
        record State(
                boolean inRecovery,
                String currentLsn,
                Sessions sessions,
                String version,
                OptionalLong rowsChanged,
                Replication replication)
                implements Answer {

            /** Of a primary. */
            public State(String currentLsn, Sessions sessions, String version, OptionalLong rowsChanged) {
                this(false, currentLsn, sessions, version, rowsChanged, Replication.NONE);
            }
        }

        record NoAnswer(String reason) implements Answer {}
    }

    /** Whether a database receives another one's log. */
    enum Replication {
        /** It follows none. */
        NONE,
        /** What the source writes comes in. */
        ACTIVE,
        /** It follows one, and nothing comes in: how far behind it is, its own position does not tell. */
        INACTIVE,
        /** The login may not see it. */
        NOT_SHOWN
    }

    /** How many are connected. */
    sealed interface Sessions {
        /** @param count 0 only where the login sees the sessions of every role */
        record Counted(int count) implements Sessions {}

        /** @param reason why nobody knows, and what to do about it */
        record NotShown(String reason) implements Sessions {}
    }

    sealed interface Connected {
        /** @param clients those with most sessions first; empty only where the login sees the sessions of every role */
        record Known(List<Client> clients) implements Connected {
            public int sessions() {
                return clients.stream().mapToInt(Client::sessions).sum();
            }
        }

        record Unknown(String reason) implements Connected {}
    }

    /**
     * Sessions of one user from one address.
     *
     * @param address empty where it is connected on the server itself
     * @param idle how many of them do nothing now
     */
    record Client(String user, String address, int sessions, int idle) {}

    sealed interface Counts {
        record Known(Map<String, Long> rows) implements Counts {}

        record Unknown(String reason) implements Counts {}
    }
}
