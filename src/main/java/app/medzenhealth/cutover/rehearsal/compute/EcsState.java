package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Clusters, task definitions and services of one region. */
public final class EcsState implements TaskStarts {
    private final Estate estate;
    private final String region;
    final Map<String, Cluster> clusters = new LinkedHashMap<>();
    final Map<String, List<TaskDefinition>> families = new LinkedHashMap<>();
    /** By service ARN. */
    final Map<String, EcsService> services = new LinkedHashMap<>();
    /** By the ARN of the revision; follows from the revisions, and is no part of the world. */
    private final transient Map<String, Containers.Workload> workloads = new HashMap<>();

    final Map<String, String> serviceTokens = new LinkedHashMap<>();

    private EcsState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static EcsState of(Estate estate, String region) {
        return estate.state(EcsState.class, region, () -> new EcsState(estate, region));
    }

    /** A cluster that is there from the start; answers its ARN. */
    public String cluster(String name) {
        var arn = estate.arn("ecs", region, "cluster/" + name);
        clusters.put(
                name,
                Cluster.builder()
                        .clusterName(name)
                        .clusterArn(arn)
                        .status("ACTIVE")
                        .capacityProviders("FARGATE", "FARGATE_SPOT")
                        .build());
        return arn;
    }

    /** Whether CloudWatch gets Container Insights of it: off unless the cluster asks for it. */
    boolean insights(String clusterArn) {
        return clusters.values().stream()
                .filter(c -> c.clusterArn().equals(clusterArn))
                .flatMap(c -> c.settings().stream())
                .anyMatch(s -> s.name() == ClusterSettingName.CONTAINER_INSIGHTS
                        && ("enabled".equals(s.value()) || "enhanced".equals(s.value())));
    }

    void settings(String cluster, List<ClusterSetting> settings) {
        clusters.computeIfPresent(
                cluster, (n, c) -> c.toBuilder().settings(settings).build());
    }

    /** The next revision of a family; answers its ARN. */
    public String taskDefinition(RegisterTaskDefinitionRequest request) {
        return register(request).taskDefinitionArn();
    }

    TaskDefinition register(RegisterTaskDefinitionRequest request) {
        var revisions = families.computeIfAbsent(request.family(), f -> new ArrayList<>());
        var revision = revisions.size() + 1;
        var made = TaskDefinition.builder()
                .taskDefinitionArn(estate.arn("ecs", region, "task-definition/" + request.family() + ":" + revision))
                .family(request.family())
                .revision(revision)
                .status("ACTIVE")
                .containerDefinitions(request.containerDefinitions())
                .cpu(request.cpu())
                .memory(request.memory())
                .networkMode(request.networkMode())
                .executionRoleArn(request.executionRoleArn())
                .taskRoleArn(request.taskRoleArn())
                .requiresCompatibilities(request.requiresCompatibilities())
                .compatibilitiesWithStrings("EC2", "FARGATE")
                .registeredAt(estate.now())
                .build();
        revisions.add(made);
        estate.tags().put(made.taskDefinitionArn(), tags(request.tags()));
        return made;
    }

    /**
     * A service whose tasks have been running since {@code since} minus their start.
     *
     * @param description at least serviceName, clusterArn, taskDefinition and desiredCount
     */
    public String service(Service description, Instant since) {
        var cluster =
                description.clusterArn().substring(description.clusterArn().indexOf('/') + 1);
        var arn = estate.arn("ecs", region, "service/" + cluster + "/" + description.serviceName());
        int desired = description.desiredCount();
        var service = new EcsService(
                description.toBuilder()
                        .serviceArn(arn)
                        .createdAt(since)
                        .launchType(Optional.ofNullable(description.launchTypeAsString())
                                .orElse("FARGATE"))
                        .desiredCount(0)
                        .build(),
                since);
        service.scale(desired, since.minus(EcsTask.START), this);
        services.put(arn, service);
        return arn;
    }

    static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (a, b) -> b));
    }

    List<Tag> tagsOf(String arn) {
        return estate.tags().of(arn).entrySet().stream()
                .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
                .toList();
    }

    @Override
    public String taskId() {
        return estate.id("");
    }

    /** A new task pulls its image: one of this account's registry has to be there. */
    @Override
    public Optional<String> cannotStart(String taskDefinition) {
        return find(taskDefinition).stream()
                .flatMap(d -> d.containerDefinitions().stream())
                .map(ContainerDefinition::image)
                .filter(image -> !MessagingState.canBePulled(estate, image))
                .findFirst()
                .map(image ->
                        "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                                + image + ": not found");
    }

    /**
     * ECS "waits for the load balancer to report … the target is in an UNUSED state" (Amazon ECS Developer Guide, "Optimize load balancer
     * connection draining parameters for Amazon ECS"), and a target is told as draining until the delay has passed, even one without a
     * request: "even though target deregistration is complete, the status of the target is displayed as draining until the
     * deregistration delay timeout expires" (User Guide for Application Load Balancers, "Deregistration delay").
     */
    @Override
    public Duration draining(Service service) {
        var balancers = ElbState.of(estate, region);
        return service.loadBalancers().stream()
                .map(LoadBalancer::targetGroupArn)
                .filter(Objects::nonNull)
                .filter(arn -> !balancers.balancersOf(arn).isEmpty())
                .flatMap(arn -> Optional.ofNullable(balancers.targetGroups.get(arn)).stream())
                .map(TargetGroupState::deregistrationDelay)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Of the first container of a revision; what a revision runs never changes. */
    Containers.Workload workload(String taskDefinition) {
        return workloads.computeIfAbsent(
                taskDefinition,
                arn -> Containers.Workload.of(
                        find(arn).orElseThrow().containerDefinitions().getFirst()));
    }

    Optional<TaskDefinition> find(String nameOrArn) {
        var rest = nameOrArn.substring(nameOrArn.indexOf('/') + 1);
        var colon = rest.indexOf(':');
        var revisions = families.getOrDefault(colon < 0 ? rest : rest.substring(0, colon), List.of());
        if (colon < 0) {
            return revisions.reversed().stream()
                    .filter(d -> "ACTIVE".equals(d.statusAsString()))
                    .findFirst();
        }
        return revisions.stream()
                .filter(d -> d.revision().toString().equals(rest.substring(colon + 1)))
                .findFirst();
    }

    Optional<EcsService> service(String cluster, String nameOrArn) {
        var name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
        return Optional.ofNullable(services.get(estate.arn("ecs", region, "service/" + cluster + "/" + name)));
    }

    /** Those of the service's tasks that answer behind this target group. */
    List<EcsService> behind(String targetGroupArn) {
        return services.values().stream()
                .filter(s -> s.description().loadBalancers().stream()
                        .anyMatch(l -> targetGroupArn.equals(l.targetGroupArn())))
                .toList();
    }
}
