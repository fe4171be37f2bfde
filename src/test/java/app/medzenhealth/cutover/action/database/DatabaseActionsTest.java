package app.medzenhealth.cutover.action.database;

import static app.medzenhealth.cutover.action.Bench.CAPE_TOWN;
import static app.medzenhealth.cutover.action.Bench.FRANKFURT;
import static app.medzenhealth.cutover.action.Bench.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Bench;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Verdict;
import app.medzenhealth.cutover.action.WritesSince;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.action.script.Shell;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.rehearsal.InjectedFault;
import app.medzenhealth.cutover.rehearsal.compute.CloudWatchState;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;
import app.medzenhealth.cutover.rehearsal.data.Database;
import app.medzenhealth.cutover.rehearsal.data.DatabaseSpec;
import app.medzenhealth.cutover.rehearsal.data.DynamoState;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedDynamo;
import app.medzenhealth.cutover.rehearsal.data.IamState;
import app.medzenhealth.cutover.rehearsal.data.KmsState;
import app.medzenhealth.cutover.rehearsal.data.ParameterGroup;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import app.medzenhealth.cutover.rehearsal.data.SubnetGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.CreateBackupRequest;

class DatabaseActionsTest {
    private static final String MAIN = "medzen-ehrbase-db";
    private static final String NEW = "medzen-ehrbase-db-eu-central-1";

    private final Bench bench;
    private final Database main;
    private boolean serving = true;

    DatabaseActionsTest(@TempDir Path files) {
        bench = new Bench(files);
        var key = KmsState.of(bench.estate, IRELAND).seed("alias/medzen-rds", "databases");
        KmsState.of(bench.estate, FRANKFURT).seed("alias/medzen-ehrbase", "databases");
        var ireland = RdsState.of(bench.estate, IRELAND);
        ireland.seed(new ParameterGroup(
                "medzen-ehrbase-pg15", "postgres15", "ours", Map.of("rds.force_ssl", "1", "max_connections", "200")));
        ireland.seed(new SubnetGroup("subnets", "databases", "vpc-1", List.of("subnet-1", "subnet-2")));
        RdsState.of(bench.estate, FRANKFURT)
                .seed(new SubnetGroup("subnets", "databases", "vpc-2", List.of("subnet-3", "subnet-4")));
        main = ireland.seed(spec(key, 7), Duration.ofDays(400), RdsState.FRESH);
        ireland.workload(db -> serving && db.id().equals(MAIN));
        Ec2State.of(bench.estate, FRANKFURT)
                .vpc("vpc-2", "10.2.0.0/16")
                .securityGroup("sg-2", "databases", "databases", "vpc-2");
        IamState.of(bench.estate).add("rds-s3-export-role", "export.rds.amazonaws.com");
    }

    private static DatabaseSpec spec(String key, int retention) {
        return new DatabaseSpec(
                MAIN,
                "15.8",
                "db.t3.medium",
                100,
                true,
                key,
                retention,
                "03:00-04:00",
                "sun:04:00-sun:05:00",
                "medzen-ehrbase-pg15",
                "subnets",
                List.of("sg-1"),
                false,
                false);
    }

    private Action snapshot(String name) {
        return bench.make(Bench.use("rds.create-snapshot", IRELAND, Map.of("instance", MAIN, "snapshot", name)));
    }

    private Action replica(String... parameterGroup) {
        var with = new HashMap<String, Object>(Map.of(
                "sourceRegion",
                IRELAND,
                "source",
                MAIN,
                "instance",
                NEW,
                "class",
                "db.t3.medium",
                "kmsKey",
                "alias/medzen-ehrbase",
                "subnetGroup",
                "subnets",
                "securityGroups",
                List.of("sg-2"),
                "multiAz",
                true));
        if (parameterGroup.length > 0) {
            with.put("parameterGroup", parameterGroup[0]);
        }
        return bench.make(Bench.use("rds.create-replica", FRANKFURT, with));
    }

    private Action promote() {
        return bench.make(Bench.use("rds.promote", FRANKFURT, Map.of("instance", NEW, "backupRetention", 30)));
    }

    private Action delete(String region, Map<String, Object> with) {
        return bench.make(Bench.use("rds.delete-instance", region, with));
    }

    private void nobodyIsServed() {
        RdsState.of(bench.estate, IRELAND).workload(db -> false);
    }

    private List<String> operations() {
        return bench.estate.ledger().entries().stream().map(e -> e.operation()).toList();
    }

