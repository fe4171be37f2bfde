package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.deletion.DeletionRecipes;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Given;
import app.medzenhealth.cutover.action.script.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instances as commands: restore, replicate, promote, delete. */
final class InstanceRecipes {
    static final List<String> AVAILABLE = List.of("available");
    private static final Duration EVERY = Duration.ofSeconds(20);

    private InstanceRecipes() {}

    static Command read(String region, String instance) {
        return Command.aws(region, "rds", "describe-db-instances", "--db-instance-identifier", instance);
    }

    private static Command status(String region, String instance) {
        return read(region, instance).asking("DBInstances[0].DBInstanceStatus");
    }

    /** Not before nothing is pending: RDS says available also between a change and its application. */
    static void settled(Script script, String region, String instance, Duration most) {
        until(script, region, instance, AVAILABLE, most);
    }

    /** The same, where a backup that runs is not waited for. */
    private static void serves(Script script, String region, String instance, Duration most) {
        until(script, region, instance, List.of("available", "backing-up"), most);
    }

    private static void until(Script script, String region, String instance, List<String> enough, Duration most) {
        script.until(instance + " in " + region, enough, InstanceStatus.stuck(), EVERY, most, status(region, instance));
        script.expect(
                "nothing is pending on " + instance,
                "0",
                read(region, instance).asking("DBInstances[0].length(values(not_null(PendingModifiedValues, `{}`)))"));
    }

    static void restore(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var instance = with.text("instance");
        var snapshot = Arns.name(with.text("snapshot"));
        script.unless(status(region, instance), instance + " exists already", s -> {
            s.expect("snapshot " + snapshot, "available", SnapshotRecipes.status(region, snapshot));
            s.run(Command.of(new RestoreSnapshot(with).call(context)));
        });
        settled(script, region, instance, Duration.ofHours(3));
    }

    static void replicate(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var instance = with.text("instance");
        var sourceRegion = with.text("sourceRegion");
        var source = Arns.name(with.text("source"));
        script.unless(status(region, instance), instance + " exists already", s -> {
            s.expect("the source " + source, "available", status(sourceRegion, source));
            s.expect(
                    "days of automated backups of " + source,
                    Script.Bound.LEAST,
                    1,
                    read(sourceRegion, source).asking("DBInstances[0].BackupRetentionPeriod"));
            s.expect(
                    "master password of " + source + " that RDS manages (it refuses replicas then)",
                    "",
                    read(sourceRegion, source).asking("DBInstances[0].MasterUserSecret.SecretArn"));
            s.run(Command.of(new CreateReplica(with).create(context)));
        });
        settled(script, region, instance, Duration.ofHours(3));
        Optional.ofNullable(with.map("differs").get("PreferredMaintenanceWindow"))
                .ifPresent(window -> maintained(script, region, instance, window));
        with.optional("parameterGroup").ifPresent(group -> inForce(script, region, instance, group));
        ReplicaBackups.of(with).ifPresent(b -> backedUp(script, b));
        script.expect(
                instance + " follows " + source,
                "true",
                read(region, instance)
                        .asking("ends_with(not_null(DBInstances[0].ReadReplicaSourceDBInstanceIdentifier, `\"\"`), `\""
                                + source + "\"`)"));
    }

    /** Switched on, and the first one waited for. */
    private static void backedUp(Script script, ReplicaBackups backups) {
        var region = backups.region();
        var instance = backups.instance();
        script.unless(
                read(region, instance)
                        .asking("DBInstances[?BackupRetentionPeriod==`" + backups.days()
                                + "`].DBInstanceIdentifier | [0]"),
                "backups of " + instance + " are on already",
                s -> s.run(Command.of(backups.call())));
        script.until(
                "first backup of " + instance,
                AVAILABLE,
                SnapshotStatus.endedBadly(),
                EVERY,
                Duration.ofHours(6),
                Command.aws(
                                region,
                                "rds",
                                "describe-db-snapshots",
                                "--db-instance-identifier",
                                instance,
                                "--snapshot-type",
                                "automated")
                        .asking("DBSnapshots[0].Status"));
        settled(script, region, instance, Duration.ofHours(1));
    }

