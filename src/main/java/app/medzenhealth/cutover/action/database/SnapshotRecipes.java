package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Given;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Marks;
import app.medzenhealth.cutover.action.script.Script;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Snapshots, exports and parameter groups as commands. */
final class SnapshotRecipes {
    private static final Duration EVERY = Duration.ofSeconds(20);

    private SnapshotRecipes() {}

    static Map<String, Given> task(ActionContext context, Inputs with) {
        return Map.of("exportTask", new Given.Known(with.text("task")));
    }

    static Map<String, Given> groupName(ActionContext context, Inputs with) {
        return Map.of("parameterGroup", new Given.Known(with.text("name")));
    }

    static Command read(String region, String snapshot) {
        return Command.aws(region, "rds", "describe-db-snapshots", "--db-snapshot-identifier", snapshot);
    }

    static Command status(String region, String snapshot) {
        return read(region, snapshot).asking("DBSnapshots[0].Status");
    }

    static Map<String, Given> names(ActionContext context, Inputs with) {
        var name = with.text("snapshot");
        return Map.of(
                "snapshotId",
                new Given.Known(name),
                "snapshotArn",
                new Given.Known(Arns.snapshot(context, with.region(), name)));
    }

    static void available(Script script, String region, String snapshot, Duration most) {
        script.until(
                "snapshot " + snapshot,
                InstanceRecipes.AVAILABLE,
                SnapshotStatus.endedBadly(),
                EVERY,
                most,
                status(region, snapshot));
    }

    static void create(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var snapshot = with.text("snapshot");
        var instance = with.text("instance");
        script.unless(status(region, snapshot), snapshot + " was begun already", s -> {
            s.expect(
                    "the instance " + instance,
                    "available",
                    InstanceRecipes.read(region, instance).asking("DBInstances[0].DBInstanceStatus"));
            s.run(Command.of(new CreateSnapshot(with).call(context)));
        });
        available(script, region, snapshot, Duration.ofHours(2));
        script.expect(
                snapshot + " is of " + instance,
                instance,
                read(region, snapshot).asking("DBSnapshots[0].DBInstanceIdentifier"));
    }

    static void copy(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var sourceRegion = with.text("sourceRegion");
        var source = with.text("sourceSnapshot");
        var snapshot = with.text("snapshot");
        script.unless(status(region, snapshot), snapshot + " was begun already", s -> {
            s.expect("the source " + Arns.name(source), "available", status(sourceRegion, Arns.name(source)));
            s.run(Command.of(new CopySnapshot(with).call(context)));
        });
        available(script, region, snapshot, Duration.ofHours(4));
        script.expect(snapshot + " is encrypted", "true", read(region, snapshot).asking("DBSnapshots[0].Encrypted"));
    }

    static void export(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var task = with.text("task");
        var status = Command.aws(region, "rds", "describe-export-tasks", "--export-task-identifier", task)
                .asking("ExportTasks[0].Status");
        script.unless(status, task + " was begun already", s -> {
            s.expect(
                    "region of the bucket " + with.text("bucket"),
                    region,
                    Command.aws(region, "s3api", "get-bucket-location", "--bucket", with.text("bucket"))
                            .asking(Jmes.bucketRegion()));
            s.run(Command.of(new ExportSnapshot(with).call(context)));
        });
        script.until(
                "export " + task,
                List.of("COMPLETE", "complete"),
                List.of("FAILED", "CANCELED", "failed", "canceled"),
                Duration.ofSeconds(30),
                Duration.ofHours(6),
                status);
        script.say("An export cannot be restored: the snapshot is the backup.");
    }

    static void group(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var sourceRegion = with.text("sourceRegion");
        var name = with.text("name");
        var copyFrom = with.text("copyFrom");
        var family = Command.aws(
                        sourceRegion, "rds", "describe-db-parameter-groups", "--db-parameter-group-name", copyFrom)
                .asking("DBParameterGroups[0].DBParameterGroupFamily");
        script.unless(
                Command.aws(region, "rds", "describe-db-parameter-groups", "--db-parameter-group-name", name)
                        .asking("DBParameterGroups[0].DBParameterGroupName"),
                name + " exists already",
                s -> s.run(Command.aws(
                                region,
                                "rds",
                                "create-db-parameter-group",
                                "--db-parameter-group-name",
                                name,
                                "--db-parameter-group-family",
                                s.value("FAMILY", "family of " + copyFrom, family),
                                "--description",
                                "Settings of " + copyFrom + " in " + sourceRegion)
                        .json("--tags", Marks.list(context, "Key", "Value"))));
        settings(script, region, sourceRegion, name, copyFrom);
    }

    /** RDS takes 20 parameters a call (ModifyDBParameterGroup), so they are asked for and set in slices; more than 100 stop the script. */
    static void settings(Script script, String region, String sourceRegion, String name, String copyFrom) {
        var set = Command.aws(
                sourceRegion,
                "rds",
                "describe-db-parameters",
                "--db-parameter-group-name",
                copyFrom,
                "--source",
                "user");
        var valued = "Parameters[?ParameterValue!=null]";
        script.expect("parameters set in " + copyFrom, Script.Bound.MOST, 100, set.asking("length(" + valued + ")"));
        for (var from = 0; from < 100; from += 20) {
            var slice = "(" + valued + ")[" + from + ":" + (from + 20) + "]";
            var of = slice + ".{ParameterName:ParameterName,ParameterValue:ParameterValue,ApplyMethod:ApplyType}";
            var number = from / 20;
            script.when(set.asking("length(" + slice + ")"), "no parameters beyond " + from, s -> {
                var file = s.keep("parameters-" + number + ".json", set.with("--query", of, "--output", "json"));
                // RDS calls dynamic what it applies at once; what is static waits for the next start.
                s.edit(
                        file,
                        "s/\"ApplyMethod\": \"dynamic\"/\"ApplyMethod\": \"immediate\"/",
                        "s/\"ApplyMethod\": \"static\"/\"ApplyMethod\": \"pending-reboot\"/",
                        "s/\"ApplyMethod\": null/\"ApplyMethod\": \"pending-reboot\"/");
                s.run(Command.aws(
                        region,
                        "rds",
                        "modify-db-parameter-group",
                        "--db-parameter-group-name",
                        name,
                        "--parameters",
                        "file://" + file));
            });
        }
        script.say("Compare the settings: " + copyFrom + " in " + sourceRegion + " first, then " + name + " in "
                + region + ".");
        var lines = "Parameters[?ParameterValue!=null].[ParameterName,ParameterValue]";
        script.show(set.asking(lines));
        script.show(Command.aws(
                        region, "rds", "describe-db-parameters", "--db-parameter-group-name", name, "--source", "user")
                .asking(lines));
        script.attest("Both lists are the same");
    }
}
