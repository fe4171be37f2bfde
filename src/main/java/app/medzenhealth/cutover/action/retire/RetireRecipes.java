package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.action.script.Shell;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Deletions from approved lists as commands. */
final class RetireRecipes {
    private RetireRecipes() {}

    static void holdings(ActionContext context, Inputs with, Script script) {
        String region = with.region();
        for (String table : with.list("tables")) {
            script.show(Command.aws(region, "dynamodb", "describe-table", "--table-name", table)
                    .asking("Table.[ItemCount, TableSizeBytes, CreationDateTime]"));
        }
        for (String group : with.list("groups")) {
            script.show(Command.aws(region, "logs", "describe-log-groups", "--log-group-name-prefix", group)
                    .asking("logGroups[].[logGroupName, storedBytes, retentionInDays]"));
        }
        if (!with.list("resources").isEmpty()) {
            script.say("Look in " + region + " at what each holds: " + String.join(", ", with.list("resources")));
        }
    }

    static void functions(ActionContext context, Inputs with, Script script) {
        String region = with.region();
        List<String> functions = with.someOf("functions");
        script.say("In " + region + ": " + String.join(", ", functions));
        script.destructive(region, "deletes these " + functions.size() + " functions in " + region + " for good");
        Map<String, String> code = with.map("expect");
        for (String function : functions) {
            Command there = Command.aws(region, "lambda", "get-function-configuration", "--function-name", function)
                    .asking("FunctionArn");
            Command mappings = Command.aws(region, "lambda", "list-event-source-mappings", "--function-name", function);
            script.when(there, function + " is gone already", s -> {
                s.expect(
                        "event sources of " + function + " that are not off",
                        "0",
                        mappings.asking("length(EventSourceMappings[?State!=`\"Disabled\"`])"));
                if (code.containsKey(function)) {
                    s.expect(
                            "code of " + function + " is the approved one",
                            code.get(function),
                            Command.aws(region, "lambda", "get-function-configuration", "--function-name", function)
                                    .asking("CodeSha256"));
                }
                s.run(Command.aws(region, "lambda", "delete-function", "--function-name", function));
            });
            script.untilGone(function, Duration.ofSeconds(5), Duration.ofMinutes(2), there);
        }
    }

    static void apis(ActionContext context, Inputs with, Script script) {
        String region = with.region();
        List<String> rest = with.list("restApis");
        List<String> http = with.list("httpApis");
        script.destructive(
                region,
                "deletes the APIs " + String.join(", ", rest) + ", " + String.join(", ", http) + " in " + region);
        for (String api : rest) {
            String named = "items[?name==" + Jmes.literal(api) + " || id==" + Jmes.literal(api) + "]";
            Command all = Command.aws(region, "apigateway", "get-rest-apis");
            script.when(all.asking(named + ".id | [0]"), "no REST API " + api + " is left", s -> {
                s.expect("REST APIs named " + api, "1", all.asking("length(" + named + ")"));
                String id = s.value("API", "id of " + api, all.asking(named + ".id | [0]"));
                s.run(Command.aws(region, "apigateway", "delete-rest-api", "--rest-api-id", id));
                s.pause(Duration.ofSeconds(31), "AWS allows one deletion of a REST API in 30 s");
            });
        }
        for (String api : http) {
            String named = "Items[?Name==" + Jmes.literal(api) + " || ApiId==" + Jmes.literal(api) + "]";
            Command all = Command.aws(region, "apigatewayv2", "get-apis");
            script.when(all.asking(named + ".ApiId | [0]"), "no HTTP API " + api + " is left", s -> {
                s.expect("HTTP APIs named " + api, "1", all.asking("length(" + named + ")"));
                String id = s.value("API", "id of " + api, all.asking(named + ".ApiId | [0]"));
                s.run(Command.aws(region, "apigatewayv2", "delete-api", "--api-id", id));
            });
        }
    }

    static Command group(String region, String group) {
        return Command.aws(region, "logs", "describe-log-groups", "--log-group-name-prefix", group)
                .asking("logGroups[?logGroupName==" + Jmes.literal(group) + "].logGroupName | [0]");
    }