    @Test
    void a_snapshot_is_taken_waited_for_and_found_again() throws Exception {
        var action = snapshot("backup-1");
        var outputs = bench.carryOut(action);
        assertThat(outputs.values())
                .containsEntry("snapshotArn", "arn:aws:rds:eu-west-1:558069890522:snapshot:backup-1");
        var again = action.preview(bench.context());
        assertThat(again.calls()).isEmpty();
        assertThat(bench.permitted(action, again)).isEqualTo(outputs);
        assertThat(operations()).containsExactly("CreateDBSnapshot");
    }

    /** However slow this machine is: what it takes for the readings is added once, and not 600 times. */
    @Test
    void a_step_takes_as_long_at_six_hundred_times_as_it_does_in_aws() throws Exception {
        virtually("backup-1");
        var skipped = virtually("backup-2");
        bench.time.paced(600);
        var from = System.nanoTime();
        var paced = virtually("backup-3");
        assertThat(paced).isBetween(skipped.dividedBy(2), skipped.plusNanos(System.nanoTime() - from));
    }

    private Duration virtually(String snapshot) throws Exception {
        var from = bench.time.instant();
        bench.carryOut(snapshot(snapshot));
        return Duration.between(from, bench.time.instant());
    }

    @Test
    void a_snapshot_whose_answer_was_lost_is_not_taken_twice() throws Exception {
        var action = snapshot("backup-1");
        bench.estate
                .faults()
                .add(InjectedFault.times(1, "rds", "CreateDBSnapshot", IRELAND, InjectedFault.Effect.LOST_REPLY));
        var preview = action.preview(bench.context());
        assertThatThrownBy(() -> bench.permitted(action, preview)).isInstanceOf(SdkException.class);
        assertThat(action.reconcile(bench.context())).isInstanceOf(Verdict.NotDone.class);
        bench.permitted(action, action.preview(bench.context()));
        assertThat(action.reconcile(bench.context())).isInstanceOf(Verdict.Done.class);
        assertThat(operations()).containsExactly("CreateDBSnapshot");
    }

