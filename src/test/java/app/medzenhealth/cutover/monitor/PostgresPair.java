package app.medzenhealth.cutover.monitor;

import app.medzenhealth.cutover.network.Network;
import app.medzenhealth.cutover.network.OwnAuthority;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Two PostgreSQL servers on loopback, the one replicating the other by streaming, each with the certificate of an RDS instance: what
 * the console reads through a tunnel in its own way. Started as root they run as nobody, in a user namespace of their own.
 */
public final class PostgresPair implements AutoCloseable {
    /** Of the console: sees sessions, reads every table, writes nothing. */
    public static final String CONSOLE = "console";

    /** Of the console, too, by somebody who has granted it nothing. */
    public static final String BLIND = "blind";

    /** Of the application. */
    public static final String TASK = "ehrbase_app";

    private static final String PASSWORD = "k3pt-nowhere";
    private static final String DATABASE = "ehrbase";
    private static final String COUNTED = "select coalesce(sum(n_tup_ins), 0) from pg_stat_user_tables";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final OwnAuthority authority;
    private final String primaryHost;
    private final String replicaHost;
    private final EmbeddedPostgres replica;
    private EmbeddedPostgres primary;

    /**
     * @param folder for binaries, data and keys; empty, and the caller's to remove
     * @param primaryHost whose certificate the one server shows
     * @param replicaHost and whose the other
     */
    public PostgresPair(Path folder, String primaryHost, String replicaHost) throws Exception {
        this.folder = folder;
        this.primaryHost = primaryHost;
        this.replicaHost = replicaHost;
        authority = new OwnAuthority(folder, primaryHost, replicaHost);
        primary = server("primary", "");
        try (var admin = admin(primary, "postgres");
                var sql = admin.createStatement()) {
            sql.execute("create role " + CONSOLE + " login password '" + PASSWORD + "'");
            sql.execute("grant pg_monitor, pg_read_all_data to " + CONSOLE);
            sql.execute("create role " + BLIND + " login password '" + PASSWORD + "'");
            sql.execute("create role " + TASK + " login password '" + PASSWORD + "'");
            sql.execute("create database " + DATABASE + " owner " + TASK);
        }
        try (var task = task();
                var sql = task.createStatement()) {
            sql.execute("create table ehr (id serial primary key, note text)");
        }
        // A copy of a server that was shut down cleanly is a base backup (PostgreSQL Documentation, File System Level
        // Backup).
        var port = primary.getPort();
        primary.close();
        copy(folder.resolve("primary"), folder.resolve("replica"));
        Files.createFile(folder.resolve("replica/standby.signal"));
        primary = server("primary", port, "");
        replica = server("replica", "primary_conninfo = '" + source() + "'\n");
    }

    private EmbeddedPostgres server(String name, String settings) throws Exception {
        return server(name, 0, settings);
    }

