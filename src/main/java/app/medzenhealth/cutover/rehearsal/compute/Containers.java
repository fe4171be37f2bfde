package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** What a running task answers, with the database that its environment points to. */
final class Containers {
    private static final Pattern ENDPOINT =
            Pattern.compile("([a-z0-9-]+)\\.[a-z0-9]+\\.([a-z0-9-]+)\\.rds\\.amazonaws\\.com");

    private final Estate estate;
    private final String region;

    Containers(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    /** A program and the host of the database that its environment names. */
    record Workload(ContainerApplication application, Optional<String> endpoint) {
        static Workload of(ContainerDefinition container) {
            return new Workload(new ContainerApplication(container), endpointOf(container));
        }
    }

    ContainerApplication.Reply reply(EcsService service, EcsTask task, String method, String path, boolean authorized) {
        var workload = EcsState.of(estate, region).workload(task.taskDefinition());
        return workload.application().reply(method, path, authorized, database(service, workload.endpoint()));
    }

    boolean uses(ContainerDefinition container, String endpoint) {
        return container.environment().stream()
                .anyMatch(e -> e.value() != null && e.value().contains(endpoint));
    }

    private static Optional<String> endpointOf(ContainerDefinition container) {
        return container.environment().stream()
                .map(KeyValuePair::value)
                .map(ENDPOINT::matcher)
                .filter(Matcher::find)
                .map(m -> m.group())
                .findFirst();
    }

    DatabaseReach database(EcsService service, ContainerDefinition container) {
        return database(service, endpointOf(container));
    }

    private DatabaseReach database(EcsService service, Optional<String> endpoint) {
        List<String> groups = service.description().networkConfiguration() == null
                ? List.of()
                : service.description()
                        .networkConfiguration()
                        .awsvpcConfiguration()
                        .securityGroups();
        return endpoint.map(e -> reach(service, groups, e)).orElse(DatabaseReach.NONE);
    }

    /** By a new connection, or where none is let in any more by one that its tasks have held since before. */
    private DatabaseReach reach(EcsService service, List<String> groups, String endpoint) {
        var connectivity = new DatabaseConnectivity(estate);
        var reach = connectivity.from(region, groups, endpoint);
        var sessions = OpenSessions.of(estate);
        var name = service.description().serviceArn();
        if (service.alive(estate.now()) == 0) {
            sessions.ended(name);
            return reach;
        }
        if (reach != DatabaseReach.UNREACHABLE) {
            sessions.opened(name, endpoint);
            return reach;
        }
        var held = sessions.has(name, endpoint) ? connectivity.inside(endpoint) : DatabaseReach.UNREACHABLE;
        if (held == DatabaseReach.UNREACHABLE) {
            sessions.ended(name);
        }
        return held;
    }
}
