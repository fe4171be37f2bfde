package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Signed;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.util.List;

/** The actions on databases. */
public final class DatabaseActions {
    private DatabaseActions() {}

    public static List<ActionType> types() {
        return List.of(
                Signed.writes("rds.create-snapshot", "Take a database snapshot")
                        .needs(Kind.TEXT, "instance", "snapshot")
                        .gives("snapshotId", "snapshotArn")
                        .madeBy(CreateSnapshot::new),
                Signed.writes("rds.copy-snapshot", "Copy a database snapshot to another region")
                        .needs(Kind.REGION, "sourceRegion")
                        .needs(Kind.TEXT, "sourceSnapshot", "snapshot", "kmsKey")
                        .gives("snapshotId", "snapshotArn")
                        .about("sourceSnapshot")
                        .madeBy(CopySnapshot::new),
                Signed.writes("rds.export-snapshot", "Export a database snapshot to a bucket")
                        .needs(Kind.TEXT, "snapshot", "task", "bucket", "role", "kmsKey")
                        .takes(Kind.TEXT, "prefix")
                        .gives("exportTask")
                        .madeBy(ExportSnapshot::new),
                Signed.writes("rds.restore-snapshot", "Restore a database snapshot")
                        .needs(Kind.TEXT, "snapshot", "instance", "class", "subnetGroup")
                        .needs(Kind.LIST, "securityGroups")
                        .needs(Kind.FLAG, "multiAz")
                        .takes(Kind.TEXT, "parameterGroup")
                        .gives("endpoint")
                        .madeBy(RestoreSnapshot::new),
                Signed.writes("rds.create-replica", "Create a read replica")
                        .needs(Kind.REGION, "sourceRegion")
                        .needs(Kind.TEXT, "source", "instance", "class", "kmsKey", "subnetGroup")
                        .needs(Kind.LIST, "securityGroups")
                        .needs(Kind.FLAG, "multiAz")
                        .takes(Kind.TEXT, "parameterGroup")
                        .gives("instance", "endpoint")
                        .madeBy(CreateReplica::new),
                Signed.writes("rds.promote", "Promote a read replica")
                        .needs(Kind.TEXT, "instance")
                        .needs(Kind.NUMBER, "backupRetention")
                        .takes(Kind.TEXT, "backupWindow")
                        .gives("endpoint")
                        .madeBy(PromoteReplica::new),
                Signed.writes("rds.delete-instance", "Delete a database instance")
                        .needs(Kind.TEXT, "instance")
                        .needs(Kind.FLAG, "keepAutomatedBackups")
                        .takes(Kind.TEXT, "finalSnapshot")
                        .gives("finalSnapshotArn")
                        .madeBy(DeleteInstance::new),
                Signed.writes("rds.create-parameter-group", "Create a database parameter group")
                        .needs(Kind.TEXT, "name", "copyFrom")
                        .needs(Kind.REGION, "sourceRegion")
                        .gives("parameterGroup")
                        .madeBy(CreateParameterGroup::new),
                Signed.reads("rds.check", "Check a database instance")
                        .needs(Kind.TEXT, "instance")
                        .needs(Kind.MAP, "expect")
                        .madeBy(CheckInstance::new),
                Signed.reads("sql.parity", "Compare a replica with its source")
                        .needs(Kind.TEXT, "source", "target")
                        .needs(Kind.REGION, "sourceRegion")
                        .gives("fenceLsn", "replayLsn")
                        .madeBy(SqlParity::new),
                Signed.reads("sql.integrity", "Compare the rows of two databases")
                        .needs(Kind.TEXT, "source", "target")
                        .needs(Kind.REGION, "sourceRegion")
                        .takes(Kind.NUMBER, "tolerance")
                        .gives("counts")
                        .madeBy(SqlIntegrity::new),
                Signed.writes("dynamodb.backup", "Back up DynamoDB tables")
                        .needs(Kind.LIST, "tables")
                        .gives("backupArns")
                        .about("tables")
                        .madeBy(BackUpTables::new),
                Signed.writes("dynamodb.delete-tables", "Delete DynamoDB tables")
                        .needs(Kind.LIST, "tables")
                        .about("tables")
                        .madeBy(DeleteTables::new));
    }
}
