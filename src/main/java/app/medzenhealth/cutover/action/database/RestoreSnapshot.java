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
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.Tag;

/** Makes an instance from a snapshot of the same region. */
final class RestoreSnapshot extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("rds.restore-snapshot", "Restore a database snapshot")
            .requires(Kind.TEXT, "snapshot", "instance", "class", "subnetGroup")
            .requires(Kind.LIST, "securityGroups")
            .requires(Kind.FLAG, "multiAz")
            .accepts(Kind.TEXT, "parameterGroup")
            .outputs("endpoint")
            .is(Trait.MAKES_DATABASE)
            .sends("rds", "RestoreDBInstanceFromDBSnapshot", "ModifyDBInstance", "DeleteDBInstance")
            .besides("rds:AddTagsToResource")
            .passesRole()
            .usesKey()
            .undoneBy("the restored instance is deleted")
            .script(InstanceRecipes::restore)
            .createdBy(RestoreSnapshot::new);

    /** RDS does not tell of an instance which snapshot it was made from: a tag does. */
    private static final String SNAPSHOT = "cutover:snapshot";

    private final String region;
    private final String snapshot;
    private final String instance;
    private final String instanceClass;
    private final String subnetGroup;
    private final List<String> securityGroups;
    private final boolean multiAz;
    private final Optional<String> parameterGroup;

    RestoreSnapshot(Inputs inputs) {
        region = inputs.region();
        snapshot = inputs.text("snapshot");
        instance = InstanceName.plain(inputs.text("instance"));
        instanceClass = inputs.text("class");
        subnetGroup = inputs.text("subnetGroup");
        securityGroups = inputs.someOf("securityGroups");
        multiAz = inputs.flag("multiAz");
        parameterGroup = inputs.optional("parameterGroup");
    }

    @Override
    public Preview preview(ActionContext context) {
        var restored = Rds.in(context, region).instance(instance);
        return new Preview(
                "Restore " + snapshot + " in " + region + " as " + instance,
                Facts.of(instance, restored),
                List.of(new Change(
                        region,
                        instance,
                        "status",
                        restored.map(DBInstance::dbInstanceStatus).orElse(Fact.ABSENT),
                        "available, " + instanceClass + (multiAz ? ", multi-AZ" : ", single-AZ"))),
                restored.isEmpty() ? List.of(call(context).planned()) : List.of(),
                "The restored instance can be deleted.",
                Duration.ofMinutes(20),
                List.of("A restored volume loads its blocks on first use: first queries are slow."));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        var restored = Rds.in(context, region).instance(instance);
        checks.add(Check.reading(
                "Instance name is free",
                () -> restored.flatMap(i -> otherThan(context, i))
                        .<Check.Outcome>map(o -> new Check.Fail(instance + " exists: " + o, "delete it first"))
                        .orElseGet(() -> Conditions.nameFree(context, instance, restored))));
        checks.add(Check.reading(
                "Snapshot is available", () -> Conditions.snapshotUsable(context, region, Arns.name(snapshot))));
        checks.add(Check.reading("Subnet group exists", () -> Conditions.subnetGroup(context, region, subnetGroup)));
        checks.add(Check.reading(
                "Security groups exist", () -> Conditions.securityGroups(context, region, securityGroups)));
        if (parameterGroup.isPresent()) {
            checks.add(Check.reading(
                    "Parameter group exists",
                    () -> Conditions.parameterGroup(context, region, parameterGroup.get(), "")));
        }
        return checks;
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var rds = Rds.in(context, region);
        if (rds.instance(instance).isEmpty()) {
            require(context);
            new Sightings(context, region, "rds", "instance").note(instance);
            call(context).send(context, progress);
        }
        Await.until(
                context,
                progress,
                Duration.ofHours(2),
                Duration.ofSeconds(20),
                () -> InstanceStatus.seen(instance, rds.instance(instance), i -> true));
        return new Outputs(Map.of("endpoint", Endpoints.of(rds.instance(instance))));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        if (Conditions.goes(context, region, instance)
                && Rds.in(context, region).instance(instance).isEmpty()) {
            return List.of(Check.pass(instance + " was there", "it is deleted again by another action of this step"));
        }
        return postConditions(context);
    }

    @Override
    protected List<Check> postConditions(ActionContext context) throws InterruptedException {
        return List.of(Check.reading("Instance " + instance + " is available, nothing pending", () -> {
            var restored = Rds.in(context, region).instance(instance);
            return switch (InstanceStatus.seen(instance, restored, i -> true)) {
                case Await.Reached reached ->
                    restored.flatMap(i -> otherThan(context, i))
                            .<Check.Outcome>map(o -> new Check.Fail(o, "delete it and restore again"))
                            .orElseGet(() -> new Check.Pass(reached.evidence() + ", made from " + Arns.name(snapshot)));
                case Await.StillGoing going -> new Check.Fail(going.text(), "run the step again: it continues waiting");
                case Await.Terminal terminal -> new Check.Fail(terminal.reason(), "delete it and restore again");
            };
        }));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return Facts.absent(before, instance)
                ? new Undo.Inverse(new DeleteInstance(region, instance))
                : new Undo.None("the instance was there before");
    }

    /** What shows that an instance was made from another snapshot, or from an earlier one of that name. */
    private Optional<String> otherThan(ActionContext context, DBInstance found) {
        var from = Optional.ofNullable(Rds.tags(found.tagList()).get(SNAPSHOT));
        if (from.isEmpty()) {
            return Optional.of("it is not said which snapshot it was made from");
        }
        if (!from.get().equalsIgnoreCase(arn(context))) {
            return Optional.of("it was made from " + from.get());
        }
        return Rds.in(context, region)
                .snapshot(Arns.name(snapshot))
                .map(DBSnapshot::snapshotCreateTime)
                .filter(taken -> found.instanceCreateTime() != null && taken.isAfter(found.instanceCreateTime()))
                .map(taken ->
                        "it was made " + found.instanceCreateTime() + ", before " + Arns.name(snapshot) + " was taken");
    }

    private String arn(ActionContext context) {
        return snapshot.startsWith("arn:") ? snapshot : Arns.snapshot(context, region, snapshot);
    }

    Call<RdsClient, RestoreDbInstanceFromDbSnapshotRequest, RestoreDbInstanceFromDbSnapshotResponse> call(
            ActionContext context) {
        var tags = new ArrayList<Tag>(Rds.tags(context));
        tags.add(Tag.builder().key(SNAPSHOT).value(arn(context)).build());
        var request = RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(instance)
                .dbSnapshotIdentifier(snapshot)
                .dbInstanceClass(instanceClass)
                .dbSubnetGroupName(subnetGroup)
                .vpcSecurityGroupIds(securityGroups)
                .multiAZ(multiAz)
                .dbParameterGroupName(parameterGroup.orElse(null))
                .publiclyAccessible(false)
                .copyTagsToSnapshot(true)
                .tags(tags)
                .build();
        return Call.of(RdsClient.class, region, request, RdsClient::restoreDBInstanceFromDBSnapshot);
    }
}