    @Test
    void what_cannot_be_read_is_unknown_and_never_passed() throws Exception {
        bench.estate
                .faults()
                .add(InjectedFault.always("rds", "DescribeDBSnapshots", IRELAND, InjectedFault.Effect.ACCESS_DENIED));
        var action = snapshot("backup-1");
        assertThat(action.preflight(bench.context())).allMatch(c -> c.outcome() instanceof Check.Unknown);
        assertThat(action.reconcile(bench.context())).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void the_way_back_from_a_snapshot_is_its_deletion() throws Exception {
        var action = snapshot("backup-1");
        var before = action.preview(bench.context());
        bench.carryOut(action);
        var undo = action.undo(before.facts());
        assertThat(undo).isInstanceOf(Undo.Inverse.class);
        bench.carryOut(((Undo.Inverse) undo).action());
        assertThat(operations()).containsExactly("CreateDBSnapshot", "DeleteDBSnapshot");
    }

    @Test
    void a_snapshot_is_copied_by_arn_with_a_key_of_the_destination() throws Exception {
        bench.carryOut(snapshot("backup-1"));
        var copy = bench.make(Bench.use(
                "rds.copy-snapshot",
                FRANKFURT,
                Map.of(
                        "sourceRegion", IRELAND,
                        "sourceSnapshot", "backup-1",
                        "snapshot", "copy-1",
                        "kmsKey", "alias/medzen-ehrbase")));
        assertThat(copy.preview(bench.context()).calls().getFirst().cli())
                .contains("arn:aws:rds:eu-west-1:558069890522:snapshot:backup-1");
        bench.carryOut(copy);
    }

    @Test
    void an_export_into_a_bucket_of_another_region_is_refused_before_it_is_begun() throws Exception {
        bench.carryOut(snapshot("backup-1"));
        S3State.of(bench.estate).seed("elsewhere", FRANKFURT, Duration.ofDays(1));
        S3State.of(bench.estate).seed("here", IRELAND, Duration.ofDays(1));
        assertThat(Bench.open(export("elsewhere").preflight(bench.context())))
                .singleElement()
                .asString()
                .contains("elsewhere is in eu-central-1, the snapshot in eu-west-1");
        bench.carryOut(export("here"));
    }

    private Action export(String bucket) {
        return bench.make(Bench.use(
                "rds.export-snapshot",
                IRELAND,
                Map.of(
                        "snapshot", "backup-1",
                        "task", "export-1",
                        "bucket", bucket,
                        "role", "rds-s3-export-role",
                        "kmsKey", "alias/medzen-rds")));
    }

    @Test
    void a_snapshot_is_restored_compared_and_the_instance_deleted() throws Exception {
        bench.carryOut(snapshot("backup-1"));
        bench.carryOut(bench.make(Bench.use(
                "rds.copy-snapshot",
                FRANKFURT,
                Map.of(
                        "sourceRegion", IRELAND,
                        "sourceSnapshot", "backup-1",
                        "snapshot", "copy-1",
                        "kmsKey", "alias/medzen-ehrbase"))));
        var restored = bench.carryOut(bench.make(Bench.use(
                "rds.restore-snapshot",
                FRANKFURT,
                Map.of(
                        "snapshot", "copy-1",
                        "instance", "drill",
                        "class", "db.t3.medium",
                        "subnetGroup", "subnets",
                        "securityGroups", List.of("sg-2"),
                        "multiAz", false))));
        assertThat(restored.values().get("endpoint")).startsWith("drill.");
        Map<String, Object> compared =
                Map.of("source", MAIN, "sourceRegion", IRELAND, "target", "drill", "tolerance", 5000);
        bench.carryOut(bench.make(Bench.use("sql.integrity", FRANKFURT, compared)));
        bench.carryOut(delete(FRANKFURT, Map.of("instance", "drill", "keepAutomatedBackups", false)));
    }

    @Test
    void a_replica_gets_its_parameter_group_after_it_was_made_and_every_parameter_is_compared() throws Exception {
        bench.carryOut(bench.make(Bench.use(
                "rds.create-parameter-group",
                FRANKFURT,
                Map.of("name", "medzen-ehrbase-pg15", "copyFrom", "medzen-ehrbase-pg15", "sourceRegion", IRELAND))));
        var action = replica("medzen-ehrbase-pg15");
        bench.carryOut(action);
        assertThat(operations())
                .containsExactly(
                        "CreateDBParameterGroup",
                        "ModifyDBParameterGroup",
                        "CreateDBInstanceReadReplica",
                        "ModifyDBInstance",
                        "RebootDBInstance");
        assertThat(action.verify(bench.context()).stream()
                        .map(c -> c.outcome().evidence())
                        .toList())
                .contains("2 parameters of medzen-ehrbase-pg15 are the same in medzen-ehrbase-pg15");
    }

    @Test
    void a_replica_is_refused_while_its_source_keeps_no_backups_or_has_a_managed_password() throws Exception {
        bench.estate.faults().clear();
        RdsState.of(bench.estate, IRELAND)
                .seed(
                        new DatabaseSpec(
                                "other",
                                "15.8",
                                "db.t3.medium",
                                100,
                                true,
                                spec("key", 7).kmsKey(),
                                0,
                                "03:00-04:00",
                                "sun:04:00-sun:05:00",
                                "medzen-ehrbase-pg15",
                                "subnets",
                                List.of("sg-1"),
                                false,
                                true),
                        Duration.ofDays(1),
                        RdsState.FRESH);
        var action = bench.make(Bench.use(
                "rds.create-replica",
                FRANKFURT,
                Map.of(
                        "sourceRegion",
                        IRELAND,
                        "source",
                        "other",
                        "instance",
                        NEW,
                        "class",
                        "db.t3.medium",
                        "kmsKey",
                        "alias/nowhere",
                        "subnetGroup",
                        "nowhere",
                        "securityGroups",
                        List.of("sg-404"),
                        "multiAz",
                        true)));
        assertThat(Bench.open(action.preflight(bench.context())))
                .anyMatch(c -> c.startsWith("Fail Source keeps automated backups"))
                .anyMatch(c -> c.startsWith("Fail KMS key of eu-central-1 is usable"))
                .anyMatch(c -> c.startsWith("Fail Subnet group exists"))
                .anyMatch(c -> c.startsWith("Fail Security groups exist"));
        assertThatThrownBy(() -> bench.permitted(action, action.preview(bench.context())))
                .isInstanceOf(ActionFailure.class);
        assertThat(operations()).isEmpty();
    }

    @Test
    void a_promotion_is_done_only_when_the_database_itself_is_out_of_recovery() throws Exception {
        bench.carryOut(replica());
        serving = false;
        bench.time.advance(Duration.ofMinutes(5));
        Map<String, Object> compared = Map.of("source", MAIN, "sourceRegion", IRELAND, "target", NEW);
        Outputs parity = bench.carryOut(bench.make(Bench.use("sql.parity", FRANKFURT, compared)));
        assertThat(parity.values().get("replayLsn")).isEqualTo(parity.values().get("fenceLsn"));
        countedOnceAtOnePosition(bench.make(Bench.use("sql.parity", FRANKFURT, compared)));
        var action = promote();
        var before = action.preview(bench.context());
        bench.carryOut(action);
        assertThat(action.verify(bench.context()))
                .extracting(Check::title)
                .contains("It follows no source", "Nothing is pending", "The database is not in recovery");
        assertThat(action.undo(before.facts())).isInstanceOf(Undo.None.class);
        assertThat(action.preview(bench.context()).calls()).isEmpty();
        // Reviewed once more it changes nothing, and warns of nothing.
        assertThat(action.preview(bench.context()).changes()).isEmpty();
        assertThat(action.preview(bench.context()).warnings()).isEmpty();
    }

    /** Asked for again before each step while users wait, what the logs show to be the same is not counted again; what is not, is. */
    private void countedOnceAtOnePosition(Action parity) throws Exception {
        assertThat(parity.verify(bench.context()))
                .allMatch(Check::passed)
                .anyMatch(c -> c.outcome().evidence().contains("at this same position of both logs"));
        serving = true;
        parity.verify(bench.context());
        bench.time.advance(Duration.ofMinutes(10));
        parity.verify(bench.context());
        serving = false;
        bench.time.advance(Duration.ofMinutes(5));
        // Readings show what was written before them a moment later.
        parity.verify(bench.context());
        bench.time.advance(Duration.ofMinutes(5));
        assertThat(parity.verify(bench.context()))
                .allMatch(Check::passed)
                .noneMatch(c -> c.outcome().evidence().contains("at this same position of both logs"));
    }

    /** Counting keeps users out behind a fence; the log alone is compared there, and always with the replica's own source. */
    @Test
    void rows_that_were_compared_before_the_fence_are_not_counted_behind_it_and_others_are() throws Exception {
        bench.carryOut(replica());
        bench.time.advance(Duration.ofMinutes(5));
        Map<String, Object> pair = Map.of("source", MAIN, "sourceRegion", IRELAND, "target", NEW);
        var before = new HashMap<String, Object>(pair);
        before.put("rows", "before");
        var rows = new HashMap<String, Object>(pair);
        rows.put("tolerance", 1000);
        var parity = bench.make(Bench.use("sql.parity", FRANKFURT, before));
        var counted = "Every table holds as many rows on both";
        var compared = "Rows were compared before users were cut off";
        serving = false;
        bench.time.advance(Duration.ofMinutes(5));
        // Readings show what was written before them a moment later.
        parity.verify(bench.context());
        bench.time.advance(Duration.ofMinutes(5));
        assertThat(parity.verify(bench.context()))
                .as("nobody has compared them")
                .allMatch(Check::passed)
                .extracting(Check::title)
                .contains(counted, NEW + " follows " + MAIN)
                .doesNotContain(compared);

        bench.carryOut(bench.make(Bench.use("sql.integrity", FRANKFURT, rows)));
        bench.carryOut(parity);
        assertThat(parity.verify(bench.context()))
                .allMatch(Check::passed)
                .extracting(Check::title)
                .contains(compared)
                .doesNotContain(counted);
        assertThat(bench.make(Bench.use("sql.parity", FRANKFURT, pair)).verify(bench.context()))
                .as("what was not counted behind the fence is not said to have been")
                .noneMatch(c -> c.outcome().evidence().contains("at this same position of both logs"))
                .extracting(Check::title)
                .contains(counted);

        bench.time.advance(Duration.ofHours(25));
        assertThat(parity.verify(bench.context()))
                .as("of another night")
                .extracting(Check::title)
                .contains(counted);
        bench.carryOut(bench.make(Bench.use("sql.integrity", FRANKFURT, rows)));
        bench.carryOut(delete(FRANKFURT, Map.of("instance", NEW, "keepAutomatedBackups", false)));
        bench.carryOut(replica());
        assertThat(parity.verify(bench.context()))
                .as("of another replica of its name")
                .extracting(Check::title)
                .contains(counted)
                .doesNotContain(compared);
        assertThatThrownBy(() -> bench.make(Bench.use(
                        "sql.parity",
                        FRANKFURT,
                        Map.of("source", MAIN, "sourceRegion", IRELAND, "target", NEW, "rows", "never"))))
                .isInstanceOf(ActionFailure.class);
    }

    @Test
    void a_promotion_whose_answer_was_lost_is_not_sent_again() throws Exception {
        bench.carryOut(replica());
        var action = promote();
        bench.estate
                .faults()
                .add(InjectedFault.times(1, "rds", "PromoteReadReplica", FRANKFURT, InjectedFault.Effect.LOST_REPLY));
        var preview = action.preview(bench.context());
        assertThatThrownBy(() -> bench.permitted(action, preview)).isInstanceOf(SdkException.class);
        bench.permitted(action, action.preview(bench.context()));
        assertThat(Bench.open(action.verify(bench.context()))).isEmpty();
        assertThat(operations()).filteredOn("PromoteReadReplica"::equals).hasSize(1);
    }

    @Test
    void parity_waits_for_a_replica_and_fails_while_its_source_is_written_to() throws Exception {
        bench.carryOut(replica());
        var parity = bench.make(
                Bench.use("sql.parity", FRANKFURT, Map.of("source", MAIN, "sourceRegion", IRELAND, "target", NEW)));
        assertThat(Bench.open(parity.verify(bench.context()))).isNotEmpty();
    }

    @Test
    void an_instance_that_others_follow_or_that_is_protected_is_not_deleted() throws Exception {
        nobodyIsServed();
        bench.carryOut(replica());
        var action = delete(IRELAND, Map.of("instance", MAIN, "keepAutomatedBackups", true, "finalSnapshot", "last"));
        assertThat(Bench.open(action.preflight(bench.context())))
                .singleElement()
                .asString()
                .startsWith("Fail No replica follows it");
    }

    @Test
    void an_old_primary_leaves_a_final_snapshot_and_its_automated_backups() throws Exception {
        nobodyIsServed();
        var action = delete(IRELAND, Map.of("instance", MAIN, "keepAutomatedBackups", true, "finalSnapshot", "last"));
        var outputs = bench.carryOut(action);
        assertThat(outputs.values())
                .containsEntry("finalSnapshotArn", "arn:aws:rds:eu-west-1:558069890522:snapshot:last");
        assertThat(action.verify(bench.context())).extracting(Check::title).contains("Automated backups are retained");
    }

    @Test
    void what_an_earlier_step_deleted_is_not_deleted_again_and_its_snapshot_is_looked_for() throws Exception {
        nobodyIsServed();
        bench.carryOut(
                delete(IRELAND, Map.of("instance", MAIN, "keepAutomatedBackups", true, "finalSnapshot", "first")));
        var again = delete(
                IRELAND,
                Map.of("instance", MAIN, "keepAutomatedBackups", true, "finalSnapshot", "second", "mayBeGone", true));
        assertThat(again.preview(bench.context()).calls()).isEmpty();
        assertThat(bench.carryOut(again).values()).isEmpty();
        assertThat(again.verify(bench.context()))
                .singleElement()
                .satisfies(c -> assertThat(c.outcome().evidence()).contains("its snapshot first is there"));

        var misspelt = delete(
                IRELAND,
                Map.of(
                        "instance",
                        "medzen",
                        "keepAutomatedBackups",
                        true,
                        "finalSnapshot",
                        "third",
                        "mayBeGone",
                        true));
        assertThat(Bench.open(misspelt.preflight(bench.context())))
                .singleElement()
                .asString()
                .startsWith("Fail What an earlier step deleted was kept");
    }

    @Test
    void what_a_drill_may_have_left_is_deleted_without_a_snapshot_and_need_not_be_there() throws Exception {
        var clears = delete(FRANKFURT, Map.of("instance", NEW, "keepAutomatedBackups", false, "mayBeGone", true));
        assertThat(clears.preview(bench.context()).calls()).isEmpty();
        assertThat(Bench.open(clears.preflight(bench.context()))).isEmpty();
        assertThat(bench.carryOut(clears).values()).isEmpty();
        assertThat(Bench.open(clears.verify(bench.context()))).isEmpty();

        bench.carryOut(replica());
        assertThat(clears.preview(bench.context()).calls()).hasSize(1);
        bench.carryOut(clears);
        assertThat(clears.preview(bench.context()).calls()).isEmpty();
        assertThat(Bench.open(clears.verify(bench.context()))).isEmpty();
        assertThat(operations()).filteredOn("DeleteDBInstance"::equals).hasSize(1);
    }

    @Test
    void what_follows_an_instance_besides_what_is_named_is_told() throws Exception {
        assertThat(Bench.open(check(Map.of("onlyReplicas", NEW)).verify(bench.context())))
                .isEmpty();
        bench.carryOut(replica());
        assertThat(Bench.open(check(Map.of("onlyReplicas", "another, " + NEW)).verify(bench.context())))
                .isEmpty();
        assertThat(Bench.open(check(Map.of("onlyReplicas", "another")).verify(bench.context())))
                .containsExactly(
                        "Fail medzen-ehrbase-db is followed by nothing but another: " + NEW + " follows it too");
    }

    @Test
    void a_drill_in_one_step_is_reviewed_before_its_instances_exist() throws Exception {
        var make = Bench.use(
                "rds.create-replica",
                FRANKFURT,
                Map.of(
                        "sourceRegion",
                        IRELAND,
                        "source",
                        MAIN,
                        "instance",
                        "drill",
                        "class",
                        "db.t3.medium",
                        "kmsKey",
                        "alias/medzen-ehrbase",
                        "subnetGroup",
                        "subnets",
                        "securityGroups",
                        List.of("sg-2"),
                        "multiAz",
                        false));
        var promote = Bench.use("rds.promote", FRANKFURT, Map.of("instance", "drill", "backupRetention", 1));
        var delete =
                Bench.use("rds.delete-instance", FRANKFURT, Map.of("instance", "drill", "keepAutomatedBackups", false));
        bench.step(make, promote, delete);
        assertThat(bench.make(promote).preview(bench.context()).calls()).hasSize(1);
        assertThat(Bench.open(bench.make(promote).preflight(bench.context()))).isEmpty();
        assertThat(bench.make(delete).preview(bench.context()).calls()).hasSize(1);
        bench.carryOut(bench.make(make));
        bench.carryOut(bench.make(promote));
        var last = bench.make(delete);
        bench.permitted(last, last.preview(bench.context()));
        assertThat(Bench.open(bench.make(make).verify(bench.context()))).isEmpty();
        assertThat(bench.make(make).reconcile(bench.context()))
                .as("a crash must not take an absent instance for a finished drill")
                .isInstanceOf(Verdict.NotDone.class);
    }

    @Test
    void attributes_are_compared_with_what_is_expected() throws Exception {
        var good = check(Map.of(
                "status",
                "available",
                "encrypted",
                "true",
                "replicaSource",
                "",
                "readReplicas",
                "none",
                "pending",
                "none"));
        assertThat(Bench.open(good.verify(bench.context()))).isEmpty();
        assertThat(Bench.open(check(Map.of("backupRetention", 30)).verify(bench.context())))
                .containsExactly("Fail medzen-ehrbase-db keeps backups for 30 days: 7, expected 30");
    }

    @Test
    void no_instance_is_deleted_while_somebody_is_connected_to_it_whether_a_baseline_names_it_or_not()
            throws Exception {
        nobodyIsServed();
        var main = RdsState.of(bench.estate, IRELAND).database(MAIN).orElseThrow();
        var title = "Nobody is connected to " + MAIN;
        for (var with : List.of(
                Map.<String, Object>of("instance", MAIN, "keepAutomatedBackups", false),
                Map.<String, Object>of("instance", MAIN, "keepAutomatedBackups", false, "baseline", "digest"))) {
            main.connected(1);
            assertThat(delete(IRELAND, with).preflight(bench.context()))
                    .filteredOn(c -> c.title().equals(title))
                    .singleElement()
                    .satisfies(c -> assertThat(c.outcome())
                            .isEqualTo(new Check.Fail(
                                    "1 session besides the console's", ((Check.Fail) c.outcome()).remedy())));
            main.connected(0);
            assertThat(delete(IRELAND, with).preflight(bench.context()))
                    .filteredOn(c -> c.title().equals(title))
                    .singleElement()
                    .matches(Check::passed);
        }
    }

    /** What RDS tells of an instance says nothing of recovery: {@code pg_is_in_recovery()} does. */
    @Test
    void whether_a_database_takes_writes_is_asked_of_the_database() throws Exception {
        assertThat(Bench.open(check(Map.of("inRecovery", "false")).verify(bench.context())))
                .isEmpty();
        assertThat(Bench.open(check(Map.of("inRecovery", "true")).verify(bench.context())))
                .containsExactly("Fail medzen-ehrbase-db is in recovery: off, expected on");
    }

    private Action check(Map<String, Object> expect) {
        return bench.make(Bench.use("rds.check", IRELAND, Map.of("instance", MAIN, "expect", expect)));
    }

    @Test
    void tables_are_deleted_only_after_a_backup_and_the_flag_is_its_own_call() throws Exception {
        DynamoState.of(bench.estate, CAPE_TOWN)
                .seed("medzen-meetings-af", "id", 40, Duration.ofDays(100), DynamoState.Protection.ON);
        DynamoState.of(bench.estate, CAPE_TOWN)
                .seed("medzen-chat-history-af", "id", 40, Duration.ofDays(100), DynamoState.Protection.OFF);
        Map<String, Object> tables = Map.of("tables", List.of("medzen-meetings-af", "medzen-chat-history-af"));
        var decided = new HashMap<String, Object>(tables);
        decided.put("decidedIn", "6.2d");
        var delete = bench.make(Bench.use("dynamodb.delete-tables", CAPE_TOWN, decided));
        assertThat(Bench.open(delete.preflight(bench.context()))).hasSize(2);
        Outputs outputs = bench.carryOut(bench.make(Bench.use("dynamodb.backup", CAPE_TOWN, tables)));
        assertThat(outputs.values().get("backupArns")).contains("table/medzen-meetings-af/backup/");
        assertThat(Bench.open(delete.preflight(bench.context())))
                .hasSize(2)
                .allMatch(c -> c.startsWith("NotMeasured Nothing was written to "));
        bench.state("6.2d", "Nothing writes any more to medzen-meetings-af, medzen-chat-history-af.");
        bench.carryOut(delete);
        assertThat(operations())
                .containsExactly("CreateBackup", "CreateBackup", "UpdateTable", "DeleteTable", "DeleteTable");
    }

    /** Source of the metric: Amazon DynamoDB Developer Guide, "DynamoDB Metrics and dimensions". */
    @Test
    void a_table_that_was_written_to_since_its_backup_is_not_deleted_whatever_somebody_stated() throws Exception {
        DynamoState.of(bench.estate, CAPE_TOWN)
                .seed("meetings", "id", 40, Duration.ofDays(100), DynamoState.Protection.OFF);
        Map<String, Object> tables = Map.of("tables", List.of("meetings"));
        var delete = bench.make(Bench.use(
                "dynamodb.delete-tables", CAPE_TOWN, Map.of("tables", List.of("meetings"), "decidedIn", "6.2d")));
        written(3);
        bench.time.advance(Duration.ofHours(1));
        bench.carryOut(bench.make(Bench.use("dynamodb.backup", CAPE_TOWN, tables)));
        bench.time.advance(Duration.ofHours(1));
        bench.state("6.2d", "Nothing writes any more to meetings-old.");
        assertThat(Bench.open(delete.preflight(bench.context()))).hasSize(1);
        written(0);
        bench.time.advance(Duration.ofMinutes(5));
        assertThat(Bench.open(delete.preflight(bench.context())))
                .as("measured: none")
                .isEmpty();
        written(2);
        bench.time.advance(Duration.ofMinutes(5));
        bench.state("6.2d", "Nothing writes any more to meetings.");
        assertThat(Bench.open(delete.preflight(bench.context())))
                .singleElement()
                .asString()
                .contains("2 write capacity units were consumed since its backup of", "is in no backup");
        assertThat(operations()).doesNotContain("DeleteTable");
    }

    /** CloudWatch refuses an end that is not later than the start, and the end is exclusive (CloudWatch API Reference, GetMetricData). */
    @Test
    void what_is_written_in_the_very_minute_of_the_backup_is_measured_and_can_be_asked_for_on_its_stroke()
            throws Exception {
        var stroke = bench.time.instant().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(10));
        bench.time.advance(Duration.between(bench.time.instant(), stroke));
        written(2);

        var writes = new WritesSince(CAPE_TOWN, Optional.empty());
        assertThat(writes.of(bench.context(), "meetings", stroke, ""))
                .as("asked for, and not over yet")
                .isInstanceOf(Check.NotMeasured.class);
        bench.time.advance(Duration.ofMinutes(1));
        assertThat(writes.of(bench.context(), "meetings", stroke, ""))
                .isInstanceOfSatisfying(
                        Check.Fail.class, f -> assertThat(f.evidence()).contains("2 write capacity units"));
    }

