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
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** A manual snapshot of an instance. CreateDBSnapshot has no token: the snapshot's name is what it is recognised by. */
final class CreateSnapshot extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("rds.create-snapshot", "Take a database snapshot")
            .requires(Kind.TEXT, "instance", "snapshot")
            .outputs("snapshotId", "snapshotArn")
            .is(Trait.SAVES, Trait.TAKES_SNAPSHOT)
            .sends("rds", "CreateDBSnapshot", "DeleteDBSnapshot")
            .besides("rds:AddTagsToResource")
            .usesKey()
            .undoneBy("the snapshot is deleted")
            .script(SnapshotRecipes::create, SnapshotRecipes::names)
            .createdBy(CreateSnapshot::new);

    private final String region;
    private final String instance;
    private final String snapshot;

    CreateSnapshot(Inputs inputs) {
        region = inputs.region();
        instance = InstanceName.plain(inputs.text("instance"));
        snapshot = InstanceName.plain(inputs.text("snapshot"));
    }

    @Override
    public Preview preview(ActionContext context) {
        var rds = Rds.in(context, region);
        var source = rds.instance(instance);
        var taken = rds.snapshot(snapshot);
        var from = taken.map(DBSnapshot::status).orElse(Fact.ABSENT);
        return new Preview(
                "Take snapshot " + snapshot + " of " + instance,
                Stream.concat(Facts.of(instance, source).stream(), Facts.ofSnapshot(snapshot, taken).stream())
                        .toList(),
                List.of(new Change(region, snapshot, "status", from, "available")),
                missing(context, taken).map(Call::planned).stream().toList(),
                "The snapshot can be deleted.",
                Duration.ofMinutes(12),
                source.filter(i -> !Boolean.TRUE.equals(i.multiAZ()))
                        .map(i -> List.of("A single-AZ instance stands still for seconds while the snapshot begins."))
                        .orElse(List.of()));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var rds = Rds.in(context, region);
        return List.of(
                Check.reading("Snapshot name is free or already of " + instance, () -> {
                    var taken = rds.snapshot(snapshot);
                    if (taken.isEmpty()) {
                        return new Check.Pass(snapshot + " does not exist yet");
                    }
                    return Conditions.ownSnapshot(context, taken.get(), instance, rds.instance(instance));
                }),
                Check.reading("Instance can be snapshotted", () -> {
                    var source = rds.instance(instance);
                    if (rds.snapshot(snapshot).isPresent()) {
                        return new Check.Pass("the snapshot was begun already");
                    }
                    return Conditions.available(context, region, instance, source);
                }));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var rds = Rds.in(context, region);
        var call = missing(context, rds.snapshot(snapshot));
        if (call.isPresent()) {
            require(context);
            call.get().send(context, progress);
        }
        Await.until(
                context,
                progress,
                Duration.ofHours(2),
                Duration.ofSeconds(15),
                () -> SnapshotStatus.seen(snapshot, rds.snapshot(snapshot)));
        return new Outputs(Map.of("snapshotId", snapshot, "snapshotArn", Arns.snapshot(context, region, snapshot)));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Snapshot " + snapshot + " is available, and encrypted as its instance is", () -> {
            var rds = Rds.in(context, region);
            var taken = rds.snapshot(snapshot);
            return Conditions.snapshot(snapshot, taken, instance) instanceof Check.Pass
                    ? Conditions.ownSnapshot(context, taken.orElseThrow(), instance, rds.instance(instance))
                    : Conditions.snapshot(snapshot, taken, instance);
        }));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return Facts.absent(before, snapshot)
                ? new Undo.Inverse(new DeleteSnapshot(region, snapshot))
                : new Undo.None("the snapshot was there before");
    }

    private Optional<Call<RdsClient, CreateDbSnapshotRequest, ?>> missing(
            ActionContext context, Optional<DBSnapshot> taken) {
        if (taken.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(call(context));
    }

    Call<RdsClient, CreateDbSnapshotRequest, ?> call(ActionContext context) {
        var request = CreateDbSnapshotRequest.builder()
                .dbInstanceIdentifier(instance)
                .dbSnapshotIdentifier(snapshot)
                .tags(Rds.tags(context))
                .build();
        return Call.of(RdsClient.class, region, request, RdsClient::createDBSnapshot);
    }
}
