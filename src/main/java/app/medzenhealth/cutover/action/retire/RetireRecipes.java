package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.deletion.DeletionRecipes;
import app.medzenhealth.cutover.action.deletion.NamedForDeletion;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.action.script.Shell;
import app.medzenhealth.cutover.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Deletions from approved lists as commands. */
final class RetireRecipes {
    private static final String ADDRESS = "ec2/address/";
    private static final String RULE = "events/rule/";

    private RetireRecipes() {}

    static void holdings(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        for (var table : with.list("tables")) {
            script.show(Command.aws(region, "dynamodb", "describe-table", "--table-name", table)
                    .asking("Table.[ItemCount, TableSizeBytes, CreationDateTime]"));
        }
        for (var group : with.list("groups")) {
            script.show(Command.aws(region, "logs", "describe-log-groups", "--log-group-name-prefix", group)
                    .asking("logGroups[].[logGroupName, storedBytes, retentionInDays]"));
        }
        if (!with.list("resources").isEmpty()) {
            script.say("Look in " + region + " at what each holds: " + String.join(", ", with.list("resources")));
        }
    }

    static void functions(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var functions = with.someOf("functions");
        script.say("In " + region + ": " + String.join(", ", functions));
        functions.forEach(f -> mayGo(script, with, f));
        DeletionRecipes.facts(with, script, functions);
        script.destructive(region, "deletes these " + functions.size() + " functions in " + region + " for good");
        for (var function : functions) {
            var there = function(region, function).asking("FunctionArn");
            script.when(
                    there,
                    function + " is gone already",
                    s -> s.run(Command.aws(region, "lambda", "delete-function", "--function-name", function)));
            script.untilGone(function, Duration.ofSeconds(5), Duration.ofMinutes(2), there);
        }
    }

    private static Command function(String region, String function) {
        return Command.aws(region, "lambda", "get-function-configuration", "--function-name", function);
    }

    /** Looked at before the name is typed, as the console does. */
    private static void mayGo(Script script, Inputs with, String function) {
        var region = with.region();
        var code = with.map("expect");
        script.when(function(region, function).asking("FunctionArn"), function + " is gone already", s -> {
            s.expect(
                    "event sources of " + function + " that are not off",
                    "0",
                    Command.aws(region, "lambda", "list-event-source-mappings", "--function-name", function)
                            .asking("length(EventSourceMappings[?State!=`\"Disabled\"`])"));
            if (code.containsKey(function)) {
                s.expect(
                        "code of " + function + " is the approved one",
                        code.get(function),
                        function(region, function).asking("CodeSha256"));
            }
            with.optional("movedTo").ifPresent(there -> {
                var other = with.optional("replacedBy").orElse(function);
                s.expect(
                        "state of " + other + " in " + there,
                        "Active",
                        function(there, other).asking("State"));
            });
        });
    }

    static void apis(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var rest = with.list("restApis");
        var http = with.list("httpApis");
        script.attest(
                "The console looks through the mappings of all custom domains before it deletes; this script does not."
                        + " You have looked: none leads to one of these APIs in " + region + ": "
                        + String.join(
                                ", ",
                                Stream.concat(rest.stream(), http.stream()).toList()));
        if (!with.list("callersIn").isEmpty()) {
            script.attest(
                    "You have searched these files, and the code and configuration of every function in the other regions,"
                            + " for the ids of these APIs and for " + region + ", and nothing calls them any more: "
                            + String.join(", ", with.list("callersIn")));
        }
        DeletionRecipes.facts(
                with, script, Stream.concat(rest.stream(), http.stream()).toList());
        script.destructive(
                region,
                "deletes the APIs " + String.join(", ", rest) + ", " + String.join(", ", http) + " in " + region);
        for (var api : rest) {
            var named = "items[?name==" + Jmes.literal(api) + " || id==" + Jmes.literal(api) + "]";
            var all = Command.aws(region, "apigateway", "get-rest-apis");
            script.when(all.asking(named + ".id | [0]"), "no REST API " + api + " is left", s -> {
                s.expect("REST APIs named " + api, "1", all.asking("length(" + named + ")"));
                var id = s.value("API", "id of " + api, all.asking(named + ".id | [0]"));
                s.run(Command.aws(region, "apigateway", "delete-rest-api", "--rest-api-id", id));
                s.pause(Duration.ofSeconds(31), "AWS allows one deletion of a REST API in 30 s");
            });
        }
        for (var api : http) {
            var named = "Items[?Name==" + Jmes.literal(api) + " || ApiId==" + Jmes.literal(api) + "]";
            var all = Command.aws(region, "apigatewayv2", "get-apis");
            script.when(all.asking(named + ".ApiId | [0]"), "no HTTP API " + api + " is left", s -> {
                s.expect("HTTP APIs named " + api, "1", all.asking("length(" + named + ")"));
                var id = s.value("API", "id of " + api, all.asking(named + ".ApiId | [0]"));
                s.run(Command.aws(region, "apigatewayv2", "delete-api", "--api-id", id));
            });
        }
    }

