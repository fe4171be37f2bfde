package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.Database;
import app.medzenhealth.cutover.rehearsal.data.Workload;
import java.util.Objects;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;

/**
 * A database is written to while a service that has not been told to stop names it in its environment and gets through to it: what is
 * draining ends the requests that it has. It is connected to until the last task has ended.
 */
public final class ServingWorkload implements Workload {
    private final Estate estate;
    private final Predicate<String> knownToUsers;

    /** Where every load balancer has users. */
    public ServingWorkload(Estate estate) {
        this(estate, balancer -> true);
    }

    /** @param knownToUsers whether users were ever led to a load balancer, by its DNS name: some come back to it without being led */
    public ServingWorkload(Estate estate, Predicate<String> knownToUsers) {
        this.estate = estate;
        this.knownToUsers = knownToUsers;
    }

    /** With its last task a service's sessions are gone, whether or not somebody looks at it meanwhile. */
    private void endSessions() {
        for (var region : estate.regions()) {
            EcsState.of(estate, region).services.values().stream()
                    .filter(s -> s.alive(estate.now()) == 0)
                    .forEach(s -> OpenSessions.of(estate).ended(s.description().serviceArn()));
        }
    }

    @Override
    public boolean writes(Database database) {
        return any(database, s -> s.working(estate.now()) > 0 && used(s));
    }

    @Override
    public boolean connected(Database database) {
        return any(database, s -> s.alive(estate.now()) > 0);
    }

    /** What is behind no load balancer works by itself. */
    private boolean used(EcsService service) {
        var groups = service.description().loadBalancers().stream()
                .map(LoadBalancer::targetGroupArn)
                .filter(Objects::nonNull)
                .toList();
        return groups.isEmpty()
                || estate.regions().stream()
                        .flatMap(region -> groups.stream()
                                .flatMap(group -> ElbState.of(estate, region).balancersOf(group).stream()
                                        .map(arn -> ElbState.of(estate, region)
                                                .balancers
                                                .get(arn))))
                        .filter(Objects::nonNull)
                        .anyMatch(balancer -> knownToUsers.test(balancer.dnsName()));
    }

    private boolean any(Database database, Predicate<EcsService> which) {
        endSessions();
        return estate.regions().stream().anyMatch(region -> {
            var state = EcsState.of(estate, region);
            var containers = new Containers(estate, region);
            return state.services.values().stream()
                    .filter(which)
                    .anyMatch(service -> state.find(service.description().taskDefinition()).stream()
                            .flatMap(definition -> definition.containerDefinitions().stream())
                            .anyMatch(container -> containers.uses(container, database.endpoint())
                                    && containers.database(service, container) == DatabaseReach.WRITABLE));
        });
    }
}
