package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.Timeline;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;

/** What makes, copies and exports snapshots. */
final class RdsSnapshots {

    private final Estate estate;
    private final String region;
    private final RdsState state;
    private final RdsLookup lookup;

    RdsSnapshots(Estate estate, String region, RdsLookup lookup) {
        this.estate = estate;
        this.region = region;
        this.state = RdsState.of(estate, region);
        this.lookup = lookup;
    }

    DatabaseSnapshot create(CreateDbSnapshotRequest request) {
        var db = lookup.available(request.dbInstanceIdentifier(), "create a snapshot");
        var made = take(db, request.dbSnapshotIdentifier());
        lookup.tag(made.arn(), request.tags());
        return made;
    }

    DatabaseSnapshot take(Database db, String id) {
        checkFree(id);
        var incremental = state.snapshots.values().stream()
                .anyMatch(s -> s.type().equals("manual") && s.instance().id().equals(db.id));
        var takes = incremental ? state.pace().nextSnapshot() : state.pace().firstSnapshot();
        var made = new DatabaseSnapshot(
                id,
                arn(id),
                "manual",
                db.spec,
                db.created,
                db.spec.kmsKey(),
                db.position(),
                Timeline.of(estate.now(), "creating").then(takes, "available"),
                null,
                estate.now());
        state.snapshots.put(id, made);
        return made;
    }

    DatabaseSnapshot copy(CopyDbSnapshotRequest request) {
        var id = request.targetDBSnapshotIdentifier();
        checkFree(id);
        var reference = request.sourceDBSnapshotIdentifier();
        var source = reference.startsWith("arn:")
                ? RdsState.snapshotByArn(estate, reference).orElseThrow(() -> RdsRefusal.noSnapshot(reference))
                : lookup.snapshot(reference);
        if (!source.status().at(estate.now()).equals("available")) {
            throw RdsRefusal.snapshotState("DBSnapshot " + source.id() + " is not in available state.");
        }
        var crossRegion = !source.arn().equals(arn(source.id()));
        var made = new DatabaseSnapshot(
                id,
                arn(id),
                "manual",
                source.instance(),
                source.instanceCreated(),
                copyKey(request.kmsKeyId(), source, crossRegion),
                source.position(),
                Timeline.of(estate.now(), "creating")
                        .then(
                                crossRegion
                                        ? state.pace().crossRegionCopy()
                                        : state.pace().nextSnapshot(),
                                "available"),
                crossRegion ? source.arn() : null,
                source.taken());
        state.snapshots.put(id, made);
        if (Boolean.TRUE.equals(request.copyTags())) {
            estate.tags().put(made.arn(), estate.tags().of(source.arn()));
        }
        lookup.tag(made.arn(), request.tags());
        return made;
    }

    private @Nullable String copyKey(@Nullable String wanted, DatabaseSnapshot source, boolean crossRegion) {
        if (wanted != null) {
            return lookup.key(wanted);
        }
        if (source.kmsKey() != null && crossRegion) {
            throw RdsRefusal.combination(
                    "Cannot copy an encrypted snapshot across regions without a KMS key id of the destination region.");
        }
        return source.kmsKey();
    }

    DatabaseSnapshot delete(String id) {
        var snapshot = lookup.snapshot(id);
        if (snapshot.type().equals("automated")) {
            throw RdsRefusal.snapshotState("Automated snapshots cannot be deleted with this operation: " + id);
        }
        if (!snapshot.status().at(estate.now()).equals("available")) {
            throw RdsRefusal.snapshotState("Cannot delete the snapshot " + id + " because it is not available.");
        }
        state.snapshots.remove(snapshot.id());
        estate.tags().forget(snapshot.arn());
        return snapshot;
    }

