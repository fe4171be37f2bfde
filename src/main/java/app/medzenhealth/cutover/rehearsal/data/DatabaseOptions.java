package app.medzenhealth.cutover.rehearsal.data;

import java.util.List;

/**
 * What an instance is set to besides what it is made of.
 *
 * @param monitoringInterval seconds between samples of enhanced monitoring; 0: off
 * @param monitoringRole ARN; empty: none
 * @param insightsDays days for which Performance Insights keeps its data; 0: switched off
 * @param logs that CloudWatch gets, for example {@code postgresql}
 * @param mostStorageGb up to which storage grows by itself; 0: it does not
 */
public record DatabaseOptions(
        boolean minorUpgrades,
        boolean tagsToSnapshots,
        int monitoringInterval,
        String monitoringRole,
        int insightsDays,
        List<String> logs,
        boolean iamAuthentication,
        int mostStorageGb,
        String authority) {

    /** As RDS makes one that is asked for nothing. */
    public static final DatabaseOptions STANDARD =
            new DatabaseOptions(true, false, 0, "", 0, List.of(), false, 0, "rds-ca-rsa2048-g1");

    public DatabaseOptions {
        logs = List.copyOf(logs);
    }
}
