package app.medzenhealth.cutover.action.traffic;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.compute.ContainerRecipes;
import app.medzenhealth.cutover.action.compute.EcsServiceReads;
import app.medzenhealth.cutover.action.compute.FenceRecord;
import app.medzenhealth.cutover.action.database.Psql;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.aws.PlannedCalls;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;

/** What sets functions going, and the fence around a database, as commands. */
final class TriggerRecipes {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private TriggerRecipes() {}

    static void toggle(ActionContext context, Inputs with, Script script) {
        switching(script, with, with.list("mappings"), List.of("on", "true").contains(with.text("state")));
    }

    static void switching(Script script, Inputs with, List<String> functions, boolean on) {
        var region = with.region();
        for (var rule : with.list("rules")) {
            var read = Command.aws(region, "events", "describe-rule", "--name", rule);
            script.when(read.asking("Arn"), "there is no rule " + rule, s -> {
                s.run(Command.aws(region, "events", on ? "enable-rule" : "disable-rule", "--name", rule));
                s.expect("state of " + rule, on ? "ENABLED" : "DISABLED", read.asking("State"));
            });
        }
        with.list("schedules").forEach(schedule -> schedule(script, region, schedule, on));
        functions.forEach(function -> mappings(script, region, function, on));
    }

    /** UpdateSchedule replaces the whole schedule: what is left out is lost. */
    static void schedule(Script script, String region, String schedule, boolean on) {
        var read = Command.aws(region, "scheduler", "get-schedule", "--name", schedule);
        script.when(read.asking("Arn"), "there is no schedule " + schedule, s -> {
            var keys = String.join(
                    ", ",
                    List.of(
                                    "Name",
                                    "GroupName",
                                    "Description",
                                    "ScheduleExpression",
                                    "ScheduleExpressionTimezone",
                                    "StartDate",
                                    "EndDate",
                                    "FlexibleTimeWindow",
                                    "KmsKeyArn",
                                    "Target",
                                    "ActionAfterCompletion")
                            .stream()
                            .map(k -> k + ": " + k)
                            .toList());
            var state = on ? "ENABLED" : "DISABLED";
            var file = s.keep(
                    schedule + ".json",
                    read.with("--query", "{" + keys + ", State: " + Jmes.literal(state) + "}", "--output", "json"));
            s.edit(file, "/: null,$/d");
            s.run(Command.aws(region, "scheduler", "update-schedule", "--cli-input-json", "file://" + file));
            s.expect("state of " + schedule, state, read.asking("State"));
        });
    }

    static void mappings(Script script, String region, String function, boolean on) {
        var all = Command.aws(region, "lambda", "list-event-source-mappings", "--function-name", function);
        var state = on ? "Enabled" : "Disabled";
        script.each(
                "MAPPING",
                "event sources of " + function + " to be switched",
                all.asking("EventSourceMappings[?State!=" + Jmes.literal(state) + "].UUID"),
                uuid -> {
                    script.run(Command.aws(
                            region,
                            "lambda",
                            "update-event-source-mapping",
                            "--uuid",
                            uuid,
                            on ? "--enabled" : "--no-enabled",
                            "--query",
                            "State"));
                    script.until(
                            "event source of " + function,
                            List.of(state),
                            List.of(),
                            EVERY,
                            Duration.ofMinutes(10),
                            Command.aws(region, "lambda", "get-event-source-mapping", "--uuid", uuid)
                                    .asking("State"));
                });
    }

    private static Command ingress(Inputs with) {
        var port = with.number("port");
        return Command.aws(with.region(), "ec2", "describe-security-groups", "--group-ids", with.text("securityGroup"))
                .with(
                        "--query",
                        "SecurityGroups[0].IpPermissions[?FromPort<=`" + port + "` && ToPort>=`" + port + "`]"
                                + shut(with),
                        "--output",
                        "json");
    }

