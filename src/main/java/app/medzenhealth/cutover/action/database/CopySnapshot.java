package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Copies a snapshot into the region it acts in: a snapshot's name means nothing in another region, so it is copied by ARN and
 * with a key of the destination.
 */
final class CopySnapshot extends WritingAction {
    private final String region;
    private final String sourceRegion;
    private final String source;
    private final String snapshot;
    private final String key;

    CopySnapshot(Inputs inputs) {
        region = inputs.region();
        sourceRegion = inputs.text("sourceRegion");
        source = inputs.text("sourceSnapshot");
        snapshot = inputs.text("snapshot");
        key = inputs.text("kmsKey");
    }

    @Override
    public Preview preview(ActionContext context) {
        Optional<DBSnapshot> copy = Rds.in(context, region).snapshot(snapshot);
        return new Preview(
                "Copy snapshot " + source + " from " + sourceRegion + " to " + region + " as " + snapshot,
                Facts.ofSnapshot(snapshot, copy),
                List.of(
                        new Change(
                                region,
                                snapshot,
                                "status",
                                copy.map(DBSnapshot::status).orElse(Fact.ABSENT),
                                "available"),
                        new Change(region, snapshot, "KMS key", "", key)),
                copy.isEmpty() ? List.of(call(context).planned()) : List.of(),
                "The copy can be deleted.",
                Duration.ofMinutes(25),
                List.of("The data leaves " + sourceRegion + " for " + region
                        + "; transfer between regions is charged."));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(
                Check.reading(
                        "Source snapshot is available",
                        () -> Conditions.snapshotUsable(context, sourceRegion, Arns.name(source))),
                Check.reading("KMS key of " + region + " is usable", () -> Conditions.keyUsable(context, region, key)),
                Check.reading(
                        "Snapshot name is free",
                        () -> Rds.in(context, region)
                                .snapshot(snapshot)
                                .<Check.Outcome>map(s -> arn(context).equals(s.sourceDBSnapshotIdentifier())
                                        ? new Check.Pass(snapshot + " is this copy, " + s.status())
                                        : new Check.Fail(
                                                snapshot + " exists and is not this copy", "choose another name"))
                                .orElseGet(() -> new Check.Pass(snapshot + " does not exist yet"))));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        Rds rds = Rds.in(context, region);
        if (rds.snapshot(snapshot).isEmpty()) {
            require(context);
            call(context).send(context, progress);
        }
        Await.until(
                context,
                progress,
                Duration.ofHours(4),
                Duration.ofSeconds(20),
                () -> SnapshotStatus.seen(snapshot, rds.snapshot(snapshot)));
        return new Outputs(Map.of("snapshotId", snapshot, "snapshotArn", Arns.snapshot(context, region, snapshot)));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Copy " + snapshot + " is available and encrypted in " + region, () -> {
            Optional<DBSnapshot> copy = Rds.in(context, region).snapshot(snapshot);
            String instance = copy.map(DBSnapshot::dbInstanceIdentifier).orElse("");
            return Conditions.snapshot(snapshot, copy, instance);
        }));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return Facts.absent(before, snapshot)
                ? new Undo.Inverse(new DeleteSnapshot(region, snapshot))
                : new Undo.None("the copy was there before");
    }

    private String arn(ActionContext context) {
        return source.startsWith("arn:") ? source : Arns.snapshot(context, sourceRegion, source);
    }

    private Call<RdsClient, CopyDbSnapshotRequest, CopyDbSnapshotResponse> call(ActionContext context) {
        CopyDbSnapshotRequest request = CopyDbSnapshotRequest.builder()
                .sourceDBSnapshotIdentifier(arn(context))
                .targetDBSnapshotIdentifier(snapshot)
                .sourceRegion(sourceRegion)
                .kmsKeyId(key)
                .tags(Rds.tags(context))
                .build();
        return Call.of(RdsClient.class, region, request, RdsClient::copyDBSnapshot);
    }
}
