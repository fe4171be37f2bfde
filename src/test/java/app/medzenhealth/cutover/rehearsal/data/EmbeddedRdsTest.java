package app.medzenhealth.cutover.rehearsal.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.aws.Operations;
import app.medzenhealth.cutover.monitor.SqlProber.Answer;
import app.medzenhealth.cutover.rehearsal.EmbeddedClients;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.Parameter;

class EmbeddedRdsTest {

    private static final String IRELAND = "eu-west-1";
    private static final String FRANKFURT = "eu-central-1";
    private static final String SOURCE_ARN = "arn:aws:rds:eu-west-1:558069890522:db:main";

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-12T08:00:00Z"));
    private final Estate estate = new Estate(time, "558069890522", Set.of(IRELAND, FRANKFURT, "af-south-1"));
    private final EmbeddedClients clients = new EmbeddedClients(estate, Operations::isRead);
    private final RdsClient ireland;
    private final RdsClient frankfurt;
    private final EmbeddedSql sql = new EmbeddedSql(estate);
    private final String frankfurtKey;
    private final Database main;
    private boolean serving = true;

    EmbeddedRdsTest() {
        DataServices.register(clients);
        var key = KmsState.of(estate, IRELAND).seed("alias/rds", "databases");
        frankfurtKey = KmsState.of(estate, FRANKFURT).seed("alias/rds", "databases");
        var there = RdsState.of(estate, IRELAND);
        there.seed(new ParameterGroup(
                "custom", "postgres15", "ours", Map.of("rds.force_ssl", "1", "max_connections", "200")));
        there.seed(new SubnetGroup("subnets", "of the database", "vpc-1", List.of("subnet-1", "subnet-2")));
        RdsState.of(estate, FRANKFURT)
                .seed(new SubnetGroup("subnets", "of the database", "vpc-2", List.of("subnet-3", "subnet-4")));
        main = there.seed(spec("main", key, 7), Duration.ofDays(400), RdsState.FRESH);
        there.workload(db -> serving && db.id().equals("main"));
        ireland = clients.client(RdsClient.class, IRELAND);
        frankfurt = clients.client(RdsClient.class, FRANKFURT);
    }

    private static DatabaseSpec spec(String id, String key, int retention) {
        return new DatabaseSpec(
                id,
                "15.8",
                "db.t3.medium",
                100,
                true,
                key,
                retention,
                "03:00-04:00",
                "sun:04:00-sun:05:00",
                "custom",
                "subnets",
                List.of("sg-1"),
                false,
                false);
    }