    /** No replica can be created with a window of its own: it is set afterwards. */
    private static void maintained(Script script, String region, String instance, String window) {
        script.unless(
                read(region, instance)
                        .asking("DBInstances[?PreferredMaintenanceWindow==`\"" + window
                                + "\"`].PreferredMaintenanceWindow | [0]"),
                "its maintenance window is " + window + " already",
                s -> s.run(Command.aws(
                        region,
                        "rds",
                        "modify-db-instance",
                        "--db-instance-identifier",
                        instance,
                        "--preferred-maintenance-window",
                        window,
                        "--apply-immediately")));
    }

    static void inForce(Script script, String region, String instance, String group) {
        var named = read(region, instance).asking("DBInstances[0].DBParameterGroups[0].DBParameterGroupName");
        var applied = read(region, instance).asking("DBInstances[0].DBParameterGroups[0].ParameterApplyStatus");
        script.unless(
                read(region, instance)
                        .asking("DBInstances[0].DBParameterGroups[?DBParameterGroupName==`\"" + group
                                + "\"`].DBParameterGroupName | [0]"),
                group + " is set already",
                s -> s.run(Command.aws(
                        region,
                        "rds",
                        "modify-db-instance",
                        "--db-instance-identifier",
                        instance,
                        "--db-parameter-group-name",
                        group,
                        "--apply-immediately")));
        script.until(
                "parameter group of " + instance,
                List.of("in-sync", "pending-reboot"),
                List.of("failed-to-apply"),
                EVERY,
                Duration.ofMinutes(30),
                applied);
        script.unless(
                read(region, instance)
                        .asking("DBInstances[0].DBParameterGroups[?ParameterApplyStatus==`\"in-sync\"`]"
                                + ".DBParameterGroupName | [0]"),
                "its settings are in force already",
                s -> {
                    settled(s, region, instance, Duration.ofHours(1));
                    s.run(Command.aws(region, "rds", "reboot-db-instance", "--db-instance-identifier", instance));
                });
        script.until(
                "parameter group of " + instance,
                List.of("in-sync"),
                List.of("failed-to-apply"),
                EVERY,
                Duration.ofMinutes(30),
                applied);
        settled(script, region, instance, Duration.ofHours(1));
        script.expect("parameter group of " + instance, group, named);
    }

    static void promote(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var instance = Arns.name(with.text("instance"));
        var days = with.number("backupRetention");
        var source = read(region, instance).asking("DBInstances[0].ReadReplicaSourceDBInstanceIdentifier");
        script.choice(
                source,
                s -> {
                    s.expect(
                            "status of " + instance + " (never while it is backing-up)",
                            "available",
                            status(region, instance));
                    keyed(s, region, instance);
                    s.show(read(region, instance)
                            .asking("DBInstances[0].[PreferredBackupWindow,BackupRetentionPeriod]"));
                    s.attest(
                            "The backup window shown above is not within the next 30 minutes, and the replica has replayed "
                                    + "everything its source wrote (compare pg_current_wal_lsn() there with "
                                    + "pg_last_wal_replay_lsn() here; the ReplicaLag metric misleads on an idle source)");
                    s.destructive(
                            instance,
                            "promotes " + instance + " for good: from its first write on, the old primary lacks data");
                    s.run(Command.of(new PromoteReplica(with).call()));
                    s.untilGone("what " + instance + " follows", Duration.ofSeconds(10), Duration.ofHours(1), source);
                },
                s -> s.say(instance + " follows no source: it was promoted already"));
        serves(script, region, instance, Duration.ofHours(1));
        script.expect(
                "days of automated backups of " + instance,
                String.valueOf(days),
                read(region, instance).asking("DBInstances[0].BackupRetentionPeriod"));
        recovery(script, region, instance, false);
    }

