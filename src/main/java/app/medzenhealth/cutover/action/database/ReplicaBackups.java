package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;

/**
 * Automated backups of a replica, switched on before it is promoted. CreateDBInstanceReadReplica takes no retention: "all read
 * replica DB instances are created with backups disabled" (Amazon RDS API Reference), so they are modified on.
 *
 * @param days kept, 1 to 35
 * @param window UTC, for example {@code 05:30-06:30}; empty: as RDS chose it
 */
record ReplicaBackups(String region, String instance, int days, Optional<String> window) {

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");

    static Optional<ReplicaBackups> of(Inputs inputs) {
        return inputs.has("backupRetention")
                ? Optional.of(new ReplicaBackups(
                        inputs.region(),
                        InstanceName.plain(inputs.text("instance")),
                        inputs.number("backupRetention"),
                        inputs.optional("backupWindow")))
                : Optional.empty();
    }

    /** "Automated backups for read replicas are supported for RDS for PostgreSQL 14.1 and higher" (Amazon RDS User Guide). */
    static Check allowed(DBInstance source) {
        var title = "A replica of this engine can be backed up";
        var engine = source.engine() + " " + source.engineVersion();
        var version = VERSION.matcher(String.valueOf(source.engineVersion()));
        if (!"postgres".equals(source.engine()) || !version.matches()) {
            return Check.unknown(title, engine);
        }
        var major = Integer.parseInt(version.group(1));
        return major > 14 || major == 14 && Integer.parseInt(version.group(2)) >= 1
                ? Check.pass(title, engine)
                : Check.fail(title, engine, "upgrade to 14.1 or later, or leave backupRetention out of the plan");
    }

    Change change(Optional<DBInstance> replica) {
        return new Change(
                region,
                instance,
                "backup retention days",
                replica.map(i -> String.valueOf(i.backupRetentionPeriod())).orElse("0"),
                String.valueOf(days));
    }

    boolean set(Optional<DBInstance> replica) {
        return replica.filter(i -> Integer.valueOf(days).equals(i.backupRetentionPeriod()))
                .filter(i -> window.isEmpty() || window.get().equals(i.preferredBackupWindow()))
                .isPresent();
    }

    Call<RdsClient, ModifyDbInstanceRequest, ModifyDbInstanceResponse> call() {
        return Call.of(
                RdsClient.class,
                region,
                ModifyDbInstanceRequest.builder()
                        .dbInstanceIdentifier(instance)
                        .backupRetentionPeriod(days)
                        .preferredBackupWindow(window.orElse(null))
                        .applyImmediately(true)
                        .build(),
                RdsClient::modifyDBInstance);
    }

    List<Check> checks(ActionContext context) throws InterruptedException {
        var rds = Rds.in(context, region);
        return List.of(
                Check.reading("Its backups are kept " + days + " days", () -> {
                    var read = rds.instance(instance);
                    var evidence = read.map(
                                    i -> i.backupRetentionPeriod() + " days, window " + i.preferredBackupWindow())
                            .orElse("the replica does not exist");
                    return set(read) ? new Check.Pass(evidence) : new Check.Fail(evidence, "run the step again");
                }),
                Check.reading(
                        "Its first backup is complete",
                        () -> rds.lastBackup(instance)
                                .<Check.Outcome>map(b -> new Check.Pass(b.dbSnapshotIdentifier()))
                                .orElseGet(
                                        () -> new Check.Fail("none is", "run the step again: it continues waiting"))));
    }
}
