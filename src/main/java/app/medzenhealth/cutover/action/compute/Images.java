package app.medzenhealth.cutover.action.compute;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Which images a service's tasks run, by their digests: a tag may be given to another image, and then two tasks of one definition
 * run different ones (Amazon ECS API Reference, Container: imageDigest, "the container image manifest digest").
 */
final class Images {
    /** The most that DescribeTasks takes at once. */
    private static final int MOST = 100;

    private Images() {}

    /** Whether an image is named so that it can never be another one. */
    static boolean fixed(String image) {
        return image.contains("@sha256:");
    }

    static String title(EcsServiceReads service) {
        return "The tasks of " + service.name() + " run one image, by its digest";
    }

    /** Empty where no task runs: there is nothing to compare then. */
    static Optional<Check> same(ActionContext context, EcsServiceReads service) throws InterruptedException {
        var title = title(service);
        var found = new ArrayList<Task>();
        var read = Check.reading(title, () -> {
            found.addAll(tasks(context, service, t -> "RUNNING".equals(t.lastStatus())));
            return judge(found);
        });
        return read.passed() && found.isEmpty() ? Optional.empty() : Optional.of(read);
    }

    private static Check.Outcome judge(List<Task> tasks) {
        var digests = new TreeMap<String, Set<String>>();
        var untold = new TreeSet<String>();
        for (var task : tasks) {
            for (var container : task.containers()) {
                if (container.imageDigest() == null) {
                    untold.add(container.name());
                } else {
                    digests.computeIfAbsent(container.name(), n -> new TreeSet<>())
                            .add(container.imageDigest());
                }
            }
        }
        var several = digests.entrySet().stream()
                .filter(d -> d.getValue().size() > 1)
                .map(d -> d.getKey() + " runs " + String.join(" and ", d.getValue()))
                .toList();
        if (!several.isEmpty()) {
            return new Check.Fail(
                    String.join("; ", several), "name the image by its digest, register it, and redeploy the service");
        }
        return untold.isEmpty()
                ? new Check.Pass(tasks.size() + " tasks, " + digests)
                : new Check.Unknown("ECS tells no imageDigest of the container " + String.join(", ", untold) + " in "
                        + tasks.size() + " running tasks: that all run the image of the task definition is not known");
    }

    /** The tasks that the service wants to run; those of them for which {@code which} holds. */
    static List<Task> tasks(ActionContext context, EcsServiceReads service, Predicate<Task> which) {
        var client = context.clients().client(EcsClient.class, service.region());
        var tasks = new ArrayList<Task>();
        try {
            var arns = client
                    .listTasksPaginator(q -> q.cluster(service.cluster()).serviceName(service.service()))
                    .taskArns()
                    .stream()
                    .toList();
            for (var from = 0; from < arns.size(); from += MOST) {
                var part = arns.subList(from, Math.min(arns.size(), from + MOST));
                client.describeTasks(q -> q.cluster(service.cluster()).tasks(part)).tasks().stream()
                        .filter(which)
                        .forEach(tasks::add);
            }
            return tasks;
        } catch (ClusterNotFoundException | ServiceNotFoundException e) {
            return List.of();
        }
    }
}
