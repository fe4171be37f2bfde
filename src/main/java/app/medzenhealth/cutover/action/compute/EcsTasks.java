package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/** The tasks of a cluster that have not ended, whatever is wanted of them, as they were at one moment. */
public final class EcsTasks {
    private static final String STOPPED = "STOPPED";
    private static final int MOST_DESCRIBED = 100;

    private final List<Task> tasks;

    private EcsTasks(List<Task> tasks) {
        this.tasks = List.copyOf(tasks);
    }

    /**
     * @throws software.amazon.awssdk.services.ecs.model.ClusterNotFoundException if there is no such cluster
     */
    public static EcsTasks in(ActionContext context, String region, String cluster) {
        var ecs = context.clients().client(EcsClient.class, region);
        // Filtered to one or the other: what is ending is wanted to be STOPPED (Amazon ECS API Reference, ListTasks).
        var arns = Stream.of(DesiredStatus.RUNNING, DesiredStatus.STOPPED)
                .flatMap(wanted ->
                        ecs.listTasksPaginator(q -> q.cluster(cluster).desiredStatus(wanted)).taskArns().stream())
                .distinct()
                .toList();
        var found = new ArrayList<Task>();
        for (var from = 0; from < arns.size(); from += MOST_DESCRIBED) {
            var some = arns.subList(from, Math.min(arns.size(), from + MOST_DESCRIBED));
            found.addAll(ecs.describeTasks(q -> q.cluster(cluster).tasks(some)).tasks());
        }
        return new EcsTasks(
                found.stream().filter(t -> !STOPPED.equals(t.lastStatus())).toList());
    }

    /** Of one service: what is to stop and has not, for example {@code 2 DEACTIVATING}. */
    List<String> ending(String service) {
        return words(tasks.stream()
                .filter(t -> ("service:" + service).equals(t.group()))
                .filter(t -> STOPPED.equals(t.desiredStatus())));
    }

    /** What belongs to another service or to none, for example {@code family:report: 1 RUNNING}. */
    public List<String> besides(String service) {
        var others = new TreeMap<String, List<Task>>();
        tasks.stream()
                .filter(t -> !("service:" + service).equals(t.group()))
                .forEach(t -> others.computeIfAbsent(String.valueOf(t.group()), g -> new ArrayList<>())
                        .add(t));
        return others.entrySet().stream()
                .map(e -> e.getKey().replaceFirst("^service:", "") + ": "
                        + String.join(", ", words(e.getValue().stream())))
                .toList();
    }

    private static List<String> words(Stream<Task> tasks) {
        Map<String, Integer> counts = new TreeMap<>();
        tasks.forEach(t -> counts.merge(String.valueOf(t.lastStatus()), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .toList();
    }
}
