package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.Database;
import app.medzenhealth.cutover.rehearsal.data.Workload;
import java.util.function.Predicate;

/**
 * A database is written to while a service that has not been told to stop names it in its environment and gets through to it: what is
 * draining ends the requests that it has. It is connected to until the last task has ended.
 */
public final class ServingWorkload implements Workload {
    private final Estate estate;

    public ServingWorkload(Estate estate) {
        this.estate = estate;
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
        return any(database, s -> s.working(estate.now()) > 0);
    }

    @Override
    public boolean connected(Database database) {
        return any(database, s -> s.alive(estate.now()) > 0);
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
