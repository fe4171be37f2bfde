package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.CreatedBy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.DbInstanceAutomatedBackupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSubnetGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.ExportTaskNotFoundException;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.Tag;

/** Reads RDS in one region by name. Empty means that AWS says it is not there; every other failure is an exception. */
final class Rds {
    private final RdsClient client;

    private Rds(RdsClient client) {
        this.client = client;
    }

    static Rds in(ActionContext context, String region) {
        return new Rds(context.clients().client(RdsClient.class, region));
    }

    Optional<DBInstance> instance(String id) {
        try {
            return client.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().stream()
                    .findFirst();
        } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The automated backups of an instance, also of one that is gone. */
    List<DBInstanceAutomatedBackup> automatedBackups(String id) {
        try {
            return client
                    .describeDBInstanceAutomatedBackupsPaginator(r -> r.dbInstanceIdentifier(id))
                    .dbInstanceAutomatedBackups()
                    .stream()
                    .toList();
        } catch (DbInstanceAutomatedBackupNotFoundException e) {
            return List.of();
        }
    }

    Optional<DBSnapshot> snapshot(String id) {
        try {
            return client.describeDBSnapshots(r -> r.dbSnapshotIdentifier(id)).dbSnapshots().stream()
                    .findFirst();
        } catch (DbSnapshotNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The newest of the automated backups that are complete. */
    Optional<DBSnapshot> lastBackup(String instance) {
        return client
                .describeDBSnapshotsPaginator(
                        r -> r.dbInstanceIdentifier(instance).snapshotType("automated"))
                .dbSnapshots()
                .stream()
                .filter(s -> "available".equals(s.status()) && s.snapshotCreateTime() != null)
                .max(Comparator.comparing(DBSnapshot::snapshotCreateTime));
    }

    /** The snapshots that somebody took of an instance, or that were its last; also of one that is gone. */
    List<DBSnapshot> manualSnapshots(String instance) {
        return client
                .describeDBSnapshotsPaginator(
                        r -> r.dbInstanceIdentifier(instance).snapshotType("manual"))
                .dbSnapshots()
                .stream()
                .toList();
    }

    Optional<ExportTask> exportTask(String id) {
        try {
            return client.describeExportTasks(r -> r.exportTaskIdentifier(id)).exportTasks().stream()
                    .findFirst();
        } catch (ExportTaskNotFoundException e) {
            return Optional.empty();
        }
    }

    Optional<DBSubnetGroup> subnetGroup(String name) {
        try {
            return client.describeDBSubnetGroups(r -> r.dbSubnetGroupName(name)).dbSubnetGroups().stream()
                    .findFirst();
        } catch (DbSubnetGroupNotFoundException e) {
            return Optional.empty();
        }
    }

    Optional<DBParameterGroup> parameterGroup(String name) {
        try {
            return client.describeDBParameterGroups(r -> r.dbParameterGroupName(name)).dbParameterGroups().stream()
                    .findFirst();
        } catch (DbParameterGroupNotFoundException e) {
            return Optional.empty();
        }
    }

    /** The parameters that somebody set, by name; all others have the family's default. */
    Map<String, Parameter> setParameters(String group) {
        return client
                .describeDBParametersPaginator(
                        r -> r.dbParameterGroupName(group).source("user"))
                .parameters()
                .stream()
                .filter(p -> p.parameterValue() != null)
                .collect(Collectors.toMap(Parameter::parameterName, p -> p, (a, b) -> b, TreeMap::new));
    }

    static List<Tag> tags(ActionContext context) {
        return CreatedBy.tags(context).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    }

    static Map<String, String> tags(List<Tag> tags) {
        return tags.stream()
                .collect(Collectors.toMap(
                        Tag::key, t -> Optional.ofNullable(t.value()).orElse(""), (a, b) -> b));
    }
}
