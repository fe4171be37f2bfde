package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Given;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Script;
import app.medzenhealth.cutover.action.script.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Functions as commands. Settings go from the original to the copy through a file of the run that is deleted at its end: their
 * environment variables may be secrets and are not in the pack.
 */
final class FunctionRecipes {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private FunctionRecipes() {}

    static Map<String, Given> arns(ActionContext context, Inputs with) {
        return Map.of(
                "functionArns",
                new Given.Known(with.someOf("functions").stream()
                        .map(f -> Arns.of(context, "lambda", with.region(), "function:" + f))
                        .collect(Collectors.joining(","))));
    }

    static Command configuration(String region, String function) {
        return Command.aws(region, "lambda", "get-function-configuration", "--function-name", function);
    }

    static void deploy(ActionContext context, Inputs with, Script script) {
        for (var function : with.someOf("functions")) {
            var zip = packed(script, with.map("zips").getOrDefault(function, ""), function);
            if (with.optional("existing").filter("leave"::equals).isPresent()) {
                script.unless(
                        configuration(with.region(), function).asking("FunctionArn"),
                        function + " is there and stays as it is",
                        s -> {
                            one(context, with, s, function, zip);
                            active(s, with.region(), function);
                        });
            } else {
                one(context, with, script, function, zip);
                active(script, with.region(), function);
            }
            concurrency(script, with, function);
            attached(script, with, function);
            quiet(context, script, with.region(), function);
        }
    }

    /** A name stands only in the ARN; whether there is a copy already no command tells: one more harms nothing. */
    static void layers(ActionContext context, Inputs with, Script script) {
        for (var function : with.someOf("functions")) {
            script.each(
                    "LAYER",
                    "layers of " + function,
                    configuration(with.text("sourceRegion"), function).asking("not_null(Layers, `[]`)[].Arn"),
                    arn -> layer(with, script, arn));
        }
    }

    private static void layer(Inputs with, Script script, String arn) {
        var read = Command.aws(with.text("sourceRegion"), "lambda", "get-layer-version-by-arn", "--arn", arn);
        var zip = script.download("layer.zip", "the layer's content", read.asking("Content.Location"));
        var file = script.keep(
                "layer.json",
                read.with(
                        "--query",
                        "{LayerName: LayerArn, Description: not_null(Description, `\"\"`),"
                                + " CompatibleRuntimes: not_null(CompatibleRuntimes, `[]`),"
                                + " CompatibleArchitectures: not_null(CompatibleArchitectures, `[]`)}",
                        "--output",
                        "json"));
        script.edit(file, "s/\"LayerName\": \"arn:.*:layer:/\"LayerName\": \"/");
        script.run(Command.aws(
                with.region(),
                "lambda",
                "publish-layer-version",
                "--cli-input-json",
                "file://" + file,
                "--zip-file",
                "fileb://" + zip,
                "--query",
                "LayerVersionArn"));
    }

    /** What stands there for what belongs to a region, as the console puts it there; layers are looked up by hand. */
    private static String placed(Inputs with, String function) {
        var leaves = with.list("leaves");
        var placed = new StringBuilder();
        if (!with.list("subnets").isEmpty() && !leaves.contains(function + "/VpcConfig")) {
            placed.append(", (length(not_null(VpcConfig.SubnetIds, `[]`)) > `0`) && {VpcConfig: ")
                    .append(Jmes.literal(
                            Map.of("SubnetIds", with.list("subnets"), "SecurityGroupIds", with.list("securityGroups"))))
                    .append("} || `{}`");
        }
        Optional.ofNullable(with.map("deadLetters").get(function))
                .filter(arn -> !arn.isBlank())
                .ifPresent(arn -> placed.append(", DeadLetterConfig.TargetArn && {DeadLetterConfig: ")
                        .append(Jmes.literal(Map.of("TargetArn", arn)))
                        .append("} || `{}`"));
        with.optional("kmsKey")
                .ifPresent(key -> placed.append(", KMSKeyArn && {KMSKeyArn: ")
                        .append(Jmes.literal(key))
                        .append("} || `{}`"));
        return placed.toString();
    }

    /** In each variable the endpoint there for the one in the source region. */
    private static void databases(Script script, Inputs with, String file) {
        with.map("databases").forEach((instance, endpoint) -> {
            var old = script.value(
                    "OLD",
                    "endpoint of " + instance,
                    Command.aws(
                                    with.text("sourceRegion"),
                                    "rds",
                                    "describe-db-instances",
                                    "--db-instance-identifier",
                                    instance)
                            .asking("DBInstances[0].Endpoint.Address"));
            script.edit(file, "s/" + old + "/" + endpoint + "/g");
        });
    }

    /** A list that a stack puts out is one text with commas, and the words of JMESPath cannot part it. */
    private static void listed(Script script, Inputs with, String file) {
        if (!with.list("subnets").isEmpty()) {
            script.edit(file, "/^ *\"subnet-[^\"]*\",*$/s/,subnet-/\", \"subnet-/g");
        }
    }