    private EmbeddedPostgres server(String name, int port, String settings) throws Exception {
        var data = folder.resolve(name);
        var server = authority.serverFiles();
        var before = System.getProperty("ot.epg.working-dir");
        System.setProperty("ot.epg.working-dir", folder.resolve("binaries").toString());
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setServerConfig("max_connections", "30")
                    // Reports of what was written come as they do in production.
                    .setServerConfig("synchronous_commit", "on")
                    .setPGStartupWait(PATIENCE)
                    .setDataDirectoryCustomizer(_ -> configure(data, server, settings))
                    .start();
        } finally {
            if (before == null) {
                System.clearProperty("ot.epg.working-dir");
            } else {
                System.setProperty("ot.epg.working-dir", before);
            }
        }
    }

    private static void configure(Path data, OwnAuthority.ServerFiles server, String settings) {
        try {
            Files.writeString(
                    data.resolve("postgresql.conf"),
                    """

                    listen_addresses = '127.0.0.1'
                    unix_socket_directories = ''
                    ssl = on
                    ssl_cert_file = '%s'
                    ssl_key_file = '%s'
                    wal_retrieve_retry_interval = '200ms'
                    """.formatted(server.certificate(), server.key()) + settings,
                    StandardOpenOption.APPEND);
            Files.writeString(data.resolve("pg_hba.conf"), """
                    host replication postgres 127.0.0.1/32 trust
                    host all postgres 127.0.0.1/32 trust
                    hostssl all all 127.0.0.1/32 scram-sha-256
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private String source() {
        return "host=127.0.0.1 port=" + primary.getPort() + " user=postgres";
    }

    /** The console's own prober, signed in as {@code user}, by a tunnel to each. */
    public PostgresSqlProber prober(String user) throws Exception {
        return prober(user, PASSWORD);
    }

    /** The same of whom nobody has told a password. */
    public PostgresSqlProber without(String user) throws Exception {
        return prober(user, "");
    }

    /** A password file of a person's own, made in {@code folder} (PostgreSQL Documentation, The Password File). */
    public Path passwordFile(Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("pgpass"), "*:*:" + DATABASE + ":*:" + PASSWORD + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private PostgresSqlProber prober(String user, String password) throws Exception {
        return new PostgresSqlProber(
                new PostgresSqlProber.Login(
                        user,
                        () -> password,
                        DATABASE,
                        "verify-full",
                        Duration.ofSeconds(5),
                        Map.of(
                                primaryHost,
                                "127.0.0.1:" + primary.getPort(),
                                replicaHost,
                                "127.0.0.1:" + replica.getPort())),
                Network.of(Map.of("AWS_CA_BUNDLE", authority.pem().toString()), Map.of()));
    }

    private static Connection admin(EmbeddedPostgres server, String database) throws SQLException {
        return server.getDatabase("postgres", database).getConnection();
    }

    /** A session of the application's at the primary; the caller ends it. */
    public Connection task() throws SQLException {
        return primary.getDatabase(TASK, DATABASE, Map.of("password", PASSWORD, "sslmode", "require"))
                .getConnection();
    }

    /** A task connects, writes so many rows and is gone; returns once the server counts them. */
    public void write(int rows) throws SQLException {
        var before = Long.parseLong(atPrimary(COUNTED));
        try (var task = task()) {
            write(task, rows);
        }
        Awaitility.await("rows are counted")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Long.parseLong(atPrimary(COUNTED)) >= before + rows);
    }

    /** In a session that stays. */
    public static void write(Connection task, int rows) throws SQLException {
        try (var sql = task.createStatement()) {
            sql.execute("insert into ehr (note) select 'n' from generate_series(1, " + rows + ")");
        }
    }

    /** One value, as a superuser of the primary reads it. */
    public String atPrimary(String query) throws SQLException {
        return ask(primary, query);
    }

    /** And of the replica. */
    public String atReplica(String query) throws SQLException {
        return ask(replica, query);
    }

    private static String ask(EmbeddedPostgres server, String query) throws SQLException {
        try (var admin = admin(server, DATABASE);
                var sql = admin.createStatement()) {
            if (!sql.execute(query)) {
                return "";
            }
            try (var result = sql.getResultSet()) {
                return result.next() ? String.valueOf(result.getString(1)) : "";
            }
        }
    }

    /** The replica receives nothing from now on; what it has it keeps. */
    public void stopReplication() throws SQLException {
        atReplica("alter system set primary_conninfo = ''");
        atReplica("select pg_reload_conf()");
        receives("0");
    }

    public void startReplication() throws SQLException {
        atReplica("alter system set primary_conninfo = '" + source() + "'");
        atReplica("select pg_reload_conf()");
        receives("1");
    }

    /** Returns once the replica has replayed what the primary has written until now. */
    public void caughtUp() throws SQLException {
        var position = atPrimary("select pg_current_wal_lsn()");
        until("select pg_last_wal_replay_lsn() >= '" + position + "'", "t");
    }

    private void receives(String receivers) {
        until("select count(*) from pg_stat_wal_receiver where status = 'streaming'", receivers);
    }

    private void until(String query, String wanted) {
        Awaitility.await(query)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> atReplica(query).equals(wanted));
    }

    /** Ends both, whatever is connected. */
    @Override
    public void close() throws IOException {
        try {
            replica.close();
        } finally {
            primary.close();
        }
    }
}
