package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Endpoint;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.Subnet;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** The state as RDS shows it. */
final class RdsView {

    private final Estate estate;
    private final String region;

    RdsView(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    DBInstance instance(Database db) {
        var spec = db.spec;
        var state = RdsState.of(estate, region);
        var subnets = state.subnetGroups.get(spec.subnetGroup());
        var source = db.source;
        var options = spec.options();
        var view = DBInstance.builder()
                .dbInstanceIdentifier(db.id)
                .dbInstanceArn(db.arn())
                .dbiResourceId(db.resourceId)
                .dbInstanceClass(spec.instanceClass())
                .dbInstanceStatus(db.status())
                .engine("postgres")
                .engineVersion(spec.engineVersion())
                .licenseModel("postgresql-license")
                .masterUsername("ehrbase_admin")
                .dbName("ehrbase")
                .allocatedStorage(spec.storageGb())
                .storageType("gp3")
                .iops(3000)
                .storageThroughput(125)
                .instanceCreateTime(db.hasEndpoint() ? db.created : null)
                .preferredBackupWindow(spec.backupWindow())
                .preferredMaintenanceWindow(spec.maintenanceWindow())
                .backupRetentionPeriod(spec.backupRetention())
                .multiAZ(spec.multiAz())
                .availabilityZone(region + "a")
                .storageEncrypted(spec.kmsKey() != null)
                .kmsKeyId(spec.kmsKey())
                .publiclyAccessible(false)
                .deletionProtection(spec.deletionProtection())
                .autoMinorVersionUpgrade(options.minorUpgrades())
                .copyTagsToSnapshot(options.tagsToSnapshots())
                .caCertificateIdentifier(options.authority())
                .iamDatabaseAuthenticationEnabled(options.iamAuthentication())
                .monitoringInterval(options.monitoringInterval())
                .monitoringRoleArn(options.monitoringRole().isEmpty() ? null : options.monitoringRole())
                .performanceInsightsEnabled(options.insightsDays() > 0)
                .performanceInsightsRetentionPeriod(options.insightsDays() > 0 ? options.insightsDays() : null)
                .enabledCloudwatchLogsExports(options.logs())
                .maxAllocatedStorage(options.mostStorageGb() > 0 ? options.mostStorageGb() : null)
                .optionGroupMemberships(OptionGroupMembership.builder()
                        .optionGroupName("default:postgres-15")
                        .status("in-sync")
                        .build())
                .networkType("IPV4")
                .backupTarget("region")
                .latestRestorableTime(latestRestorable(db))
                .vpcSecurityGroups(spec.securityGroups().stream()
                        .map(id -> VpcSecurityGroupMembership.builder()
                                .vpcSecurityGroupId(id)
                                .status("active")
                                .build())
                        .toList())
                .dbParameterGroups(DBParameterGroupStatus.builder()
                        .dbParameterGroupName(spec.parameterGroup())
                        .parameterApplyStatus(db.parameterStatus)
                        .build())
                .pendingModifiedValues(pending(db.pending))
                .readReplicaDBInstanceIdentifiers(
                        db.replicas.stream().map(replica -> name(replica, db)).toList())
                .tagList(tags(estate.tags().of(db.arn())));
        if (subnets != null) {
            view.dbSubnetGroup(subnetGroup(subnets));
        }
        if (spec.multiAz()) {
            view.secondaryAvailabilityZone(region + "b");
        }
        if (db.hasEndpoint()) {
            view.endpoint(Endpoint.builder().address(db.endpoint()).port(5432).build());
        }
        if (source != null) {
            view.readReplicaSourceDBInstanceIdentifier(name(source, db));
        }
        if (source != null || db.orphaned()) {
            view.statusInfos(DBInstanceStatusInfo.builder()
                    .statusType("read replication")
                    .normal(db.replicating())
                    .status(db.orphaned() ? "terminated" : db.replicating() ? "replicating" : "connecting")
                    .build());
        }
        if (spec.managedMasterSecret()) {
            view.masterUserSecret(MasterUserSecret.builder()
                    .secretArn(estate.arn("secretsmanager", region, "secret:rds!" + db.resourceId))
                    .secretStatus("active")
                    .build());
        }
        return view.build();
    }

    private @Nullable Instant latestRestorable(Database db) {
        return db.spec.backupRetention() > 0 && db.reachable() ? estate.now().minusSeconds(240) : null;
    }

    /** Instances of another region are named by ARN. */
    private static String name(Database named, Database by) {
        return named.region().equals(by.region()) ? named.id : named.arn();
    }

    private static PendingModifiedValues pending(Map<String, String> values) {
        var view = PendingModifiedValues.builder();
        values.forEach((name, value) -> {
            switch (name) {
                case "DBInstanceClass" -> view.dbInstanceClass(value);
                case "AllocatedStorage" -> view.allocatedStorage(Integer.valueOf(value));
                case "BackupRetentionPeriod" -> view.backupRetentionPeriod(Integer.valueOf(value));
                case "MultiAZ" -> view.multiAZ(Boolean.valueOf(value));
                case "EngineVersion" -> view.engineVersion(value);
                default -> throw new IllegalStateException("RDS has no pending value " + name);
            }
        });
        return view.build();
    }

    DBSnapshot snapshot(DatabaseSnapshot snapshot) {
        var now = estate.now();
        var spec = snapshot.instance();
        var source = snapshot.sourceArn();
        return DBSnapshot.builder()
                .dbSnapshotIdentifier(snapshot.id())
                .dbSnapshotArn(snapshot.arn())
                .dbInstanceIdentifier(spec.id())
                .snapshotType(snapshot.type())
                .status(snapshot.status().at(now))
                .percentProgress(snapshot.status().percent(now))
                .snapshotCreateTime(snapshot.status().from())
                .originalSnapshotCreateTime(snapshot.taken())
                .instanceCreateTime(snapshot.instanceCreated())
                .engine("postgres")
                .engineVersion(spec.engineVersion())
                .licenseModel("postgresql-license")
                .masterUsername("ehrbase_admin")
                .allocatedStorage(spec.storageGb())
                .storageType("gp3")
                .port(5432)
                .availabilityZone(region + "a")
                .encrypted(snapshot.kmsKey() != null)
                .kmsKeyId(snapshot.kmsKey())
                .sourceDBSnapshotIdentifier(source)
                .sourceRegion(source == null ? null : source.split(":")[3])
                .tagList(tags(estate.tags().of(snapshot.arn())))
                .build();
    }

    ExportTask export(ExportJob job) {
        var now = estate.now();
        var status = job.status().at(now);
        var over = job.status().settled(now);
        return ExportTask.builder()
                .exportTaskIdentifier(job.id())
                .sourceArn(job.snapshotArn())
                .sourceType("SNAPSHOT")
                .snapshotTime(job.snapshotTime())
                .taskStartTime(status.equals("STARTING") ? null : job.status().from())
                .taskEndTime(over ? job.status().settles() : null)
                .s3Bucket(job.bucket())
                .s3Prefix(job.prefix())
                .iamRoleArn(job.role())
                .kmsKeyId(job.kmsKey())
                .status(status)
                .percentProgress(status.equals("FAILED") ? 0 : job.status().percent(now))
                .totalExtractedDataInGB(status.equals("COMPLETE") ? job.sizeGb() : 0)
                .failureCause(status.equals("FAILED") ? job.failure() : null)
                .build();
    }

    DBParameterGroup parameterGroup(ParameterGroup group) {
        return DBParameterGroup.builder()
                .dbParameterGroupName(group.name())
                .dbParameterGroupFamily(group.family())
                .description(group.description())
                .dbParameterGroupArn(estate.arn("rds", region, "pg:" + group.name()))
                .build();
    }

    DBSubnetGroup subnetGroup(SubnetGroup group) {
        var subnets = group.subnets().stream()
                .map(id -> Subnet.builder()
                        .subnetIdentifier(id)
                        .subnetStatus("Active")
                        .subnetAvailabilityZone(zone -> zone.name(region + (id.endsWith("1") ? "a" : "b")))
                        .build())
                .toList();
        return DBSubnetGroup.builder()
                .dbSubnetGroupName(group.name())
                .dbSubnetGroupDescription(group.description())
                .dbSubnetGroupArn(estate.arn("rds", region, "subgrp:" + group.name()))
                .vpcId(group.vpc())
                .subnetGroupStatus("Complete")
                .subnets(subnets)
                .build();
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
