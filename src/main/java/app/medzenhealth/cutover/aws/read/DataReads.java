package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.UnreadableAnswer;
import app.medzenhealth.cutover.aws.read.ServiceReading.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BackupTypeFilter;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.ListBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.ListTablesResponse;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbInstanceAutomatedBackupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** Databases, tables, and their backups. */
final class DataReads {

    private static final Set<String> OVER = Set.of("COMPLETE", "CANCELED", "FAILED");

    private DataReads() {}

    static List<Found> databases(ServiceReading in) throws InterruptedException {
        var client = in.client(RdsClient.class);
        return in.together(lists(in, client).toArray(Listing[]::new));
    }

    /** The same, and what is left when databases are gone. */
    static List<Found> databasesAndParts(ServiceReading in) throws InterruptedException {
        var client = in.client(RdsClient.class);
        var lists = new ArrayList<Listing>(lists(in, client));
        lists.addAll(List.of(
                new Listing("cluster-parameter-group", () -> DatabaseParts.clusterParameterGroups(in, client)),
                new Listing("option-group", () -> DatabaseParts.optionGroups(in, client)),
                new Listing("proxy", () -> DatabaseParts.proxies(in, client)),
                new Listing("cluster-automated-backup", () -> DatabaseParts.clusterBackups(in, client))));
        return in.together(lists.toArray(Listing[]::new));
    }

    private static List<Listing> lists(ServiceReading in, RdsClient client) {
        return List.of(
                new Listing("instance", () -> instances(in, client)),
                new Listing("snapshot", () -> snapshots(in, client)),
                new Listing("automated-backup", () -> retainedBackups(in, client)),
                new Listing("snapshot-export", () -> runningExports(in, client)),
                new Listing("cluster", () -> DatabaseParts.clusters(in, client)),
                new Listing("cluster-snapshot", () -> DatabaseParts.clusterSnapshots(in, client)),
                new Listing("parameter-group", () -> DatabaseParts.parameterGroups(in, client)),
                new Listing("subnet-group", () -> DatabaseParts.subnetGroups(in, client)));
    }