    private static String variables(Inputs with, String function) {
        var given = new TreeMap<String, String>();
        with.map("variables").forEach((name, value) -> {
            if (name.startsWith(function + "/")) {
                given.put(name.substring(function.length() + 1), value);
            }
        });
        var there = "not_null(Environment.Variables, `{}`)";
        return given.isEmpty() ? there : "merge(" + there + ", " + Jmes.literal(given) + ")";
    }

    /** A package that an earlier step has made is put into the pack; another is in it already. */
    private static String packed(Script script, String zip, String function) {
        try {
            var file = Path.of(zip);
            return Files.isRegularFile(file) ? script.file(function + ".zip", Files.readAllBytes(file)) : zip;
        } catch (IOException | InvalidPathException e) {
            return zip;
        }
    }

    static void one(ActionContext context, Inputs with, Script script, String function, String zip) {
        var region = with.region();
        var origin = with.text("sourceRegion");
        var role = with.optional("role")
                .map(r -> Jmes.literal(Arns.role(context, region, r)))
                .orElse("Role");
        var runtime = Jmes.literal(with.text("runtime"));
        var settings = "{FunctionName: FunctionName, Runtime: " + runtime + ", Role: " + role
                + ", Handler: Handler, Description: not_null(Description, `\"\"`), MemorySize: MemorySize,"
                + " Timeout: Timeout, EphemeralStorage: not_null(EphemeralStorage, `{\"Size\": 512}`),"
                + " TracingConfig: {Mode: not_null(TracingConfig.Mode, `\"PassThrough\"`)},"
                + " Environment: {Variables: " + variables(with, function) + "}%s}";
        var made = ", Architectures: not_null(Architectures, `[\"x86_64\"]`)";
        // The CLI takes no null for what is not set: such a setting is left out.
        var set = "merge(%s, " + where("LoggingConfig") + ", " + where("DurableConfig")
                + placed(with, function).replace("%", "%%");
        var updated = set.formatted(settings.formatted(""))
                + ", {SnapStart: {ApplyOn: not_null(SnapStart.ApplyOn, `\"None\"`)}})";
        var created = set.formatted(settings.formatted(made))
                + ", SnapStart.ApplyOn==`\"PublishedVersions\"` && {SnapStart: {ApplyOn: SnapStart.ApplyOn}} || `{}`, "
                + where("TenancyConfig") + ")";
        script.choice(
                configuration(region, function).asking("FunctionArn"),
                s -> {
                    s.run(Command.aws(
                            region,
                            "lambda",
                            "update-function-code",
                            "--function-name",
                            function,
                            "--zip-file",
                            "fileb://" + zip,
                            "--architectures",
                            s.value(
                                    "ARCHITECTURE",
                                    "architecture of " + function,
                                    configuration(origin, function).asking("Architectures[0] || `\"x86_64\"`")),
                            "--query",
                            "CodeSha256"));
                    active(s, region, function);
                    var file = s.keep(
                            function + ".json",
                            configuration(origin, function).with("--query", updated, "--output", "json"));
                    listed(s, with, file);
                    databases(s, with, file);
                    s.run(Command.aws(
                            region,
                            "lambda",
                            "update-function-configuration",
                            "--cli-input-json",
                            "file://" + file,
                            "--query",
                            "FunctionArn"));
                },
                s -> {
                    var file = s.keep(
                            function + ".json",
                            configuration(origin, function).with("--query", created, "--output", "json"));
                    listed(s, with, file);
                    databases(s, with, file);
                    s.run(Command.aws(
                                    region,
                                    "lambda",
                                    "create-function",
                                    "--cli-input-json",
                                    "file://" + file,
                                    "--zip-file",
                                    "fileb://" + zip,
                                    "--query",
                                    "FunctionArn")
                            .json("--tags", new TreeMap<>(CreatedBy.tags(context))));
                });
    }

    private static String where(String member) {
        return member + " && {" + member + ": " + member + "} || `{}`";
    }

    static void active(Script script, String region, String function) {
        script.until(
                function,
                List.of("Active"),
                List.of("Failed"),
                EVERY,
                Duration.ofMinutes(10),
                configuration(region, function).asking("State"));
        updated(script, region, function);
    }

    /** An idle function is not active, and is changed all the same. */
    static void updated(Script script, String region, String function) {
        script.until(
                "last change of " + function,
                List.of("Successful"),
                List.of("Failed"),
                EVERY,
                Duration.ofMinutes(10),
                configuration(region, function).asking("LastUpdateStatus"));
    }

    private static void attached(Script script, Inputs with, String function) {
        var layers = configuration(with.text("sourceRegion"), function).asking("Layers[].Arn");
        script.when(layers, function + " uses no layer", s -> {
            s.show(layers);
            s.show(configuration(with.region(), function).asking("Layers[].Arn"));
            s.attest("A copy of every layer of " + function + " is attached in " + with.region()
                    + " (update-function-configuration --layers)");
        });
    }

