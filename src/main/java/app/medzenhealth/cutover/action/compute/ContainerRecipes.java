package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Command;
import app.medzenhealth.cutover.action.script.Given;
import app.medzenhealth.cutover.action.script.Jmes;
import app.medzenhealth.cutover.action.script.Marks;
import app.medzenhealth.cutover.action.script.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Containers and load balancers as commands. */
public final class ContainerRecipes {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final String TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

    private ContainerRecipes() {}

    static Map<String, Given> taskDefinition(ActionContext context, Inputs with) {
        return Map.of(
                "taskDefinitionArn",
                new Given.Asked(task(with.region(), with.text("family")).asking("taskDefinition.taskDefinitionArn")));
    }

    static Map<String, Given> serviceArn(ActionContext context, Inputs with) {
        return Map.of("serviceArn", new Given.Asked(service(with).asking("services[0].serviceArn")));
    }

    private static Command task(String region, String family) {
        return Command.aws(region, "ecs", "describe-task-definition", "--task-definition", family, "--include", "TAGS");
    }

    public static Command service(Inputs with) {
        return Command.aws(
                with.region(),
                "ecs",
                "describe-services",
                "--cluster",
                with.text("cluster"),
                "--services",
                with.text("service"));
    }

    static void register(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var family = with.text("family");
        var ours = "(tags[?key==`\"cutover:step\"`].value | [0]) == " + Jmes.literal(context.step())
                + " && (tags[?key==`\"cutover:session\"`].value | [0]) == " + Jmes.literal(context.session());
        script.unless(
                task(region, family).asking(ours + " && taskDefinition.taskDefinitionArn || `\"\"`"),
                "the newest revision of " + family + " is this session's already",
                s -> {
                    var command = Command.aws(
                                    region,
                                    "ecs",
                                    "register-task-definition",
                                    "--family",
                                    family,
                                    "--requires-compatibilities",
                                    "FARGATE",
                                    "--network-mode",
                                    "awsvpc",
                                    "--cpu",
                                    with.text("cpu"),
                                    "--memory",
                                    with.text("memory"),
                                    "--execution-role-arn",
                                    Arns.role(context, region, with.text("executionRole")))
                            .with("--task-role-arn", with.optional("taskRole").map(r -> Arns.role(context, region, r)));
                    s.run(command.json("--container-definitions", List.of(container(context, region, with)))
                            .json("--tags", Marks.list(context, "key", "value")));
                });
        script.show(task(region, family)
                .asking("taskDefinition.[taskDefinitionArn, cpu, memory, containerDefinitions[0].image]"));
    }

    /** Secrets are names of secrets; their values stay where they are. */
    private static Map<String, Object> container(ActionContext context, String region, Inputs with) {
        var wanted = new EcsRegisterTask(with);
        var image = with.text("image");
        var name = with.optional("container")
                .orElse(image.substring(image.lastIndexOf('/') + 1).replaceFirst("[:@].*$", ""));
        var container = new LinkedHashMap<String, Object>();
        container.put("name", name);
        container.put("image", image);
        container.put("essential", true);
        container.put(
                "portMappings",
                List.of(Map.of("containerPort", with.optionalNumber("port").orElse(8080), "protocol", "tcp")));
        container.put("environment", Marks.list(wanted.environment(context), "name", "value"));
        container.put("secrets", Marks.list(wanted.secrets(context), "name", "valueFrom"));
        var log = new TreeMap<String, String>();
        log.put("awslogs-group", with.text("logGroup"));
        log.put("awslogs-region", region);
        log.put("awslogs-stream-prefix", name);
        var logging = new LinkedHashMap<String, Object>();
        logging.put("logDriver", "awslogs");
        logging.put("options", log);
        container.put("logConfiguration", logging);
        return container;
    }

    private static String group(Script script, String region, String name) {
        return script.value(
                "GROUP",
                "target group",
                Command.aws(region, "elbv2", "describe-target-groups", "--names", name)
                        .asking("TargetGroups[0].TargetGroupArn"));
    }

