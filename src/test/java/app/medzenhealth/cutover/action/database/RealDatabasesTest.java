package app.medzenhealth.cutover.action.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Workbench;
import app.medzenhealth.cutover.aws.Timekeeper;
import app.medzenhealth.cutover.concurrent.Threads;
import app.medzenhealth.cutover.monitor.DataReading;
import app.medzenhealth.cutover.monitor.PostgresPair;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.compute.EventsState;
import app.medzenhealth.cutover.rehearsal.compute.SmallService;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedRds;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.SubnetGroup;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console's own steps against two PostgreSQL servers, the one a streaming replica of the other. What RDS says is the estate's; what
 * the databases say is theirs.
 */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(120)
class RealDatabasesTest {
    private static final String IRELAND = "eu-west-1";
    private static final String FRANKFURT = "eu-central-1";
    private static final String REPLICA = "copy";

    /** So much of the servers' time passes at least between two questions that are asked to be apart. */
    private static final Duration APART = Duration.ofMillis(300);

    private static final List<PostgresPair> STARTED = new ArrayList<>();

    @TempDir
    static Path servers;

    @TempDir
    Path folder;

    private Workbench bench;
    private PostgresPair pair;

    /** The names of the instances are the same in each estate. */
    private static Workbench estate(Path folder) {
        var bench = new Workbench(folder);
        Ec2State.of(bench.estate(), IRELAND)
                .vpc("vpc-1", "10.0.0.0/16")
                .securityGroup("sg-app", "app", "application", "vpc-1")
                .securityGroup("sg-db", "db", "database", "vpc-1")
                .ingress("sg-db", 5432, "sg-app");
        new SmallService(bench.estate(), IRELAND)
                .withDatabase("sg-db")
                .withTasks()
                .withFunctions("sync", "retention");
        EventsState.of(bench.estate(), IRELAND).rule("nightly", "rate(1 day)", "retention");
        KmsState.of(bench.estate(), FRANKFURT).seed("alias/db", "databases");
        RdsState.of(bench.estate(), FRANKFURT)
                .seed(new SubnetGroup("default", "d", "vpc-2", List.of("subnet-3", "subnet-4")));
        new EmbeddedRds(bench.estate(), FRANKFURT)
                .createDBInstanceReadReplica(r -> r.dbInstanceIdentifier(REPLICA)
                        .kmsKeyId("alias/db")
                        .sourceDBInstanceIdentifier(
                                "arn:aws:rds:eu-west-1:" + bench.estate().account() + ":db:db"));
        bench.world.time.advance(Duration.ofHours(2));
        return bench;
    }

    private static String host(Workbench bench, String region, String instance) {
        return new EmbeddedRds(bench.estate(), region)
                .describeDBInstances(q -> q.dbInstanceIdentifier(instance))
                .dbInstances()
                .getFirst()
                .endpoint()
                .address();
    }

    @BeforeAll
    static void two_servers(@TempDir Path other) throws Exception {
        // PostgreSQL refuses to run as root, and the library leaves root by a user namespace.
        var root = System.getProperty("user.name").equals("root");
        var possible =
                !root || new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
        if (!possible) {
            System.out.println("skipped: this system gives root no user namespace");
        }
        assumeTrue(possible, "no user namespace");
        var bench = estate(other);
        STARTED.add(new PostgresPair(servers, host(bench, IRELAND, "db"), host(bench, FRANKFURT, REPLICA)));
    }

    @AfterAll
    static void end() throws Exception {
        for (var pair : STARTED) {
            pair.close();
        }
        STARTED.clear();
    }

    @BeforeEach
    void an_estate_whose_databases_are_these() throws Exception {
        pair = STARTED.getFirst();
        bench = estate(folder);
        as(PostgresPair.CONSOLE);
    }

    private void as(String user) throws Exception {
        var asked = new Asked(pair.prober(user));
        bench.surroundings = c -> new ActionContext(
                c.plan(),
                c.session(),
                c.step(),
                c.clients(),
                asked.waiting(bench.world.time),
                c.http(),
                c.dns(),
                asked,
                c.commands(),
                c.inventory(),
                c.files(),
                c.kept(),
                c.workingCopy(),
                c.tokens(),
                c.attestations());
    }

    /** The console's prober, and a clock that lets the servers' time pass where they were asked since it was waited for last. */
    private static final class Asked implements SqlProber {
        private final SqlProber prober;
        private boolean asked;

        Asked(SqlProber prober) {
            this.prober = prober;
        }

        @Override
        public Answer probe(String endpoint) throws InterruptedException {
            asked = true;
            return prober.probe(endpoint);
        }

