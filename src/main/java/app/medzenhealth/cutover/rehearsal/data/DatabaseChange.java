package app.medzenhealth.cutover.rehearsal.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A database's setup with some values replaced. */
final class DatabaseChange {

    private final DatabaseSpec from;
    private String engineVersion;
    private String instanceClass;
    private int storageGb;
    private boolean multiAz;
    private int backupRetention;
    private String backupWindow;
    private String maintenanceWindow;
    private String parameterGroup;
    private List<String> securityGroups;
    private boolean deletionProtection;
    private DatabaseOptions options;

    private DatabaseChange(DatabaseSpec from) {
        this.from = from;
        engineVersion = from.engineVersion();
        instanceClass = from.instanceClass();
        storageGb = from.storageGb();
        multiAz = from.multiAz();
        backupRetention = from.backupRetention();
        backupWindow = from.backupWindow();
        maintenanceWindow = from.maintenanceWindow();
        parameterGroup = from.parameterGroup();
        securityGroups = from.securityGroups();
        deletionProtection = from.deletionProtection();
        options = from.options();
    }

    static DatabaseChange of(DatabaseSpec from) {
        return new DatabaseChange(from);
    }

    /** @param window null: as before */
    DatabaseChange backups(int retention, @Nullable String window) {
        backupRetention = retention;
        if (window != null) {
            backupWindow = window;
        }
        return this;
    }

    DatabaseChange maintenanceWindow(String window) {
        maintenanceWindow = window;
        return this;
    }

    DatabaseChange parameterGroup(String name) {
        parameterGroup = name;
        return this;
    }

    DatabaseChange securityGroups(List<String> ids) {
        securityGroups = ids;
        return this;
    }

    DatabaseChange deletionProtection(boolean on) {
        deletionProtection = on;
        return this;
    }

    DatabaseChange options(DatabaseOptions other) {
        options = other;
        return this;
    }

    /** @param values by the names of PendingModifiedValues */
    DatabaseChange pending(Map<String, String> values) {
        values.forEach((name, value) -> {
            switch (name) {
                case "DBInstanceClass" -> instanceClass = value;
                case "AllocatedStorage" -> storageGb = Integer.parseInt(value);
                case "BackupRetentionPeriod" -> backupRetention = Integer.parseInt(value);
                case "MultiAZ" -> multiAz = Boolean.parseBoolean(value);
                case "EngineVersion" -> engineVersion = value;
                default -> throw new IllegalStateException("RDS has no pending value " + name);
            }
        });
        return this;
    }

    DatabaseSpec made() {
        return new DatabaseSpec(
                from.id(),
                engineVersion,
                instanceClass,
                storageGb,
                multiAz,
                from.kmsKey(),
                backupRetention,
                backupWindow,
                maintenanceWindow,
                parameterGroup,
                from.subnetGroup(),
                securityGroups,
                deletionProtection,
                from.managedMasterSecret(),
                options);
    }
}
