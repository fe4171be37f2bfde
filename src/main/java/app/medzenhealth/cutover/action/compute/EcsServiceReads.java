package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.States;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/** Reads one ECS service. */
public record EcsServiceReads(String region, String cluster, String service) {

    /** By short names, however they were written: as ARNs they hold the same names at their end. */
    public EcsServiceReads {
        cluster = Arns.name(cluster);
        service = Arns.name(service);
    }

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final int LAG = 4;

    /** Amazon ECS API Reference, Service: status. */
    static final States RUNNING = new States(Set.of("ACTIVE"), Set.of(), Set.of("DRAINING", "INACTIVE"));

    /**
     * Amazon ECS API Reference, Deployment: rolloutState. Only the rolling update has it, and FAILED only where the circuit breaker
     * is on: without one, a deployment that goes nowhere is seen by its tasks alone.
     */
    static final States ROLLOUT = new States(Set.of("COMPLETED"), Set.of("IN_PROGRESS"), Set.of("FAILED"));

    /**
     * Elastic Load Balancing API Reference, TargetHealth. An unhealthy target may still become healthy; one that no listener uses,
     * or whose checks are off, never does.
     */
    static final States HEALTH = new States(
            Set.of("healthy"),
            Set.of("initial", "unhealthy", "unhealthy.draining", "draining"),
            Set.of("unused", "unavailable"));

    /** Empty where the cluster or the service does not exist, or the service was deleted. */
    public Optional<Service> read(ActionContext context) {
        try {
            return context
                    .clients()
                    .client(EcsClient.class, region)
                    .describeServices(q -> q.cluster(cluster).services(service))
                    .services()
                    .stream()
                    .filter(s -> !"INACTIVE".equals(s.status()))
                    .findFirst();
        } catch (ClusterNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Waits until exactly the wanted number of tasks runs, all of the newest deployment. */
    public void awaitRunning(ActionContext context, Progress progress, int desired) throws InterruptedException {
        Await.until(context, progress, PATIENCE, INTERVAL, () -> {
            var found = read(context);
            if (found.isEmpty()) {
                return new Await.Terminal("The service " + name() + " does not exist any more");
            }
            var running = found.get().runningCount();
            if (found.get().desiredCount() != desired) {
                return new Await.Terminal(name() + " now wants " + found.get().desiredCount() + " tasks, not " + desired
                        + ": someone else changed it");
            }
            if (desired > 0 && RUNNING.of(found.get().status()) == States.Meaning.RESTING) {
                return new Await.Terminal(name() + " is " + found.get().status() + ": it is being deleted");
            }
            var failed = found.get().deployments().stream()
                    .filter(d -> "PRIMARY".equals(d.status())
                            && ROLLOUT.of(d.rolloutStateAsString()) == States.Meaning.RESTING)
                    .findFirst();
            if (failed.isPresent()) {
                return new Await.Terminal("The deployment of " + name() + " failed: "
                        + failed.get().rolloutStateReason());
            }
            var ending = desired == 0 && settled(found.get(), 0) ? ending(context) : List.<String>of();
            if (!ending.isEmpty()) {
                return new Await.StillGoing(name() + " ends its last tasks: " + String.join(", ", ending), -1);
            }
            if (settled(found.get(), desired)) {
                return new Await.Reached(name() + " runs " + running + " of " + desired + " tasks");
            }
            return new Await.StillGoing(
                    name() + " runs " + running + " of " + desired + " tasks",
                    desired == 0 ? -1 : Math.min(1, running / (double) desired));
        });
    }

    /**
     * Tasks of the service that are to stop and have not, each with its state. None of them counts as running: what is taken out of a
     * target group is DEACTIVATING and does what it did, and what has got its signal is STOPPING (Amazon ECS Developer Guide, "Amazon ECS
     * task lifecycle").
     */
    public List<String> ending(ActionContext context) {
        try {
            return EcsTasks.in(context, region, cluster).ending(service);
        } catch (ClusterNotFoundException | ServiceNotFoundException e) {
            return List.of();
        }
    }

    /** How long a task that is to stop goes on behind its load balancers; zero where it is behind none. */
    public Duration draining(ActionContext context) {
        return targetGroups(context).stream()
                .map(group -> TargetGroups.draining(context, region, group))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Waits until the wanted number of tasks runs and, behind a load balancer, is healthy: a task that runs does not serve yet. */
    public void awaitServing(ActionContext context, Progress progress, int desired) throws InterruptedException {
        awaitRunning(context, progress, desired);
        if (desired == 0) {
            return;
        }
        for (var group : targetGroups(context)) {
            var wait = HEALTH.begin(LAG);
            Await.until(context, progress, PATIENCE, INTERVAL, () -> {
                var targets = TargetGroups.targets(context, region, group);
                var healthy = TargetGroups.healthy(targets);
                if (healthy >= desired) {
                    return new Await.Reached(healthy + " targets are healthy");
                }
                var resting = targets.stream()
                        .map(TargetHealthDescription::targetHealth)
                        .filter(t -> HEALTH.of(t.stateAsString()) == States.Meaning.RESTING)
                        .findFirst();
                var going = new Await.StillGoing(
                        healthy + " of " + desired + " targets are healthy", healthy / (double) desired);
                return resting.isPresent()
                                && wait.seen(
                                                "A target of " + group,
                                                resting.get().stateAsString(),
                                                () -> String.valueOf(
                                                        resting.get().description()))
                                        instanceof Await.Terminal terminal
                        ? terminal
                        : going;
            });
        }
    }

    /** Whether it was deleted and its last tasks have not ended. */
    static boolean draining(Service service) {
        return "DRAINING".equals(service.status());
    }

    /**
     * Waits until nothing of it is left that keeps its name: "If you attempt to create a new service with the same name as an existing
     * service in either ACTIVE or DRAINING status, you receive an error" (Amazon ECS API Reference, DeleteService).
     */
    void awaitGone(ActionContext context, Progress progress) throws InterruptedException {
        Await.until(
                context,
                progress,
                PATIENCE,
                INTERVAL,
                () -> read(context)
                        .<Await.Seen>map(s -> draining(s)
                                ? new Await.StillGoing(name() + " ends its last tasks", -1)
                                : new Await.Terminal(name() + " is " + s.status() + ", and nothing deletes it"))
                        .orElseGet(() -> new Await.Reached(name() + " is gone")));
    }

    /** The ARNs of the target groups that the service registers its tasks with. */
    List<String> targetGroups(ActionContext context) {
        return read(context).stream()
                .flatMap(s -> s.loadBalancers().stream())
                .map(LoadBalancer::targetGroupArn)
                .filter(Objects::nonNull)
                .toList();
    }

    public static boolean settled(Service service, int desired) {
        return service.runningCount() == desired
                && service.pendingCount() == 0
                && service.deployments().stream()
                        .filter(d -> "PRIMARY".equals(d.status()))
                        .allMatch(d -> d.runningCount() == desired);
    }

    public String name() {
        return cluster + "/" + service;
    }
}
