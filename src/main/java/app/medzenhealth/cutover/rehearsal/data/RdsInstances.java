package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Timeline;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/** What changes instances. */
final class RdsInstances {

    private static final String STANDARD_GROUP = "default.postgres15";
    private static final String STANDARD_WINDOW = "03:00-04:00";

    private final Estate estate;
    private final String region;
    private final RdsState state;
    private final RdsLookup lookup;

    RdsInstances(Estate estate, String region, RdsLookup lookup) {
        this.estate = estate;
        this.region = region;
        this.state = RdsState.of(estate, region);
        this.lookup = lookup;
    }

    Database restore(RestoreDbInstanceFromDbSnapshotRequest request) {
        var id = free(request.dbInstanceIdentifier());
        var snapshot = lookup.snapshot(request.dbSnapshotIdentifier());
        if (!snapshot.status().at(estate.now()).equals("available")) {
            throw RdsRefusal.snapshotState("DBSnapshot " + snapshot.id() + " is not available.");
        }
        // A snapshot is worth nothing without its key (RestoreDBInstanceFromDBSnapshot: KMSKeyNotAccessibleFault).
        Optional.ofNullable(snapshot.kmsKey()).ifPresent(lookup::key);
        var from = snapshot.instance();
        var subnets = request.dbSubnetGroupName() == null
                ? standardSubnets()
                : lookup.placeable(request.dbSubnetGroupName()).name();
        var group = request.dbParameterGroupName() == null
                ? STANDARD_GROUP
                : lookup.parameterGroup(request.dbParameterGroupName()).name();
        var spec = new DatabaseSpec(
                id,
                from.engineVersion(),
                or(request.dbInstanceClass(), from.instanceClass()),
                from.storageGb(),
                Boolean.TRUE.equals(request.multiAZ()),
                snapshot.kmsKey(),
                from.backupRetention(),
                from.backupWindow(),
                from.maintenanceWindow(),
                group,
                subnets,
                request.vpcSecurityGroupIds(),
                Boolean.TRUE.equals(request.deletionProtection()),
                Boolean.TRUE.equals(request.manageMasterUserPassword()),
                RdsOptions.restored(request));
        var status = Timeline.of(estate.now(), "creating").then(state.pace().restore(), "backing-up");
        var db = new Database(estate, region, spec, status, snapshot.position());
        var backup = state.backUp(db, status.settles());
        db.status = spec.multiAz()
                ? status.then(backup, "modifying").then(state.pace().modify(), "available")
                : status.then(backup, "available");
        state.databases.put(id, db);
        lookup.tag(db.arn(), request.tags());
        return db;
    }

    Database replica(CreateDbInstanceReadReplicaRequest request) {
        var id = free(request.dbInstanceIdentifier());
        var source = source(request.sourceDBInstanceIdentifier());
        var crossRegion = !source.region().equals(region);
        checkSource(source);
        if (request.dbParameterGroupName() != null && crossRegion) {
            throw RdsRefusal.combination(
                    "A parameter group can't be specified during Read Replica creation for the following DB engine: postgres");
        }
        if (request.dbParameterGroupName() != null) {
            lookup.parameterGroup(request.dbParameterGroupName());
        }
        if (request.dbSubnetGroupName() != null && !crossRegion) {
            throw RdsRefusal.subnetGroupNotAllowed();
        }
        var kmsKey = replicaKey(request, source, crossRegion);
        var subnets = crossRegion
                ? request.dbSubnetGroupName() == null
                        ? standardSubnets()
                        : lookup.placeable(request.dbSubnetGroupName()).name()
                : source.spec.subnetGroup();
        if (crossRegion) {
            sameNetwork(source, subnets);
        }
        var from = source.spec;
        var spec = new DatabaseSpec(
                id,
                from.engineVersion(),
                or(request.dbInstanceClass(), from.instanceClass()),
                from.storageGb(),
                Boolean.TRUE.equals(request.multiAZ()),
                kmsKey,
                0,
                STANDARD_WINDOW,
                from.maintenanceWindow(),
                crossRegion ? STANDARD_GROUP : or(request.dbParameterGroupName(), from.parameterGroup()),
                subnets,
                request.vpcSecurityGroupIds(),
                Boolean.TRUE.equals(request.deletionProtection()),
                false,
                RdsOptions.replica(request, from.options()));
        var status = Timeline.of(estate.now(), "creating").then(state.pace().replica(), "available");
        var db = new Database(estate, region, spec, status, source.position());
        db.follow(source, status.settles(), state.pace().catchUp());
        state.databases.put(id, db);
        lookup.tag(db.arn(), request.tags());
        return db;
    }

