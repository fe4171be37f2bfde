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
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;

/**
 * A read replica, in the region it acts in, of an instance in the same or another region. A cross-region create refuses a custom
 * parameter group, so the group is set afterwards and the replica rebooted. Every setting becomes what the source has, or what the
 * plan says under {@code differs}: one that is neither fails the step.
 */
final class CreateReplica extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("rds.create-replica", "Create a read replica")
            .requires(Kind.REGION, "sourceRegion")
            .requires(Kind.TEXT, "source", "instance", "class", "kmsKey", "subnetGroup")
            .requires(Kind.LIST, "securityGroups")
            .requires(Kind.FLAG, "multiAz")
            .accepts(Kind.TEXT, "parameterGroup", "backupWindow")
            .accepts(Kind.NUMBER, "backupRetention")
            .accepts(Kind.MAP, "differs")
            .outputs("instance", "endpoint")
            .is(Trait.REPLICATES, Trait.MAKES_DATABASE)
            .sends("rds", "CreateDBInstanceReadReplica", "ModifyDBInstance", "RebootDBInstance", "DeleteDBInstance")
            .besides("rds:AddTagsToResource")
            .passesRole()
            .usesKey()
            .undoneBy("the replica is deleted")
            .script(InstanceRecipes::replicate, InstanceRecipes::endpoint)
            .createdBy(CreateReplica::new);

    private final String region;
    private final String sourceRegion;
    private final String source;
    private final String instance;
    private final String instanceClass;
    private final String key;
    private final String subnetGroup;
    private final List<String> securityGroups;
    private final boolean multiAz;
    private final Optional<String> parameterGroup;
    private final Optional<ReplicaBackups> backups;
    private final Map<String, String> differs;

    CreateReplica(Inputs inputs) {
        region = inputs.region();
        sourceRegion = inputs.text("sourceRegion");
        source = InstanceName.plain(inputs.text("source"));
        instance = InstanceName.plain(inputs.text("instance"));
        instanceClass = inputs.text("class");
        key = inputs.text("kmsKey");
        subnetGroup = inputs.text("subnetGroup");
        securityGroups = inputs.someOf("securityGroups");
        multiAz = inputs.flag("multiAz");
        parameterGroup = inputs.optional("parameterGroup");
        backups = ReplicaBackups.of(inputs);
        differs = InstanceSettings.named(inputs.map("differs"));
    }

    /** Empty while there is no source. */
    private Optional<InstanceSettings> settings(ActionContext context) {
        return Rds.in(context, sourceRegion).instance(source).map(from -> {
            var settings = new InstanceSettings(from, differs);
            for (var own : InstanceSettings.ofReplica(multiAz, backups).entrySet()) {
                settings = settings.and(own.getKey(), own.getValue());
            }
            return settings;
        });
    }

    @Override
    public Preview preview(ActionContext context) {
        var replica = Rds.in(context, region).instance(instance);
        var changes = new ArrayList<Change>();
        changes.add(new Change(
                region,
                instance,
                "status",
                replica.map(DBInstance::dbInstanceStatus).orElse(Fact.ABSENT),
                "available, " + instanceClass + (multiAz ? ", multi-AZ" : ", single-AZ")));
        changes.add(new Change(
                region,
                instance,
                "replica of",
                replica.map(InstanceStatus::source).orElse(""),
                Arns.instance(context, sourceRegion, source)));
        parameterGroup.ifPresent(group -> changes.add(new Change(
                region,
                instance,
                "parameter group",
                replica.map(i -> InstanceStatus.parameterGroup(i).name()).orElse("default"),
                group)));
        backups.ifPresent(b -> changes.add(b.change(replica)));
        return new Preview(
                "Create " + instance + " in " + region + " as a replica of " + source,
                Facts.of(instance, replica),
                changes,
                calls(context, replica),
                "The replica can be deleted; the source is not affected.",
                Duration.ofMinutes(45),
                List.of("Until it is synced, the source keeps its write-ahead log: watch its free storage."));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        var replica = Rds.in(context, region).instance(instance);
        var from = Rds.in(context, sourceRegion).instance(source);
        checks.add(Check.reading(
                "Replica name is free",
                () -> replica.map(InstanceStatus::source)
                        .filter(s -> !s.isEmpty() && !InstanceName.is(context, s, region, source, sourceRegion))
                        .<Check.Outcome>map(s -> new Check.Fail(instance + " follows " + s, "choose another name"))
                        .orElseGet(() -> Conditions.nameFree(context, instance, replica))));
        checks.add(
                Check.reading("Source is available", () -> Conditions.available(context, sourceRegion, source, from)));
        if (backups.isPresent() && from.isPresent()) {
            checks.add(ReplicaBackups.allowed(from.get()));
        }
        if (from.isPresent()) {
            checks.add(sourceBackups(from.get()));
            checks.add(credentials(from.get()));
            checks.add(Check.reading(
                    "Its class is the source's, or the plan says which it is to be",
                    () -> new InstanceSettings(from.get(), differs).classOf(instanceClass)));
        }
        checks.add(
                Check.reading("KMS key of " + region + " is usable", () -> Conditions.keyUsable(context, region, key)));
        checks.add(Check.reading("Subnet group exists", () -> Conditions.subnetGroup(context, region, subnetGroup)));
        checks.add(Check.reading(
                "Security groups exist", () -> Conditions.securityGroups(context, region, securityGroups)));
        if (parameterGroup.isPresent()) {
            checks.add(Check.reading("Parameter group exists and is of the source's family", () -> {
                var family = from.map(i -> InstanceStatus.parameterGroup(i).name())
                        .flatMap(name -> Rds.in(context, sourceRegion).parameterGroup(name))
                        .map(DBParameterGroup::dbParameterGroupFamily)
                        .orElse("");
                return Conditions.parameterGroup(context, region, parameterGroup.get(), family);
            }));
        }
        return checks;
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var rds = Rds.in(context, region);
        if (rds.instance(instance).isEmpty()) {
            require(context);
            new Sightings(context, region, "rds", "instance").note(instance);
            create(context).send(context, progress);
        }
        var created = settle(context, progress, rds, i -> true);
        adjust(context, progress, rds, created);
        if (parameterGroup.isPresent()) {
            putInForce(context, progress, rds, parameterGroup.get());
        }
        if (backups.isPresent()) {
            putOn(context, progress, rds, backups.get());
        }
        Await.until(context, progress, Duration.ofHours(6), Duration.ofSeconds(20), () -> caughtUp(context));
        return new Outputs(Map.of("instance", instance, "endpoint", Endpoints.of(rds.instance(instance))));
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
        var checks = new ArrayList<Check>();
        checks.add(Check.reading("Replica " + instance + " is available and follows " + source, () -> {
            var read = Rds.in(context, region).instance(instance);
            if (read.isEmpty()) {
                return new Check.Fail("it does not exist", "run the step again");
            }
            var replication = InstanceStatus.replication(read.get()).orElse("replication not reported");
            var evidence = read.get().dbInstanceStatus() + ", follows " + InstanceStatus.source(read.get()) + ", "
                    + replication + ", pending " + InstanceStatus.pending(read.get());
            var follows = InstanceName.is(context, InstanceStatus.source(read.get()), region, source, sourceRegion);
            var runs =
                    !replication.equals("error") && !replication.equals("terminated") && !replication.equals("stopped");
            return follows && runs && InstanceStatus.settled(read.get())
                    ? new Check.Pass(evidence)
                    : new Check.Fail(evidence, "run the step again: it continues waiting");
        }));
        checks.add(Check.reading("Every setting is the source's, or what the plan says", () -> compared(context)));
        if (parameterGroup.isPresent()) {
            checks.add(Check.reading("Parameter group is in force", () -> inForce(context, parameterGroup.get())));
            checks.add(Check.reading(
                    "Every parameter is set as on the source", () -> sameParameters(context, parameterGroup.get())));
        }
        if (backups.isPresent()) {
            checks.addAll(backups.get().checks(context));
        }
        return checks;
    }

    @Override
    public Undo undo(List<Fact> before) {
        return Facts.absent(before, instance)
                ? new Undo.Inverse(new DeleteInstance(region, instance))
                : new Undo.None("the instance was there before");
    }

    private List<PlannedCall> calls(ActionContext context, Optional<DBInstance> replica) {
        var calls = new ArrayList<PlannedCall>();
        if (replica.isEmpty()) {
            calls.add(create(context).planned());
        }
        if (lacks(context, replica)) {
            calls.add(change(context, replica).planned());
        }
        parameterGroup.ifPresent(group -> {
            var now = replica.map(InstanceStatus::parameterGroup).orElse(new InstanceStatus.GroupState("", ""));
            // Until a reboot has ended, RDS goes on saying that one is pending.
            var rebooting = replica.filter(i -> "rebooting".equals(i.dbInstanceStatus()))
                    .isPresent();
            if (!now.inForce(group) && !rebooting) {
                calls.add(reboot().planned());
            }
        });
        backups.filter(b -> !b.set(replica)).ifPresent(b -> calls.add(b.call().planned()));
        return calls;
    }

    private Check.Outcome compared(ActionContext context) {
        var here = Rds.in(context, region).instance(instance);
        if (here.isEmpty()) {
            return new Check.Fail("it does not exist", "run the step again");
        }
        return settings(context)
                .map(s -> s.compared(here.get()))
                .orElseGet(() -> new Check.Unknown("the source " + source + " does not exist"));
    }

    /** Whether something is to be set that a replica cannot be created with. */
    private boolean lacks(ActionContext context, Optional<DBInstance> replica) {
        var group = replica.map(InstanceStatus::parameterGroup).orElse(new InstanceStatus.GroupState("", ""));
        return parameterGroup.filter(g -> !group.is(g)).isPresent()
                || settings(context).filter(s -> s.lacks(replica)).isPresent();
    }

    private void adjust(ActionContext context, Progress progress, Rds rds, DBInstance created)
            throws InterruptedException {
        if (lacks(context, Optional.of(created))) {
            change(context, Optional.of(created)).send(context, progress);
            settle(context, progress, rds, i -> !lacks(context, Optional.of(i)));
        }
    }

    private void putInForce(ActionContext context, Progress progress, Rds rds, String group)
            throws InterruptedException {
        var set = settle(context, progress, rds, i -> {
            var state = InstanceStatus.parameterGroup(i);
            return state.is(group) && !"applying".equals(state.applied());
        });
        if (!InstanceStatus.parameterGroup(set).inForce(group)) {
            reboot().send(context, progress);
            settle(context, progress, rds, i -> InstanceStatus.parameterGroup(i).inForce(group));
        }
    }

    /** Setting the retention from 0 takes the first backup at once: with it the replica cannot be promoted, without it it should not. */
    private void putOn(ActionContext context, Progress progress, Rds rds, ReplicaBackups wanted)
            throws InterruptedException {
        if (!wanted.set(rds.instance(instance))) {
            wanted.call().send(context, progress);
        }
        settle(context, progress, rds, i -> wanted.set(Optional.of(i)));
        Await.until(
                context,
                progress,
                Duration.ofHours(6),
                Duration.ofSeconds(20),
                () -> rds.lastBackup(instance)
                        .<Await.Seen>map(b -> new Await.Reached("Backed up: " + b.dbSnapshotIdentifier()))
                        .orElseGet(() -> new Await.StillGoing("The first backup of " + instance + " is not complete")));
    }

    /** A new replica first replays what was written while it was made. Where that cannot be read, it is not waited for. */
    private Await.Seen caughtUp(ActionContext context) throws InterruptedException {
        var replay = Replay.of(
                context,
                Rds.in(context, sourceRegion).instance(source),
                Rds.in(context, region).instance(instance));
        if (replay.close().isEmpty()) {
            return new Await.Reached("How far it has replayed cannot be read: " + replay.evidence());
        }
        return replay.close().get()
                ? new Await.Reached("It keeps up: " + replay.evidence())
                : new Await.StillGoing(
                        replay.evidence() + ", " + replay.behind().orElse(0L) + " bytes behind");
    }

    private DBInstance settle(ActionContext context, Progress progress, Rds rds, Predicate<DBInstance> asWanted)
            throws InterruptedException {
        Await.until(
                context,
                progress,
                Duration.ofHours(3),
                Duration.ofSeconds(20),
                () -> InstanceStatus.following(instance, rds.instance(instance), asWanted));
        return rds.instance(instance).orElseThrow();
    }

    private Check.Outcome inForce(ActionContext context, String group) {
        return Rds.in(context, region)
                .instance(instance)
                .map(InstanceStatus::parameterGroup)
                .<Check.Outcome>map(state -> state.inForce(group)
                        ? new Check.Pass(group + " is in-sync")
                        : new Check.Fail(state.name() + " is " + state.applied(), "run the step again"))
                .orElseGet(() -> new Check.Fail("the replica does not exist", "run the step again"));
    }

    private Check.Outcome sameParameters(ActionContext context, String group) {
        var theirs = Rds.in(context, sourceRegion)
                .instance(source)
                .map(i -> InstanceStatus.parameterGroup(i).name());
        if (theirs.isEmpty()) {
            return new Check.Unknown("the source " + source + " does not exist");
        }
        var there = Rds.in(context, sourceRegion).setParameters(theirs.get());
        var here = Rds.in(context, region).setParameters(group);
        var differences = there.values().stream()
                .filter(p -> !Optional.ofNullable(here.get(p.parameterName()))
                        .map(Parameter::parameterValue)
                        .equals(Optional.of(p.parameterValue())))
                .map(p -> p.parameterName() + " = " + p.parameterValue() + " only in " + theirs.get())
                .toList();
        return differences.isEmpty()
                ? new Check.Pass(there.size() + " parameters of " + theirs.get() + " are the same in " + group)
                : new Check.Fail(String.join("; ", differences), "set them in " + group);
    }

    private static Check sourceBackups(DBInstance from) {
        int days = Optional.ofNullable(from.backupRetentionPeriod()).orElse(0);
        var title = "Source keeps automated backups";
        return days > 0
                ? Check.pass(title, days + " days")
                : Check.fail(title, "retention is 0 days", "turn automated backups on; a replica needs them");
    }

    /** A limitation of such passwords (Amazon RDS User Guide, "Password management with Amazon RDS and AWS Secrets Manager"). */
    private static Check credentials(DBInstance from) {
        var title = "Source has no master password managed by RDS";
        return from.masterUserSecret() == null
                ? Check.pass(title, "it has its own password")
                : Check.fail(
                        title,
                        from.masterUserSecret().secretArn(),
                        "RDS refuses replicas of such an instance: manage the password in a secret of your own");
    }

    Call<RdsClient, CreateDbInstanceReadReplicaRequest, CreateDbInstanceReadReplicaResponse> create(
            ActionContext context) {
        var request = CreateDbInstanceReadReplicaRequest.builder()
                .dbInstanceIdentifier(instance)
                .dbInstanceClass(instanceClass)
                .dbSubnetGroupName(subnetGroup)
                .vpcSecurityGroupIds(securityGroups)
                .multiAZ(multiAz)
                .publiclyAccessible(false);
        var settings = settings(context);
        settings.ifPresent(s -> s.carry(request));
        request.tags(settings.map(s -> s.tags(Rds.tags(context))).orElseGet(() -> Rds.tags(context)));
        if (sourceRegion.equals(region)) {
            // "Don't specify a value" within a region: the replica has its source's key (CreateDBInstanceReadReplica:
            // KmsKeyId).
            request.sourceDBInstanceIdentifier(source);
        } else {
            request.sourceDBInstanceIdentifier(Arns.instance(context, sourceRegion, source))
                    .sourceRegion(sourceRegion)
                    .kmsKeyId(key);
        }
        return Call.of(RdsClient.class, region, request.build(), RdsClient::createDBInstanceReadReplica);
    }

    Call<RdsClient, ModifyDbInstanceRequest, ModifyDbInstanceResponse> change(
            ActionContext context, Optional<DBInstance> replica) {
        var request =
                ModifyDbInstanceRequest.builder().dbInstanceIdentifier(instance).applyImmediately(true);
        settings(context).ifPresent(s -> s.adjust(request, replica));
        parameterGroup
                .filter(g -> replica.map(i -> !InstanceStatus.parameterGroup(i).is(g))
                        .orElse(true))
                .ifPresent(request::dbParameterGroupName);
        return Call.of(RdsClient.class, region, request.build(), RdsClient::modifyDBInstance);
    }

    private Call<RdsClient, RebootDbInstanceRequest, RebootDbInstanceResponse> reboot() {
        return Call.of(
                RdsClient.class,
                region,
                RebootDbInstanceRequest.builder().dbInstanceIdentifier(instance).build(),
                RdsClient::rebootDBInstance);
    }
}
