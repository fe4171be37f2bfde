package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.NUMBER;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.PendingResources;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** Creates a Fargate service behind a target group, or brings the one that is there to the wanted task and number. */
public final class EcsCreateService extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("ecs.create-service", "Create an ECS service")
            .requires(TEXT, "cluster", "service", "taskDefinition")
            .requires(NUMBER, "desired")
            .requires(LIST, "subnets", "securityGroups")
            .requires(TEXT, "targetGroup", "container")
            .requires(NUMBER, "port")
            .outputs("serviceArn")
            .is(Trait.MAKES_SERVICE)
            .sends("ecs", "CreateService", "UpdateService", "DeleteService")
            .passesRole()
            .undoneBy(
                    "the service is scaled to 0 and deleted; one that was there gets its task definition and number back")
            .script(ContainerRecipes::serve, ContainerRecipes::serviceArn)
            .createdBy(EcsCreateService::new);

    /** A Java server behind a load balancer needs this before its first health check counts. */
    private static final int GRACE_SECONDS = 300;

    private final EcsServiceReads service;
    private final String taskDefinition;
    private final int desired;
    private final List<String> subnets;
    private final List<String> securityGroups;
    private final String targetGroup;
    private final String container;
    private final int port;

    private EcsCreateService(Inputs in) {
        this.service = new EcsServiceReads(in.region(), in.text("cluster"), in.text("service"));
        this.taskDefinition = in.text("taskDefinition");
        this.desired = in.number("desired");
        this.subnets = in.someOf("subnets");
        this.securityGroups = in.someOf("securityGroups");
        this.targetGroup = in.text("targetGroup");
        this.container = in.text("container");
        this.port = in.number("port");
    }

    /** The way back to the task and the number that the service had. */
    private EcsCreateService(EcsCreateService from, List<Fact> before) {
        this.service = from.service;
        this.taskDefinition = value(before, "taskDefinition");
        this.desired = Integer.parseInt(value(before, "desiredCount"));
        this.subnets = from.subnets;
        this.securityGroups = from.securityGroups;
        this.targetGroup = from.targetGroup;
        this.container = from.container;
        this.port = from.port;
    }

    private static String value(List<Fact> before, String attribute) {
        return before.stream()
                .filter(f -> f.attribute().equals(attribute))
                .map(Fact::value)
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected String summary() {
        return "Runs " + desired + " tasks of " + taskDefinition + " as " + service.name() + " in " + service.region()
                + ", behind " + targetGroup + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var found = service.read(context).filter(s -> !EcsServiceReads.draining(s));
        notes.fact(
                service.name(),
                "taskDefinition",
                found.map(Service::taskDefinition).orElse(Fact.ABSENT));
        notes.fact(
                service.name(),
                "desiredCount",
                found.map(s -> s.desiredCount().toString()).orElse(Fact.ABSENT));
        var group = TargetGroups.read(context, service.region(), targetGroup);
        if (found.isEmpty() && group.isPresent()) {
            notes.change(service.region(), service.name(), "service", Fact.ABSENT, desired + " × " + taskDefinition);
            notes.stage(Stage.send(
                    "Creating the service",
                    Call.of(
                            EcsClient.class,
                            service.region(),
                            creation(context, group.get()),
                            EcsClient::createService)));
        } else if (found.isPresent() && !asWanted(context, found.get())) {
            notes.change(
                    service.region(),
                    service.name(),
                    "task definition",
                    found.get().taskDefinition(),
                    taskDefinition);
            notes.change(
                    service.region(),
                    service.name(),
                    "desiredCount",
                    found.get().desiredCount(),
                    desired);
            notes.stage(Stage.send(
                    "Updating the service",
                    Call.of(EcsClient.class, service.region(), update(), EcsClient::updateService)));
        }
        notes.stage(Stage.await("Waiting for the tasks", (c, p) -> service.awaitServing(c, p, desired)));
        return notes.done();
    }

    private CreateServiceRequest creation(ActionContext context, TargetGroup group) {
        // At most 36 characters (Amazon ECS API Reference, CreateService: clientToken); a name-based UUID keeps what
        // the token
        // promises.
        var token = UUID.nameUUIDFromBytes(
                context.tokens().token("create-service-" + service.name()).getBytes(StandardCharsets.UTF_8));
        return CreateServiceRequest.builder()
                .cluster(service.cluster())
                .serviceName(service.service())
                .taskDefinition(taskDefinition)
                .desiredCount(desired)
                .launchType(LaunchType.FARGATE)
                .clientToken(token.toString())
                .healthCheckGracePeriodSeconds(GRACE_SECONDS)
                .networkConfiguration(n -> n.awsvpcConfiguration(
                        v -> v.subnets(subnets).securityGroups(securityGroups).assignPublicIp(AssignPublicIp.DISABLED)))
                .loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(group.targetGroupArn())
                        .containerName(container)
                        .containerPort(port)
                        .build())
                .deploymentConfiguration(
                        d -> d.deploymentCircuitBreaker(b -> b.enable(true).rollback(false)))
                .build();
    }

    private UpdateServiceRequest update() {
        return UpdateServiceRequest.builder()
                .cluster(service.cluster())
                .service(service.service())
                .taskDefinition(taskDefinition)
                .desiredCount(desired)
                .build();
    }

    private boolean asWanted(ActionContext context, Service found) {
        return found.taskDefinition().equals(revision(context)) && found.desiredCount() == desired;
    }

    /** The ARN of the revision that is meant: the family alone means its newest one, to ECS as well. */
    private String revision(ActionContext context) {
        if (taskDefinition.startsWith("arn:")) {
            return taskDefinition;
        }
        try {
            return context.clients()
                    .client(EcsClient.class, service.region())
                    .describeTaskDefinition(q -> q.taskDefinition(taskDefinition))
                    .taskDefinition()
                    .taskDefinitionArn();
        } catch (ClientException e) {
            // Not registered yet: an earlier action of the step does it.
            return taskDefinition;
        }
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var title = "The target group exists and takes addresses";
        var checks = new ArrayList<Check>();
        checks.add(Check.reading(
                "No service of this name is being deleted",
                () -> Check.passIf(
                        () -> service.read(context)
                                .filter(EcsServiceReads::draining)
                                .isEmpty(),
                        "none is",
                        service.name() + " ends its last tasks: ECS makes no other of its name before")));
        checks.add(AutoScaling.leaves(context, service, desired));
        checks.add(network(context));
        checks.add(Check.reading(
                title,
                () -> TargetGroups.read(context, service.region(), targetGroup)
                        .map(g -> Check.passIf(
                                () -> "ip".equals(g.targetTypeAsString()),
                                g.targetGroupName() + " takes " + g.targetTypeAsString() + " targets",
                                "Fargate needs a target group of type ip"))
                        .orElseGet(() -> new Check.Fail(
                                targetGroup + " does not exist in " + service.region(),
                                "deploy the infrastructure first"))));
        return List.copyOf(checks);
    }

    /** ECS takes the ids as they are and fails with them only when it starts the first task. */
    private Check network(ActionContext context) throws InterruptedException {
        var title = "Subnets and security groups exist in one network";
        return Check.reading(title, () -> {
            var ec2 = context.clients().client(Ec2Client.class, service.region());
            var networks = new TreeMap<String, String>();
            ec2.describeSubnetsPaginator().subnets().forEach(s -> networks.put(s.subnetId(), s.vpcId()));
            ec2.describeSecurityGroupsPaginator().securityGroups().forEach(g -> networks.put(g.groupId(), g.vpcId()));
            var wanted = Stream.concat(subnets.stream(), securityGroups.stream())
                    .filter(w -> !PendingResources.unresolved(w))
                    .toList();
            var missing = wanted.stream().filter(w -> !networks.containsKey(w)).toList();
            var within = wanted.stream()
                    .map(networks::get)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            return Check.passIf(
                    () -> missing.isEmpty() && within.size() <= 1,
                    missing.isEmpty()
                            ? "in " + String.join(", ", within)
                            : "not in " + service.region() + ": " + missing,
                    "correct the ids: all must be in one network");
        });
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        checks.add(EcsCheck.runs(context, service, desired));
        if (desired > 0) {
            checks.add(TargetGroups.healthy(context, service.region(), targetGroup, desired));
        }
        return checks;
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return new Outputs(
                Map.of("serviceArn", service.read(context).orElseThrow().serviceArn()));
    }

    @Override
    protected String goingBack() {
        return "The service is scaled to 0 and deleted, if this step created it; else it gets its task definition and number back.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(6);
    }

    @Override
    public Undo undo(List<Fact> before) {
        if (before.stream().noneMatch(f -> f.value().equals(Fact.ABSENT))) {
            return new Undo.Inverse(new EcsCreateService(this, before));
        }
        return new Undo.Inverse(new Removal(service.region(), service.name(), c -> removal(c, service)));
    }

    /** What takes a service away, down to its free name. */
    static List<Stage> removal(ActionContext context, EcsServiceReads service) {
        var found = service.read(context);
        if (found.isEmpty()) {
            return List.of();
        }
        var gone = Stage.await("Waiting until its name is free", service::awaitGone);
        if (EcsServiceReads.draining(found.get())) {
            return List.of(gone);
        }
        var stages = new ArrayList<Stage>();
        if (found.get().desiredCount() > 0) {
            stages.add(Stage.send("Scaling to 0", EcsScale.scale(service, 0)));
        }
        if (found.get().runningCount() > 0) {
            stages.add(Stage.await("Waiting for the tasks to end", (c, p) -> service.awaitRunning(c, p, 0)));
        }
        stages.add(Stage.send(
                "Deleting the service",
                Call.of(
                        EcsClient.class,
                        service.region(),
                        DeleteServiceRequest.builder()
                                .cluster(service.cluster())
                                .service(service.service())
                                .build(),
                        EcsClient::deleteService)));
        stages.add(gone);
        return stages;
    }
}