        @Override
        public Counts counts(String endpoint) throws InterruptedException {
            return prober.counts(endpoint);
        }

        @Override
        public String way(String endpoint) {
            return prober.way(endpoint);
        }

        Timekeeper waiting(VirtualTime time) {
            return new Timekeeper() {
                @Override
                public Instant instant() {
                    return time.instant();
                }

                @Override
                public void sleep(Duration wanted) throws InterruptedException {
                    if (asked) {
                        Thread.sleep(APART);
                        asked = false;
                    }
                    time.sleep(wanted);
                }
            };
        }
    }

    private Action fence() {
        return bench.action("fence.writes", IRELAND, SmallService.fenced());
    }

    private Action parity() {
        return bench.action(
                "sql.parity", FRANKFURT, Map.of("source", "db", "sourceRegion", IRELAND, "target", REPLICA));
    }

    private Action promotion() {
        return bench.action("rds.promote", FRANKFURT, Map.of("instance", REPLICA, "backupRetention", 7));
    }

    private Check.Outcome outcome(List<Check> checks, String title) {
        return checks.stream()
                .filter(c -> c.title().startsWith(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError(title + " is none of " + checks))
                .outcome();
    }

    @Test
    @Order(1)
    void a_session_that_stays_behind_the_fence_is_seen_and_cut_by_what_the_remedy_says_and_nothing_is_counted_before()
            throws Exception {
        try (var task = pair.task()) {
            PostgresPair.write(task, 3);
            bench.run(fence());
            assertThat(outcome(fence().verify(bench.context()), "Nobody is connected"))
                    .isInstanceOfSatisfying(Check.Fail.class, f -> {
                        assertThat(f.evidence()).startsWith("1 session besides the console's");
                        assertThat(cut(f.remedy())).isEqualTo("t");
                    });
            assertThatThrownBy(() -> PostgresPair.write(task, 1)).isInstanceOf(SQLException.class);
        }
        // It wrote before the fence, and told of it when it ended.
        assertThat(outcome(fence().verify(bench.context()), "Nothing was written since"))
                .isInstanceOfSatisfying(
                        Check.Fail.class, f -> assertThat(f.evidence()).contains("somebody was connected"));
        assertThat(bench.operations(fence())).isEmpty();
        bench.run(fence());
        var checks = fence().verify(bench.context());
        assertThat(checks).as("%s", checks).allMatch(Check::passed);
    }

    /** What the panel of the hour shows, by the same login. */
    @Test
    @Order(1)
    void who_is_connected_is_told_by_user_and_address_and_both_sides_with_their_distance() throws Exception {
        var two = new ReplicatedPair(IRELAND, "db", FRANKFURT, REPLICA);
        try (var one = pair.task();
                var other = pair.task()) {
            PostgresPair.write(one, 1);
            assertThat(other.isValid(5)).isTrue();
            pair.caughtUp();
            var read = read(two, pair.prober(PostgresPair.CONSOLE));
            assertThat(read.connected())
                    .isEqualTo(new SqlProber.Connected.Known(
                            List.of(new SqlProber.Client(PostgresPair.TASK, "127.0.0.1", 2, 2))));
            assertThat(read.behind().orElseThrow()).isLessThan(1_000);
            assertThat(read(two, pair.prober(PostgresPair.BLIND)).connected())
                    .isInstanceOf(SqlProber.Connected.Unknown.class);
        }
        pair.stopReplication();
        try {
            assertThat(read(two, pair.prober(PostgresPair.CONSOLE)).behind()).isEmpty();
        } finally {
            pair.startReplication();
        }
    }

    private DataReading read(ReplicatedPair two, SqlProber prober) throws InterruptedException {
        return two.read(bench.context().clients(), prober, bench.world.time.instant());
    }

    /** As PostgreSQL's own tools take it; the console never learns it. */
    @Test
    @Order(2)
    void a_login_without_a_password_takes_that_of_the_password_file() throws Exception {
        var here = host(bench, IRELAND, "db");
        assertThat(pair.without(PostgresPair.CONSOLE).probe(here)).isInstanceOf(Answer.NoAnswer.class);
        var before = System.getProperty(PASSWORD_FILE);
        System.setProperty(PASSWORD_FILE, pair.passwordFile(folder).toString());
        try {
            assertThat(pair.without(PostgresPair.CONSOLE).probe(here)).isInstanceOf(Answer.State.class);
        } finally {
            if (before == null) {
                System.clearProperty(PASSWORD_FILE);
            } else {
                System.setProperty(PASSWORD_FILE, before);
            }
        }
    }

    /** pgjdbc, PGEnvironment.ORG_POSTGRESQL_PGPASSFILE; before PGPASSFILE and the one at home. */
    private static final String PASSWORD_FILE = "org.postgresql.pgpassfile";

    /** @param remedy whose SQL is run as it stands there */
    private String cut(String remedy) {
        try {
            return pair.atPrimary(remedy.substring(remedy.indexOf("select pg_terminate_backend")));
        } catch (SQLException e) {
            throw new AssertionError(remedy, e);
        }
    }

    @Test
    @Order(2)
    void without_the_right_to_see_them_sessions_are_unknown_and_so_is_replication() throws Exception {
        bench.run(fence());
        as(PostgresPair.BLIND);
        assertThat(outcome(fence().verify(bench.context()), "Nobody is connected"))
                .isInstanceOfSatisfying(
                        Check.Unknown.class, u -> assertThat(u.evidence()).contains("grant pg_monitor"));
        assertThat(outcome(parity().verify(bench.context()), REPLICA + " has replayed"))
                .isInstanceOfSatisfying(
                        Check.Unknown.class, u -> assertThat(u.evidence()).contains("grant pg_monitor"));
    }

    /** The log of a server that nobody writes to moves on a little by itself: what counts is that the replica has what was before. */
    @Test
    @Order(3)
    void parity_is_said_of_the_position_at_which_the_fence_stood_and_of_every_row_before_it() throws Exception {
        pair.write(1_000);
        var written = pair.atPrimary("select pg_current_wal_lsn()");
        var stood = bench.run(fence()).values().get("fenceLsn");
        var outputs = bench.carryOut(parity()).values();
        assertThat(pair.atPrimary("select '" + written + "'::pg_lsn <= '" + stood + "' and '" + stood + "'::pg_lsn <= '"
                        + outputs.get("fenceLsn") + "' and '" + outputs.get("fenceLsn") + "'::pg_lsn <= '"
                        + outputs.get("replayLsn") + "' and '" + outputs.get("replayLsn")
                        + "'::pg_lsn <= pg_current_wal_lsn()"))
                .as("%s %s %s", written, stood, outputs)
                .isEqualTo("t");
        assertThat(pair.atReplica("select count(*) from ehr")).isEqualTo(pair.atPrimary("select count(*) from ehr"));
    }

    @Test
    @Order(4)
    void a_replica_that_replays_nothing_is_behind_by_as_many_bytes_as_the_servers_say() throws Exception {
        pair.caughtUp();
        pair.atReplica("select pg_wal_replay_pause()");
        try {
            pair.write(500);
            var behind = Long.parseLong(pair.atPrimary("select pg_wal_lsn_diff(pg_current_wal_lsn(), '"
                    + pair.atReplica("select pg_last_wal_replay_lsn()") + "')"));
            assertThat(behind).isPositive();
            assertThat(outcome(parity().verify(bench.context()), REPLICA + " has replayed"))
                    .isInstanceOfSatisfying(
                            Check.Fail.class,
                            f -> assertThat(Long.parseLong(f.evidence().replaceFirst(".*, (\\d+) bytes behind$", "$1")))
                                    // Between two questions the server's own work moves it on by a record or two.
                                    .isBetween(behind, behind + 1_000));
            assertThat(outcome(parity().verify(bench.context()), "Every table")).isInstanceOf(Check.Fail.class);
        } finally {
            pair.atReplica("select pg_wal_replay_resume()");
        }
        pair.caughtUp();
        bench.carryOut(parity());
    }

    @Test
    @Order(5)
    void a_write_that_slips_in_after_the_fence_is_caught_though_its_session_is_gone() throws Exception {
        bench.run(fence());
        var checks = fence().verify(bench.context());
        assertThat(checks).as("%s", checks).allMatch(Check::passed);
        pair.write(1);
        var since = "1 rows were changed in db since the fence stood";
        assertThat(outcome(fence().verify(bench.context()), "Nothing was written since"))
                .isInstanceOfSatisfying(
                        Check.Fail.class, f -> assertThat(f.evidence()).isEqualTo(since));
        assertThat(outcome(
                        bench.action("fence.check", IRELAND, SmallService.fenced())
                                .verify(bench.context()),
                        "Nothing was written since"))
                .isInstanceOfSatisfying(
                        Check.Fail.class, f -> assertThat(f.evidence()).isEqualTo(since));
        bench.run(fence());
        assertThat(outcome(fence().verify(bench.context()), "Nothing was written since"))
                .as("run again the step does not forget it")
                .isInstanceOfSatisfying(
                        Check.Fail.class, f -> assertThat(f.evidence()).isEqualTo(since));
        // The replica has it, too: nothing is lost yet.
        pair.caughtUp();
        bench.carryOut(parity());
    }

    @Test
    @Order(6)
    void a_database_that_somebody_writes_to_does_not_stand_still_and_one_that_nobody_writes_to_does() throws Exception {
        var standing = bench.action("sql.standing", IRELAND, Map.of("instance", "db"));
        assertThat(standing.verify(bench.context())).allMatch(Check::passed);
        var stop = new AtomicBoolean();
        var written = new AtomicInteger();
        var writer = Threads.start("writes every 50 ms", () -> {
            try {
                while (!stop.get()) {
                    pair.write(1);
                    written.incrementAndGet();
                    Thread.sleep(50);
                }
            } catch (SQLException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        try {
            assertThat(standing.verify(bench.context()))
                    .allSatisfy(c -> assertThat(c.outcome()).isInstanceOf(Check.Fail.class));
        } finally {
            stop.set(true);
            writer.join(Duration.ofSeconds(10));
        }
        assertThat(written).hasPositiveValue();
        assertThat(standing.verify(bench.context())).allMatch(Check::passed);
    }

    @Test
    @Order(7)
    void replication_that_is_not_active_is_unknown_and_locks_though_the_replica_has_all_that_was_written()
            throws Exception {
        var written = pair.atPrimary("select pg_current_wal_lsn()");
        pair.caughtUp();
        pair.stopReplication();
        try {
            assertThat(pair.atReplica("select pg_last_wal_replay_lsn() >= '" + written + "'"))
                    .isEqualTo("t");
            assertThat(outcome(parity().verify(bench.context()), REPLICA + " has replayed"))
                    .isInstanceOfSatisfying(
                            Check.Unknown.class, u -> assertThat(u.evidence()).contains("replication is not active"));
            assertThatThrownBy(() -> bench.run(parity()))
                    .isInstanceOf(ActionFailure.class)
                    .hasMessageContaining("replication is not active");
            assertThat(outcome(promotion().preflight(bench.context()), "Replica keeps up"))
                    .isInstanceOf(Check.Unknown.class);
            assertThatThrownBy(() -> bench.run(promotion())).isInstanceOf(ActionFailure.class);
            assertThat(bench.sent()).doesNotContain("PromoteReadReplica");
        } finally {
            pair.startReplication();
        }
        bench.carryOut(parity());
    }

    /** RDS may say that it follows nobody before the database itself is done. */
    @Test
    @Order(8)
    void a_promotion_is_over_when_the_database_itself_is_out_of_recovery_and_then_a_late_write_is_caught()
            throws Exception {
        bench.run(fence());
        bench.carryOut(parity());
        var said = new ArrayList<String>();
        bench.run(promotion(), new Progress() {
            @Override
            public void line(String text) {
                said.add(text);
            }

            @Override
            public void at(double fraction, String text) {
                if (text.endsWith("but the database is still in recovery") && recovers()) {
                    assertThat(promoted()).isEqualTo("t");
                }
            }
        });
        assertThat(said).anyMatch(t -> t.endsWith("but the database is still in recovery"));
        assertThat(said.getLast()).endsWith("follows no source, is not in recovery");
        assertThat(bench.context().sql().probe(host(bench, FRANKFURT, REPLICA)))
                .isInstanceOfSatisfying(Answer.State.class, s -> {
                    assertThat(s.inRecovery()).isFalse();
                    assertThat(s.replication()).isEqualTo(SqlProber.Replication.NONE);
                });
        var checks = promotion().verify(bench.context());
        assertThat(checks).as("%s", checks).allMatch(Check::passed);
        assertThat(parity().verify(bench.context())).allMatch(Check::passed);

        pair.write(2);
        assertThat(outcome(parity().verify(bench.context()), "db has written nothing since"))
                .isInstanceOfSatisfying(
                        Check.Fail.class, f -> assertThat(f.evidence()).contains("2 rows changed in the source since"));
    }

    private boolean recovers() {
        return asked("select pg_is_in_recovery()").equals("t");
    }

    private String promoted() {
        return asked("select pg_promote()");
    }

    private String asked(String query) {
        try {
            return pair.atReplica(query);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    @Test
    @Order(9)
    void the_servers_are_ended_and_nothing_of_them_stays() throws Exception {
        end();
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(p -> p.info().arguments().stream())
                        .flatMap(Arrays::stream)
                        .filter(a -> a.startsWith(servers.toString())))
                .isEmpty();
    }
}
