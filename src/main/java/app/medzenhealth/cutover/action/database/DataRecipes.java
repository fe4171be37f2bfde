package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.deletion.DeletionRecipes;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Metric;
import app.medzenhealth.cutover.action.script.Script;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables, and comparisons of databases, as commands. */
final class DataRecipes {
    /** Exact, and every table in one query. */
    private static final String COUNTS =
            "select table_schema || '.' || table_name || ' ' || (xpath('/row/c/text()', query_to_xml(format("
                    + "'select count(*) as c from %I.%I', table_schema, table_name), false, true, '')))[1]::text "
                    + "from information_schema.tables where table_type = 'BASE TABLE' "
                    + "and table_schema not in ('pg_catalog', 'information_schema') order by 1";

    private DataRecipes() {}

    static void integrity(ActionContext context, Inputs with, Script script) {
        counts(script, with, with.optionalNumber("tolerance").orElse(0));
    }

    static void backUp(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        for (var table : with.someOf("tables")) {
            var name = BackUpTables.name(context, table);
            var status = "BackupSummaries[?BackupName==" + Jmes.literal(name) + "].BackupStatus | [0]";
            var all = Command.aws(region, "dynamodb", "list-backups", "--table-name", table);
            script.unless(
                    all.asking(status),
                    "the backup of " + table + " is there already",
                    s -> s.run(Command.aws(
                            region, "dynamodb", "create-backup", "--table-name", table, "--backup-name", name)));
            script.until(
                    "backup of " + table,
                    List.of("AVAILABLE"),
                    List.of("DELETED"),
                    Duration.ofSeconds(10),
                    Duration.ofHours(1),
                    all.asking(status));
        }
    }

    static void deleteTables(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var tables = with.someOf("tables");
        tables.forEach(table -> backedUp(context, script, region, table));
        script.attest(
                "The console looks whether DynamoDB has metered writes since the backups; this script does not. You have looked:"
                        + " nothing was written to " + String.join(", ", tables) + " since"
                        + with.optional("decidedIn")
                                .map(step ->
                                        ". Of each of which CloudWatch has no value, a named person has stated in step "
                                                + step
                                                + ", by the table's name, that nothing writes to it any more: "
                                                + context.attestations().told(step, tables))
                                .orElse(""));
        DeletionRecipes.facts(with, script, tables);
        script.destructive(region, "deletes the tables " + String.join(", ", tables) + " in " + region + " for good");
        for (var table : tables) {
            var read = Command.aws(region, "dynamodb", "describe-table", "--table-name", table);
            script.when(read.asking("Table.TableArn"), table + " is gone already", s -> {
                s.when(
                        read.asking("Table.DeletionProtectionEnabled && `\"on\"` || `\"\"`"),
                        table + " is not protected",
                        p -> p.run(Command.aws(
                                region,
                                "dynamodb",
                                "update-table",
                                "--table-name",
                                table,
                                "--no-deletion-protection-enabled",
                                "--query",
                                "TableDescription.TableName")));
                s.run(Command.aws(
                        region,
                        "dynamodb",
                        "delete-table",
                        "--table-name",
                        table,
                        "--query",
                        "TableDescription.TableName"));
            });
            script.untilGone(table, Duration.ofSeconds(5), Duration.ofMinutes(10), read.asking("Table.TableArn"));
        }
    }

    /** By the table's own id: a backup of an earlier table of the same name holds other data. */
    private static void backedUp(ActionContext context, Script script, String region, String table) {
        var id = Command.aws(region, "dynamodb", "describe-table", "--table-name", table)
                .asking("Table.TableId");
        script.when(
                id,
                table + " is gone already",
                s -> s.expect(
                        "this session's backups of this very table " + table,
                        Script.Bound.LEAST,
                        1,
                        Command.aws(region, "dynamodb", "list-backups", "--table-name", table)
                                .asking("length(BackupSummaries[?BackupStatus==`\"AVAILABLE\"` && TableId=="
                                        + Jmes.literal(s.value("TABLE_ID", "id of " + table, id))
                                        + " && starts_with(BackupName, "
                                        + Jmes.literal(BackUpTables.beginning(context, table)) + ")])")));
    }

    static void check(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var instance = Arns.name(with.text("instance"));
        with.map("expect")
                .forEach((attribute, wanted) -> attribute(script, region, instance, attribute, wanted.strip()));
        var like = with.map("like");
        if (!like.isEmpty()) {
            var other = like.getOrDefault("instance", "");
            script.show(InstanceRecipes.read(like.getOrDefault("region", region), other));
            script.show(InstanceRecipes.read(region, instance));
            var differs = with.map("differs");
            script.attest("The two instances above are set up alike, but for names, place and state"
                    + (differs.isEmpty() ? "" : ", and but for what the plan wants of " + instance + ": " + differs));
        }
    }

