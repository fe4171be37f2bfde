package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.*;

/** Amazon ECS: tasks take a minute to start and forty seconds to stop. */
public final class EmbeddedEcs implements EcsClient {
    private final Estate estate;
    private final String region;
    private final EcsState state;

    public EmbeddedEcs(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = EcsState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public ListClustersResponse listClusters(ListClustersRequest r) {
        var arns = state.clusters.values().stream()
                .filter(c -> "ACTIVE".equals(c.status()))
                .map(Cluster::clusterArn)
                .toList();
        var page = estate.page(arns, r.nextToken(), r.maxResults());
        return ListClustersResponse.builder()
                .clusterArns(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeClustersResponse describeClusters(DescribeClustersRequest r) {
        var found = new ArrayList<Cluster>();
        var failures = new ArrayList<Failure>();
        for (var id : r.clusters().isEmpty() ? List.of("default") : r.clusters()) {
            var cluster = state.clusters.get(shortName(id));
            if (cluster == null) {
                failures.add(missing(estate.arn("ecs", region, "cluster/" + shortName(id))));
            } else {
                found.add(counted(cluster));
            }
        }
        return DescribeClustersResponse.builder()
                .clusters(found)
                .failures(failures)
                .build();
    }

    @Override
    public CreateClusterResponse createCluster(CreateClusterRequest r) {
        var name = Objects.requireNonNullElse(r.clusterName(), "default");
        if (!state.clusters.containsKey(name)
                || !"ACTIVE".equals(state.clusters.get(name).status())) {
            var arn = state.cluster(name);
            state.settings(name, r.settings());
            estate.tags().put(arn, EcsState.tags(r.tags()));
        }
        return CreateClusterResponse.builder()
                .cluster(counted(Objects.requireNonNull(state.clusters.get(name))))
                .build();
    }

    @Override
    public DeleteClusterResponse deleteCluster(DeleteClusterRequest r) {
        var cluster = cluster(r.cluster());
        var counted = counted(cluster);
        if (counted.activeServicesCount() > 0) {
            throw AwsFault.of(
                    ClusterContainsServicesException.builder(),
                    "ClusterContainsServicesException",
                    400,
                    "The Cluster cannot be deleted while Services are active.");
        }
        if (counted.runningTasksCount() + counted.pendingTasksCount() > 0) {
            throw AwsFault.of(
                    ClusterContainsTasksException.builder(),
                    "ClusterContainsTasksException",
                    400,
                    "The Cluster cannot be deleted while Tasks are active.");
        }
        var gone = cluster.toBuilder().status("INACTIVE").build();
        state.clusters.put(cluster.clusterName(), gone);
        return DeleteClusterResponse.builder().cluster(gone).build();
    }

    @Override
    public ListServicesResponse listServices(ListServicesRequest r) {
        var cluster = cluster(r.cluster());
        var arns = state.services.values().stream()
                .filter(EcsService::active)
                .map(EcsService::description)
                .filter(s -> s.clusterArn().equals(cluster.clusterArn()))
                .map(Service::serviceArn)
                .toList();
        var page = estate.page(arns, r.nextToken(), r.maxResults());
        return ListServicesResponse.builder()
                .serviceArns(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeServicesResponse describeServices(DescribeServicesRequest r) {
        var cluster = cluster(r.cluster());
        if (r.services().size() > 10) {
            throw invalid("Service array length must be less than or equal to 10.");
        }
        var found = new ArrayList<Service>();
        var failures = new ArrayList<Failure>();
        for (var id : r.services()) {
            var service = state.service(cluster.clusterName(), id);
            if (service.isPresent()) {
                var described = service.get().at(estate.now());
                found.add(
                        r.includeAsStrings().contains("TAGS")
                                ? described.toBuilder()
                                        .tags(state.tagsOf(described.serviceArn()))
                                        .build()
                                : described);
            } else {
                failures.add(
                        missing(estate.arn("ecs", region, "service/" + cluster.clusterName() + "/" + shortName(id))));
            }
        }
        return DescribeServicesResponse.builder()
                .services(found)
                .failures(failures)
                .build();
    }

    @Override
    public CreateServiceResponse createService(CreateServiceRequest r) {
        var cluster = cluster(r.cluster());
        var key = r.clientToken();
        if (key != null && state.serviceTokens.containsKey(key)) {
            var made = Objects.requireNonNull(state.services.get(state.serviceTokens.get(key)));
            return CreateServiceResponse.builder()
                    .service(made.at(estate.now()))
                    .build();
        }
        if (state.service(cluster.clusterName(), r.serviceName())
                .filter(EcsService::active)
                .isPresent()) {
            throw invalid("Creation of service was not idempotent.");
        }
        var definition = definition(r.taskDefinition());
        var balancers = ElbState.of(estate, region);
        for (var wanted : r.loadBalancers()) {
            checkTarget(balancers, wanted, definition);
        }
        var arn = estate.arn("ecs", region, "service/" + cluster.clusterName() + "/" + r.serviceName());
        var now = estate.now();
        var service = new EcsService(
                Service.builder()
                        .serviceArn(arn)
                        .serviceName(r.serviceName())
                        .clusterArn(cluster.clusterArn())
                        .taskDefinition(definition.taskDefinitionArn())
                        .desiredCount(0)
                        .launchType(Optional.ofNullable(r.launchTypeAsString()).orElse("FARGATE"))
                        .platformVersion(
                                Optional.ofNullable(r.platformVersion()).orElse("LATEST"))
                        .loadBalancers(r.loadBalancers())
                        .networkConfiguration(r.networkConfiguration())
                        .deploymentConfiguration(r.deploymentConfiguration())
                        .healthCheckGracePeriodSeconds(r.healthCheckGracePeriodSeconds())
                        .enableExecuteCommand(r.enableExecuteCommand())
                        .schedulingStrategy("REPLICA")
                        .createdAt(now)
                        .build(),
                now);
        service.scale(Objects.requireNonNullElse(r.desiredCount(), 1), now, state);
        state.services.put(arn, service);
        estate.tags().put(arn, EcsState.tags(r.tags()));
        if (key != null) {
            state.serviceTokens.put(key, arn);
        }
        return CreateServiceResponse.builder().service(service.at(now)).build();
    }

    @Override
    public UpdateServiceResponse updateService(UpdateServiceRequest r) {
        var service = service(r.cluster(), r.service());
        if (!service.active()) {
            throw AwsFault.of(
                    ServiceNotActiveException.builder(), "ServiceNotActiveException", 400, "Service was not ACTIVE.");
        }
        var now = estate.now();
        if (r.desiredCount() != null) {
            if (r.desiredCount() < 0) {
                throw invalid("desiredCount must be greater than or equal to 0.");
            }
            service.scale(r.desiredCount(), now, state);
        }
        var forced = Boolean.TRUE.equals(r.forceNewDeployment());
        if (r.taskDefinition() != null || forced) {
            var arn = r.taskDefinition() == null
                    ? service.description().taskDefinition()
                    : definition(r.taskDefinition()).taskDefinitionArn();
            if (forced || !arn.equals(service.description().taskDefinition())) {
                service.deploy(arn, now, state);
            }
        }
        if (r.networkConfiguration() != null) {
            service.describe(service.description().toBuilder()
                    .networkConfiguration(r.networkConfiguration())
                    .build());
        }
        return UpdateServiceResponse.builder().service(service.at(now)).build();
    }

    @Override
    public DeleteServiceResponse deleteService(DeleteServiceRequest r) {
        var service = service(r.cluster(), r.service());
        if (!Boolean.TRUE.equals(r.force()) && service.description().desiredCount() > 0) {
            throw invalid("The service cannot be stopped while it is scaled above 0.");
        }
        service.delete(estate.now(), state);
        estate.tags().forget(service.description().serviceArn());
        return DeleteServiceResponse.builder().service(service.at(estate.now())).build();
    }

    @Override
    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest r) {
        if (r.containerDefinitions().isEmpty()) {
            throw client("Container list cannot be empty.");
        }
        var fargate = r.requiresCompatibilitiesAsStrings().contains("FARGATE");
        if (fargate && r.networkMode() != NetworkMode.AWSVPC) {
            throw client("Fargate only supports network mode ‘awsvpc’.");
        }
        if (fargate && (r.cpu() == null || r.memory() == null)) {
            throw client("Fargate requires that 'cpu' be defined at the task level.");
        }
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(state.register(r))
                .tags(r.tags())
                .build();
    }

    @Override
    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest r) {
        var found = state.find(r.taskDefinition()).orElseThrow(() -> client("Unable to describe task definition."));
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(found)
                .tags(state.tagsOf(found.taskDefinitionArn()))
                .build();
    }

    @Override
    public DeregisterTaskDefinitionResponse deregisterTaskDefinition(DeregisterTaskDefinitionRequest r) {
        var found = state.find(r.taskDefinition())
                .orElseThrow(() -> client("The specified task definition does not exist."));
        var gone = found.toBuilder()
                .status("INACTIVE")
                .deregisteredAt(estate.now())
                .build();
        Objects.requireNonNull(state.families.get(found.family())).replaceAll(d -> d.equals(found) ? gone : d);
        return DeregisterTaskDefinitionResponse.builder().taskDefinition(gone).build();
    }

    @Override
    public ListTaskDefinitionsResponse listTaskDefinitions(ListTaskDefinitionsRequest r) {
        var status = Optional.ofNullable(r.statusAsString()).orElse("ACTIVE");
        var arns = state.families.values().stream()
                .flatMap(List::stream)
                .filter(d -> status.equals(d.statusAsString()))
                .filter(d -> r.familyPrefix() == null || d.family().equals(r.familyPrefix()))
                .map(TaskDefinition::taskDefinitionArn)
                .toList();
        var page = estate.page(arns, r.nextToken(), r.maxResults());
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListTaskDefinitionFamiliesResponse listTaskDefinitionFamilies(ListTaskDefinitionFamiliesRequest r) {
        var names = state.families.keySet().stream()
                .filter(f -> r.familyPrefix() == null || f.startsWith(r.familyPrefix()))
                .toList();
        var page = estate.page(names, r.nextToken(), r.maxResults());
        return ListTaskDefinitionFamiliesResponse.builder()
                .families(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListTasksResponse listTasks(ListTasksRequest r) {
        var cluster = cluster(r.cluster());
        // By what is wanted of them, not by what they are: "By default, the list is filtered to RUNNING" (ListTasks).
        var stopped = r.desiredStatus() == DesiredStatus.STOPPED;
        var arns = tasks(cluster, t -> t.wanted(estate.now()) != stopped).entrySet().stream()
                .filter(e -> r.serviceName() == null
                        || e.getValue().description().serviceName().equals(shortName(r.serviceName())))
                .map(e -> taskArn(cluster, e.getKey()))
                .toList();
        var page = estate.page(arns, r.nextToken(), r.maxResults());
        return ListTasksResponse.builder()
                .taskArns(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public DescribeTasksResponse describeTasks(DescribeTasksRequest r) {
        var cluster = cluster(r.cluster());
        var known = new HashMap<String, EcsTask>();
        var owners = new HashMap<String, EcsService>();
        tasks(cluster, t -> true).forEach((task, service) -> {
            known.put(task.id(), task);
            owners.put(task.id(), service);
        });
        var found = new ArrayList<Task>();
        var failures = new ArrayList<Failure>();
        for (var id : r.tasks()) {
            var task = known.get(shortName(id));
            if (task == null) {
                failures.add(missing(id));
                continue;
            }
            found.add(describe(cluster, task, Objects.requireNonNull(owners.get(task.id()))));
        }
        return DescribeTasksResponse.builder().tasks(found).failures(failures).build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest r) {
        return ListTagsForResourceResponse.builder()
                .tags(state.tagsOf(r.resourceArn()))
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest r) {
        estate.tags().put(r.resourceArn(), EcsState.tags(r.tags()));
        return TagResourceResponse.builder().build();
    }

    /** Each image is always itself: what stands for its digest is made from its name. */
    private List<Container> containers(EcsTask task) {
        return state.find(task.taskDefinition()).stream()
                .flatMap(d -> d.containerDefinitions().stream())
                .map(c -> Container.builder()
                        .name(c.name())
                        .image(c.image())
                        .imageDigest("sha256:"
                                + HexFormat.of()
                                        .formatHex(Base64.getDecoder()
                                                .decode(LambdaState.sha256(
                                                        c.image().getBytes(StandardCharsets.UTF_8)))))
                        .build())
                .toList();
    }

    private Task describe(Cluster cluster, EcsTask task, EcsService service) {
        var phase = task.at(estate.now());
        return Task.builder()
                .taskArn(taskArn(cluster, task))
                .clusterArn(cluster.clusterArn())
                .taskDefinitionArn(task.taskDefinition())
                .group("service:" + service.description().serviceName())
                .containers(containers(task))
                .launchType(service.description().launchType())
                .desiredStatus(task.wanted(estate.now()) ? "RUNNING" : "STOPPED")
                .lastStatus(phase.name())
                .createdAt(task.asked())
                .startedAt(phase == EcsTask.Phase.PENDING || !task.failed().isEmpty() ? null : task.running())
                .stoppingAt(task.wanted(estate.now()) ? null : task.stopping())
                .stopCode(
                        !task.failed().isEmpty() && phase == EcsTask.Phase.STOPPED
                                ? TaskStopCode.TASK_FAILED_TO_START
                                : null)
                .stoppedReason(phase == EcsTask.Phase.STOPPED && !task.failed().isEmpty() ? task.failed() : null)
                .build();
    }

    private Map<EcsTask, EcsService> tasks(Cluster cluster, Predicate<EcsTask> wanted) {
        var found = new LinkedHashMap<EcsTask, EcsService>();
        state.services.values().stream()
                .filter(s -> s.description().clusterArn().equals(cluster.clusterArn()))
                .forEach(s -> s.tasks().stream().filter(wanted).forEach(t -> found.put(t, s)));
        return found;
    }

    private String taskArn(Cluster cluster, EcsTask task) {
        return estate.arn("ecs", region, "task/" + cluster.clusterName() + "/" + task.id());
    }

    private void checkTarget(ElbState balancers, LoadBalancer wanted, TaskDefinition definition) {
        if (wanted.targetGroupArn() != null && !balancers.targetGroups.containsKey(wanted.targetGroupArn())) {
            throw invalid("Unable to find the target group: " + wanted.targetGroupArn());
        }
        if (wanted.targetGroupArn() != null
                && balancers.balancersOf(wanted.targetGroupArn()).isEmpty()) {
            throw invalid("The target group with targetGroupArn " + wanted.targetGroupArn()
                    + " does not have an associated load balancer.");
        }
        if (definition.containerDefinitions().stream().noneMatch(c -> c.name().equals(wanted.containerName()))) {
            throw invalid("The container " + wanted.containerName() + " does not exist in the task definition.");
        }
    }

    private Cluster counted(Cluster cluster) {
        var running = 0;
        var pending = 0;
        var active = 0;
        for (var service : state.services.values()) {
            if (service.description().clusterArn().equals(cluster.clusterArn())) {
                running += service.alive(estate.now());
                pending += service.count(EcsTask.Phase.PENDING, estate.now());
                active += service.active() ? 1 : 0;
            }
        }
        return cluster.toBuilder()
                .runningTasksCount(running)
                .pendingTasksCount(pending)
                .activeServicesCount(active)
                .tags(state.tagsOf(cluster.clusterArn()))
                .build();
    }

    private Cluster cluster(@Nullable String id) {
        var found = state.clusters.get(id == null ? "default" : shortName(id));
        if (found == null || !"ACTIVE".equals(found.status())) {
            throw AwsFault.of(
                    ClusterNotFoundException.builder(), "ClusterNotFoundException", 400, "Cluster not found.");
        }
        return found;
    }

    private EcsService service(@Nullable String cluster, String id) {
        return state.service(cluster(cluster).clusterName(), id)
                .orElseThrow(() -> AwsFault.of(
                        ServiceNotFoundException.builder(), "ServiceNotFoundException", 400, "Service not found."));
    }

    private TaskDefinition definition(String id) {
        var found = state.find(id).orElseThrow(() -> client("TaskDefinition not found."));
        if (found.status() != TaskDefinitionStatus.ACTIVE) {
            throw client("TaskDefinition is inactive");
        }
        return found;
    }

    private static Failure missing(String arn) {
        return Failure.builder().arn(arn).reason("MISSING").build();
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(InvalidParameterException.builder(), "InvalidParameterException", 400, message);
    }

    private static AwsServiceException client(String message) {
        return AwsFault.of(ClientException.builder(), "ClientException", 400, message);
    }

    private static String shortName(String nameOrArn) {
        return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    }
}