    /** Whether the bucket suits is only found out by the task itself. */
    ExportJob export(StartExportTaskRequest request) {
        var id = request.exportTaskIdentifier();
        if (state.exports.containsKey(id)) {
            throw RdsRefusal.exportExists(id);
        }
        var snapshot = lookup.snapshot(request.sourceArn());
        if (!snapshot.status().at(estate.now()).equals("available")) {
            throw RdsRefusal.exportSourceState(
                    "The snapshot " + snapshot.id() + " is in a state that can't be exported: "
                            + snapshot.status().at(estate.now()));
        }
        if (!IamState.of(estate).hasRole(request.iamRoleArn())) {
            throw RdsRefusal.noRole(request.iamRoleArn());
        }
        if (IamState.of(estate).lacks(request.iamRoleArn(), "s3:PutObject")) {
            throw RdsRefusal.roleLacks(request.iamRoleArn());
        }
        var key = lookup.key(request.kmsKeyId());
        var bucket = S3State.of(estate)
                .bucket(request.s3BucketName())
                .orElseThrow(() -> RdsRefusal.noBucket(request.s3BucketName()));
        var suits = bucket.region().equals(region);
        var status = Timeline.of(estate.now(), "STARTING").then(state.pace().exportStart(), "IN_PROGRESS");
        var job = new ExportJob(
                id,
                snapshot.arn(),
                snapshot.status().from(),
                bucket.name(),
                Optional.ofNullable(request.s3Prefix()).orElse(""),
                request.iamRoleArn(),
                key,
                suits ? status.then(state.pace().export(), "COMPLETE") : status.then(Duration.ofMinutes(2), "FAILED"),
                suits
                        ? ""
                        : "The S3 bucket " + bucket.name() + " isn't located in the same AWS Region as the snapshot.",
                Math.max(1, snapshot.instance().storageGb() / 2));
        state.exports.put(id, job);
        if (suits) {
            estate.agenda().at(job.status().settles(), () -> write(job, bucket));
        }
        return job;
    }

    private void write(ExportJob job, Bucket bucket) {
        if (state.exports.get(job.id()) != job) {
            return;
        }
        var folder = job.prefix().isEmpty() ? job.id() : job.prefix() + "/" + job.id();
        bucket.seed(
                folder + "/export_info_" + job.id() + ".json",
                2_048,
                job.status().settles());
        bucket.seed(
                folder + "/export_tables_info_" + job.id() + "_from_1_to_42.json",
                18_304,
                job.status().settles());
        for (var table : EmbeddedSql.TABLES) {
            bucket.seed(
                    folder + "/ehrbase/" + table + "/1/part-00000-" + job.id() + ".gz.parquet",
                    64L << 20,
                    job.status().settles());
        }
    }

    ExportJob cancel(String id) {
        var job = state.exports.get(id);
        if (job == null) {
            throw RdsRefusal.noExport(id);
        }
        if (job.status().settled(estate.now())) {
            throw RdsRefusal.exportState("Export task " + id + " can't be canceled: it is over.");
        }
        var canceled = new ExportJob(
                job.id(),
                job.snapshotArn(),
                job.snapshotTime(),
                job.bucket(),
                job.prefix(),
                job.role(),
                job.kmsKey(),
                Timeline.of(estate.now(), "CANCELING").then(Duration.ofMinutes(1), "CANCELED"),
                "",
                job.sizeGb());
        state.exports.put(id, canceled);
        return canceled;
    }

    private void checkFree(String id) {
        if (!id.matches("[A-Za-z](?!.*--)[A-Za-z0-9-]{0,254}(?<!-)")) {
            throw RdsRefusal.parameter("The parameter DBSnapshotIdentifier is not a valid identifier: " + id);
        }
        if (state.snapshots.containsKey(id)) {
            throw RdsRefusal.snapshotExists(id);
        }
        var manual = state.snapshots.values().stream()
                .filter(s -> s.type().equals("manual"))
                .count();
        if (manual >= QuotaState.of(estate, region).applied("rds/L-272F1212")) {
            throw RdsRefusal.snapshotQuota();
        }
    }

    private String arn(String id) {
        return estate.arn("rds", region, "snapshot:" + id);
    }
}
