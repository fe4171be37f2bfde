package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Sessions on the estate's databases. Rows follow from the position of the log, so that two databases at the same LSN hold the
 * same rows.
 */
public final class EmbeddedSql implements SqlProber {

    /** The tables of an EHRbase database that are counted. */
    static final List<String> TABLES = List.of(
            "audit_details",
            "comp_data",
            "comp_version",
            "contribution",
            "ehr",
            "ehr_status_version",
            "template_store");

    private static final int CLIENTS_OF_A_SERVICE = 20;
    /** So much log a changed row takes. */
    private static final long BYTES_OF_A_CHANGE = 800;

    private final Estate estate;
    private final Predicate<Database> letsIn;

    /** From within the databases' own networks. */
    public EmbeddedSql(Estate estate) {
        this(estate, db -> true);
    }

    /** @param letsIn whether a database's network lets the console in */
    public EmbeddedSql(Estate estate, Predicate<Database> letsIn) {
        this.estate = estate;
        this.letsIn = letsIn;
    }

    @Override
    public Answer probe(String endpoint) {
        return ask(
                endpoint,
                Answer.NoAnswer::new,
                db -> new Answer.State(
                        db.inRecovery(),
                        db.lsn(),
                        new Sessions.Counted((RdsState.of(estate, db.region()).served(db) ? CLIENTS_OF_A_SERVICE : 0)
                                + db.strangers()),
                        "PostgreSQL " + db.spec().engineVersion(),
                        db.inRecovery() ? OptionalLong.empty() : OptionalLong.of(db.position() / BYTES_OF_A_CHANGE),
                        replication(db)));
    }

    @Override
    public Connected connected(String endpoint) {
        return ask(endpoint, Connected.Unknown::new, db -> {
            var clients = new ArrayList<Client>();
            if (RdsState.of(estate, db.region()).served(db)) {
                // As many from each of its two tasks.
                clients.add(new Client("ehrbase", "10.0.1.17", CLIENTS_OF_A_SERVICE / 2, CLIENTS_OF_A_SERVICE / 2));
                clients.add(new Client("ehrbase", "10.0.2.23", CLIENTS_OF_A_SERVICE / 2, CLIENTS_OF_A_SERVICE / 2));
            }
            if (db.strangers() > 0) {
                clients.add(new Client("analyst", "10.0.9.4", db.strangers(), db.strangers()));
            }
            return new Connected.Known(List.copyOf(clients));
        });
    }

    private static Replication replication(Database db) {
        return !db.inRecovery() ? Replication.NONE : db.replicating() ? Replication.ACTIVE : Replication.INACTIVE;
    }

    @Override
    public Counts counts(String endpoint) {
        return ask(endpoint, Counts.Unknown::new, db -> new Counts.Known(rows(db.position())));
    }

    private <T> T ask(String endpoint, Function<String, T> refused, Function<Database, T> answer) {
        estate.lock().lock();
        try {
            estate.settle();
            var host = endpoint.contains(":") ? endpoint.substring(0, endpoint.indexOf(':')) : endpoint;
            var db = RdsState.atEndpoint(estate, host);
            if (db.isEmpty()) {
                return refused.apply("The name " + host + " does not resolve");
            }
            if (estate.faults().disabled(db.get().region()) || !letsIn.test(db.get())) {
                return refused.apply("Connection to " + host + ":5432 timed out");
            }
            if (!db.get().reachable()) {
                return refused.apply("Connection to " + host + ":5432 refused: the instance is "
                        + db.get().status());
            }
            return answer.apply(db.get());
        } finally {
            estate.lock().unlock();
        }
    }

    /** So many rows for the log that has been written; the tables differ in how much log a row takes. */
    static Map<String, Long> rows(long position) {
        var rows = new TreeMap<String, Long>();
        for (var i = 0; i < TABLES.size(); i++) {
            var table = TABLES.get(i);
            rows.put(table, table.equals("template_store") ? 38 : position / (24_576L * (i + 2)));
        }
        return rows;
    }
}
