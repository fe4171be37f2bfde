package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** A service and its tasks, past ones included: metrics ask how many ran at an earlier moment. */
final class EcsService {
    private Service description;
    private final List<EcsTask> tasks = new ArrayList<>();
    private final List<ServiceEvent> events = new ArrayList<>();
    private Instant deployed;
    private @Nullable Instant deleted;
    private int addresses;

    EcsService(Service description, Instant created) {
        this.description = description;
        this.deployed = created;
    }

    Service description() {
        return description;
    }

    List<EcsTask> tasks() {
        return List.copyOf(tasks);
    }

    boolean active() {
        return deleted == null;
    }

    /** Brings the tasks to the wanted number: the youngest go first. */
    void scale(int desired, Instant now, TaskStarts starts) {
        description = description.toBuilder().desiredCount(desired).build();
        var lasting = tasks.stream().filter(EcsTask::lasting).toList();
        for (var i = lasting.size(); i < desired; i++) {
            ask(description.taskDefinition(), now, starts);
        }
        lasting.stream()
                .sorted(Comparator.comparing((EcsTask task) -> task.asked()).reversed())
                .limit(Math.max(0, lasting.size() - desired))
                .forEach(task -> tasks.set(tasks.indexOf(task), task.stoppingAt(now, starts.draining(description))));
        event(now, "(service %s) has set its desired count to %d.".formatted(description.serviceName(), desired));
    }

    /** A rolling deployment: new tasks start at once, the old ones stop when those run; where none of the new can, they stay. */
    void deploy(String taskDefinition, Instant now, TaskStarts starts) {
        description = description.toBuilder().taskDefinition(taskDefinition).build();
        deployed = now;
        if (starts.cannotStart(taskDefinition).isEmpty()) {
            var drained = starts.draining(description);
            tasks.replaceAll(task -> task.lasting() ? task.stoppingAt(now.plus(EcsTask.START), drained) : task);
        }
        for (var i = 0; i < description.desiredCount(); i++) {
            ask(taskDefinition, now, starts);
        }
        event(
                now,
                "(service %s) has started %d tasks of %s."
                        .formatted(description.serviceName(), description.desiredCount(), taskDefinition));
    }

    void describe(Service changed) {
        description = changed;
    }

    void delete(Instant now, TaskStarts starts) {
        scale(0, now, starts);
        deleted = now;
    }

    /** How many do what they did: those that are being taken out of their target group, too. */
    int working(Instant at) {
        return count(EcsTask.Phase.RUNNING, at) + count(EcsTask.Phase.DEACTIVATING, at);
    }

    /** How many have begun and not ended: what they hold open, they hold until then. */
    int alive(Instant at) {
        return working(at) + count(EcsTask.Phase.STOPPING, at);
    }

    int count(EcsTask.Phase phase, Instant at) {
        return (int) tasks.stream()
                .filter(task -> !at.isBefore(task.asked()) && task.at(at) == phase)
                .count();
    }

    /** As DescribeServices answers at this moment. */
    Service at(Instant now) {
        var running = count(EcsTask.Phase.RUNNING, now);
        var pending = count(EcsTask.Phase.PENDING, now);
        var settled = running == description.desiredCount() && pending == 0;
        var deployment = Deployment.builder()
                .id("ecs-svc/"
                        + Integer.toUnsignedString(description.serviceArn().hashCode()))
                .status("PRIMARY")
                .taskDefinition(description.taskDefinition())
                .desiredCount(description.desiredCount())
                .runningCount(running)
                .pendingCount(pending)
                .failedTasks((int) tasks.stream()
                        .filter(task -> !task.failed().isEmpty() && task.at(now) == EcsTask.Phase.STOPPED)
                        .filter(task -> !task.asked().isBefore(deployed))
                        .count())
                .createdAt(deployed)
                .updatedAt(now)
                .launchType(description.launchType())
                .rolloutState(settled ? DeploymentRolloutState.COMPLETED : DeploymentRolloutState.IN_PROGRESS)
                .build();
        var gone = count(EcsTask.Phase.DEACTIVATING, now) + count(EcsTask.Phase.STOPPING, now) == 0;
        return description.toBuilder()
                .status(active() ? "ACTIVE" : gone ? "INACTIVE" : "DRAINING")
                .runningCount(running)
                .pendingCount(pending)
                .deployments(active() ? List.of(deployment) : List.of())
                .events(events.reversed().stream().limit(20).toList())
                .build();
    }

    /** One that cannot start has failed before it ran. */
    private void ask(String taskDefinition, Instant now, TaskStarts starts) {
        var task = EcsTask.asked(starts.taskId(), taskDefinition, nextAddress(), now);
        tasks.add(starts.cannotStart(taskDefinition).map(task::failing).orElse(task));
    }

    private void event(Instant at, String message) {
        events.add(ServiceEvent.builder()
                .id(description.serviceName() + "-" + events.size())
                .createdAt(at)
                .message(message)
                .build());
    }

    private String nextAddress() {
        addresses++;
        var salt = Math.floorMod(description.serviceArn().hashCode(), 200);
        return "10.%d.%d.%d".formatted(20 + salt % 40, salt, 10 + addresses % 240);
    }
}