    private void sameNetwork(Database source, String subnets) {
        var vpc = lookup.subnetGroup(subnets).vpc();
        var elsewhere = source.replicas.stream()
                .filter(r -> r.region().equals(region))
                .anyMatch(r -> !lookup.subnetGroup(r.spec.subnetGroup()).vpc().equals(vpc));
        if (elsewhere) {
            throw RdsRefusal.otherNetwork(subnets);
        }
    }

    private Database source(String reference) {
        if (reference.startsWith("arn:")) {
            return RdsState.byArn(estate, reference).orElseThrow(() -> RdsRefusal.noInstance(reference));
        }
        return lookup.instance(reference);
    }

    private static void checkSource(Database source) {
        if (source.spec.backupRetention() == 0) {
            throw RdsRefusal.instanceState(
                    "Automated backups are not enabled for this database instance. To enable automated backups, use"
                            + " ModifyDBInstance to set the backup retention period to a non-zero value.");
        }
        if (source.spec.managedMasterSecret()) {
            throw RdsRefusal.instanceState(
                    "You can't create a read replica of a DB instance whose master user password is managed in Secrets Manager.");
        }
        if (!source.status().equals("available")) {
            throw RdsRefusal.instanceState("Source DB instance is not in available state: " + source.status());
        }
    }

    private @Nullable String replicaKey(
            CreateDbInstanceReadReplicaRequest request, Database source, boolean crossRegion) {
        var sourceKey = source.spec.kmsKey();
        if (!crossRegion || sourceKey == null) {
            return sourceKey;
        }
        if (request.kmsKeyId() == null) {
            throw RdsRefusal.combination(
                    "Cannot create a cross region unencrypted read replica from encrypted source instance");
        }
        return lookup.key(request.kmsKeyId());
    }

    /**
     * The call answers before anything has changed: the instance still says available, still names its source, and takes a few
     * seconds until it says modifying.
     */
    Database promote(PromoteReadReplicaRequest request) {
        var db = lookup.instance(request.dbInstanceIdentifier());
        if (!db.inRecovery()) {
            throw RdsRefusal.instanceState("DB instance is not a read replica: " + db.id);
        }
        if (!db.status().equals("available")) {
            throw RdsRefusal.instanceState(
                    "DB instance " + db.id + " is in the " + db.status() + " state and cannot be promoted.");
        }
        var retention = request.backupRetentionPeriod() == null ? 1 : request.backupRetentionPeriod();
        checkRetention(retention);
        var pace = state.pace();
        var status = Timeline.of(estate.now(), "available")
                .then(pace.promotionStart(), "modifying")
                .then(pace.promotionModify(), "rebooting");
        var promoted = status.settles().plus(pace.promotionReboot());
        db.status = retention == 0
                ? status.then(pace.promotionReboot(), "available")
                : status.then(pace.promotionReboot(), "backing-up").then(state.backUp(db, promoted), "available");
        db.pending.put("BackupRetentionPeriod", Integer.toString(retention));
        var window = request.preferredBackupWindow();
        estate.agenda().at(promoted, () -> {
            db.detach(promoted);
            db.pending.remove("BackupRetentionPeriod");
            db.spec = DatabaseChange.of(db.spec).backups(retention, window).made();
        });
        return db;
    }

