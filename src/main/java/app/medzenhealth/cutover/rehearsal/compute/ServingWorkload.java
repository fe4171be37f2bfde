package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.Database;
import app.medzenhealth.cutover.rehearsal.data.Workload;

/** A database is written to while a running service names it in its environment and gets through to it. */
public final class ServingWorkload implements Workload {
    private final Estate estate;

    public ServingWorkload(Estate estate) {
        this.estate = estate;
    }

    /** With its last task a service's sessions are gone, whether or not somebody looks at it meanwhile. */
    private void endSessions() {
        for (var region : estate.regions()) {
            EcsState.of(estate, region).services.values().stream()
                    .filter(s -> s.count(EcsTask.Phase.RUNNING, estate.now()) == 0)
                    .forEach(s -> OpenSessions.of(estate).ended(s.description().serviceArn()));
        }
    }

    @Override
    public boolean writes(Database database) {
        endSessions();
        return estate.regions().stream().anyMatch(region -> {
            var state = EcsState.of(estate, region);
            var containers = new Containers(estate, region);
            return state.services.values().stream()
                    .filter(service -> service.count(EcsTask.Phase.RUNNING, estate.now()) > 0)
                    .anyMatch(service -> state.find(service.description().taskDefinition()).stream()
                            .flatMap(definition -> definition.containerDefinitions().stream())
                            .anyMatch(container -> containers.uses(container, database.endpoint())
                                    && containers.database(service, container) == DatabaseReach.WRITABLE));
        });
    }
}