    private void written(double units) {
        CloudWatchState.of(bench.estate, CAPE_TOWN)
                .put(
                        "AWS/DynamoDB",
                        "ConsumedWriteCapacityUnits",
                        Map.of("TableName", "meetings"),
                        bench.time.instant(),
                        units);
    }

    private Action copyOf(String source, String as) {
        return bench.make(Bench.use(
                "rds.copy-snapshot",
                FRANKFURT,
                Map.of(
                        "sourceRegion", IRELAND,
                        "sourceSnapshot", source,
                        "snapshot", as,
                        "kmsKey", "alias/medzen-ehrbase")));
    }

    private static ActionUse restoring(String snapshot) {
        return Bench.use(
                "rds.restore-snapshot",
                FRANKFURT,
                Map.of(
                        "snapshot",
                        snapshot,
                        "instance",
                        "drill",
                        "class",
                        "db.t3.medium",
                        "subnetGroup",
                        "subnets",
                        "securityGroups",
                        List.of("sg-2"),
                        "multiAz",
                        false));
    }

    private Action restore(String snapshot) {
        return bench.make(restoring(snapshot));
    }

    /** By its tags the console tells what a script has restored, and from which snapshot. */
    @Test
    void a_script_restores_with_the_very_call_that_the_console_previews() throws Exception {
        var use = restoring("copy-1");
        var script = new Script("1.1", Optional.empty());
        RestoreSnapshot.TYPE.script().write(bench.context(), new Inputs(use.type(), use.region(), use.with()), script);

        assertThat(bench.make(use).preview(bench.context()).calls().getFirst().cli())
                .contains("--copy-tags-to-snapshot")
                .allSatisfy(word -> assertThat(script.text()).contains(Shell.word(word)));
    }