    Database modify(ModifyDbInstanceRequest request) {
        var db = lookup.instance(request.dbInstanceIdentifier());
        if (!db.status().equals("available")) {
            throw RdsRefusal.instanceState(
                    "Database instance is not in available state: " + db.id + " is " + db.status());
        }
        lookup.accessible(db);
        if (request.hasVpcSecurityGroupIds() || Boolean.TRUE.equals(request.multiAZ())) {
            state.subnetGroup(db.spec.subnetGroup()).ifPresent(lookup::whole);
        }
        if (request.backupRetentionPeriod() != null) {
            checkRetention(request.backupRetentionPeriod());
            if (request.backupRetentionPeriod() > 0 && db.source != null && !backsUpReplicas(db.spec.engineVersion())) {
                throw RdsRefusal.combination("DB Backups not supported on a read replica for engine postgres");
            }
        }
        if (request.dbParameterGroupName() != null) {
            lookup.parameterGroup(request.dbParameterGroupName());
        }
        var slow = queue(db, request);
        atOnce(db, request);
        if (slow && Boolean.TRUE.equals(request.applyImmediately())) {
            apply(db);
        } else if (slow) {
            estate.agenda().at(MaintenanceWindow.next(db.spec.maintenanceWindow(), estate.now()), () -> {
                if (!db.pending.isEmpty() && db.status().equals("available")) {
                    apply(db);
                }
            });
        }
        return db;
    }

    /** What takes time: pending until applied. */
    private static boolean queue(Database db, ModifyDbInstanceRequest request) {
        pending(db, "DBInstanceClass", request.dbInstanceClass(), db.spec.instanceClass());
        pending(db, "AllocatedStorage", request.allocatedStorage(), db.spec.storageGb());
        pending(db, "BackupRetentionPeriod", request.backupRetentionPeriod(), db.spec.backupRetention());
        pending(db, "MultiAZ", request.multiAZ(), db.spec.multiAz());
        pending(db, "EngineVersion", request.engineVersion(), db.spec.engineVersion());
        return !db.pending.isEmpty();
    }

    private static void pending(Database db, String name, @Nullable Object wanted, Object present) {
        if (wanted != null && !wanted.equals(present)) {
            db.pending.put(name, wanted.toString());
        }
    }

    /** What RDS changes without an outage or a window. */
    private void atOnce(Database db, ModifyDbInstanceRequest request) {
        var change = DatabaseChange.of(db.spec);
        if (request.deletionProtection() != null) {
            change.deletionProtection(request.deletionProtection());
        }
        if (request.preferredBackupWindow() != null) {
            change.backups(db.spec.backupRetention(), request.preferredBackupWindow());
        }
        if (request.preferredMaintenanceWindow() != null) {
            change.maintenanceWindow(request.preferredMaintenanceWindow());
        }
        if (request.hasVpcSecurityGroupIds()) {
            change.securityGroups(request.vpcSecurityGroupIds());
        }
        change.options(RdsOptions.modified(request, db.spec.options()));
        var group = request.dbParameterGroupName();
        if (group != null && !group.equals(db.spec.parameterGroup())) {
            change.parameterGroup(group);
            db.parameterStatus = "applying";
            var applied = estate.now().plus(state.pace().modify());
            db.status = Timeline.of(estate.now(), "modifying").then(state.pace().modify(), "available");
            estate.agenda().at(applied, () -> db.parameterStatus = "pending-reboot");
        }
        db.spec = change.made();
    }

    private void apply(Database db) {
        var pace = state.pace();
        var startsBackups = db.spec.backupRetention() == 0 && db.pending.containsKey("BackupRetentionPeriod");
        var takes = "true".equals(db.pending.get("MultiAZ")) ? pace.modify().multipliedBy(5) : pace.modify();
        var status = Timeline.of(estate.now(), "modifying");
        var applied = estate.now().plus(takes);
        db.status = startsBackups
                ? status.then(takes, "backing-up").then(state.backUp(db, applied), "available")
                : status.then(takes, "available");
        estate.agenda().at(applied, () -> {
            db.spec = DatabaseChange.of(db.spec).pending(db.pending).made();
            db.pending.clear();
        });
    }

    Database reboot(String reference) {
        var db = lookup.available(reference, "reboot");
        lookup.accessible(db);
        db.status = Timeline.of(estate.now(), "rebooting").then(state.pace().reboot(), "available");
        estate.agenda().at(db.status.settles(), () -> db.parameterStatus = "in-sync");
        return db;
    }