    static void attribute(Script script, String region, String instance, String attribute, String wanted) {
        var none = wanted.equals("none") || wanted.equals("[]") ? "" : wanted;
        var title = attribute + " of " + instance;
        if (attribute.equals("maxLagSeconds")) {
            var times = script.times(Duration.ofMinutes(5));
            script.show(Metric.values(
                            region,
                            "AWS/RDS",
                            "ReplicaLag",
                            Map.of("DBInstanceIdentifier", instance),
                            "Maximum",
                            60,
                            times.from(),
                            times.to())
                    .asking("Datapoints[].Maximum"));
            script.attest("Every value above is between 0 and " + wanted
                    + " (seconds of lag; -1: replication is not active), and there is one");
            return;
        }
        if (attribute.equals("inRecovery")) {
            InstanceRecipes.recovery(script, region, instance, wanted.equals("true"));
            return;
        }
        var query = query(attribute, none);
        if (query.isEmpty()) {
            script.attest("This script knows no attribute " + attribute + ". You have seen in AWS that " + title
                    + " is " + wanted);
            return;
        }
        var read = InstanceRecipes.read(region, instance).asking("DBInstances[0]." + query);
        switch (attribute.toLowerCase(Locale.ROOT)) {
            case "replicasource" -> {
                if (none.isEmpty()) {
                    script.expect(title, "", read);
                } else {
                    script.expect(
                            title + " is " + none,
                            "true",
                            InstanceRecipes.read(region, instance)
                                    .asking(
                                            "ends_with(not_null(DBInstances[0].ReadReplicaSourceDBInstanceIdentifier, `\"\"`), "
                                                    + Jmes.literal(Arns.name(none)) + ")"));
                }
            }
            case "pending" -> script.expect("number of " + title, none.isEmpty() ? "0" : none, read);
            case "readreplicas" -> {
                if (none.isEmpty() || none.matches("\\d+")) {
                    script.expect(title, none.isEmpty() ? "0" : none, read);
                } else {
                    script.show(read);
                    script.attest("The replicas above are " + none);
                }
            }
            case "onlyreplicas" -> {
                script.show(read);
                script.attest("Nothing but " + none + " follows " + instance + ", as shown above");
            }
            default -> script.expect(title, none, read);
        }
    }

    /** Where an answer of describe-db-instances tells an attribute; empty where it tells none of that name. */
    private static String query(String attribute, String wanted) {
        return switch (attribute) {
            case "status" -> "DBInstanceStatus";
            case "multiAz" -> "MultiAZ";
            case "encrypted" -> "StorageEncrypted";
            case "replicaSource" -> "ReadReplicaSourceDBInstanceIdentifier";
            case "backupRetention" -> "BackupRetentionPeriod";
            case "parameterGroup" -> "DBParameterGroups[0].DBParameterGroupName";
            case "parameterGroupApplied" -> "DBParameterGroups[0].ParameterApplyStatus";
            case "storage" -> "AllocatedStorage";
            case "storageType" -> "StorageType";
            case "class" -> "DBInstanceClass";
            case "engineVersion" -> "EngineVersion";
            case "deletionProtection" -> "DeletionProtection";
            case "replication" -> "StatusInfos[?StatusType==`\"read replication\"`].Status | [0]";
            case "readReplicas" ->
                wanted.matches("\\d*")
                        ? "length(ReadReplicaDBInstanceIdentifiers)"
                        : "join(`\",\"`, ReadReplicaDBInstanceIdentifiers)";
            case "onlyReplicas" -> "join(`\",\"`, ReadReplicaDBInstanceIdentifiers)";
            case "pending" -> "length(values(not_null(PendingModifiedValues, `{}`)))";
            default -> "";
        };
    }

    private static String host(Script script, String region, String instance) {
        return script.value(
                "HOST",
                "endpoint of " + instance,
                InstanceRecipes.read(region, instance).asking("DBInstances[0].Endpoint.Address"));
    }

    /** The metric of the lag counts up on an idle source: only positions in the log tell that everything has arrived. */
    static void parity(ActionContext context, Inputs with, Script script) {
        var source = host(script, with.text("sourceRegion"), Arns.name(with.text("source")));
        var target = host(script, with.region(), Arns.name(with.text("target")));
        var lsn = script.value(
                "LSN", "last position that the source has written", Psql.at(source, "select pg_current_wal_lsn()"));
        script.until(
                "the target has replayed it",
                List.of("t"),
                List.of(),
                Duration.ofSeconds(2),
                Duration.ofMinutes(15),
                Psql.at(target, "select pg_last_wal_replay_lsn() >= '" + lsn + "'"));
        if (with.optional("rows").isPresent()) {
            script.attest("Every table was counted on both sides in the last 24 hours, before users were cut off");
            return;
        }
        counts(script, source, target, 0);
    }

    static void counts(Script script, Inputs with, int tolerance) {
        counts(
                script,
                host(script, with.text("sourceRegion"), Arns.name(with.text("source"))),
                host(script, with.region(), Arns.name(with.text("target"))),
                tolerance);
    }

    static void counts(Script script, String source, String target, int tolerance) {
        var there = script.keep("rows-source.txt", Psql.at(source, COUNTS));
        var here = script.keep("rows-target.txt", Psql.at(target, COUNTS));
        // Two empty lists are the same: what was looked at may have been another database.
        script.tool("there are tables to count", Command.of("test", "-s", there));
        if (tolerance == 0) {
            script.tool("every table holds as many rows on both", Command.of("diff", there, here));
            return;
        }
        script.show(Command.of("paste", there, here));
        script.attest("Both sides list the same tables, and no table differs by more than " + tolerance + " rows");
    }
}
