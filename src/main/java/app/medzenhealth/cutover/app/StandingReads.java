package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.database.ReplicatedPair;
import app.medzenhealth.cutover.action.traffic.HealthChecksRead;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.monitor.DataReading;
import app.medzenhealth.cutover.monitor.HealthReading;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.MovedName;
import app.medzenhealth.cutover.plan.Plan;
import java.time.Instant;
import java.util.List;

/**
 * Reads what stands behind the name.
 *
 * @param clients guarded
 */
record StandingReads(Plan plan, Clients clients, SqlProber sql) implements Probing.Standing {
    @Override
    public List<HealthReading> health(Instant at) {
        return MovedName.in(plan).isEmpty() ? List.of() : HealthChecksRead.of(clients, at);
    }

    @Override
    public DataReading data(ReplicatedPair pair, Instant at) throws InterruptedException {
        return pair.read(clients, sql, at);
    }
}
