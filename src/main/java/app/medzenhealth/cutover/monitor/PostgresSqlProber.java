package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.concurrent.Deadline;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.network.NotConnected;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks PostgreSQL over JDBC, one read-only session a question.
 *
 * <p>The password is asked for each time and kept nowhere; it never appears in a reason.
 */
public final class PostgresSqlProber implements SqlProber {

    private static final int HTTPS = 443;
    private static final Logger LOG = LoggerFactory.getLogger(PostgresSqlProber.class);

    /** A large table is counted by reading it. */
    private static final Duration COUNT_LIMIT = Duration.ofMinutes(10);

    private static final Duration COUNTS_LIMIT = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofMillis(250);

    private static final String NO_SESSIONS =
            "the login may not see sessions of other roles; as rds_superuser: grant pg_monitor to the login's role";

    private final ScheduledExecutorService clock = Threads.clock(2, "database time-outs");

    /** SQLSTATE class 08, Connection Exception (PostgreSQL Documentation, Appendix A, PostgreSQL Error Codes). */
    private static final String UNCONNECTED = "08";

    private static final String ADDRESS = "([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+]):\\d{1,5}";
    private static final String NAMED = "verify-full";

    /** Where a person sets the login; PostgreSQL's own variables count before that. */
    private static final String WHERE = "Settings › Database login";

    /** SQLSTATE class 28, Invalid Authorization Specification. */
    private static final String NOT_LET_IN = "28";

    /** What the driver says where the server asks for a password and there is none (pgjdbc, PSQLState.CONNECTION_REJECTED). */
    private static final String REJECTED = "08004";

    private static final String NAME = "cutover-console";
    private static final String HIDDEN = "hidden";
    private static final String OTHERS = "pid <> pg_backend_pid() and usename is distinct from 'rdsadmin'"
            + " and not coalesce(application_name = '" + NAME + "' and usename = current_user, false)";

    /**
     * Of a session of another role a login sees neither kind nor program unless it has {@code pg_read_all_stats}, which {@code pg_monitor}
     * includes (PostgreSQL Documentation, The Cumulative Statistics System; Predefined Roles) and {@code rds_superuser} with it: counting
     * the kind alone, such a login would see nobody. {@code rdsadmin} is "used internally by RDS for PostgreSQL for many management
     * tasks" (Amazon RDS User Guide, Understanding PostgreSQL roles and permissions).
     */
    private static final String SHOWN =
            "pg_has_role('pg_read_all_stats', 'usage')" + " and count(*) filter (where backend_type is null) = 0";

    private static final String SESSIONS = "select case when " + SHOWN
            + " then (count(*) filter (where backend_type = 'client backend'))::text else '" + HIDDEN + "' end"
            + " from pg_stat_activity where " + OTHERS;

    /** By user and address; empty where all are shown and there is none. */
    private static final String CLIENTS =
            "select coalesce(usename, ''), coalesce(host(client_addr), ''), count(*), count(*) filter (where state = 'idle')"
                    + " from pg_stat_activity where backend_type = 'client backend' and " + OTHERS
                    + " group by 1, 2 order by 3 desc, 1, 2";

    /**
     * One row while the process runs that receives the log, none else. What it does is shown to {@code pg_read_all_stats} alone
     * (PostgreSQL Documentation, pg_stat_wal_receiver; source text of walreceiver.c, pg_stat_get_wal_receiver).
     */
    private static final String RECEIVES =
            "select coalesce((select coalesce(status, '" + HIDDEN + "') from pg_stat_wal_receiver limit 1), 'none')";

    private final Supplier<Login> logins;
    private final Network network;

    /**
     * @param sslMode as the driver names it, for example {@code verify-full}, which is the only one through a tunnel: without the
     *     host's name nobody knows where it leads
     * @param tunnels by the database's host or by its instance: host and port that lead to it
     * @param patience for connecting, and for each statement that reads no table
     */
    public record Login(
            String user,
            Supplier<String> password,
            String database,
            String sslMode,
            Duration patience,
            Map<String, String> tunnels) {

        /** Straight to every instance. */
        public Login(String user, Supplier<String> password, String database, String sslMode, Duration patience) {
            this(user, password, database, sslMode, patience, Map.of());
        }

        /**
         * Ways through a tunnel, as one text.
         *
         * @param text {@code instance=host:port}, several with commas between them
         * @throws IllegalArgumentException if it is of another form: what is left out would be read straight
         */
        public static Map<String, String> tunnels(String text) {
            var found = new TreeMap<String, String>();
            for (var one : text.split(",")) {
                var parts = one.strip().split("=", 2);
                if (one.isBlank()) {
                    continue;
                }
                if (parts.length != 2 || parts[0].isBlank() || !parts[1].strip().matches(ADDRESS)) {
                    throw new IllegalArgumentException("“" + one.strip() + "” is not a way through a tunnel");
                }
                if (found.put(parts[0].strip(), parts[1].strip()) != null) {
                    throw new IllegalArgumentException("two ways lead to " + parts[0].strip());
                }
            }
            return Map.copyOf(found);
        }

        /** The tunnel by which a database is reached; empty where it is reached straight. */
        Optional<String> tunnel(String endpoint) {
            var host = endpoint.replaceFirst(":\\d+$", "");
            return Optional.ofNullable(tunnels.get(host))
                    .or(() -> Optional.ofNullable(tunnels.get(host.replaceFirst("[.].*", ""))));
        }
    }

