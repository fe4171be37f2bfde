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

    @Override
    public boolean writes(Database database) {
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
