package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.*;

/** RDS of one region. */
public final class EmbeddedRds extends NoClusters {

    private final Estate estate;
    private final RdsState state;
    private final RdsLookup lookup;
    private final RdsInstances instances;
    private final RdsSnapshots snapshots;
    private final RdsGroups groups;
    private final RdsView view;

    public EmbeddedRds(Estate estate, String region) {
        this.estate = estate;
        this.state = RdsState.of(estate, region);
        this.lookup = new RdsLookup(estate, region);
        this.instances = new RdsInstances(estate, region, lookup);
        this.snapshots = new RdsSnapshots(estate, region, lookup);
        this.groups = new RdsGroups(state, lookup);
        this.view = new RdsView(estate, region);
    }

    @Override
    public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
        var id = request.dbInstanceIdentifier();
        var found = (id == null ? state.databases() : List.of(lookup.instance(id)))
                .stream()
                        .map(view::instance)
                        .filter(db -> matches(request.filters(), "db-instance-id", db.dbInstanceIdentifier()))
                        .filter(db -> matches(request.filters(), "engine", db.engine()))
                        .toList();
        var page = lookup.page(found, request.marker(), request.maxRecords());
        return DescribeDbInstancesResponse.builder()
                .dbInstances(page.items())
                .marker(page.next())
                .build();
    }

    private static boolean matches(List<Filter> filters, String name, @Nullable String value) {
        return filters.stream()
                .filter(filter -> filter.name().equals(name))
                .allMatch(filter -> value != null && filter.values().contains(value));
    }

    @Override
    public RestoreDbInstanceFromDbSnapshotResponse restoreDBInstanceFromDBSnapshot(
            RestoreDbInstanceFromDbSnapshotRequest request) {
        return RestoreDbInstanceFromDbSnapshotResponse.builder()
                .dbInstance(view.instance(instances.restore(request)))
                .build();
    }

    @Override
    public CreateDbInstanceReadReplicaResponse createDBInstanceReadReplica(CreateDbInstanceReadReplicaRequest request) {
        return CreateDbInstanceReadReplicaResponse.builder()
                .dbInstance(view.instance(instances.replica(request)))
                .build();
    }

    @Override
    public PromoteReadReplicaResponse promoteReadReplica(PromoteReadReplicaRequest request) {
        return PromoteReadReplicaResponse.builder()
                .dbInstance(view.instance(instances.promote(request)))
                .build();
    }

    @Override
    public ModifyDbInstanceResponse modifyDBInstance(ModifyDbInstanceRequest request) {
        return ModifyDbInstanceResponse.builder()
                .dbInstance(view.instance(instances.modify(request)))
                .build();
    }

    @Override
    public RebootDbInstanceResponse rebootDBInstance(RebootDbInstanceRequest request) {
        return RebootDbInstanceResponse.builder()
                .dbInstance(view.instance(instances.reboot(request.dbInstanceIdentifier())))
                .build();
    }

    @Override
    public StopDbInstanceResponse stopDBInstance(StopDbInstanceRequest request) {
        return StopDbInstanceResponse.builder()
                .dbInstance(view.instance(instances.stop(request.dbInstanceIdentifier())))
                .build();
    }

    @Override
    public StartDbInstanceResponse startDBInstance(StartDbInstanceRequest request) {
        return StartDbInstanceResponse.builder()
                .dbInstance(view.instance(instances.start(request.dbInstanceIdentifier())))
                .build();
    }

    @Override
    public DeleteDbInstanceResponse deleteDBInstance(DeleteDbInstanceRequest request) {
        return DeleteDbInstanceResponse.builder()
                .dbInstance(view.instance(instances.delete(request, snapshots)))
                .build();
    }

    @Override
    public DescribeDbInstanceAutomatedBackupsResponse describeDBInstanceAutomatedBackups(
            DescribeDbInstanceAutomatedBackupsRequest request) {
        var live = state.databases().stream()
                .filter(db -> db.spec.backupRetention() > 0)
                .map(db -> backup(db.spec, db.resourceId, "active"))
                .toList();
        var all = new ArrayList<DBInstanceAutomatedBackup>(live);
        state.retained.values().forEach(kept -> all.add(backup(kept.instance(), kept.resourceId(), "retained")));
        all.removeIf(backup -> request.dbInstanceIdentifier() != null
                && !request.dbInstanceIdentifier().equals(backup.dbInstanceIdentifier()));
        all.removeIf(backup ->
                request.dbiResourceId() != null && !request.dbiResourceId().equals(backup.dbiResourceId()));
        var page = lookup.page(all, request.marker(), request.maxRecords());
        return DescribeDbInstanceAutomatedBackupsResponse.builder()
                .dbInstanceAutomatedBackups(page.items())
                .marker(page.next())
                .build();
    }

    private DBInstanceAutomatedBackup backup(DatabaseSpec spec, String resourceId, String status) {
        return DBInstanceAutomatedBackup.builder()
                .dbInstanceIdentifier(spec.id())
                .dbiResourceId(resourceId)
                .status(status)
                .engine("postgres")
                .engineVersion(spec.engineVersion())
                .backupRetentionPeriod(spec.backupRetention())
                .encrypted(spec.kmsKey() != null)
                .kmsKeyId(spec.kmsKey())
                .allocatedStorage(spec.storageGb())
                .build();
    }

    @Override
    public DeleteDbInstanceAutomatedBackupResponse deleteDBInstanceAutomatedBackup(
            DeleteDbInstanceAutomatedBackupRequest request) {
        var kept = state.retained.remove(request.dbiResourceId());
        if (kept == null) {
            throw RdsRefusal.noRetainedBackup(String.valueOf(request.dbiResourceId()));
        }
        return DeleteDbInstanceAutomatedBackupResponse.builder()
                .dbInstanceAutomatedBackup(backup(kept.instance(), kept.resourceId(), "deleting"))
                .build();
    }

    @Override
    public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
        var id = request.dbSnapshotIdentifier();
        var found = (id == null ? List.copyOf(state.snapshots.values()) : List.of(lookup.snapshot(id)))
                .stream()
                        .filter(s -> request.dbInstanceIdentifier() == null
                                || s.instance()
                                        .id()
                                        .equals(request.dbInstanceIdentifier().toLowerCase(Locale.ROOT)))
                        .filter(s -> request.snapshotType() == null || s.type().equals(request.snapshotType()))
                        .map(view::snapshot)
                        .toList();
        var page = lookup.page(found, request.marker(), request.maxRecords());
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(page.items())
                .marker(page.next())
                .build();
    }

    @Override
    public CreateDbSnapshotResponse createDBSnapshot(CreateDbSnapshotRequest request) {
        return CreateDbSnapshotResponse.builder()
                .dbSnapshot(view.snapshot(snapshots.create(request)))
                .build();
    }

    @Override
    public CopyDbSnapshotResponse copyDBSnapshot(CopyDbSnapshotRequest request) {
        return CopyDbSnapshotResponse.builder()
                .dbSnapshot(view.snapshot(snapshots.copy(request)))
                .build();
    }

    @Override
    public DeleteDbSnapshotResponse deleteDBSnapshot(DeleteDbSnapshotRequest request) {
        return DeleteDbSnapshotResponse.builder()
                .dbSnapshot(view.snapshot(snapshots.delete(request.dbSnapshotIdentifier())).toBuilder()
                        .status("deleted")
                        .build())
                .build();
    }

    @Override
    public StartExportTaskResponse startExportTask(StartExportTaskRequest request) {
        var task = view.export(snapshots.export(request));
        return StartExportTaskResponse.builder()
                .exportTaskIdentifier(task.exportTaskIdentifier())
                .sourceArn(task.sourceArn())
                .s3Bucket(task.s3Bucket())
                .s3Prefix(task.s3Prefix())
                .iamRoleArn(task.iamRoleArn())
                .kmsKeyId(task.kmsKeyId())
                .status(task.status())
                .percentProgress(0)
                .build();
    }

    @Override
    public DescribeExportTasksResponse describeExportTasks(DescribeExportTasksRequest request) {
        var id = request.exportTaskIdentifier();
        if (id != null && !state.exports.containsKey(id)) {
            throw RdsRefusal.noExport(id);
        }
        var found = state.exports.values().stream()
                .filter(job -> id == null || job.id().equals(id))
                .filter(job -> request.sourceArn() == null || job.snapshotArn().equals(request.sourceArn()))
                .map(view::export)
                .toList();
        var page = lookup.page(found, request.marker(), request.maxRecords());
        return DescribeExportTasksResponse.builder()
                .exportTasks(page.items())
                .marker(page.next())
                .build();
    }

    @Override
    public CancelExportTaskResponse cancelExportTask(CancelExportTaskRequest request) {
        var task = view.export(snapshots.cancel(request.exportTaskIdentifier()));
        return CancelExportTaskResponse.builder()
                .exportTaskIdentifier(task.exportTaskIdentifier())
                .status(task.status())
                .build();
    }

    @Override
    public DescribeDbParameterGroupsResponse describeDBParameterGroups(DescribeDbParameterGroupsRequest request) {
        var name = request.dbParameterGroupName();
        var found = (name == null ? List.copyOf(state.parameterGroups.values()) : List.of(lookup.parameterGroup(name)))
                .stream().map(view::parameterGroup).toList();
        var page = lookup.page(found, request.marker(), request.maxRecords());
        return DescribeDbParameterGroupsResponse.builder()
                .dbParameterGroups(page.items())
                .marker(page.next())
                .build();
    }

    @Override
    public DescribeDbParametersResponse describeDBParameters(DescribeDbParametersRequest request) {
        var source = request.source() == null ? "" : request.source();
        var page = lookup.page(
                groups.parameters(request.dbParameterGroupName(), source), request.marker(), request.maxRecords());
        return DescribeDbParametersResponse.builder()
                .parameters(page.items())
                .marker(page.next())
                .build();
    }

    @Override
    public CreateDbParameterGroupResponse createDBParameterGroup(CreateDbParameterGroupRequest request) {
        var made = view.parameterGroup(groups.create(request));
        lookup.tag(made.dbParameterGroupArn(), request.tags());
        return CreateDbParameterGroupResponse.builder().dbParameterGroup(made).build();
    }

    @Override
    public CopyDbParameterGroupResponse copyDBParameterGroup(CopyDbParameterGroupRequest request) {
        return CopyDbParameterGroupResponse.builder()
                .dbParameterGroup(view.parameterGroup(groups.copy(request)))
                .build();
    }

    @Override
    public ModifyDbParameterGroupResponse modifyDBParameterGroup(ModifyDbParameterGroupRequest request) {
        groups.change(request.dbParameterGroupName(), request.parameters());
        return ModifyDbParameterGroupResponse.builder()
                .dbParameterGroupName(request.dbParameterGroupName())
                .build();
    }

    @Override
    public DeleteDbParameterGroupResponse deleteDBParameterGroup(DeleteDbParameterGroupRequest request) {
        groups.delete(request.dbParameterGroupName());
        return DeleteDbParameterGroupResponse.builder().build();
    }

    @Override
    public DescribeDbSubnetGroupsResponse describeDBSubnetGroups(DescribeDbSubnetGroupsRequest request) {
        var name = request.dbSubnetGroupName();
        var found = (name == null ? List.copyOf(state.subnetGroups.values()) : List.of(lookup.subnetGroup(name)))
                .stream().map(view::subnetGroup).toList();
        var page = lookup.page(found, request.marker(), request.maxRecords());
        return DescribeDbSubnetGroupsResponse.builder()
                .dbSubnetGroups(page.items())
                .marker(page.next())
                .build();
    }

    @Override
    public CreateDbSubnetGroupResponse createDBSubnetGroup(CreateDbSubnetGroupRequest request) {
        return CreateDbSubnetGroupResponse.builder()
                .dbSubnetGroup(view.subnetGroup(groups.createSubnets(request, "vpc-default")))
                .build();
    }

    @Override
    public DeleteDbSubnetGroupResponse deleteDBSubnetGroup(DeleteDbSubnetGroupRequest request) {
        groups.deleteSubnets(request.dbSubnetGroupName());
        return DeleteDbSubnetGroupResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tagList(RdsView.tags(estate.tags().of(request.resourceName())))
                .build();
    }

    @Override
    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest request) {
        var tags = new TreeMap<String, String>();
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        estate.tags().put(request.resourceName(), tags);
        return AddTagsToResourceResponse.builder().build();
    }

    @Override
    public RemoveTagsFromResourceResponse removeTagsFromResource(RemoveTagsFromResourceRequest request) {
        estate.tags().remove(request.resourceName(), request.tagKeys());
        return RemoveTagsFromResourceResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