    /** That it still takes writes of its own, and goes on doing so. */
    static void promoted(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var instance = Arns.name(with.text("instance"));
        script.unless(
                read(region, instance).asking("DBInstances[0].ReadReplicaSourceDBInstanceIdentifier"),
                "it follows another database, which the next line finds",
                s -> s.say(instance + " follows no source"));
        recovery(script, region, instance, false);
        keyed(script, region, instance);
    }

    /** RDS loses a database whose key cannot be used, and until it does the instance looks well. */
    private static void keyed(Script script, String region, String instance) {
        script.when(read(region, instance).asking("DBInstances[0].KmsKeyId"), instance + " is not encrypted", s -> {
            var key =
                    s.value("KEY", "key of " + instance, read(region, instance).asking("DBInstances[0].KmsKeyId"));
            s.expect(
                    "state of that key",
                    "Enabled",
                    Command.aws(region, "kms", "describe-key", "--key-id", key).asking("KeyMetadata.KeyState"));
        });
    }

    /** The status says nothing of it: only the database itself knows whether it takes writes. */
    static void recovery(Script script, String region, String instance, boolean wanted) {
        var host = script.value(
                "HOST", "endpoint of " + instance, read(region, instance).asking("DBInstances[0].Endpoint.Address"));
        script.expect(instance + " is in recovery", wanted ? "t" : "f", Psql.at(host, "select pg_is_in_recovery()"));
    }

    static void delete(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var instance = Arns.name(with.text("instance"));
        if (with.flag("sparesReplica")) {
            script.unless(
                    read(region, instance).asking("DBInstances[0].ReadReplicaSourceDBInstanceIdentifier"),
                    instance + " still follows its source and stays",
                    s -> gone(with, s));
        } else {
            gone(with, script);
        }
    }

    private static void gone(Inputs with, Script script) {
        var region = with.region();
        var instance = Arns.name(with.text("instance"));
        var snapshot = with.optional("finalSnapshot");
        var kept = !with.has("keepAutomatedBackups") || with.flag("keepAutomatedBackups");
        var there = status(region, instance);
        script.when(
                there,
                instance + " is gone already",
                s -> s.unless(
                        read(region, instance)
                                .asking("DBInstances[?DBInstanceStatus==`\"deleting\"`].DBInstanceStatus | [0]"),
                        instance + " is being deleted already",
                        d -> {
                            if (!with.flag("liftsProtection")) {
                                d.expect(
                                        "deletion protection of " + instance,
                                        "false",
                                        read(region, instance).asking("DBInstances[0].DeletionProtection"));
                            }
                            d.expect(
                                    "replicas that follow " + instance,
                                    "0",
                                    read(region, instance)
                                            .asking("length(DBInstances[0].ReadReplicaDBInstanceIdentifiers)"));
                            DeletionRecipes.facts(with, d, List.of(instance));
                            d.destructive(
                                    instance,
                                    "deletes the database " + instance + " in " + region
                                            + snapshot.map(f -> ", with the last snapshot " + f)
                                                    .orElse(", without a last snapshot"));
                            if (with.flag("liftsProtection")) {
                                d.run(Command.of(new DeleteInstance(with).unprotect()));
                            }
                            d.run(Command.of(new DeleteInstance(with).call()));
                        }));
        script.untilGone(instance, EVERY, Duration.ofHours(2), there);
        snapshot.ifPresent(f -> script.until(
                "last snapshot " + f,
                AVAILABLE,
                SnapshotStatus.endedBadly(),
                EVERY,
                Duration.ofHours(2),
                SnapshotRecipes.status(region, f)));
        if (kept) {
            script.show(Command.aws(
                            region,
                            "rds",
                            "describe-db-instance-automated-backups",
                            "--db-instance-identifier",
                            instance)
                    .asking("DBInstanceAutomatedBackups[].[DBInstanceIdentifier,Status,BackupRetentionPeriod]"));
        }
    }

    static Map<String, Given> endpoint(ActionContext context, Inputs with) {
        var instance = Arns.name(with.text("instance"));
        return Map.of(
                "instance",
                new Given.Known(instance),
                "endpoint",
                new Given.Asked(read(with.region(), instance).asking("DBInstances[0].Endpoint.Address")));
    }
}