    static void exportLogs(ActionContext context, Inputs with, Script script) {
        String region = with.region();
        String bucket = with.text("bucket");
        script.expect(
                "region of the bucket " + bucket,
                region,
                Command.aws(region, "s3api", "get-bucket-location", "--bucket", bucket)
                        .asking(Jmes.bucketRegion()));
        String until = script.millis("UNTIL");
        for (String group : with.someOf("groups")) {
            String prefix = "logs" + (group.startsWith("/") ? group : "/" + group);
            Command task = Command.aws(region, "logs", "describe-export-tasks")
                    .asking("exportTasks[?logGroupName==" + Jmes.literal(group)
                            + " && (status.code==`\"COMPLETED\"` || status.code==`\"RUNNING\"` || "
                            + "status.code==`\"PENDING\"`)].taskId | [0]");
            script.when(group(region, group), "there is no log group " + group, s -> {
                s.unless(
                        task,
                        group + " was exported, or its export runs",
                        e -> e.run(Command.aws(
                                region,
                                "logs",
                                "create-export-task",
                                "--task-name",
                                "cutover-" + context.session() + "-" + context.step() + prefix,
                                "--log-group-name",
                                group,
                                "--from",
                                "0",
                                "--to",
                                until,
                                "--destination",
                                bucket,
                                "--destination-prefix",
                                prefix)));
                String id = s.value("TASK", "the export of " + group, task);
                // "One active export task at a time" (Amazon CloudWatch Logs API Reference, CreateExportTask).
                s.until(
                        "export of " + group,
                        List.of("COMPLETED"),
                        List.of("FAILED", "CANCELLED"),
                        Duration.ofSeconds(10),
                        Duration.ofHours(2),
                        Command.aws(region, "logs", "describe-export-tasks", "--task-id", id)
                                .asking("exportTasks[0].status.code"));
            });
        }
    }

    static void logs(ActionContext context, Inputs with, Script script) {
        String region = with.region();
        List<String> groups = with.someOf("groups");
        script.say("In " + region + ": " + String.join(", ", groups));
        script.destructive(region, "deletes these " + groups.size() + " log groups in " + region + " for good");
        groups.forEach(g -> deleteGroup(script, region, g));
        script.pause(with.duration("again"), "late lines bring a log group back; then each is looked for again");
        groups.forEach(g -> deleteGroup(script, region, g));
        groups.forEach(g -> script.untilGone(g, Duration.ofSeconds(5), Duration.ofMinutes(1), group(region, g)));
    }

    static void deleteGroup(Script script, String region, String group) {
        script.when(
                group(region, group),
                group + " is not there",
                s -> s.run(Command.aws(region, "logs", "delete-log-group", "--log-group-name", group)));
    }

    static void sweep(ActionContext context, Inputs with, Script script) {
        String region = with.region();
        List<String> resources = with.someOf("resources");
        script.say("In " + region + ": " + String.join(", ", resources));
        script.destructive(region, "deletes these " + resources.size() + " leftovers in " + region);
        for (String resource : resources) {
            String[] parts = resource.split("/", 3);
            if (parts.length < 3) {
                throw unknown(resource);
            }
            leftover(context, script, region, parts[0] + "/" + parts[1], parts[2]);
        }
    }

    private static ActionFailure unknown(String resource) {
        return new ActionFailure(
                "No command is known that deletes " + resource, "nothing was written", "correct the plan");
    }

