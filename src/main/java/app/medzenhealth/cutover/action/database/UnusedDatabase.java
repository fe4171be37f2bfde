package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConnectedClients;
import app.medzenhealth.cutover.action.CopyKeys;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * That a database can be done without, as it is now: nobody is connected to it, nothing that runs is set to use it, it is no
 * primary that users are served from, and a snapshot of it is there before the last one is taken. How many were connected over time
 * CloudWatch tells ({@link app.medzenhealth.cutover.action.observe.Use}).
 */
record UnusedDatabase(String region) {

    List<Check> checks(ActionContext context, DBInstance instance) throws InterruptedException {
        return List.of(noSession(context, instance), nothingUses(context, instance), saved(context, instance));
    }

    /** Of one that nobody can connect to there is none: it has no endpoint yet, or its status lets nobody in. */
    static Check noSession(ActionContext context, DBInstance instance) throws InterruptedException {
        var title = "Nobody is connected to " + instance.dbInstanceIdentifier();
        if (!InstanceStatus.letsIn(instance)) {
            return Check.pass(title, "it is " + instance.dbInstanceStatus() + " and lets nobody in");
        }
        return Check.reading(title, () -> ConnectedClients.none(context, Endpoints.of(Optional.of(instance))));
    }

    /** What is behind the production name, and whatever else runs: services that are to run tasks, and functions. */
    private static Check nothingUses(ActionContext context, DBInstance instance) throws InterruptedException {
        var title = "Nothing that runs is set to use " + instance.dbInstanceIdentifier();
        return Check.reading(title, () -> {
            var endpoint = Endpoints.of(Optional.of(instance));
            if (endpoint.isEmpty()) {
                return new Check.Unknown("it has no endpoint to look for");
            }
            var users = new ArrayList<String>();
            var looked = 0;
            for (var where :
                    context.plan().regions().stream().map(Plan.Region::id).toList()) {
                for (var service : services(context, where)) {
                    looked++;
                    if (containers(context, where, service).anyMatch(c -> names(c, endpoint))) {
                        users.add("the service " + service.serviceName() + " in " + where + ", "
                                + service.runningCount() + " tasks running, " + service.desiredCount() + " desired");
                    }
                }
                for (var function : context.clients()
                        .client(LambdaClient.class, where)
                        .listFunctionsPaginator(q -> {})
                        .functions()) {
                    looked++;
                    if (function.environment() != null
                            && function.environment().variables().values().stream()
                                    .anyMatch(v -> v.contains(endpoint))) {
                        users.add("the function " + function.functionName() + " in " + where);
                    }
                }
            }
            return Check.passIf(
                    users::isEmpty,
                    users.isEmpty()
                            ? looked + " services that run and functions do not name " + endpoint
                            : String.join("; ", users),
                    "let them use another database first");
        });
    }

    private static List<Service> services(ActionContext context, String region) {
        var ecs = context.clients().client(EcsClient.class, region);
        return ecs.listClustersPaginator(q -> {}).clusterArns().stream()
                .flatMap(cluster -> ecs.listServicesPaginator(q -> q.cluster(cluster)).stream()
                        .filter(page -> !page.serviceArns().isEmpty())
                        .flatMap(
                                page -> ecs
                                        .describeServices(
                                                q -> q.cluster(cluster).services(page.serviceArns()))
                                        .services()
                                        .stream()))
                .filter(s -> s.desiredCount() > 0 || s.runningCount() > 0)
                .toList();
    }

    private static Stream<ContainerDefinition> containers(ActionContext context, String region, Service service) {
        return context
                .clients()
                .client(EcsClient.class, region)
                .describeTaskDefinition(q -> q.taskDefinition(service.taskDefinition()))
                .taskDefinition()
                .containerDefinitions()
                .stream();
    }

    /** Values of secrets are not read: what connects by them is seen by its connections. */
    private static boolean names(ContainerDefinition container, String endpoint) {
        return Stream.concat(
                        container.environment().stream().map(e -> String.valueOf(e.value())),
                        container.command().stream())
                .anyMatch(v -> v.contains(endpoint));
    }

    /**
     * One of this very instance: one that was made anew under the name has another resource id, and another time at which it was
     * made (RDS API Reference, DBSnapshot: DbiResourceId, InstanceCreateTime).
     */
    private Check saved(ActionContext context, DBInstance instance) throws InterruptedException {
        var title = "A snapshot of " + instance.dbInstanceIdentifier() + " is there before the last one";
        return Check.reading(
                title,
                () -> context
                        .clients()
                        .client(RdsClient.class, region)
                        .describeDBSnapshotsPaginator(q -> q.dbInstanceIdentifier(instance.dbInstanceIdentifier())
                                .snapshotType("manual"))
                        .dbSnapshots()
                        .stream()
                        .filter(s -> "available".equals(s.status()))
                        .filter(s -> of(s, instance))
                        .max(Comparator.comparing(UnusedDatabase::taken))
                        .map(s -> readable(context, s))
                        .orElseGet(() -> new Check.Fail(
                                "no available manual snapshot of this instance is listed", "take one first")));
    }

    private Check.Outcome readable(ActionContext context, DBSnapshot snapshot) {
        var words =
                snapshot.dbSnapshotIdentifier() + " of " + Times.second(snapshot.snapshotCreateTime()) + ", available";
        return new CopyKeys(context, region)
                .lost(snapshot.kmsKeyId())
                .<Check.Outcome>map(no -> new Check.Fail(words + ", but " + no.evidence(), no.remedy()))
                .orElseGet(() -> new Check.Pass(words));
    }

    private static boolean of(DBSnapshot snapshot, DBInstance instance) {
        return snapshot.dbiResourceId() == null || instance.dbiResourceId() == null
                ? Objects.equals(snapshot.instanceCreateTime(), instance.instanceCreateTime())
                : instance.dbiResourceId().equals(snapshot.dbiResourceId());
    }

    private static Instant taken(DBSnapshot snapshot) {
        return Optional.ofNullable(snapshot.snapshotCreateTime()).orElse(Instant.MIN);
    }
}
