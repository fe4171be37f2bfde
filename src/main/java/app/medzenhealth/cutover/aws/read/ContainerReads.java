package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Clusters, their services and tasks, image repositories. */
final class ContainerReads {

    private static final int CLUSTERS_AT_ONCE = 100;
    private static final int SERVICES_AT_ONCE = 10;

    private ContainerReads() {}

    static List<Found> ecs(ServiceReading in) throws InterruptedException {
        var client = in.client(EcsClient.class);
        var arns = in.pages(
                token -> client.listClusters(b -> b.nextToken(token)),
                ListClustersResponse::clusterArns,
                ListClustersResponse::nextToken);
        var described = new Details();
        var clusters = new HashMap<String, Cluster>();
        var unread = new ArrayList<Found>();
        for (var part : ServiceReading.parts(arns, CLUSTERS_AT_ONCE)) {
            described
                    .ask(
                            Detail.CLUSTERS,
                            () -> in.call(() -> client.describeClusters(
                                    b -> b.clusters(part).include(ClusterField.TAGS))))
                    .ifPresent(answer -> {
                        unread.addAll(failures(in, "cluster", answer.failures()));
                        answer.clusters().forEach(c -> clusters.put(c.clusterArn(), c));
                    });
        }
        var found = new ArrayList<Found>(in.each(
                "cluster",
                arns,
                ContainerReads::name,
                (arn, details) -> Optional.ofNullable(clusters.get(arn))
                        .map(c -> cluster(in, client, c, details))
                        .or(() -> Optional.of(arn)
                                .filter(a -> described.failed() || named(unread, a))
                                .map(a -> bare(in, "cluster", a, described)))
                        .stream()
                        .toList()));
        found.addAll(in.each(
                "service", arns, arn -> "of " + name(arn), (arn, details) -> services(in, client, arn, details)));
        found.addAll(described.notKnown("cluster", in.region(), ""));
        found.addAll(unread);
        return found;
    }

    private static boolean named(List<Found> unread, String arn) {
        return unread.stream().anyMatch(f -> f.id().equals(name(arn)));
    }

    private static Found bare(ServiceReading in, String type, String arn, Details described) {
        return new Found(type, in.region(), name(arn), arn, name(arn), described.why(), Map.of(), Map.of());
    }

    /** With the tasks that run in it, those included that no service started. */
    private static Found cluster(ServiceReading in, EcsClient client, Cluster c, Details details) {
        var tasks = details.fact(
                Detail.TASKS,
                () -> String.valueOf(in.pages(
                                token -> client.listTasks(
                                        b -> b.cluster(c.clusterArn()).nextToken(token)),
                                ListTasksResponse::taskArns,
                                ListTasksResponse::nextToken)
                        .size()));
        var found = new Found(
                "cluster",
                in.region(),
                c.clusterName(),
                text(c.clusterArn()),
                c.clusterName(),
                text(c.status()),
                details("capacity providers", String.join(", ", c.capacityProviders()), "tasks", tasks),
                tags(c.tags()));
        // A deleted cluster can be described for a while.
        return "INACTIVE".equals(c.status()) ? found.leftOut() : found;
    }

    private static List<Found> services(ServiceReading in, EcsClient client, String cluster, Details details) {
        var arns = details.ask(
                        Detail.SERVICES,
                        () -> in.pages(
                                token -> client.listServices(
                                        b -> b.cluster(cluster).nextToken(token)),
                                ListServicesResponse::serviceArns,
                                ListServicesResponse::nextToken))
                .orElse(List.of());
        var found = new ArrayList<Found>();
        for (var part : ServiceReading.parts(arns, SERVICES_AT_ONCE)) {
            details.ask(
                            Detail.SERVICE,
                            () -> in.call(() -> client.describeServices(
                                    b -> b.cluster(cluster).services(part).include(ServiceField.TAGS))))
                    .ifPresentOrElse(
                            answer -> {
                                found.addAll(failures(in, "service", answer.failures()));
                                answer.services().forEach(s -> found.add(service(in, s)));
                            },
                            () -> part.forEach(arn -> found.add(bare(in, "service", arn, details))));
        }
        return found;
    }

    private static Found service(ServiceReading in, Service s) {
        var found = new Found(
                "service",
                in.region(),
                s.serviceName(),
                text(s.serviceArn()),
                s.serviceName(),
                text(s.status()),
                details(
                        "desired", s.desiredCount(),
                        "running", s.runningCount(),
                        "launch type", s.launchTypeAsString(),
                        "task definition", taskDefinition(text(s.taskDefinition()))),
                tags(s.tags()));
        return "INACTIVE".equals(s.status()) ? found.leftOut() : found;
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    private static String taskDefinition(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    /** ECS answers 200 and says beside it what it could not describe. */
    private static List<Found> failures(ServiceReading in, String type, List<Failure> failures) {
        return failures.stream()
                .filter(f -> !"MISSING".equals(f.reason()))
                .map(f -> Found.notKnown(type, in.region(), name(text(f.arn())), text(f.reason())))
                .toList();
    }

    private static Map<String, String> tags(List<Tag> list) {
        var tags = new TreeMap<String, String>();
        list.forEach(t -> tags.put(text(t.key()), text(t.value())));
        return tags;
    }

    static List<Found> repositories(ServiceReading in) {
        var client = in.client(EcrClient.class);
        return in
                .pages(
                        token -> client.describeRepositories(b -> b.nextToken(token)),
                        DescribeRepositoriesResponse::repositories,
                        DescribeRepositoriesResponse::nextToken)
                .stream()
                .map(r -> new Found(
                        "repository",
                        in.region(),
                        r.repositoryName(),
                        text(r.repositoryArn()),
                        r.repositoryName(),
                        "",
                        details("tag mutability", r.imageTagMutabilityAsString()),
                        Map.of()))
                .toList();
    }
}