    /** As the console makes it: with whatever the model is set to when the script runs. */
    private static void targetsLike(ActionContext context, Inputs with, String model, Script script) {
        var region = with.region();
        var name = with.text("targetGroup");
        var settings = settings()
                .map(m -> m + "!=`null` && {" + m + ": " + m + "} || `{}`")
                .collect(Collectors.joining(", "));
        script.unless(
                Command.aws(region, "elbv2", "describe-target-groups")
                        .asking("TargetGroups[?TargetGroupName==`\"" + name + "\"`].TargetGroupArn | [0]"),
                name + " is there already",
                s -> {
                    var file = s.keep(
                            name + ".json",
                            Command.aws(region, "elbv2", "describe-target-groups", "--names", model)
                                    .with(
                                            "--query",
                                            "TargetGroups[0].merge({Name: " + Jmes.literal(name) + "}, " + settings
                                                    + ")",
                                            "--output",
                                            "json"));
                    s.run(Command.aws(region, "elbv2", "create-target-group", "--cli-input-json", "file://" + file)
                            .json("--tags", Marks.list(context, "Key", "Value")));
                });
    }

    /** What a target group tells of itself and can be made with. */
    private static Stream<String> settings() {
        var told = TargetGroup.builder().build().sdkFields().stream()
                .map(SdkField::memberName)
                .collect(Collectors.toSet());
        return CreateTargetGroupRequest.builder().build().sdkFields().stream()
                .map(SdkField::memberName)
                .filter(told::contains);
    }

    /** Takes a service, its listener and its target group away, each where it is there. */
    static void clear(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var cluster = with.text("cluster");
        var service = with.text("service");
        var active = Command.aws(region, "ecs", "describe-services", "--cluster", cluster, "--services", service)
                .asking("services[?status==`\"ACTIVE\"`].serviceName | [0]");
        script.when(active, service + " is gone already", s -> {
            s.attest("The service " + service + " was put up for a drill, and the users' own name leads elsewhere");
            s.destructive(service, "takes the service " + service + " away, with its listener and target group");
            s.run(Command.aws(
                    region,
                    "ecs",
                    "update-service",
                    "--cluster",
                    cluster,
                    "--service",
                    service,
                    "--desired-count",
                    "0"));
            s.run(Command.aws(region, "ecs", "delete-service", "--cluster", cluster, "--service", service));
        });
        var balancer = script.value(
                "BALANCER",
                "load balancer",
                Command.aws(region, "elbv2", "describe-load-balancers", "--names", with.text("loadBalancer"))
                        .asking("LoadBalancers[0].LoadBalancerArn"));
        var listener = Command.aws(region, "elbv2", "describe-listeners", "--load-balancer-arn", balancer)
                .asking("Listeners[?Port==`" + with.number("port") + "`].ListenerArn | [0]");
        script.when(
                listener,
                "its listener is gone already",
                s -> s.run(Command.aws(
                        region,
                        "elbv2",
                        "delete-listener",
                        "--listener-arn",
                        s.value("LISTENER", "listener", listener))));
        var group = Command.aws(region, "elbv2", "describe-target-groups")
                .asking("TargetGroups[?TargetGroupName==`\"" + with.text("targetGroup") + "\"`].TargetGroupArn | [0]");
        script.when(
                group,
                "its target group is gone already",
                s -> s.run(Command.aws(
                        region,
                        "elbv2",
                        "delete-target-group",
                        "--target-group-arn",
                        s.value("GROUP", "target group", group))));
    }