    private static List<Found> instances(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeDBInstances(b -> b.marker(token)),
                        DescribeDbInstancesResponse::dbInstances,
                        DescribeDbInstancesResponse::marker)
                .stream()
                .map(i -> instance(in, i))
                .toList();
    }

    /**
     * Of every kind that the account owns: automated ones and those of AWS Backup hold patients' data too. "If you don't specify a
     * SnapshotType value, then both automated and manual snapshots are returned" (Amazon RDS API Reference, DescribeDBSnapshots):
     * those of AWS Backup, of the type awsbackup, are asked for besides. Shared and public ones of other accounts are not ours.
     */
    private static List<Found> snapshots(ServiceReading in, RdsClient client) {
        var all = new LinkedHashMap<String, DBSnapshot>();
        snapshots(in, client, null).forEach(s -> all.put(s.dbSnapshotArn(), s));
        snapshots(in, client, "awsbackup").forEach(s -> all.putIfAbsent(s.dbSnapshotArn(), s));
        return all.values().stream().map(s -> snapshot(in, s)).toList();
    }

    private static List<DBSnapshot> snapshots(ServiceReading in, RdsClient client, @Nullable String type) {
        return in.pages(
                token -> client.describeDBSnapshots(b -> b.marker(token).snapshotType(type)),
                DescribeDbSnapshotsResponse::dbSnapshots,
                DescribeDbSnapshotsResponse::marker);
    }

    /** Those that are over left their files in a bucket, and nothing else. */
    private static List<Found> runningExports(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeExportTasks(b -> b.marker(token)),
                        DescribeExportTasksResponse::exportTasks,
                        DescribeExportTasksResponse::marker)
                .stream()
                .filter(e -> !OVER.contains(text(e.status()).toUpperCase(Locale.ROOT)))
                .map(e -> new Found(
                        "snapshot-export",
                        in.region(),
                        text(e.exportTaskIdentifier()),
                        text(e.sourceArn()),
                        text(e.exportTaskIdentifier()),
                        text(e.status()),
                        details("bucket", e.s3Bucket(), "percent", e.percentProgress()),
                        Map.of()))
                .toList();
    }

    private static Found instance(ServiceReading in, DBInstance i) {
        return new Found(
                "instance",
                in.region(),
                i.dbInstanceIdentifier(),
                text(i.dbInstanceArn()),
                i.dbInstanceIdentifier(),
                text(i.dbInstanceStatus()),
                details(
                        "engine", text(i.engine()) + " " + text(i.engineVersion()),
                        "class", i.dbInstanceClass(),
                        "multi-AZ", i.multiAZ(),
                        "storage", storage(i.allocatedStorage(), i.storageType()),
                        "encrypted", i.storageEncrypted(),
                        "backup retention (days)", i.backupRetentionPeriod(),
                        "parameter group",
                                i.dbParameterGroups().isEmpty()
                                        ? null
                                        : i.dbParameterGroups().getFirst().dbParameterGroupName(),
                        "replica of", i.readReplicaSourceDBInstanceIdentifier(),
                        "replicas",
                                i.readReplicaDBInstanceIdentifiers().stream()
                                        .sorted()
                                        .collect(Collectors.joining(", "))),
                tags(i.tagList()));
    }

    private static Found snapshot(ServiceReading in, DBSnapshot s) {
        return new Found(
                "manual".equals(s.snapshotType()) || s.snapshotType() == null
                        ? "snapshot"
                        : s.snapshotType() + "-snapshot",
                in.region(),
                s.dbSnapshotIdentifier(),
                text(s.dbSnapshotArn()),
                s.dbSnapshotIdentifier(),
                text(s.status()),
                details(
                        "of", s.dbInstanceIdentifier(),
                        "engine", text(s.engine()) + " " + text(s.engineVersion()),
                        "storage", storage(s.allocatedStorage(), s.storageType()),
                        "encrypted", s.encrypted()),
                tags(s.tagList()));
    }

    private static String storage(Integer gigabytes, String type) {
        return gigabytes == null ? "" : gigabytes + " GB " + text(type);
    }

    static Map<String, String> tags(List<Tag> list) {
        var tags = new TreeMap<String, String>();
        list.forEach(t -> tags.put(text(t.key()), text(t.value())));
        return tags;
    }

    /** Automated backups that outlived their instance, or are replicated from elsewhere; others go with their instance. */
    private static List<Found> retainedBackups(ServiceReading in, RdsClient client) {
        return in
                .pages(
                        token -> client.describeDBInstanceAutomatedBackups(b -> b.marker(token)),
                        DescribeDbInstanceAutomatedBackupsResponse::dbInstanceAutomatedBackups,
                        DescribeDbInstanceAutomatedBackupsResponse::marker)
                .stream()
                .map(b -> NetworkReads.without(
                        new Found(
                                "automated-backup",
                                in.region(),
                                text(b.dbiResourceId()),
                                text(b.dbInstanceAutomatedBackupsArn()),
                                text(b.dbInstanceIdentifier()),
                                text(b.status()),
                                details("retention (days)", b.backupRetentionPeriod()),
                                Map.of()),
                        "active"))
                .toList();
    }

    static List<Found> tables(ServiceReading in) throws InterruptedException {
        var client = in.client(DynamoDbClient.class);
        return in.together(
                new Listing("table", () -> tables(in, client)), new Listing("backup", () -> tableBackups(in, client)));
    }

    private static List<Found> tables(ServiceReading in, DynamoDbClient client) throws InterruptedException {
        var names = in.pages(
                token -> client.listTables(b -> b.exclusiveStartTableName(token)),
                ListTablesResponse::tableNames,
                ListTablesResponse::lastEvaluatedTableName);
        return in.each(
                "table",
                names,
                name -> name,
                (name, details) -> List.of(details.ask(
                                Detail.TABLE,
                                () -> UnreadableAnswer.part(
                                        in.call(() -> client.describeTable(b -> b.tableName(name))),
                                        DescribeTableResponse::table))
                        .map(t -> table(in, t))
                        .orElseGet(() -> new Found(
                                "table",
                                in.region(),
                                name,
                                in.arn("dynamodb", "table/" + name),
                                name,
                                details.why(),
                                Map.of(),
                                Map.of()))));
    }

    private static Found table(ServiceReading in, TableDescription t) {
        return new Found(
                "table",
                in.region(),
                t.tableName(),
                text(t.tableArn()),
                t.tableName(),
                text(t.tableStatusAsString()),
                details(
                        "billing",
                                t.billingModeSummary() == null
                                        ? "PROVISIONED"
                                        : t.billingModeSummary().billingModeAsString(),
                        "deletion protection", t.deletionProtectionEnabled(),
                        "stream",
                                t.streamSpecification() == null
                                        ? null
                                        : t.streamSpecification().streamViewTypeAsString()),
                Map.of());
    }

    private static List<Found> tableBackups(ServiceReading in, DynamoDbClient client) {
        return in
                .pages(
                        token -> client.listBackups(
                                b -> b.backupType(BackupTypeFilter.ALL).exclusiveStartBackupArn(token)),
                        ListBackupsResponse::backupSummaries,
                        ListBackupsResponse::lastEvaluatedBackupArn)
                .stream()
                .map(b -> new Found(
                        "backup",
                        in.region(),
                        text(b.backupArn()),
                        text(b.backupArn()),
                        text(b.backupName()),
                        text(b.backupStatusAsString()),
                        details(
                                "table",
                                b.tableName(),
                                "type",
                                b.backupTypeAsString(),
                                "expires",
                                b.backupExpiryDateTime()),
                        Map.of()))
                .toList();
    }
}