    /** EC2 answers one permission for all sources of a port: of each, what is not the console's own, and none that is left empty. */
    private static String shut(Inputs with) {
        var keeps = with.list("keeps");
        if (keeps.isEmpty()) {
            return "";
        }
        var ranges = keeps.stream().map(k -> "CidrIp!=" + Jmes.literal(k)).collect(Collectors.joining(" && "));
        var groups = keeps.stream().map(k -> "GroupId!=" + Jmes.literal(k)).collect(Collectors.joining(" && "));
        return ".{IpProtocol: IpProtocol, FromPort: FromPort, ToPort: ToPort, IpRanges: IpRanges[?" + ranges
                + "], Ipv6Ranges: Ipv6Ranges, PrefixListIds: PrefixListIds, UserIdGroupPairs: UserIdGroupPairs[?"
                + groups
                + "]} | [?length(IpRanges)>`0` || length(Ipv6Ranges)>`0` || length(PrefixListIds)>`0`"
                + " || length(UserIdGroupPairs)>`0`]";
    }

    private static String memory(Inputs with) {
        return "fence-" + with.region() + "-" + Arns.name(with.text("instance")).replaceAll("[^A-Za-z0-9._-]", "-")
                + ".json";
    }

    static void fence(ActionContext context, Inputs with, Script script) {
        // A rule for every protocol names no port, so that none of the comparisons with a port finds it.
        var any = Command.aws(
                        with.region(), "ec2", "describe-security-groups", "--group-ids", with.text("securityGroup"))
                .asking("length(SecurityGroups[0].IpPermissions[?IpProtocol==`\"-1\"`])");
        script.expect("rules that let in everything, which this script does not take away", "0", any);
        var file = script.preserve(memory(with), ingress(with));
        script.show(Command.of("cat", file));
        script.destructive(
                Arns.name(with.text("instance")),
                "fences " + Arns.name(with.text("instance")) + ": users are without service from now on");
        switching(script, with, with.list("functions"), false);
        ContainerRecipes.suspend(script, with);
        ContainerRecipes.scale(script, with, 0);
        script.when(
                ingress(with),
                "the way in is closed already",
                s -> s.run(Command.aws(
                        with.region(),
                        "ec2",
                        "revoke-security-group-ingress",
                        "--group-id",
                        with.text("securityGroup"),
                        "--ip-permissions",
                        "file://" + file)));
        shutTo(with, script);
    }

    /** What the fence found is in the session's folder if the console has shut it, in the pack if a script has. */
    private static void open(ActionContext context, Inputs with, Script script, String already) {
        var noted = FenceRecord.read(
                context, new EcsServiceReads(with.region(), with.text("cluster"), with.text("service")));
        var open = noted.filter(n -> !n.ingress().isEmpty())
                .map(n -> Command.of(PlannedCalls.of(
                        with.region(),
                        AuthorizeSecurityGroupIngressRequest.builder()
                                .groupId(with.text("securityGroup"))
                                .ipPermissions(n.ingress().stream()
                                        .map(t -> Ingress.parse(t).permission())
                                        .toList())
                                .build())))
                .orElse(Command.aws(
                        with.region(),
                        "ec2",
                        "authorize-security-group-ingress",
                        "--group-id",
                        with.text("securityGroup"),
                        "--ip-permissions",
                        "file://" + Script.kept(memory(with))));
        script.unless(ingress(with), already, s -> {
            if (noted.isEmpty()) {
                s.show(Command.of("cat", Script.kept(memory(with))));
            }
            s.run(open);
        });
    }

    static void lift(ActionContext context, Inputs with, Script script) {
        script.attest("The new primary has taken no write at all: otherwise lifting the fence splits the data");
        open(context, with, script, "the way in is open");
        ContainerRecipes.scale(script, with, with.number("desired"));
        ContainerRecipes.resume(context, script, with);
        switching(script, with, with.list("functions"), true);
    }

