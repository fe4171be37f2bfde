package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.MAP;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.IamRoleCheck;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.name.LogGroupName;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/** Registers a Fargate task definition of one container; a family whose newest revision is the same stays as it is. */
public final class EcsRegisterTask extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("ecs.register-task", "Register a task definition")
            .requires(TEXT, "family", "image", "cpu", "memory")
            .requires(TEXT, "logGroup", "executionRole")
            .accepts(MAP, "environment", "secrets", "like")
            .accepts(TEXT, "taskRole", "container")
            .accepts(NUMBER, "port")
            .outputs("taskDefinitionArn")
            .is(Trait.REGISTERS_TASK)
            .sends("ecs", "RegisterTaskDefinition", "DeregisterTaskDefinition")
            .passesRole()
            .undoneBy("the new revision is deregistered")
            .script(ContainerRecipes::register, ContainerRecipes::taskDefinition)
            .createdBy(EcsRegisterTask::new);

    private static final int EHRBASE_PORT = 8080;
    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(password|passwd|secret|token|private_?key).*");

    private final String region;
    private final String family;
    private final String image;
    private final String cpu;
    private final String memory;
    private final String logGroup;
    private final String executionRole;
    private final Optional<String> taskRole;
    private final String container;
    private final int port;
    private final Map<String, String> environment;
    private final Map<String, String> secrets;
    private final Optional<RunningContainer> like;

    EcsRegisterTask(Inputs in) {
        this.region = in.region();
        this.family = in.text("family");
        this.image = in.text("image");
        this.cpu = in.text("cpu");
        this.memory = in.text("memory");
        this.logGroup = LogGroupName.of(in.text("logGroup"));
        this.executionRole = in.text("executionRole");
        this.taskRole = in.optional("taskRole");
        this.container = in.optional("container").orElseGet(() -> application(image));
        this.port = in.optionalNumber("port").orElse(EHRBASE_PORT);
        this.environment = new TreeMap<>(in.map("environment"));
        this.secrets = new TreeMap<>(in.map("secrets"));
        this.like = RunningContainer.named(in.map("like"), container);
    }

    /** {@code ehrbase/ehrbase:2.11.0} is {@code ehrbase}. */
    private static String application(String image) {
        return image.substring(image.lastIndexOf('/') + 1).replaceFirst("[:@].*$", "");
    }

    @Override
    protected String summary() {
        return "Registers " + image + " as the next revision of the task family " + family + " in " + region + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var newest = newest(context);
        notes.fact(family, "revision", newest.map(t -> t.revision().toString()).orElse(Fact.ABSENT));
        if (!Images.fixed(image)) {
            notes.warn(image + " is named by a tag, which may be given to another image at any time: "
                    + "only image@sha256:… is always the same one.");
        }
        if (newest.filter(t -> same(context, t)).isEmpty()) {
            notes.change(
                    region, family, "image", newest.map(EcsRegisterTask::images).orElse(Fact.ABSENT), image);
            notes.change(
                    region,
                    family,
                    "cpu/memory",
                    newest.map(t -> t.cpu() + "/" + t.memory()).orElse(Fact.ABSENT),
                    cpu + "/" + memory);
            notes.stage(Stage.send(
                    "Registering the task definition",
                    Call.of(EcsClient.class, region, request(context), EcsClient::registerTaskDefinition)));
        }
        return notes.done();
    }

    private RegisterTaskDefinitionRequest request(ActionContext context) {
        return RegisterTaskDefinitionRequest.builder()
                .family(family)
                .requiresCompatibilities(Compatibility.FARGATE)
                .networkMode(NetworkMode.AWSVPC)
                .cpu(cpu)
                .memory(memory)
                .executionRoleArn(Arns.role(context, region, executionRole))
                .taskRoleArn(taskRole.map(r -> Arns.role(context, region, r)).orElse(null))
                .containerDefinitions(container(context))
                .tags(tags(context))
                .build();
    }

    private static List<Tag> tags(ActionContext context) {
        return new TreeMap<>(CreatedBy.tags(context))
                .entrySet().stream()
                        .map(t -> Tag.builder()
                                .key(t.getKey())
                                .value(t.getValue())
                                .build())
                        .toList();
    }

    /** What runs, with what the plan replaces: nothing that it is set to is dropped. */
    Map<String, String> environment(ActionContext context) {
        var all = new TreeMap<String, String>();
        like.flatMap(l -> l.read(context)).ifPresent(c -> all.putAll(RunningContainer.environment(c)));
        secrets.keySet().forEach(all::remove);
        all.putAll(environment);
        return all;
    }

    Map<String, String> secrets(ActionContext context) {
        var all = new TreeMap<String, String>();
        like.flatMap(l -> l.read(context)).ifPresent(c -> all.putAll(RunningContainer.secrets(c, region)));
        environment.keySet().forEach(all::remove);
        all.putAll(secrets);
        return all;
    }

    private ContainerDefinition container(ActionContext context) {
        return ContainerDefinition.builder()
                .name(container)
                .image(image)
                .essential(true)
                .portMappings(PortMapping.builder()
                        .containerPort(port)
                        .protocol(TransportProtocol.TCP)
                        .build())
                .environment(environment(context).entrySet().stream()
                        .map(e -> KeyValuePair.builder()
                                .name(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .secrets(secrets(context).entrySet().stream()
                        .map(s -> Secret.builder()
                                .name(s.getKey())
                                .valueFrom(s.getValue())
                                .build())
                        .toList())
                .logConfiguration(l -> l.logDriver(LogDriver.AWSLOGS)
                        .options(Map.of(
                                "awslogs-group", logGroup,
                                "awslogs-region", region,
                                "awslogs-stream-prefix", container)))
                .build();
    }

    private Optional<TaskDefinition> newest(ActionContext context) {
        try {
            return Optional.of(context.clients()
                    .client(EcsClient.class, region)
                    .describeTaskDefinition(q -> q.taskDefinition(family))
                    .taskDefinition());
        } catch (ClientException e) {
            // ECS answers "Unable to describe task definition" for a family that was never registered.
            return Optional.empty();
        }
    }

    private boolean same(ActionContext context, TaskDefinition found) {
        return cpu.equals(found.cpu())
                && memory.equals(found.memory())
                && Arns.sameRole(executionRole, found.executionRoleArn())
                && (taskRole.isEmpty()
                        ? found.taskRoleArn() == null
                        : Arns.sameRole(taskRole.get(), found.taskRoleArn()))
                && found.containerDefinitions().size() == 1
                && same(context, found.containerDefinitions().getFirst());
    }

    private boolean same(ActionContext context, ContainerDefinition found) {
        return container.equals(found.name())
                && image.equals(found.image())
                && found.portMappings().stream().anyMatch(p -> p.containerPort() == port)
                && environment(context)
                        .equals(found.environment().stream()
                                .collect(Collectors.toMap(KeyValuePair::name, KeyValuePair::value)))
                && secrets(context)
                        .equals(found.secrets().stream().collect(Collectors.toMap(Secret::name, Secret::valueFrom)))
                && found.logConfiguration() != null
                && logGroup.equals(found.logConfiguration().options().get("awslogs-group"));
    }

    private static String images(TaskDefinition found) {
        return found.containerDefinitions().stream()
                .map(ContainerDefinition::image)
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var literal = environment.keySet().stream()
                .filter(n -> SECRET_NAME.matcher(n).matches())
                .toList();
        var elsewhere = secrets.values().stream()
                .filter(s -> s.startsWith("arn:") && !s.split(":", -1)[3].equals(region))
                .toList();
        var checks = new ArrayList<Check>();
        for (var role : Stream.concat(Stream.of(executionRole), taskRole.stream())
                .distinct()
                .toList()) {
            checks.add(IamRoleCheck.exists(context, role));
        }
        if (like.isPresent()) {
            checks.add(like.get().carried(context, region, environment, secrets));
        }
        checks.addAll(List.of(
                new Check(
                        "No secret in plain environment variables",
                        Check.passIf(
                                literal::isEmpty,
                                literal.isEmpty()
                                        ? "no variable's name suggests a secret"
                                        : "set in plain text: " + literal,
                                "give it as a reference under secrets")),
                new Check(
                        "Secrets are in the region of the service",
                        Check.passIf(
                                elsewhere::isEmpty,
                                elsewhere.isEmpty()
                                        ? secrets.size() + " references to " + region
                                        : "elsewhere: " + elsewhere,
                                "replicate the secret to " + region + " and refer to the replica"))));
        return List.copyOf(checks);
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = "The newest revision of " + family + " is the wanted one";
        return List.of(Check.reading(
                title,
                () -> newest(context)
                        .map(t -> Check.passIf(
                                () -> same(context, t),
                                t.family() + ":" + t.revision() + ", " + images(t),
                                "someone registered another revision: review the step again"))
                        .orElseGet(() -> new Check.Fail("the family does not exist", "run the step again"))));
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return new Outputs(
                Map.of("taskDefinitionArn", newest(context).orElseThrow().taskDefinitionArn()));
    }

    @Override
    protected String goingBack() {
        return "The new revision is deregistered; what runs keeps running.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Undo undo(List<Fact> before) {
        var revision = before.stream()
                .filter(f -> f.attribute().equals("revision") && !f.value().equals(Fact.ABSENT))
                .mapToInt(f -> Integer.parseInt(f.value()))
                .findFirst()
                .orElse(0);
        return new Undo.Inverse(new Removal(
                region,
                "the revision of " + family + " after " + revision,
                context -> newest(context)
                        .filter(t -> t.revision() > revision)
                        .map(t -> Stage.send(
                                "Deregistering " + family + ":" + t.revision(),
                                Call.of(
                                        EcsClient.class,
                                        region,
                                        DeregisterTaskDefinitionRequest.builder()
                                                .taskDefinition(family + ":" + t.revision())
                                                .build(),
                                        EcsClient::deregisterTaskDefinition)))
                        .stream()
                        .toList()));
    }
}