    Database stop(String reference) {
        var db = lookup.available(reference, "stop");
        if (!db.replicas.isEmpty()) {
            throw RdsRefusal.instanceState("Cannot stop or start a DB instance that has a read replica: " + db.id);
        }
        if (db.inRecovery()) {
            throw RdsRefusal.instanceState("Cannot stop or start a read replica: " + db.id);
        }
        db.status = Timeline.of(estate.now(), "stopping").then(state.pace().stop(), "stopped");
        return db;
    }

    Database start(String reference) {
        var db = lookup.instance(reference);
        if (!db.status().equals("stopped")) {
            throw RdsRefusal.instanceState("Instance " + db.id + " is not stopped.");
        }
        db.status = Timeline.of(estate.now(), "starting").then(state.pace().start(), "available");
        return db;
    }

    /** @param snapshots takes the final one */
    Database delete(DeleteDbInstanceRequest request, RdsSnapshots snapshots) {
        var db = lookup.instance(request.dbInstanceIdentifier());
        var skip = Boolean.TRUE.equals(request.skipFinalSnapshot());
        var last = request.finalDBSnapshotIdentifier();
        if (skip && last != null) {
            throw RdsRefusal.combination(
                    "FinalDBSnapshotIdentifier can not be specified when deleting with SkipFinalSnapshot.");
        }
        if (!skip && last == null) {
            throw RdsRefusal.combination(
                    "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
        }
        if (db.spec.deletionProtection()) {
            throw RdsRefusal.combination(
                    "Cannot delete protected DB Instance, please disable deletion protection and try again.");
        }
        if (db.status().equals("deleting") || db.status().equals("creating")) {
            throw RdsRefusal.instanceState("Instance " + db.id + " is already being " + db.status() + ".");
        }
        if (!skip && db.inRecovery()) {
            throw RdsRefusal.combination(
                    "FinalDBSnapshotIdentifier can not be specified when deleting a replica instance.");
        }
        var gone = estate.now().plus(state.pace().deletion());
        if (last != null) {
            lookup.accessible(db);
            gone = snapshots.take(db, last).status().settles().plus(state.pace().deletion());
        }
        List.copyOf(db.replicas).forEach(Database::orphan);
        db.replicas.clear();
        if (!Boolean.FALSE.equals(request.deleteAutomatedBackups())) {
            state.snapshots
                    .values()
                    .removeIf(s ->
                            s.type().equals("automated") && s.instance().id().equals(db.id));
        } else if (db.spec.backupRetention() > 0) {
            state.retained.put(db.resourceId, new RdsState.RetainedBackup(db.spec, db.resourceId, db.created));
        }
        db.status = Timeline.of(estate.now(), "deleting");
        estate.agenda().at(gone, () -> {
            var source = db.source;
            if (source != null) {
                source.replicas.remove(db);
            }
            state.databases.remove(db.id, db);
            estate.tags().forget(db.arn());
        });
        return db;
    }

    private String free(String wanted) {
        var id = wanted.toLowerCase(Locale.ROOT);
        if (!id.matches("[a-z](?!.*--)[a-z0-9-]{0,62}(?<!-)")) {
            throw RdsRefusal.parameter(
                    "The parameter DBInstanceIdentifier is not a valid identifier. Identifiers must begin with a letter; must"
                            + " contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two"
                            + " consecutive hyphens.");
        }
        if (state.databases.containsKey(id)) {
            throw RdsRefusal.instanceExists();
        }
        if (state.databases.size() >= QuotaState.of(estate, region).applied("rds/L-7B6409FD")) {
            throw RdsRefusal.instanceQuota();
        }
        return id;
    }

    private String standardSubnets() {
        return state.subnetGroup("default").map(SubnetGroup::name).orElseThrow(RdsRefusal::noDefaultSubnet);
    }

    /** From 14.1 on (Amazon RDS User Guide, "Read replica limitations with PostgreSQL"). */
    private static boolean backsUpReplicas(String version) {
        var parts = version.split("\\.");
        var major = Integer.parseInt(parts[0]);
        return major > 14 || major == 14 && parts.length > 1 && Integer.parseInt(parts[1]) >= 1;
    }

    private static void checkRetention(int days) {
        if (days < 0 || days > 35) {
            throw RdsRefusal.parameter("Invalid backup retention period: " + days + ". Must be between 0 and 35.");
        }
    }

    private static String or(@Nullable String value, String otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }
}