    private DBInstance instance(RdsClient rds, String id) {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id))
                .dbInstances()
                .getFirst();
    }

    private DBSnapshot snapshot(RdsClient rds, String id) {
        return rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier(id))
                .dbSnapshots()
                .getFirst();
    }

    private static void refused(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        AwsServiceException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private CreateDbInstanceReadReplicaRequest.Builder replica(String id) {
        return CreateDbInstanceReadReplicaRequest.builder()
                .dbInstanceIdentifier(id)
                .sourceDBInstanceIdentifier(SOURCE_ARN)
                .kmsKeyId(frankfurtKey)
                .dbSubnetGroupName("subnets")
                .vpcSecurityGroupIds("sg-2");
    }

    private void syncedReplica(String id) {
        frankfurt.createDBInstanceReadReplica(replica(id).build());
        time.advance(Duration.ofHours(1));
        assertThat(instance(frankfurt, id).dbInstanceStatus()).isEqualTo("available");
    }

    /** Distinct states as they come, asked each second. */
    private List<String> states(RdsClient rds, String id, Duration over) {
        var seen = new ArrayList<String>();
        for (var i = 0; i <= over.toSeconds(); i++) {
            var now = instance(rds, id).dbInstanceStatus();
            if (seen.isEmpty() || !seen.getLast().equals(now)) {
                seen.add(now);
            }
            time.advance(Duration.ofSeconds(1));
        }
        return seen;
    }

    @Test
    void a_snapshot_is_created_in_time_and_shows_its_progress() {
        ireland.createDBSnapshot(r -> r.dbInstanceIdentifier("main").dbSnapshotIdentifier("s1"));
        assertThat(snapshot(ireland, "s1").status()).isEqualTo("creating");
        time.advance(Duration.ofMinutes(3));
        assertThat(snapshot(ireland, "s1").percentProgress()).isEqualTo(50);
        time.advance(Duration.ofMinutes(3));
        assertThat(snapshot(ireland, "s1").status()).isEqualTo("available");
        assertThat(snapshot(ireland, "s1").encrypted()).isTrue();
        refused(
                "DBSnapshotAlreadyExists",
                () -> ireland.createDBSnapshot(
                        r -> r.dbInstanceIdentifier("main").dbSnapshotIdentifier("s1")));
    }

    @Test
    void a_copy_to_another_region_needs_the_arn_and_a_key_of_that_region() {
        ireland.createDBSnapshot(r -> r.dbInstanceIdentifier("main").dbSnapshotIdentifier("s1"));
        var arn = snapshot(ireland, "s1").dbSnapshotArn();
        refused(
                "InvalidDBSnapshotState",
                () -> frankfurt.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(arn)
                        .targetDBSnapshotIdentifier("c")
                        .kmsKeyId(frankfurtKey)));
        time.advance(Duration.ofMinutes(10));
        refused(
                "DBSnapshotNotFound",
                () -> frankfurt.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier("s1")
                        .targetDBSnapshotIdentifier("c")
                        .kmsKeyId(frankfurtKey)));
        refused(
                "InvalidParameterCombination",
                () -> frankfurt.copyDBSnapshot(
                        r -> r.sourceDBSnapshotIdentifier(arn).targetDBSnapshotIdentifier("c")));
        refused(
                "KMSKeyNotAccessibleFault",
                () -> frankfurt.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(arn)
                        .targetDBSnapshotIdentifier("c")
                        .kmsKeyId(String.valueOf(main.spec().kmsKey()))));
        frankfurt.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(arn)
                .targetDBSnapshotIdentifier("c")
                .kmsKeyId("alias/rds"));
        time.advance(Duration.ofMinutes(12));
        assertThat(snapshot(frankfurt, "c")).satisfies(copy -> {
            assertThat(copy.status()).isEqualTo("available");
            assertThat(copy.kmsKeyId()).isEqualTo(frankfurtKey);
            assertThat(copy.sourceRegion()).isEqualTo(IRELAND);
        });
    }

    @Test
    void an_export_to_a_bucket_of_another_region_is_accepted_and_fails_later() {
        var role = IamState.of(estate).add("export", "export.rds.amazonaws.com");
        S3State.of(estate).seed("here", IRELAND, Duration.ofDays(1));
        S3State.of(estate).seed("elsewhere", FRANKFURT, Duration.ofDays(1));
        ireland.createDBSnapshot(r -> r.dbInstanceIdentifier("main").dbSnapshotIdentifier("s1"));
        var arn = snapshot(ireland, "s1").dbSnapshotArn();
        refused("InvalidExportSourceState", () -> export("early", arn, "here", role));
        time.advance(Duration.ofMinutes(10));
        refused("IamRoleNotFound", () -> export("e", arn, "here", role + "x"));
        refused("InvalidS3BucketFault", () -> export("e", arn, "nowhere", role));
        export("good", arn, "here", role);
        export("bad", arn, "elsewhere", role);
        assertThat(task("good").status()).isEqualTo("STARTING");
        assertThat(task("bad").status()).isEqualTo("STARTING");
        time.advance(Duration.ofMinutes(5));
        assertThat(task("good").status()).isEqualTo("IN_PROGRESS");
        time.advance(Duration.ofMinutes(30));
        assertThat(task("good").status()).isEqualTo("COMPLETE");
        assertThat(task("bad")).satisfies(failed -> {
            assertThat(failed.status()).isEqualTo("FAILED");
            assertThat(failed.failureCause()).contains("same AWS Region");
        });
        assertThat(S3State.of(estate).bucket("here").orElseThrow().objects()).isPositive();
        assertThat(S3State.of(estate).bucket("elsewhere").orElseThrow().objects())
                .isZero();
    }

    private void export(String id, String arn, String bucket, String role) {
        ireland.startExportTask(r -> r.exportTaskIdentifier(id)
                .sourceArn(arn)
                .s3BucketName(bucket)
                .iamRoleArn(role)
                .kmsKeyId("alias/rds"));
    }

    private ExportTask task(String id) {
        return ireland.describeExportTasks(r -> r.exportTaskIdentifier(id))
                .exportTasks()
                .getFirst();
    }

    @Test
    void a_restored_database_holds_what_the_snapshot_held() throws Exception {
        ireland.createDBSnapshot(r -> r.dbInstanceIdentifier("main").dbSnapshotIdentifier("s1"));
        var then = main.lsn();
        var counts = sql.counts(main.endpoint());
        time.advance(Duration.ofHours(2));
        ireland.restoreDBInstanceFromDBSnapshot(
                r -> r.dbInstanceIdentifier("drill").dbSnapshotIdentifier("s1").dbSubnetGroupName("subnets"));
        assertThat(states(ireland, "drill", Duration.ofMinutes(18)))
                .containsExactly("creating", "backing-up", "available");
        var endpoint = instance(ireland, "drill").endpoint().address();
        assertThat(sql.probe(endpoint)).isInstanceOfSatisfying(Answer.State.class, s -> {
            assertThat(s.currentLsn()).isEqualTo(then);
            assertThat(s.inRecovery()).isFalse();
        });
        assertThat(sql.counts(endpoint)).isEqualTo(counts).isNotEqualTo(sql.counts(main.endpoint()));
    }

    @Test
    void changed_rows_are_counted_while_somebody_writes_and_not_without() {
        var first = changed();
        time.advance(Duration.ofMinutes(1));
        var second = changed();
        assertThat(second).isGreaterThan(first);
        serving = false;
        changed();
        time.advance(Duration.ofSeconds(1));
        var last = changed();
        time.advance(Duration.ofHours(3));
        assertThat(changed()).isEqualTo(last);
    }

    private long changed() {
        return sql.probe(main.endpoint()) instanceof Answer.State state
                ? state.rowsChanged().orElseThrow()
                : -1;
    }

    @Test
    void a_replica_in_another_region_is_refused_unless_everything_is_there() {
        refused(
                "DBInstanceNotFound",
                () -> frankfurt.createDBInstanceReadReplica(
                        replica("r").sourceDBInstanceIdentifier("main").build()));
        refused(
                "InvalidParameterCombination",
                () -> frankfurt.createDBInstanceReadReplica(
                        replica("r").kmsKeyId(null).build()));
        refused(
                "KMSKeyNotAccessibleFault",
                () -> frankfurt.createDBInstanceReadReplica(
                        replica("r").kmsKeyId("alias/none").build()));
        refused(
                "InvalidParameterCombination",
                () -> frankfurt.createDBInstanceReadReplica(
                        replica("r").dbParameterGroupName("custom").build()));
        refused(
                "DBSubnetGroupNotFoundFault",
                () -> frankfurt.createDBInstanceReadReplica(
                        replica("r").dbSubnetGroupName("none").build()));
        refused(
                "InvalidSubnet",
                () -> frankfurt.createDBInstanceReadReplica(
                        replica("r").dbSubnetGroupName(null).build()));
        assertThat(frankfurt.describeDBInstances().dbInstances()).isEmpty();
    }

    /** The default: Amazon RDS User Guide, "Deleting a DB instance", on deletion protection by API and CLI. */
    @Test
    void a_new_replica_is_not_protected_from_deletion_whatever_its_source_is() {
        ireland.modifyDBInstance(r -> r.dbInstanceIdentifier("main").deletionProtection(true));
        syncedReplica("r");

        assertThat(instance(ireland, "main").deletionProtection()).isTrue();
        assertThat(instance(frankfurt, "r").deletionProtection()).isFalse();
        frankfurt.deleteDBInstance(r -> r.dbInstanceIdentifier("r").skipFinalSnapshot(true));
    }

    /** CreateDBInstanceReadReplica: MonitoringInterval "The default is 0", CopyTagsToSnapshot "By default, tags aren't copied", … */
    @Test
    void a_new_replica_has_the_defaults_of_its_request_not_its_sources_monitoring() {
        ireland.modifyDBInstance(r -> r.dbInstanceIdentifier("main")
                .monitoringInterval(60)
                .monitoringRoleArn("arn:aws:iam::558069890522:role/monitoring")
                .enablePerformanceInsights(true)
                .enableIAMDatabaseAuthentication(true)
                .copyTagsToSnapshot(true)
                .maxAllocatedStorage(500)
                .cloudwatchLogsExportConfiguration(l -> l.enableLogTypes("postgresql"))
                .autoMinorVersionUpgrade(false)
                .preferredMaintenanceWindow("mon:02:00-mon:03:00"));
        syncedReplica("r");

        var source = instance(ireland, "main");
        assertThat(source.monitoringInterval()).isEqualTo(60);
        assertThat(source.performanceInsightsRetentionPeriod()).isEqualTo(7);
        assertThat(source.enabledCloudwatchLogsExports()).containsExactly("postgresql");
        var made = instance(frankfurt, "r");
        assertThat(made.monitoringInterval()).isZero();
        assertThat(made.performanceInsightsEnabled()).isFalse();
        assertThat(made.iamDatabaseAuthenticationEnabled()).isFalse();
        assertThat(made.copyTagsToSnapshot()).isFalse();
        assertThat(made.maxAllocatedStorage()).isNull();
        assertThat(made.enabledCloudwatchLogsExports()).isEmpty();
        assertThat(made.autoMinorVersionUpgrade()).as("inherited").isFalse();
        assertThat(made.preferredMaintenanceWindow()).as("inherited").isEqualTo("mon:02:00-mon:03:00");
    }

    @Test
    void enhanced_monitoring_needs_a_role_and_a_role_an_interval() {
        refused(
                "InvalidParameterCombination",
                () -> frankfurt.createDBInstanceReadReplica(
                        replica("r").monitoringInterval(60).build()));
        refused(
                "InvalidParameterCombination",
                () -> frankfurt.createDBInstanceReadReplica(replica("r")
                        .monitoringRoleArn("arn:aws:iam::558069890522:role/monitoring")
                        .build()));
    }

    @Test
    void a_source_without_backups_or_with_a_managed_password_cannot_be_replicated() {
        var there = RdsState.of(estate, IRELAND);
        there.seed(spec("no-backups", String.valueOf(main.spec().kmsKey()), 0), Duration.ofDays(1), 1);
        refused(
                "InvalidDBInstanceState",
                () -> frankfurt.createDBInstanceReadReplica(replica("r")
                        .sourceDBInstanceIdentifier(SOURCE_ARN.replace("main", "no-backups"))
                        .build()));
        var managed = new DatabaseSpec(
                "managed",
                "15.8",
                "db.t3.medium",
                20,
                false,
                null,
                7,
                "03:00-04:00",
                "sun:04:00-sun:05:00",
                "custom",
                "subnets",
                List.of(),
                false,
                true);
        there.seed(managed, Duration.ofDays(1), 1);
        refused(
                "InvalidDBInstanceState",
                () -> frankfurt.createDBInstanceReadReplica(replica("r")
                        .sourceDBInstanceIdentifier(SOURCE_ARN.replace("main", "managed"))
                        .build()));
    }

    @Test
    void a_replica_follows_its_source_and_catches_up_with_it_once_that_stands_still() {
        syncedReplica("r");
        var replica = instance(frankfurt, "r");
        assertThat(replica.readReplicaSourceDBInstanceIdentifier()).isEqualTo(SOURCE_ARN);
        assertThat(replica.backupRetentionPeriod()).isZero();
        assertThat(instance(ireland, "main").readReplicaDBInstanceIdentifiers())
                .containsExactly(replica.dbInstanceArn());
        var r = RdsState.of(estate, FRANKFURT).database("r").orElseThrow();
        sql.probe(main.endpoint());
        time.advance(Duration.ofSeconds(30));
        sql.probe(main.endpoint());
        assertThat(r.position()).isLessThan(main.position());
        assertThat(r.inRecovery()).isTrue();

        serving = false;
        time.advance(Duration.ofMillis(1));
        sql.probe(main.endpoint());
        var fence = main.lsn();
        time.advance(Duration.ofSeconds(10));
        sql.probe(main.endpoint());
        assertThat(main.lsn()).isEqualTo(fence);
        assertThat(r.lsn()).isEqualTo(fence);
        assertThat(sql.counts(r.endpoint())).isEqualTo(sql.counts(main.endpoint()));
    }

    @Test
    void the_reported_lag_of_an_idle_source_counts_up_to_five_minutes() {
        syncedReplica("r");
        var r = RdsState.of(estate, FRANKFURT).database("r").orElseThrow();
        sql.probe(main.endpoint());
        serving = false;
        time.advance(Duration.ofSeconds(1));
        sql.probe(main.endpoint());
        time.advance(Duration.ofSeconds(200));
        assertThat(r.reportedLag()).isBetween(Duration.ofSeconds(190), Duration.ofSeconds(210));
        time.advance(Duration.ofSeconds(110));
        assertThat(r.reportedLag()).isLessThan(Duration.ofSeconds(30));
        assertThat(r.lsn()).isEqualTo(main.lsn());
    }

    @Test
    void promotion_takes_its_states_and_keeps_pending_values_until_it_is_done() {
        syncedReplica("r");
        var before = RdsState.of(estate, FRANKFURT).database("r").orElseThrow().lsn();
        var answer = frankfurt
                .promoteReadReplica(r -> r.dbInstanceIdentifier("r").backupRetentionPeriod(30))
                .dbInstance();
        assertThat(answer.dbInstanceStatus()).isEqualTo("available");
        assertThat(answer.readReplicaSourceDBInstanceIdentifier()).isEqualTo(SOURCE_ARN);
        assertThat(answer.pendingModifiedValues().backupRetentionPeriod()).isEqualTo(30);
        assertThat(answer.backupRetentionPeriod()).isZero();
        assertThat(states(frankfurt, "r", Duration.ofMinutes(9)))
                .containsExactly("available", "modifying", "rebooting", "backing-up", "available");
        var promoted = instance(frankfurt, "r");
        assertThat(promoted.readReplicaSourceDBInstanceIdentifier()).isNull();
        assertThat(promoted.pendingModifiedValues().backupRetentionPeriod()).isNull();
        assertThat(promoted.backupRetentionPeriod()).isEqualTo(30);
        assertThat(instance(ireland, "main").readReplicaDBInstanceIdentifiers()).isEmpty();
        assertThat(sql.probe(promoted.endpoint().address())).isInstanceOfSatisfying(Answer.State.class, s -> {
            assertThat(s.inRecovery()).isFalse();
            assertThat(s.currentLsn()).isGreaterThanOrEqualTo(before);
        });
    }

    @Test
    void promotion_without_a_retention_gives_one_day() {
        syncedReplica("r");
        frankfurt.promoteReadReplica(r -> r.dbInstanceIdentifier("r"));
        time.advance(Duration.ofMinutes(5));
        assertThat(instance(frankfurt, "r").backupRetentionPeriod()).isEqualTo(1);
    }

    @Test
    void a_replica_that_is_backing_up_cannot_be_promoted() {
        syncedReplica("r");
        frankfurt.modifyDBInstance(
                r -> r.dbInstanceIdentifier("r").backupRetentionPeriod(7).applyImmediately(true));
        time.advance(Duration.ofSeconds(60));
        assertThat(instance(frankfurt, "r").dbInstanceStatus()).isEqualTo("backing-up");
        refused("InvalidDBInstanceState", () -> frankfurt.promoteReadReplica(r -> r.dbInstanceIdentifier("r")));
        refused("InvalidDBInstanceState", () -> ireland.promoteReadReplica(r -> r.dbInstanceIdentifier("main")));
    }

    /** How long the instance is backing-up after it was promoted. */
    private Duration backingUpAfterPromotion(String id) {
        frankfurt.promoteReadReplica(r -> r.dbInstanceIdentifier(id).backupRetentionPeriod(7));
        time.advance(Duration.ofSeconds(70));
        var took = Duration.ZERO;
        for (; instance(frankfurt, id).dbInstanceStatus().equals("backing-up"); took = took.plusSeconds(1)) {
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(instance(frankfurt, id).dbInstanceStatus()).isEqualTo("available");
        return took;
    }

    @Test
    void the_first_backup_copies_everything_and_the_next_what_has_changed() {
        syncedReplica("late");
        syncedReplica("early");
        frankfurt.modifyDBInstance(
                r -> r.dbInstanceIdentifier("early").backupRetentionPeriod(7).applyImmediately(true));
        time.advance(Duration.ofMinutes(10));
        assertThat(frankfurt
                        .describeDBSnapshots(
                                r -> r.dbInstanceIdentifier("early").snapshotType("automated"))
                        .dbSnapshots())
                .singleElement()
                .satisfies(s -> assertThat(s.status()).isEqualTo("available"));

        var full = backingUpAfterPromotion("late");
        var changes = backingUpAfterPromotion("early");

        assertThat(full).isGreaterThan(Duration.ofMinutes(5));
        assertThat(changes).isPositive().isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void replicas_are_backed_up_from_postgresql_14_1_on() {
        var old = DatabaseChange.of(main.spec).made();
        main.spec = new DatabaseSpec(
                old.id(),
                "13.16",
                old.instanceClass(),
                old.storageGb(),
                old.multiAz(),
                old.kmsKey(),
                old.backupRetention(),
                old.backupWindow(),
                old.maintenanceWindow(),
                old.parameterGroup(),
                old.subnetGroup(),
                old.securityGroups(),
                old.deletionProtection(),
                old.managedMasterSecret());
        syncedReplica("r");
        refused(
                "InvalidParameterCombination",
                () -> frankfurt.modifyDBInstance(
                        r -> r.dbInstanceIdentifier("r").backupRetentionPeriod(7)));
    }

    @Test
    void an_instance_needs_subnets_in_two_zones_which_are_still_there() {
        var network = SubnetZones.of(estate, FRANKFURT);
        network.put("subnet-3", "eu-central-1a");
        refused(
                "InvalidVPCNetworkStateFault",
                () -> frankfurt.createDBInstanceReadReplica(replica("r").build()));
        network.put("subnet-4", "eu-central-1a");
        refused(
                "DBSubnetGroupDoesNotCoverEnoughAZs",
                () -> frankfurt.createDBInstanceReadReplica(replica("r").build()));
        network.put("subnet-4", "eu-central-1b");

        syncedReplica("r");

        network.remove("subnet-4");
        refused(
                "InvalidVPCNetworkStateFault",
                () -> frankfurt.modifyDBInstance(
                        m -> m.dbInstanceIdentifier("r").multiAZ(true)));
    }

    @Test
    void a_restored_instance_needs_subnets_in_two_zones_which_are_still_there() {
        ireland.createDBSnapshot(r -> r.dbInstanceIdentifier("main").dbSnapshotIdentifier("s1"));
        time.advance(Duration.ofHours(1));
        var network = SubnetZones.of(estate, IRELAND);
        network.put("subnet-1", "eu-west-1a");
        Runnable restore = () -> ireland.restoreDBInstanceFromDBSnapshot(
                r -> r.dbInstanceIdentifier("drill").dbSnapshotIdentifier("s1").dbSubnetGroupName("subnets"));
        refused("InvalidVPCNetworkStateFault", restore);
        network.put("subnet-2", "eu-west-1a");
        refused("DBSubnetGroupDoesNotCoverEnoughAZs", restore);
        network.put("subnet-2", "eu-west-1b");
        restore.run();
    }

    @Test
    void replicas_of_one_source_in_another_region_lie_in_one_network() {
        RdsState.of(estate, FRANKFURT)
                .seed(new SubnetGroup("elsewhere", "another", "vpc-9", List.of("subnet-8", "subnet-9")));
        syncedReplica("r");

        refused(
                "InvalidDBSubnetGroupFault",
                () -> frankfurt.createDBInstanceReadReplica(
                        replica("second").dbSubnetGroupName("elsewhere").build()));

        frankfurt.promoteReadReplica(r -> r.dbInstanceIdentifier("r"));
        time.advance(Duration.ofMinutes(5));
        frankfurt.createDBInstanceReadReplica(
                replica("second").dbSubnetGroupName("elsewhere").build());
    }

    @Test
    void an_instance_whose_key_is_disabled_is_neither_changed_nor_rebooted_nor_saved_when_it_goes() {
        syncedReplica("r");
        var key = KmsState.of(estate, FRANKFURT).find(frankfurtKey).orElseThrow();
        key.enabled = false;

        refused(
                "KMSKeyNotAccessibleFault",
                () -> frankfurt.modifyDBInstance(
                        r -> r.dbInstanceIdentifier("r").multiAZ(true)));
        refused("KMSKeyNotAccessibleFault", () -> frankfurt.rebootDBInstance(r -> r.dbInstanceIdentifier("r")));
        frankfurt.promoteReadReplica(r -> r.dbInstanceIdentifier("r"));
        time.advance(Duration.ofMinutes(10));
        refused(
                "KMSKeyNotAccessibleFault",
                () -> frankfurt.deleteDBInstance(
                        r -> r.dbInstanceIdentifier("r").finalDBSnapshotIdentifier("last")));
        key.enabled = true;
        frankfurt.deleteDBInstance(r -> r.dbInstanceIdentifier("r").finalDBSnapshotIdentifier("last"));
    }

    @Test
    void an_export_needs_a_role_that_may_write_to_the_bucket() {
        ireland.createDBSnapshot(r -> r.dbInstanceIdentifier("main").dbSnapshotIdentifier("s1"));
        time.advance(Duration.ofHours(1));
        S3State.of(estate).seed("exports", IRELAND, Duration.ofDays(1));
        var role = IamState.of(estate).add("exporter", "export.rds.amazonaws.com");
        IamState.of(estate).withhold("exporter", "s3:PutObject");

        refused(
                "IamRoleMissingPermissions",
                () -> export("e1", SOURCE_ARN.replace(":db:main", ":snapshot:s1"), "exports", role));
    }

    @Test
    void a_nightly_backup_shows_in_the_backup_window() {
        main.nightlyBackups = true;
        time.advance(Duration.ofHours(19).plusMinutes(5));
        assertThat(instance(ireland, "main").dbInstanceStatus()).isEqualTo("backing-up");
        time.advance(Duration.ofMinutes(10));
        assertThat(instance(ireland, "main").dbInstanceStatus()).isEqualTo("available");
    }

    @Test
    void while_it_reboots_a_database_answers_nobody() throws Exception {
        ireland.rebootDBInstance(r -> r.dbInstanceIdentifier("main"));
        assertThat(sql.probe(main.endpoint())).isInstanceOf(Answer.NoAnswer.class);
        time.advance(Duration.ofMinutes(1));
        assertThat(sql.probe(main.endpoint())).isInstanceOf(Answer.State.class);
        assertThat(sql.probe("nowhere.example")).isInstanceOf(Answer.NoAnswer.class);
    }

    @Test
    void a_parameter_group_takes_effect_with_a_reboot() {
        frankfurt.createDBParameterGroup(r -> r.dbParameterGroupName("ours")
                .dbParameterGroupFamily("postgres15")
                .description("d"));
        frankfurt.modifyDBParameterGroup(r -> r.dbParameterGroupName("ours")
                .parameters(Parameter.builder()
                        .parameterName("rds.force_ssl")
                        .parameterValue("1")
                        .applyMethod("pending-reboot")
                        .build()));
        refused(
                "DBParameterGroupAlreadyExists",
                () -> frankfurt.createDBParameterGroup(r -> r.dbParameterGroupName("ours")
                        .dbParameterGroupFamily("postgres15")
                        .description("d")));
        refused(
                "InvalidDBParameterGroupState",
                () -> frankfurt.modifyDBParameterGroup(r -> r.dbParameterGroupName("default.postgres15")));
        assertThat(frankfurt
                        .describeDBParametersPaginator(
                                r -> r.dbParameterGroupName("ours").source("user"))
                        .parameters())
                .singleElement()
                .satisfies(p -> assertThat(p.parameterValue()).isEqualTo("1"));
        syncedReplica("r");
        frankfurt.modifyDBInstance(
                r -> r.dbInstanceIdentifier("r").dbParameterGroupName("ours").applyImmediately(true));
        assertThat(instance(frankfurt, "r").dbInstanceStatus()).isEqualTo("modifying");
        time.advance(Duration.ofMinutes(2));
        assertThat(status("r")).isEqualTo("pending-reboot");
        frankfurt.rebootDBInstance(r -> r.dbInstanceIdentifier("r"));
        time.advance(Duration.ofMinutes(1));
        assertThat(status("r")).isEqualTo("in-sync");
        refused(
                "InvalidDBParameterGroupState",
                () -> frankfurt.deleteDBParameterGroup(r -> r.dbParameterGroupName("ours")));
    }

    private String status(String id) {
        return instance(frankfurt, id).dbParameterGroups().getFirst().parameterApplyStatus();
    }

    @Test
    void a_change_that_is_not_applied_at_once_waits_for_the_maintenance_window() {
        ireland.modifyDBInstance(r -> r.dbInstanceIdentifier("main").dbInstanceClass("db.t3.large"));
        assertThat(instance(ireland, "main").pendingModifiedValues().dbInstanceClass())
                .isEqualTo("db.t3.large");
        time.advance(Duration.ofDays(7));
        ireland.describeDBInstances();
        time.advance(Duration.ofMinutes(10));
        assertThat(instance(ireland, "main").dbInstanceClass()).isEqualTo("db.t3.large");
    }

    @Test
    void a_protected_database_cannot_be_deleted() {
        ireland.modifyDBInstance(r -> r.dbInstanceIdentifier("main").deletionProtection(true));
        refused(
                "InvalidParameterCombination",
                () -> ireland.deleteDBInstance(
                        r -> r.dbInstanceIdentifier("main").skipFinalSnapshot(true)));
    }

    @Test
    void a_database_with_a_replica_cannot_be_stopped() {
        syncedReplica("r");
        refused("InvalidDBInstanceState", () -> ireland.stopDBInstance(r -> r.dbInstanceIdentifier("main")));
        refused("InvalidDBInstanceState", () -> frankfurt.stopDBInstance(r -> r.dbInstanceIdentifier("r")));
    }

    @Test
    void deletion_takes_the_final_snapshot_and_can_keep_the_automated_backups() {
        refused("InvalidParameterCombination", () -> ireland.deleteDBInstance(r -> r.dbInstanceIdentifier("main")));
        ireland.deleteDBInstance(r ->
                r.dbInstanceIdentifier("main").finalDBSnapshotIdentifier("last").deleteAutomatedBackups(false));
        assertThat(instance(ireland, "main").dbInstanceStatus()).isEqualTo("deleting");
        time.advance(Duration.ofMinutes(20));
        refused("DBInstanceNotFound", () -> instance(ireland, "main"));
        assertThat(snapshot(ireland, "last").status()).isEqualTo("available");
        assertThat(ireland.describeDBInstanceAutomatedBackups().dbInstanceAutomatedBackups())
                .singleElement()
                .satisfies(kept -> assertThat(kept.status()).isEqualTo("retained"));
    }

    @Test
    void a_replica_whose_source_is_deleted_stays_in_recovery_until_it_is_promoted() throws Exception {
        syncedReplica("r");
        ireland.deleteDBInstance(r -> r.dbInstanceIdentifier("main").skipFinalSnapshot(true));
        time.advance(Duration.ofMinutes(10));
        var orphan = instance(frankfurt, "r");
        assertThat(orphan.readReplicaSourceDBInstanceIdentifier()).isNull();
        assertThat(orphan.statusInfos().getFirst().status()).isEqualTo("terminated");
        assertThat(sql.probe(orphan.endpoint().address()))
                .isInstanceOfSatisfying(
                        Answer.State.class, s -> assertThat(s.inRecovery()).isTrue());
        frankfurt.promoteReadReplica(r -> r.dbInstanceIdentifier("r"));
        time.advance(Duration.ofMinutes(5));
        assertThat(sql.probe(orphan.endpoint().address()))
                .isInstanceOfSatisfying(
                        Answer.State.class, s -> assertThat(s.inRecovery()).isFalse());
    }
}