    /**
     * @param network whose bundle vouches for the server where nothing of PostgreSQL's own does. Its proxies pass on the web: like
     *     PostgreSQL's own tools, databases are reached without them
     */
    public PostgresSqlProber(Login login, Network network) {
        this(() -> login, network);
    }

    /** @param logins asked at each question: a person may set another one meanwhile */
    public PostgresSqlProber(Supplier<Login> logins, Network network) {
        this.logins = logins;
        this.network = network;
    }

    @Override
    public Answer probe(String endpoint) throws InterruptedException {
        var login = logins.get();
        var limit = login.patience();
        try {
            return asked(login, endpoint, limit, limit.multipliedBy(3), connection -> {
                try (var statement = connection.createStatement()) {
                    return state(statement);
                }
            });
        } catch (SQLException e) {
            interrupted();
            return new Answer.NoAnswer(words(login, e, endpoint));
        }
    }

    @Override
    public String way(String endpoint) {
        return logins.get()
                .tunnel(endpoint)
                .map(t -> " (read through " + t + "; the certificate there is that of "
                        + endpoint.replaceFirst(":\\d+$", "") + ")")
                .orElse("");
    }

    private static Answer state(Statement statement) throws SQLException {
        var inRecovery = text(statement, "select pg_is_in_recovery()").equals("t");
        var lsn = text(
                statement, inRecovery ? "select pg_last_wal_replay_lsn()::text" : "select pg_current_wal_lsn()::text");
        return new Answer.State(
                inRecovery,
                lsn,
                sessions(text(statement, SESSIONS)),
                text(statement, "show server_version"),
                inRecovery ? OptionalLong.empty() : rowsChanged(statement),
                inRecovery ? replication(text(statement, RECEIVES)) : Replication.NONE);
    }

    private static Replication replication(String receives) {
        return switch (receives) {
            case "streaming" -> Replication.ACTIVE;
            case HIDDEN -> Replication.NOT_SHOWN;
            default -> Replication.INACTIVE;
        };
    }

    /**
     * Not the server's own work: RDS keeps its own in the database {@code rdsadmin}, and vacuum and analyze change system tables
     * alone (PostgreSQL documentation, "The Cumulative Statistics System": pg_stat_user_tables counts n_tup_ins, n_tup_upd
     * and n_tup_del where {@code track_counts} is on; a session tells what it has counted once it ends, or within a minute).
     */
    private static OptionalLong rowsChanged(Statement statement) throws SQLException {
        if (!text(statement, "show track_counts").equals("on")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(text(
                statement,
                "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint from pg_stat_user_tables")));
    }

    private static Sessions sessions(String shown) {
        return shown.equals(HIDDEN)
                ? new Sessions.NotShown(NO_SESSIONS)
                : new Sessions.Counted(Integer.parseInt(shown));
    }

    @Override
    public Connected connected(String endpoint) throws InterruptedException {
        var login = logins.get();
        var limit = login.patience();
        try {
            return asked(login, endpoint, limit, limit.multipliedBy(3), connection -> {
                try (var statement = connection.createStatement()) {
                    return text(statement, SESSIONS).equals(HIDDEN)
                            ? new Connected.Unknown(NO_SESSIONS)
                            : new Connected.Known(clients(statement));
                }
            });
        } catch (SQLException e) {
            interrupted();
            return new Connected.Unknown(words(login, e, endpoint));
        }
    }

    private static List<Client> clients(Statement statement) throws SQLException {
        var clients = new ArrayList<Client>();
        try (var found = statement.executeQuery(CLIENTS)) {
            while (found.next()) {
                clients.add(new Client(found.getString(1), found.getString(2), found.getInt(3), found.getInt(4)));
            }
        }
        return List.copyOf(clients);
    }