    static void leftover(ActionContext context, Script script, String region, String kind, String id) {
        switch (kind) {
            case "ec2/address" -> {
                Command read = Command.aws(region, "ec2", "describe-addresses", "--allocation-ids", id);
                gone(script, id, read.asking("Addresses[0].AllocationId"), s -> {
                    s.expect("what " + id + " is associated with", "", read.asking("Addresses[0].AssociationId"));
                    s.run(Command.aws(region, "ec2", "release-address", "--allocation-id", id));
                });
            }
            case "sns/topic" -> {
                String arn = Arns.of(context, "sns", region, id);
                gone(
                        script,
                        id,
                        Command.aws(region, "sns", "get-topic-attributes", "--topic-arn", arn)
                                .asking("Attributes.TopicArn"),
                        s -> s.run(Command.aws(region, "sns", "delete-topic", "--topic-arn", arn)));
            }
            case "sqs/queue" -> {
                Command url = Command.aws(region, "sqs", "get-queue-url", "--queue-name", id)
                        .asking("QueueUrl");
                gone(
                        script,
                        id,
                        url,
                        s -> s.run(Command.aws(
                                region,
                                "sqs",
                                "delete-queue",
                                "--queue-url",
                                s.value("QUEUE", "address of " + id, url))));
            }
            case "ecr/repository" ->
                gone(
                        script,
                        id,
                        Command.aws(region, "ecr", "describe-repositories", "--repository-names", id)
                                .asking("repositories[0].repositoryArn"),
                        s -> s.run(
                                Command.aws(region, "ecr", "delete-repository", "--repository-name", id, "--force")));
            case "cloudwatch/alarm" ->
                gone(
                        script,
                        id,
                        // Without their types it tells of metric alarms only.
                        Command.aws(
                                        region,
                                        "cloudwatch",
                                        "describe-alarms",
                                        "--alarm-names",
                                        id,
                                        "--alarm-types",
                                        "MetricAlarm",
                                        "CompositeAlarm")
                                .asking("[MetricAlarms[].AlarmArn, CompositeAlarms[].AlarmArn][] | [0]"),
                        s -> s.run(Command.aws(region, "cloudwatch", "delete-alarms", "--alarm-names", id)));
            case "secretsmanager/secret" -> secret(script, region, id);
            case "rds/snapshot" ->
                gone(
                        script,
                        id,
                        Command.aws(region, "rds", "describe-db-snapshots", "--db-snapshot-identifier", id)
                                .asking("DBSnapshots[0].DBSnapshotArn"),
                        s -> s.run(Command.aws(region, "rds", "delete-db-snapshot", "--db-snapshot-identifier", id)));
            case "events/rule" -> rule(script, region, id);
            default -> throw unknown(kind + "/" + id);
        }
    }

    /** A replica goes by its primary alone. */
    static void secret(Script script, String region, String id) {
        Command read = Command.aws(region, "secretsmanager", "describe-secret", "--secret-id", id);
        Command primary = read.asking("PrimaryRegion!=" + Jmes.literal(region) + " && PrimaryRegion || `\"\"`");
        gone(
                script,
                id,
                read.asking("!DeletedDate && ARN || `\"\"`"),
                s -> s.choice(
                        primary,
                        r -> r.run(Command.aws(
                                r.value("PRIMARY", "primary region of " + id, primary),
                                "secretsmanager",
                                "remove-regions-from-replication",
                                "--secret-id",
                                id,
                                "--remove-replica-regions",
                                region)),
                        own -> own.run(Command.aws(
                                region,
                                "secretsmanager",
                                "delete-secret",
                                "--secret-id",
                                id,
                                "--recovery-window-in-days",
                                "30"))));
    }

    /** @param path the rule's name, or {@code bus/name} of one on a bus of its own */
    static void rule(Script script, String region, String path) {
        String bus = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "default";
        String id = path.substring(path.lastIndexOf('/') + 1);
        Command read = Command.aws(region, "events", "describe-rule", "--event-bus-name", bus, "--name", id);
        gone(script, id, read.asking("Arn"), s -> {
            s.expect("state of the rule " + id, "DISABLED", read.asking("State"));
            s.each(
                    "TARGET",
                    "targets of " + id,
                    Command.aws(region, "events", "list-targets-by-rule", "--event-bus-name", bus, "--rule", id)
                            .asking("Targets[].Id"),
                    t -> s.checked(
                            "target taken off",
                            "0",
                            Command.aws(
                                            region,
                                            "events",
                                            "remove-targets",
                                            "--event-bus-name",
                                            bus,
                                            "--rule",
                                            id,
                                            "--ids",
                                            t)
                                    .asking("FailedEntryCount")));
            s.run(Command.aws(region, "events", "delete-rule", "--event-bus-name", bus, "--name", id));
        });
    }

    static void gone(Script script, String id, Command found, java.util.function.Consumer<Script> deletion) {
        script.when(found, id + " is gone already", deletion);
        script.untilGone(Shell.harmless(id), Duration.ofSeconds(5), Duration.ofMinutes(2), found);
    }
}