    static void listen(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var port = with.number("port");
        var certificate = with.text("certificateArn");
        script.expect(
                "the certificate",
                "ISSUED",
                Command.aws(region, "acm", "describe-certificate", "--certificate-arn", certificate)
                        .asking("Certificate.Status"));
        var balancer = script.value(
                "BALANCER",
                "load balancer",
                Command.aws(region, "elbv2", "describe-load-balancers", "--names", with.text("loadBalancer"))
                        .asking("LoadBalancers[0].LoadBalancerArn"));
        with.optional("targetsLike").ifPresent(model -> targetsLike(context, with, model, script));
        var group = group(script, region, with.text("targetGroup"));
        var all = Command.aws(region, "elbv2", "describe-listeners", "--load-balancer-arn", balancer);
        var onPort = "Listeners[?Port==`" + port + "`]";
        script.unless(
                all.asking(onPort + ".ListenerArn | [0]"),
                "port " + port + " has a listener already",
                s -> s.run(Command.aws(
                        region,
                        "elbv2",
                        "create-listener",
                        "--load-balancer-arn",
                        balancer,
                        "--protocol",
                        "HTTPS",
                        "--port",
                        String.valueOf(port),
                        "--ssl-policy",
                        TLS_POLICY,
                        "--certificates",
                        "CertificateArn=" + certificate,
                        "--default-actions",
                        "Type=forward,TargetGroupArn=" + group)));
        script.expect("its protocol", "HTTPS", all.asking(onPort + ".Protocol | [0]"));
        script.expect("where it leads", group, all.asking(onPort + ".DefaultActions[].TargetGroupArn | [0]"));
        script.unless(
                all.asking(onPort + ".Certificates[?CertificateArn==`\"" + certificate + "\"`][].CertificateArn | [0]"),
                "it has the certificate",
                s -> s.run(Command.aws(
                        region,
                        "elbv2",
                        "modify-listener",
                        "--listener-arn",
                        s.value("LISTENER", "listener", all.asking(onPort + ".ListenerArn | [0]")),
                        "--certificates",
                        "CertificateArn=" + certificate)));
    }