    /** Neither offered as done, nor verified, nor taken for what another step needs. */
    private void isNoEvidence(Action action, String why) throws Exception {
        assertThat(Bench.open(action.preflight(bench.context())))
                .as("preflight of what is there already")
                .anyMatch(c -> c.contains(why));
        assertThat(Bench.open(action.verify(bench.context())))
                .as("verify of what is there already")
                .isNotEmpty();
    }

    @Test
    void a_snapshot_of_that_name_that_somebody_took_before_is_no_evidence() throws Exception {
        RdsState.of(bench.estate, IRELAND).seedSnapshot("backup-1", false, spec("key", 7), Duration.ofDays(300), 1);

        isNoEvidence(snapshot("backup-1"), "not by this session");
    }

    @Test
    void a_copy_of_an_earlier_snapshot_of_that_name_is_no_evidence() throws Exception {
        var taken = snapshot("backup-1");
        var before = taken.preview(bench.context()).facts();
        bench.carryOut(taken);
        bench.carryOut(copyOf("backup-1", "copy-1"));
        bench.carryOut(((Undo.Inverse) taken.undo(before)).action());
        bench.carryOut(snapshot("backup-1"));

        isNoEvidence(copyOf("backup-1", "copy-1"), "is not this copy: it is of what was taken");
    }

