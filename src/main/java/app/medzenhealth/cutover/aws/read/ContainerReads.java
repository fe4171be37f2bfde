package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    static List<Found> ecs(Reading in) throws InterruptedException {
        EcsClient client = in.client(EcsClient.class);
        List<String> arns = in.pages(
                token -> client.listClusters(b -> b.nextToken(token)),
                ListClustersResponse::clusterArns,
                ListClustersResponse::nextToken);
        List<Cluster> clusters = new ArrayList<>();
        for (List<String> part : Reading.parts(arns, CLUSTERS_AT_ONCE)) {
            var answer =
                    in.call(() -> client.describeClusters(b -> b.clusters(part).include(ClusterField.TAGS)));
            refuseFailures(answer.failures());
            answer.clusters().stream()
                    // A deleted cluster can be described for a while.
                    .filter(c -> !"INACTIVE".equals(c.status()))
                    .forEach(clusters::add);
        }
        List<Found> found = new ArrayList<>(in.each(clusters, c -> cluster(in, client, c)));
        in.each(arns, arn -> services(in, client, arn)).forEach(found::addAll);
        return found;
    }

    /** With the tasks that run in it, those included that no service started. */
    private static Found cluster(Reading in, EcsClient client, Cluster c) {
        int tasks = in.pages(
                        token -> client.listTasks(b -> b.cluster(c.clusterArn()).nextToken(token)),
                        ListTasksResponse::taskArns,
                        ListTasksResponse::nextToken)
                .size();
        return new Found(
                "cluster",
                in.region(),
                c.clusterName(),
                text(c.clusterArn()),
                c.clusterName(),
                text(c.status()),
                details("capacity providers", String.join(", ", c.capacityProviders()), "tasks", tasks),
                tags(c.tags()));
    }

    private static List<Found> services(Reading in, EcsClient client, String cluster) {
        List<String> arns = in.pages(
                token -> client.listServices(b -> b.cluster(cluster).nextToken(token)),
                ListServicesResponse::serviceArns,
                ListServicesResponse::nextToken);
        List<Found> found = new ArrayList<>();
        for (List<String> part : Reading.parts(arns, SERVICES_AT_ONCE)) {
            var answer = in.call(() -> client.describeServices(
                    b -> b.cluster(cluster).services(part).include(ServiceField.TAGS)));
            refuseFailures(answer.failures());
            answer.services().stream()
                    .filter(s -> !"INACTIVE".equals(s.status()))
                    .forEach(s -> found.add(service(in, s)));
        }
        return found;
    }

    private static Found service(Reading in, Service s) {
        return new Found(
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
    }

    private static String taskDefinition(String arn) {
        return arn.substring(arn.indexOf('/') + 1);
    }

    /** ECS answers 200 and says beside it what it could not describe. */
    private static void refuseFailures(List<Failure> failures) {
        failures.stream().filter(f -> !"MISSING".equals(f.reason())).findFirst().ifPresent(f -> {
            throw new PartialAnswer(text(f.arn()) + ": " + text(f.reason()));
        });
    }

    private static Map<String, String> tags(List<Tag> list) {
        Map<String, String> tags = new TreeMap<>();
        list.forEach(t -> tags.put(text(t.key()), text(t.value())));
        return tags;
    }

    static List<Found> repositories(Reading in) {
        EcrClient client = in.client(EcrClient.class);
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
