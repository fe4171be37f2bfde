package app.medzenhealth.cutover.rehearsal.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a PostgreSQL instance is set up.
 *
 * @param kmsKey ARN; null: not encrypted
 * @param backupRetention days; 0: no automated backups
 * @param backupWindow UTC, for example {@code 03:00-04:00}
 * @param managedMasterSecret RDS keeps the master password in Secrets Manager
 */
public record DatabaseSpec(
        String id,
        String engineVersion,
        String instanceClass,
        int storageGb,
        boolean multiAz,
        @Nullable String kmsKey,
        int backupRetention,
        String backupWindow,
        String maintenanceWindow,
        String parameterGroup,
        String subnetGroup,
        List<String> securityGroups,
        boolean deletionProtection,
        boolean managedMasterSecret,
        DatabaseOptions options) {

    public DatabaseSpec {
        securityGroups = List.copyOf(securityGroups);
    }

    /** One with the options that RDS gives by itself. */
    public DatabaseSpec(
            String id,
            String engineVersion,
            String instanceClass,
            int storageGb,
            boolean multiAz,
            @Nullable String kmsKey,
            int backupRetention,
            String backupWindow,
            String maintenanceWindow,
            String parameterGroup,
            String subnetGroup,
            List<String> securityGroups,
            boolean deletionProtection,
            boolean managedMasterSecret) {
        this(
                id,
                engineVersion,
                instanceClass,
                storageGb,
                multiAz,
                kmsKey,
                backupRetention,
                backupWindow,
                maintenanceWindow,
                parameterGroup,
                subnetGroup,
                securityGroups,
                deletionProtection,
                managedMasterSecret,
                DatabaseOptions.STANDARD);
    }

    public DatabaseSpec with(DatabaseOptions other) {
        return new DatabaseSpec(
                id,
                engineVersion,
                instanceClass,
                storageGb,
                multiAz,
                kmsKey,
                backupRetention,
                backupWindow,
                maintenanceWindow,
                parameterGroup,
                subnetGroup,
                securityGroups,
                deletionProtection,
                managedMasterSecret,
                other);
    }
}