    @Test
    void a_copy_of_another_snapshot_is_no_evidence() throws Exception {
        bench.carryOut(snapshot("backup-1"));
        bench.carryOut(snapshot("backup-2"));
        bench.carryOut(copyOf("backup-1", "copy-1"));

        isNoEvidence(copyOf("backup-2", "copy-1"), "it comes from");
    }

    @Test
    void a_drill_that_was_restored_from_another_snapshot_is_no_evidence() throws Exception {
        bench.carryOut(snapshot("backup-1"));
        bench.carryOut(copyOf("backup-1", "copy-1"));
        bench.carryOut(snapshot("backup-2"));
        bench.carryOut(copyOf("backup-2", "copy-2"));
        bench.carryOut(restore("copy-1"));

        isNoEvidence(restore("copy-2"), "it was made from");
    }

    @Test
    void an_export_of_another_snapshot_is_no_evidence() throws Exception {
        S3State.of(bench.estate).seed("here", IRELAND, Duration.ofDays(1));
        bench.carryOut(snapshot("backup-1"));
        bench.carryOut(export("here"));
        bench.carryOut(snapshot("backup-2"));
        var other = bench.make(Bench.use(
                "rds.export-snapshot",
                IRELAND,
                Map.of(
                        "snapshot", "backup-2",
                        "task", "export-1",
                        "bucket", "here",
                        "role", "rds-s3-export-role",
                        "kmsKey", "alias/medzen-rds")));

        isNoEvidence(other, "it is of arn:aws:rds:eu-west-1:558069890522:snapshot:backup-1");
    }

    @Test
    void a_backup_that_this_session_did_not_make_does_not_let_a_table_go() throws Exception {
        DynamoState.of(bench.estate, CAPE_TOWN)
                .seed("meetings", "id", 40, Duration.ofDays(100), DynamoState.Protection.OFF);
        new EmbeddedDynamo(bench.estate, CAPE_TOWN)
                .createBackup(CreateBackupRequest.builder()
                        .tableName("meetings")
                        .backupName("before-the-summer")
                        .build());
        bench.time.advance(Duration.ofHours(1));

        assertThat(Bench.open(bench.make(
                                Bench.use("dynamodb.delete-tables", CAPE_TOWN, Map.of("tables", List.of("meetings"))))
                        .preflight(bench.context())))
                .singleElement()
                .asString()
                .contains("this session made no backup", "the newest is before-the-summer");
    }
}
