package app.medzenhealth.cutover.rehearsal.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/**
 * Which options an instance has after a request. A replica inherits "all other attributes … except as specified"
 * (CreateDBInstanceReadReplica); the members whose text names a default of their own start with that one.
 */
final class RdsOptions {
    private static final int STANDARD_INSIGHTS_DAYS = 7;

    private RdsOptions() {}

    static DatabaseOptions replica(CreateDbInstanceReadReplicaRequest request, DatabaseOptions source) {
        return monitored(new DatabaseOptions(
                or(request.autoMinorVersionUpgrade(), source.minorUpgrades()),
                or(request.copyTagsToSnapshot(), false),
                or(request.monitoringInterval(), 0),
                or(request.monitoringRoleArn(), ""),
                insights(request.enablePerformanceInsights(), request.performanceInsightsRetentionPeriod(), 0),
                request.enableCloudwatchLogsExports(),
                or(request.enableIAMDatabaseAuthentication(), false),
                or(request.maxAllocatedStorage(), 0),
                or(request.caCertificateIdentifier(), DatabaseOptions.STANDARD.authority())));
    }

    static DatabaseOptions restored(RestoreDbInstanceFromDbSnapshotRequest request) {
        var standard = DatabaseOptions.STANDARD;
        return new DatabaseOptions(
                or(request.autoMinorVersionUpgrade(), standard.minorUpgrades()),
                or(request.copyTagsToSnapshot(), standard.tagsToSnapshots()),
                0,
                "",
                0,
                request.enableCloudwatchLogsExports(),
                or(request.enableIAMDatabaseAuthentication(), false),
                0,
                or(request.caCertificateIdentifier(), standard.authority()));
    }

    static DatabaseOptions modified(ModifyDbInstanceRequest request, DatabaseOptions now) {
        return monitored(new DatabaseOptions(
                or(request.autoMinorVersionUpgrade(), now.minorUpgrades()),
                or(request.copyTagsToSnapshot(), now.tagsToSnapshots()),
                or(request.monitoringInterval(), now.monitoringInterval()),
                or(request.monitoringInterval(), now.monitoringInterval()) == 0
                        ? or(request.monitoringRoleArn(), "")
                        : or(request.monitoringRoleArn(), now.monitoringRole()),
                insights(
                        request.enablePerformanceInsights(),
                        request.performanceInsightsRetentionPeriod(),
                        now.insightsDays()),
                logs(request, now),
                or(request.enableIAMDatabaseAuthentication(), now.iamAuthentication()),
                or(request.maxAllocatedStorage(), now.mostStorageGb()),
                or(request.caCertificateIdentifier(), now.authority())));
    }

    /** Enhanced monitoring and its role go together (CreateDBInstanceReadReplica: MonitoringInterval, MonitoringRoleArn). */
    private static DatabaseOptions monitored(DatabaseOptions options) {
        if ((options.monitoringInterval() > 0) == options.monitoringRole().isEmpty()) {
            throw RdsRefusal.combination(
                    options.monitoringInterval() > 0
                            ? "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0."
                            : "You must specify a MonitoringInterval value other than 0 when you specify a MonitoringRoleARN value.");
        }
        return options;
    }

    private static int insights(@Nullable Boolean enabled, @Nullable Integer days, int now) {
        if (enabled == null) {
            return now > 0 ? or(days, now) : 0;
        }
        return enabled ? or(days, now > 0 ? now : STANDARD_INSIGHTS_DAYS) : 0;
    }

    private static List<String> logs(ModifyDbInstanceRequest request, DatabaseOptions now) {
        var change = request.cloudwatchLogsExportConfiguration();
        if (change == null) {
            return now.logs();
        }
        var logs = new ArrayList<String>(now.logs());
        logs.removeAll(change.disableLogTypes());
        change.enableLogTypes().stream().filter(l -> !logs.contains(l)).forEach(logs::add);
        return logs;
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }
}
