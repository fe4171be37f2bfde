package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.Database;
import app.medzenhealth.cutover.rehearsal.data.RdsState;
import java.util.List;

/** Whether and how something in a network reaches a database. */
final class DatabaseConnectivity {
    private static final int POSTGRES = 5432;

    private final Estate estate;

    DatabaseConnectivity(Estate estate) {
        this.estate = estate;
    }

    /**
     * @param callers the security groups that it comes from
     * @param endpoint the instance's host name
     */
    DatabaseReach from(String region, List<String> callers, String endpoint) {
        var found = RdsState.atEndpoint(estate, endpoint).filter(Database::reachable);
        if (found.isEmpty()) {
            return DatabaseReach.UNREACHABLE;
        }
        var database = found.get();
        var allowed = !database.region().equals(region)
                || Ec2State.of(estate, region).reaches(callers, database.spec().securityGroups(), POSTGRES);
        if (!allowed) {
            return DatabaseReach.UNREACHABLE;
        }
        return inside(endpoint);
    }

    /** What a connection that is there finds, whatever the rules are now. */
    DatabaseReach inside(String endpoint) {
        return RdsState.atEndpoint(estate, endpoint)
                .filter(Database::reachable)
                .map(d -> d.inRecovery() ? DatabaseReach.READ_ONLY : DatabaseReach.WRITABLE)
                .orElse(DatabaseReach.UNREACHABLE);
    }
}