    @Override
    public Counts counts(String endpoint) throws InterruptedException {
        var login = logins.get();
        try {
            return asked(login, endpoint, COUNT_LIMIT, COUNTS_LIMIT, connection -> {
                // One snapshot for all tables; a sum of counts from different moments belongs to no state.
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                try (var statement = connection.createStatement()) {
                    var rows = new TreeMap<String, Long>();
                    for (var table : tables(statement)) {
                        rows.put(table.name(), Long.valueOf(text(statement, "select count(*) from " + table.quoted())));
                    }
                    return new Counts.Known(Map.copyOf(rows));
                }
            });
        } catch (SQLException e) {
            interrupted();
            return new Counts.Unknown(words(login, e, endpoint));
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    /**
     * The driver limits each silence on the connection, and the server each statement: neither ends an answer that comes in drops.
     * The whole question has an end besides, and ends when its thread is interrupted.
     */
    private <T> T asked(Login login, String endpoint, Duration limit, Duration all, Question<T> question)
            throws SQLException {
        try (var connection = connect(login, endpoint, limit)) {
            var caller = Thread.currentThread();
            var end = Deadline.in(all);
            var watch = clock.scheduleWithFixedDelay(
                    () -> {
                        if (end.isOver() || caller.isInterrupted()) {
                            abort(connection);
                        }
                    },
                    LOOK.toMillis(),
                    LOOK.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                return question.ask(connection);
            } catch (SQLException e) {
                throw end.isOver() ? new SQLException("no complete answer within " + all.toSeconds() + " s", e) : e;
            } finally {
                watch.cancel(false);
            }
        }
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("The connection cannot be ended", e);
        }
    }

    private record Table(String name, String quoted) {}

    private static List<Table> tables(Statement statement) throws SQLException {
        var tables = new ArrayList<Table>();
        try (var found =
                statement.executeQuery("select n.nspname || '.' || c.relname, format('%I.%I', n.nspname, c.relname)"
                        + " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relkind in ('r', 'p') and not c.relispartition"
                        + " and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%' order by 1")) {
            while (found.next()) {
                tables.add(new Table(found.getString(1), found.getString(2)));
            }
        }
        return tables;
    }

    private Connection connect(Login login, String endpoint, Duration limit) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", login.user());
        var password = login.password().get();
        if (!password.isEmpty()) {
            // Without one the driver looks into PGPASSFILE and ~/.pgpass itself, as PostgreSQL's own tools do.
            properties.setProperty("password", password);
        }
        properties.setProperty("sslmode", login.sslMode());
        authorities().ifPresent(file -> properties.setProperty("sslrootcert", file.toString()));
        properties.setProperty("readOnly", "true");
        properties.setProperty("readOnlyMode", "always");
        properties.setProperty("ApplicationName", NAME);
        properties.setProperty(
                "connectTimeout", Long.toString(Math.max(1, login.patience().toSeconds())));
        properties.setProperty(
                "loginTimeout", Long.toString(Math.max(1, login.patience().toSeconds())));
        properties.setProperty(
                "socketTimeout", Long.toString(limit.plus(login.patience()).toSeconds()));
        properties.setProperty(
                "options", "-c default_transaction_read_only=on -c statement_timeout=" + limit.toMillis());
        var tunnel = login.tunnel(endpoint);
        if (tunnel.isPresent()) {
            if (!login.sslMode().equals(NAMED)) {
                throw new SQLException("it is reached through " + tunnel.get() + ", and only PGSSLMODE=" + NAMED
                        + " tells whether that leads to this database; it is " + login.sslMode());
            }
            properties.setProperty("socketFactory", TunnelSockets.class.getName());
            properties.setProperty("socketFactoryArg", tunnel.get());
        }
        var address = endpoint.matches(".*:\\d+") ? endpoint : endpoint + ":5432";
        // What follows a question mark in the address would go before the properties: sslmode, for one.
        var database = URLEncoder.encode(login.database(), StandardCharsets.UTF_8);
        var connection = DriverManager.getConnection("jdbc:postgresql://" + address + "/" + database, properties);
        connection.setReadOnly(true);
        return connection;
    }

    /** As PostgreSQL's own tools: {@code PGSSLROOTCERT}, {@code ~/.postgresql/root.crt}; then the network's bundle. */
    private Optional<Path> authorities() {
        return Optional.ofNullable(System.getenv("PGSSLROOTCERT"))
                .filter(v -> !v.isBlank())
                .map(Path::of)
                .or(() -> Files.exists(Path.of(System.getProperty("user.home"), ".postgresql", "root.crt"))
                        ? Optional.empty()
                        : network.bundle());
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (var result = statement.executeQuery(query)) {
            if (!result.next() || result.getString(1) == null) {
                throw new SQLException("no value from: " + query);
            }
            return result.getString(1);
        }
    }

    /** Behind a web proxy it is not obvious that a database needs a way of its own. */
    String beside(SQLException e, String endpoint) {
        if (e.getSQLState() == null || !e.getSQLState().startsWith(UNCONNECTED)) {
            return "";
        }
        try {
            return network.proxyFor("https", endpoint.replaceFirst(":\\d+$", ""), HTTPS)
                    .map(proxy -> " (databases are reached directly, not through the proxy at " + proxy
                            + ": that takes a VPN or a tunnel)")
                    .orElse("");
        } catch (NotConnected unusable) {
            return "";
        }
    }

    private static void interrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** What a person at the window can do about it. */
    private static String next(SQLException e) {
        var state = String.valueOf(e.getSQLState());
        if (state.startsWith(NOT_LET_IN) || state.equals(REJECTED)) {
            return "; user and password are set under " + WHERE;
        }
        return state.startsWith(UNCONNECTED) ? "; a tunnel to it is named under " + WHERE : "";
    }

    private String words(Login login, SQLException e, String endpoint) {
        var message = (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                + beside(e, endpoint)
                + next(e);
        var secret = login.password().get();
        return secret.isEmpty() ? message : message.replace(secret, "••••");
    }
}
