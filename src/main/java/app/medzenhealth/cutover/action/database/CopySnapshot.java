package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
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
    static final ActionType TYPE = ActionSpec.writes("rds.copy-snapshot", "Copy a database snapshot to another region")
            .requires(Kind.REGION, "sourceRegion")
            .requires(Kind.TEXT, "sourceSnapshot", "snapshot", "kmsKey")
            .outputs("snapshotId", "snapshotArn")
            .about("sourceSnapshot")
            .is(Trait.SAVES)
            .sends("rds", "CopyDBSnapshot", "DeleteDBSnapshot")
            .besides("rds:AddTagsToResource")
            .usesKey()
            .undoneBy("the copy is deleted")
            .script(SnapshotRecipes::copy, SnapshotRecipes::names)
            .createdBy(CopySnapshot::new);

    private final String region;
    private final String sourceRegion;
    private final String source;
    private final String snapshot;
    private final String key;

    CopySnapshot(Inputs inputs) {
        region = inputs.region();
        sourceRegion = inputs.text("sourceRegion");
        source = inputs.text("sourceSnapshot");
        snapshot = InstanceName.plain(inputs.text("snapshot"));
        key = inputs.text("kmsKey");
    }

    @Override
    public Preview preview(ActionContext context) {
        var copy = Rds.in(context, region).snapshot(snapshot);
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
                                .map(s -> otherThan(context, s)
                                        .<Check.Outcome>map(o -> new Check.Fail(
                                                snapshot + " exists and is not this copy: " + o, "choose another name"))
                                        .orElseGet(() -> new Check.Pass(snapshot + " is this copy, " + s.status())))
                                .orElseGet(() -> new Check.Pass(snapshot + " does not exist yet"))));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var rds = Rds.in(context, region);
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
            var copy = Rds.in(context, region).snapshot(snapshot);
            var instance = copy.map(DBSnapshot::dbInstanceIdentifier).orElse("");
            var finished = Conditions.snapshot(snapshot, copy, instance);
            if (!(finished instanceof Check.Pass)) {
                return finished;
            }
            return otherThan(context, copy.orElseThrow())
                    .<Check.Outcome>map(o -> new Check.Fail(o, "choose another name for the copy"))
                    .orElseGet(() -> new Check.Pass(finished.evidence() + ", of what was taken "
                            + Times.second(copy.orElseThrow().originalSnapshotCreateTime())));
        }));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return Facts.absent(before, snapshot)
                ? new Undo.Inverse(new DeleteSnapshot(region, snapshot))
                : new Undo.None("the copy was there before");
    }

    /**
     * What shows that a snapshot is not a copy of the source: where it says it comes from, which RDS tells of copies from another
     * region only, and when the first of the snapshots was taken, which copying does not change (Amazon RDS API Reference,
     * DBSnapshot: SourceDBSnapshotIdentifier, OriginalSnapshotCreateTime).
     */
    private Optional<String> otherThan(ActionContext context, DBSnapshot copy) {
        var from = copy.sourceDBSnapshotIdentifier();
        // Where it does not say, only this session's own copy is taken for one.
        var comesFrom = from == null || from.isEmpty()
                ? CreatedBy.isOurs(context, Rds.tags(copy.tagList()))
                : from.equalsIgnoreCase(arn(context));
        if (!comesFrom) {
            return Optional.of("it comes from " + from + ", not from " + arn(context));
        }
        return Rds.in(context, sourceRegion)
                .snapshot(Arns.name(source))
                .map(DBSnapshot::originalSnapshotCreateTime)
                .filter(taken ->
                        copy.originalSnapshotCreateTime() != null && !taken.equals(copy.originalSnapshotCreateTime()))
                .map(taken -> "it is of what was taken " + Times.second(copy.originalSnapshotCreateTime())
                        + ", the source of " + Times.second(taken));
    }

    private String arn(ActionContext context) {
        return source.startsWith("arn:") ? source : Arns.snapshot(context, sourceRegion, source);
    }

    Call<RdsClient, CopyDbSnapshotRequest, CopyDbSnapshotResponse> call(ActionContext context) {
        var request = CopyDbSnapshotRequest.builder()
                .sourceDBSnapshotIdentifier(arn(context))
                .targetDBSnapshotIdentifier(snapshot)
                .sourceRegion(sourceRegion)
                .kmsKeyId(key)
                .tags(Rds.tags(context))
                .build();
        return Call.of(RdsClient.class, region, request, RdsClient::copyDBSnapshot);
    }
}