    /** Asks what of a fence a command can ask: triggers, tasks, ways in, and who is still connected. */
    static void stands(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        for (var rule : with.list("rules")) {
            script.expect(
                    "state of " + rule,
                    "DISABLED",
                    Command.aws(region, "events", "describe-rule", "--name", rule)
                            .asking("State"));
        }
        for (var function : with.list("functions")) {
            script.expect(
                    "event sources of " + function + " that are not off",
                    "0",
                    Command.aws(region, "lambda", "list-event-source-mappings", "--function-name", function)
                            .asking("length(EventSourceMappings[?State!=`\"Disabled\"`])"));
        }
        noTasks(with, script);
        ContainerRecipes.ended(script, with);
        script.expect("tasks of the cluster that are to run", "0", ContainerRecipes.tasks(with));
        shutTo(with, script);
        var host = script.value(
                "HOST",
                "endpoint of " + Arns.name(with.text("instance")),
                Command.aws(
                                region,
                                "rds",
                                "describe-db-instances",
                                "--db-instance-identifier",
                                Arns.name(with.text("instance")))
                        .asking("DBInstances[0].Endpoint.Address"));
        script.expect("sessions of others on " + Arns.name(with.text("instance")), "0", Psql.others(host));
    }

    private static void shutTo(Inputs with, Script script) {
        var port = with.number("port");
        script.expect(
                "ways in to the database on port " + port,
                "0",
                Command.aws(with.region(), "ec2", "describe-security-groups", "--group-ids", with.text("securityGroup"))
                        .asking("length(SecurityGroups[0].IpPermissions[?FromPort<=`" + port + "` && ToPort>=`" + port
                                + "`]" + shut(with) + ")"));
    }

    static void noTasks(Inputs with, Script script) {
        script.expect(
                "running tasks of " + with.text("service"),
                "0",
                ContainerRecipes.service(with).asking("services[0].runningCount"));
    }

    static void clear(ActionContext context, Inputs with, Script script) {
        script.expect(
                "databases behind " + with.text("securityGroup"),
                "0",
                Command.aws(with.region(), "rds", "describe-db-instances")
                        .asking("length(DBInstances[?VpcSecurityGroups[?VpcSecurityGroupId=="
                                + Jmes.literal(with.text("securityGroup")) + "]])"));
        open(context, with, script, "the group is open");
    }

    /** PutBucketNotificationConfiguration replaces everything, so that what is there is read and merged. */
    static void notifications(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var bucket = with.text("bucket");
        var arn = with.text("function").startsWith("arn:")
                ? with.text("function")
                : Arns.of(context, "lambda", region, "function:" + with.text("function"));
        var wanted = new LinkedHashMap<String, Object>();
        wanted.put("LambdaFunctionArn", arn);
        wanted.put("Events", with.someOf("events"));
        with.optional("prefix")
                .ifPresent(p -> wanted.put(
                        "Filter", Map.of("Key", Map.of("FilterRules", List.of(Map.of("Name", "prefix", "Value", p))))));
        var read = Command.aws(region, "s3api", "get-bucket-notification-configuration", "--bucket", bucket);
        script.preserve("notifications-before-" + bucket + ".json", read.with("--query", "@", "--output", "json"));
        var file = script.keep(
                "notifications.json",
                read.with(
                        "--query",
                        "merge(@, {LambdaFunctionConfigurations: [not_null(LambdaFunctionConfigurations, `[]`)"
                                + "[?LambdaFunctionArn!=" + Jmes.literal(arn) + "], " + Jmes.literal(List.of(wanted))
                                + "][]})",
                        "--output",
                        "json"));
        script.run(Command.aws(
                region,
                "s3api",
                "put-bucket-notification-configuration",
                "--bucket",
                bucket,
                "--expected-bucket-owner",
                context.plan().account(),
                "--notification-configuration",
                "file://" + file));
        script.show(read);
    }
}
