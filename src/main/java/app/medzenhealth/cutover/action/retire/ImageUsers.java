package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.PackageType;

/**
 * Who runs images of a repository, in whichever region: ECR deletes a repository by force without asking (Amazon ECR API Reference,
 * DeleteRepository, force), and ECS pulls the image of each new task ("CannotPullContainerError": Amazon ECS Developer Guide,
 * "CannotPullContainer task errors").
 *
 * @param home region of the repository
 */
record ImageUsers(ActionContext context, String home) {

    /** In words; empty where nobody does. */
    Optional<String> of(String repositoryUri) {
        var users = new TreeSet<String>();
        for (var region : Stream.concat(
                        Stream.of(home), context.plan().regions().stream().map(Plan.Region::id))
                .distinct()
                .toList()) {
            for (var service : services(region)) {
                if (containers(region, service).anyMatch(c -> isOf(c.image(), repositoryUri))) {
                    users.add("the service " + service.serviceName() + " in " + region);
                }
            }
            for (var function : functions(region)) {
                if (isOf(image(region, function), repositoryUri)) {
                    users.add("the function " + function + " in " + region);
                }
            }
        }
        return users.isEmpty() ? Optional.empty() : Optional.of("its images run in " + String.join(", ", users));
    }

    /** {@code uri:tag} or {@code uri@digest}: one whose name only begins alike is another. */
    private static boolean isOf(String image, String uri) {
        return image != null && (image.equals(uri) || image.startsWith(uri + ":") || image.startsWith(uri + "@"));
    }

    private List<Service> services(String region) {
        var ecs = context.clients().client(EcsClient.class, region);
        var found = new ArrayList<Service>();
        for (var cluster : ecs.listClustersPaginator(q -> {}).clusterArns()) {
            ecs.listServicesPaginator(q -> q.cluster(cluster)).stream()
                    .filter(page -> !page.serviceArns().isEmpty())
                    .flatMap(page ->
                            ecs
                                    .describeServices(q -> q.cluster(cluster).services(page.serviceArns()))
                                    .services()
                                    .stream())
                    .forEach(found::add);
        }
        return found;
    }

    private Stream<ContainerDefinition> containers(String region, Service service) {
        return context
                .clients()
                .client(EcsClient.class, region)
                .describeTaskDefinition(q -> q.taskDefinition(service.taskDefinition()))
                .taskDefinition()
                .containerDefinitions()
                .stream();
    }

    private List<String> functions(String region) {
        return context.clients().client(LambdaClient.class, region).listFunctionsPaginator(q -> {}).functions().stream()
                .filter(f -> f.packageType() == PackageType.IMAGE)
                .map(FunctionConfiguration::functionName)
                .toList();
    }

    private String image(String region, String function) {
        return context.clients()
                .client(LambdaClient.class, region)
                .getFunction(q -> q.functionName(function))
                .code()
                .imageUri();
    }
}