    static void concurrency(Script script, Inputs with, String function) {
        var reserved = Command.aws(
                        with.text("sourceRegion"), "lambda", "get-function-concurrency", "--function-name", function)
                .asking("ReservedConcurrentExecutions");
        script.when(
                reserved,
                "no concurrency is reserved for " + function,
                s -> s.run(Command.aws(
                        with.region(),
                        "lambda",
                        "put-function-concurrency",
                        "--function-name",
                        function,
                        "--reserved-concurrent-executions",
                        s.value("RESERVED", "reserved for " + function, reserved))));
    }

    static void quiet(ActionContext context, Script script, String region, String function) {
        script.expect(
                "event sources of " + function + " that are not off",
                "0",
                Command.aws(region, "lambda", "list-event-source-mappings", "--function-name", function)
                        .asking("length(EventSourceMappings[?State!=`\"Disabled\"`])"));
        script.each(
                "RULE",
                "rules that call " + function,
                Command.aws(
                                region,
                                "events",
                                "list-rule-names-by-target",
                                "--target-arn",
                                Arns.of(context, "lambda", region, "function:" + function))
                        .asking("RuleNames[]"),
                rule -> script.expect(
                        "the rule is off",
                        "DISABLED",
                        Command.aws(region, "events", "describe-rule", "--name", rule)
                                .asking("State")));
    }

    static void invoke(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var function = with.text("function");
        var dry = with.flag("dryRun");
        var payload = script.file(function + "-event.json", with.text("payload"));
        var answer = Shell.variable("WORK") + "/answer-" + function + ".json";
        script.expect(
                function + " is Active",
                "Active",
                configuration(region, function).asking("State"));
        script.checked(
                function + (dry ? " could be invoked" : " answered without an error of its own"),
                dry ? "204" : "200",
                Command.aws(
                                region,
                                "lambda",
                                "invoke",
                                "--function-name",
                                function,
                                "--invocation-type",
                                dry ? "DryRun" : "RequestResponse",
                                "--payload",
                                "fileb://" + payload)
                        .asking(dry ? "StatusCode" : "FunctionError || StatusCode")
                        .with(answer));
        if (!dry) {
            script.show(Command.of("cat", answer));
            var expect = new TreeMap<String, String>(with.map("expect"));
            script.attest(
                    expect.isEmpty()
                            ? "The answer above is not a complaint"
                            : "In the answer above "
                                    + expect.entrySet().stream()
                                            .map(e -> e.getKey()
                                                    + (e.getValue().equals("*") ? " is there" : " is " + e.getValue()))
                                            .collect(Collectors.joining(" and ")));
        }
    }

    static void permit(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var function = with.text("function");
        var policy = Command.aws(region, "lambda", "get-policy", "--function-name", function);
        var action = new LambdaPermissions(with);
        for (var statement : action.statements()) {
            var id = statement.id();
            var there = policy.asking(
                    "contains(Policy, " + Jmes.literal("\"" + id + "\"") + ") && " + Jmes.literal(id) + " || `\"\"`");
            script.unless(
                    there, id + " is permitted already", s -> s.run(Command.of(action.addition(context, statement))));
            script.expect("statement of " + function, id, there);
        }
    }

    static void rules(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var origin = with.text("sourceRegion");
        for (var rule : with.someOf("rules")) {
            var there = Command.aws(region, "events", "describe-rule", "--name", rule);
            var source = Command.aws(origin, "events", "describe-rule", "--name", rule);
            var common = "{Name: Name, Description: not_null(Description, `\"\"`), State: `\"DISABLED\"`, ";
            script.unless(
                    there.asking("Arn"),
                    rule + " is there already",
                    s -> s.choice(
                            source.asking("ScheduleExpression"),
                            y -> put(y, region, rule, source, common + "ScheduleExpression: ScheduleExpression}"),
                            n -> put(n, region, rule, source, common + "EventPattern: EventPattern}")));
            script.expect("state of " + rule + " in " + region, "DISABLED", there.asking("State"));
            var targets = script.keep(
                    rule + "-targets.json",
                    Command.aws(origin, "events", "list-targets-by-rule", "--rule", rule)
                            .with(
                                    "--query",
                                    "{Rule: " + Jmes.literal(rule) + ", Targets: Targets}",
                                    "--output",
                                    "json"));
            script.edit(targets, "s/\\(\"Arn\": \"arn:[^\"]*\\):" + origin + ":/\\1:" + region + ":/");
            script.checked(
                    "targets refused",
                    "0",
                    Command.aws(region, "events", "put-targets", "--cli-input-json", "file://" + targets)
                            .asking("FailedEntryCount"));
        }
    }

    static void put(Script script, String region, String rule, Command source, String query) {
        var file = script.keep(rule + ".json", source.with("--query", query, "--output", "json"));
        script.run(Command.aws(region, "events", "put-rule", "--cli-input-json", "file://" + file));
    }
}