    static Command group(String region, String group) {
        return Command.aws(region, "logs", "describe-log-groups", "--log-group-name-prefix", group)
                .asking("logGroups[?logGroupName==" + Jmes.literal(group) + "].logGroupName | [0]");
    }

    static void exportLogs(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var bucket = with.text("bucket");
        script.expect(
                "region of the bucket " + bucket,
                region,
                Command.aws(region, "s3api", "get-bucket-location", "--bucket", bucket)
                        .asking(Jmes.bucketRegion()));
        var until = script.millis("UNTIL");
        for (var group : with.someOf("groups")) {
            var prefix = "logs" + (group.startsWith("/") ? group : "/" + group);
            var task = Command.aws(region, "logs", "describe-export-tasks")
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
                var id = s.value("TASK", "the export of " + group, task);
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
        var region = with.region();
        var groups = with.someOf("groups");
        script.say("In " + region + ": " + String.join(", ", groups));
        groups.stream()
                .filter(g -> g.startsWith(ArchivedLines.FUNCTION))
                .map(g -> g.substring(ArchivedLines.FUNCTION.length()))
                .forEach(f -> script.untilGone(
                        "the function " + f + ", which would write on",
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        function(region, f).asking("FunctionArn")));
        with.optional("archive")
                .ifPresentOrElse(
                        a -> script.attest(
                                "The console compares the lines of each log group, to the newest, with what lies in the archive "
                                        + a
                                        + " before it deletes; this script does not. You have compared them: the newest export of"
                                        + " each began after its newest line, and every file of it is in the archive"),
                        () -> script.say(
                                "The plan names no archive: whether any line of them is kept elsewhere is not looked at."));
        DeletionRecipes.facts(with, script, groups);
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
        var region = with.region();
        var resources = NamedForDeletion.going(context, with, with.someOf("resources"));
        decisions(context, with, script);
        if (resources.isEmpty()) {
            script.say("Nothing is left to delete.");
            return;
        }
        script.say("In " + region + ": " + String.join(", ", resources));
        survivors(context, with, script, resources);
        DeletionRecipes.facts(with, script, resources);
        script.destructive(region, "deletes these " + resources.size() + " leftovers in " + region);
        for (var resource : resources) {
            var parts = resource.split("/", 3);
            if (parts.length < 3) {
                throw unknown(resource);
            }
            leftover(context, script, region, parts[0] + "/" + parts[1], parts[2]);
        }
    }

    /** What {@link DecidedEach} knows: a script deletes nothing that somebody keeps, and nothing before it is saved. */
    private static void decisions(ActionContext context, Inputs with, Script script) {
        NamedForDeletion.asked(context, with).ifPresent(step -> {
            for (var resource : with.someOf("resources")) {
                NamedForDeletion.decided(context, with, resource)
                        .ifPresentOrElse(
                                d -> {
                                    switch (d.choice()) {
                                        case KEEP -> script.say(resource + " stays: " + d.reason());
                                        case SAVE_FIRST ->
                                            script.attest(resource + " was to be saved first (" + d.reason()
                                                    + "). It is saved now, and is to be deleted");
                                        case DELETE -> {}
                                    }
                                },
                                () -> script.attest(
                                        "When this was saved, nobody had decided in step " + step + " about " + resource
                                                + ". Somebody who knows it has decided since that it goes"));
            }
        });
    }

    /** What {@link Survivors} and {@link Leftover} look at before any of them goes. */
    private static void survivors(ActionContext context, Inputs with, Script script, List<String> resources) {
        var region = with.region();
        for (var resource : resources) {
            if (resource.startsWith(Survivors.SNAPSHOT)) {
                copied(context, with, script, resource.substring(Survivors.SNAPSHOT.length()));
            } else if (resource.startsWith(ADDRESS)) {
                var id = resource.substring(ADDRESS.length());
                script.when(
                        address(region, id).asking("Addresses[0].AllocationId"),
                        id + " is gone already",
                        s -> s.expect(
                                "what " + id + " is associated with",
                                "",
                                address(region, id).asking("Addresses[0].AssociationId")));
            } else if (resource.startsWith(RULE)) {
                var path = resource.substring(RULE.length());
                script.when(
                        rule(region, path).asking("Arn"),
                        ruleName(path) + " is gone already",
                        s -> s.expect(
                                "state of the rule " + ruleName(path),
                                "DISABLED",
                                rule(region, path).asking("State")));
            }
        }
        var uncopied = resources.stream()
                .filter(r -> r.startsWith(Survivors.QUEUE) || r.startsWith(Survivors.IMAGES))
                .toList();
        if (!uncopied.isEmpty()) {
            script.attest("Of the messages and images in " + String.join(", ", uncopied) + " no copy exists. "
                    + with.optional("decidedIn")
                            .map(d -> "Somebody who knows them has stated in step " + d + " that nobody needs them")
                            .orElse("Somebody who knows them has stated that nobody needs them"));
        }
        var unseen = resources.stream()
                .filter(r -> !r.startsWith(ADDRESS) && !r.startsWith(RULE))
                .toList();
        if (!unseen.isEmpty()) {
            script.attest("The console looks before it deletes whether anything still uses each of these in " + region
                    + "; this script does not. You have looked, and nothing does: " + String.join(", ", unseen));
        }
    }

    /** A copy names what it was made of (Amazon RDS API Reference, DBSnapshot: SourceDBSnapshotIdentifier). */
    private static void copied(ActionContext context, Inputs with, Script script, String id) {
        var there = Command.aws(with.region(), "rds", "describe-db-snapshots", "--db-snapshot-identifier", id)
                .asking("DBSnapshots[0].DBSnapshotArn");
        var ofIt = "DBSnapshots[?SourceDBSnapshotIdentifier==" + Jmes.literal(Arns.snapshot(context, with.region(), id))
                + " && Status==`\"available\"`]";
        script.when(
                there,
                id + " is gone already",
                s -> with.optional("copiesIn")
                        .ifPresentOrElse(
                                in -> s.expect(
                                        "available copies of " + id + " in " + in,
                                        Script.Bound.LEAST,
                                        1,
                                        manual(in).asking("length(" + ofIt + ")")),
                                () -> {
                                    context.plan().regions().stream()
                                            .map(Plan.Region::id)
                                            .filter(r -> !r.equals(with.region()))
                                            .forEach(r -> s.show(manual(r).asking(ofIt + ".[DBSnapshotArn, Status]")));
                                    s.attest("At least one available copy of " + id + " is listed above");
                                }));
    }

    private static Command manual(String region) {
        return Command.aws(region, "rds", "describe-db-snapshots", "--snapshot-type", "manual");
    }

    private static ActionFailure unknown(String resource) {
        return new ActionFailure(
                "No command is known that deletes " + resource, "nothing was written", "correct the plan");
    }

    static void leftover(ActionContext context, Script script, String region, String kind, String id) {
        switch (kind) {
            case "ec2/address" ->
                gone(
                        script,
                        id,
                        address(region, id).asking("Addresses[0].AllocationId"),
                        s -> s.run(Command.aws(region, "ec2", "release-address", "--allocation-id", id)));
            case "sns/topic" -> {
                var arn = Arns.of(context, "sns", region, id);
                gone(
                        script,
                        id,
                        Command.aws(region, "sns", "get-topic-attributes", "--topic-arn", arn)
                                .asking("Attributes.TopicArn"),
                        s -> s.run(Command.aws(region, "sns", "delete-topic", "--topic-arn", arn)));
            }
            case "sqs/queue" -> {
                var url = Command.aws(region, "sqs", "get-queue-url", "--queue-name", id)
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
        var read = Command.aws(region, "secretsmanager", "describe-secret", "--secret-id", id);
        var primary = read.asking("PrimaryRegion!=" + Jmes.literal(region) + " && PrimaryRegion || `\"\"`");
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

    private static Command address(String region, String id) {
        return Command.aws(region, "ec2", "describe-addresses", "--allocation-ids", id);
    }

    /** @param path the rule's name, or {@code bus/name} of one on a bus of its own */
    private static String bus(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "default";
    }

    private static String ruleName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Command rule(String region, String path) {
        return Command.aws(region, "events", "describe-rule", "--event-bus-name", bus(path), "--name", ruleName(path));
    }

    static void rule(Script script, String region, String path) {
        var bus = bus(path);
        var id = ruleName(path);
        var read = rule(region, path);
        gone(script, id, read.asking("Arn"), s -> {
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

    static void gone(Script script, String id, Command found, Consumer<Script> deletion) {
        script.when(found, id + " is gone already", deletion);
        script.untilGone(Shell.harmless(id), Duration.ofSeconds(5), Duration.ofMinutes(2), found);
    }
}