    static void serve(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var group = group(script, region, with.text("targetGroup"));
        var desired = with.number("desired");
        // ECS takes at most 36 characters; a name-based UUID keeps what the token promises, and is the console's own.
        var token = UUID.nameUUIDFromBytes(context.tokens()
                        .token("create-service-" + with.text("cluster") + "/" + with.text("service"))
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
        leaves(script, with, desired);
        script.choice(
                service(with).asking("services[?status==`\"ACTIVE\"`].serviceArn | [0]"),
                s -> s.run(Command.aws(
                        region,
                        "ecs",
                        "update-service",
                        "--cluster",
                        with.text("cluster"),
                        "--service",
                        with.text("service"),
                        "--task-definition",
                        with.text("taskDefinition"),
                        "--desired-count",
                        String.valueOf(desired))),
                s -> s.run(Command.aws(
                        region,
                        "ecs",
                        "create-service",
                        "--cluster",
                        with.text("cluster"),
                        "--service-name",
                        with.text("service"),
                        "--task-definition",
                        with.text("taskDefinition"),
                        "--desired-count",
                        String.valueOf(desired),
                        "--launch-type",
                        "FARGATE",
                        "--client-token",
                        token,
                        "--health-check-grace-period-seconds",
                        "300",
                        "--network-configuration",
                        "awsvpcConfiguration={subnets=[" + String.join(",", with.someOf("subnets"))
                                + "],securityGroups=[" + String.join(",", with.someOf("securityGroups"))
                                + "],assignPublicIp=DISABLED}",
                        "--load-balancers",
                        "targetGroupArn=" + group + ",containerName=" + with.text("container") + ",containerPort="
                                + with.number("port"),
                        "--deployment-configuration",
                        "deploymentCircuitBreaker={enable=true,rollback=false}")));
        running(script, with, desired);
        if (desired > 0) {
            healthy(script, region, with.text("targetGroup"), desired);
        }
    }

    static void scale(ActionContext context, Inputs with, Script script) {
        scale(script, with, with.number("desired"));
        var named = new EcsServiceReads(with.region(), with.text("cluster"), with.text("service"));
        if (with.number("desired") > 0
                && FenceRecord.read(context, named).isEmpty()
                && SuspendedScaling.read(context, named).isPresent()) {
            resume(context, script, with);
        }
    }

    /** Sets how many tasks a service runs, and waits until it does. */
    public static void scale(Script script, Inputs with, int desired) {
        set(script, with, desired);
        running(script, with, desired);
    }

    private static void set(Script script, Inputs with, int desired) {
        script.expect(
                "the service " + with.text("service"), "ACTIVE", service(with).asking("services[0].status"));
        leaves(script, with, desired);
        var named = new EcsServiceReads(with.region(), with.text("cluster"), with.text("service"));
        script.unless(
                service(with).asking("services[?desiredCount==`" + desired + "`].serviceArn | [0]"),
                desired + " tasks are wanted already",
                s -> s.run(Command.of(EcsScale.scale(named, desired))));
    }

    private static Command scaling(Inputs with) {
        return Command.aws(
                with.region(),
                "application-autoscaling",
                "describe-scalable-targets",
                "--service-namespace",
                "ecs",
                "--resource-ids",
                "service/" + with.text("cluster") + "/" + with.text("service"),
                "--scalable-dimension",
                "ecs:service:DesiredCount");
    }

    private static String suspension(Inputs with) {
        return "scaling-" + with.region() + "-"
                + (with.text("cluster") + "-" + with.text("service")).replaceAll("[^A-Za-z0-9._-]", "-") + ".json";
    }

    /** Before the service is scaled: the call brings a count of 0 back between the bounds. */
    public static void suspend(Script script, Inputs with) {
        var named = new EcsServiceReads(with.region(), with.text("cluster"), with.text("service"));
        var going = scaling(with)
                .asking("ScalableTargets[?SuspendedState.ScheduledScalingSuspended!=`true`"
                        + " || SuspendedState.DynamicScalingOutSuspended!=`true`"
                        + " || SuspendedState.DynamicScalingInSuspended!=`true`].ResourceId | [0]");
        script.when(scaled(with), "nothing scales " + with.text("service"), s -> {
            s.preserve(
                    suspension(with),
                    scaling(with)
                            .with(
                                    "--query",
                                    "ScalableTargets[0].{ServiceNamespace: ServiceNamespace, ResourceId: ResourceId,"
                                            + " ScalableDimension: ScalableDimension, SuspendedState: SuspendedState}",
                                    "--output",
                                    "json"));
            s.when(
                    going,
                    "its scaling is suspended already",
                    n -> n.run(Command.of(AutoScaling.only(named, Set.of()))));
        });
    }

    private static Command scaled(Inputs with) {
        return scaling(with).asking("ScalableTargets[0].ResourceId");
    }

    /** What was suspended is in the session's folder if the console has done it, in the pack if a script has. */
    public static void resume(ActionContext context, Script script, Inputs with) {
        var named = new EcsServiceReads(with.region(), with.text("cluster"), with.text("service"));
        var resumed = SuspendedScaling.read(context, named)
                .map(s -> Command.of(AutoScaling.only(named, s.kinds())))
                .orElse(Command.aws(
                        with.region(),
                        "application-autoscaling",
                        "register-scalable-target",
                        "--cli-input-json",
                        "file://" + Script.kept(suspension(with))));
        script.when(scaled(with), "nothing scales " + with.text("service"), s -> s.run(resumed));
    }

    /** That Application Auto Scaling does not set another number, as the console asks before it. */
    static void leaves(Script script, Inputs with, int desired) {
        var schedules = "SuspendedState.ScheduledScalingSuspended!=`true`";
        var out = "(" + schedules + " || SuspendedState.DynamicScalingOutSuspended!=`true`)"
                + (desired == 0 ? "" : " && MinCapacity > `" + desired + "`");
        var in = "(" + schedules + " || SuspendedState.DynamicScalingInSuspended!=`true`) && MaxCapacity < `" + desired
                + "`";
        script.expect(
                "what scales " + with.text("service") + " to another number",
                "0",
                scaling(with).asking("length(ScalableTargets[?" + out + " || " + in + "])"));
    }

    /** What the newest deployment is set to; the console reads every task's definition besides. */
    static void serves(ActionContext context, Inputs with, Script script) {
        var database = with.text("database");
        var endpoint = script.value(
                "ENDPOINT",
                "endpoint of " + database,
                Command.aws(with.region(), "rds", "describe-db-instances", "--db-instance-identifier", database)
                        .asking("DBInstances[0].Endpoint.Address"));
        var definition = script.value(
                "DEFINITION",
                "task definition of " + with.text("service"),
                service(with).asking("services[0].deployments[?status==`\"PRIMARY\"`].taskDefinition | [0]"));
        var named = "taskDefinition.containerDefinitions[].environment[]";
        script.expect(
                with.text("service") + " serves from " + database,
                "true",
                task(with.region(), definition)
                        .asking("length(" + named + " | [?contains(value, '" + endpoint + "')]) > `0`"));
        script.expect(
                "variables of " + with.text("service") + " that name another database",
                "0",
                task(with.region(), definition)
                        .asking("length(" + named + " | [?contains(value, '.rds.amazonaws.com') && !contains(value, '"
                                + endpoint + "')])"));
    }

    /** Where none is to run, what is still ending is waited for: it does not count as running, and does what it did. */
    static void running(Script script, Inputs with, int wanted) {
        script.until(
                "running tasks of " + with.text("service"),
                List.of(String.valueOf(wanted)),
                List.of(),
                EVERY,
                Duration.ofMinutes(15),
                service(with).asking("services[0].runningCount"));
        if (wanted == 0) {
            ended(script, with);
        }
    }

    /** How many tasks of the cluster are to run, of whatever service or none. */
    public static Command tasks(Inputs with) {
        return Command.aws(
                        with.region(),
                        "ecs",
                        "list-tasks",
                        "--cluster",
                        with.text("cluster"),
                        "--desired-status",
                        "RUNNING")
                .asking("length(taskArns)");
    }

    static void scaled(ActionContext context, Inputs with, Script script) {
        running(script, with, with.number("desired"));
    }

    static void drains(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var group = group(script, region, with.text("targetGroup"));
        script.expect(
                "seconds that targets drain",
                String.valueOf(with.number("seconds")),
                Command.aws(region, "elbv2", "describe-target-group-attributes", "--target-group-arn", group)
                        .asking("Attributes[?Key=='" + TargetGroups.DELAY + "'].Value | [0]"));
    }

    /** Waits for what was told to stop; a task is told for an hour after it has. */
    public static void ended(Script script, Inputs with) {
        script.each(
                "TASK",
                "tasks of " + with.text("service") + " that were told to stop",
                Command.aws(
                                with.region(),
                                "ecs",
                                "list-tasks",
                                "--cluster",
                                with.text("cluster"),
                                "--service-name",
                                with.text("service"),
                                "--desired-status",
                                "STOPPED")
                        .asking("taskArns"),
                task -> script.until(
                        "state of that task",
                        List.of("STOPPED"),
                        List.of(),
                        EVERY,
                        Duration.ofMinutes(15),
                        Command.aws(
                                        with.region(),
                                        "ecs",
                                        "describe-tasks",
                                        "--cluster",
                                        with.text("cluster"),
                                        "--tasks",
                                        task)
                                .asking("tasks[0].lastStatus")));
    }

    /** How long they drained is kept in the pack where a script has set it, in the session's folder where the console has. */
    static void drain(ActionContext context, Inputs with, Script script) {
        var region = with.region();
        var name = with.text("targetGroup");
        var group = group(script, region, name);
        var read = Command.aws(region, "elbv2", "describe-target-group-attributes", "--target-group-arn", group);
        var delay = "Attributes[?Key=='" + TargetGroups.DELAY + "']";
        var file = "draining-" + region + "-" + name.replaceAll("[^A-Za-z0-9._-]", "-") + ".json";
        var set = Command.aws(region, "elbv2", "modify-target-group-attributes", "--target-group-arn", group);
        if (with.optionalNumber("seconds").isPresent()) {
            var seconds = String.valueOf(with.number("seconds"));
            script.preserve(file, read.with("--query", delay, "--output", "json"));
            script.run(set.with("--attributes", "Key=" + TargetGroups.DELAY + ",Value=" + seconds));
            script.expect("seconds that targets drain", seconds, read.asking(delay + ".Value | [0]"));
            return;
        }
        script.run(set.with(
                "--attributes",
                ElbDrain.note(context, region, name)
                        .read()
                        .map(n -> "Key=" + TargetGroups.DELAY + ",Value=" + n.seconds())
                        .orElse("file://" + Script.kept(file))));
        script.show(read.asking(delay + ".Value | [0]"));
    }

    static void healthy(Script script, String region, String name, int wanted) {
        var group = group(script, region, name);
        script.until(
                "healthy targets: at least " + wanted,
                List.of("true"),
                List.of(),
                EVERY,
                Duration.ofMinutes(15),
                Command.aws(region, "elbv2", "describe-target-health", "--target-group-arn", group)
                        .asking("length(TargetHealthDescriptions[?TargetHealth.State==`\"healthy\"`]) >= `" + wanted
                                + "`"));
    }
}
