package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.action.deletion.DeletionFacts;
import app.medzenhealth.cutover.action.deletion.Target;
import app.medzenhealth.cutover.aws.PlannedCall;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;

/** Deletes an instance. Its automated backups go with it unless they are kept explicitly. */
final class DeleteInstance extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("rds.delete-instance", "Delete a database instance")
            .requires(Kind.TEXT, "instance")
            .requires(Kind.FLAG, "keepAutomatedBackups")
            .accepts(Kind.TEXT, "finalSnapshot")
            .accepts(Kind.FLAG, "sparesReplica", "mayBeGone", "liftsProtection")
            .outputs("finalSnapshotArn")
            .deletes("instance")
            .ofWhatNobodyUses()
            .sends("rds", "DeleteDBInstance", "ModifyDBInstance", "CreateDBSnapshot")
            .besides("rds:AddTagsToResource")
            .neverUndone("a deleted instance cannot be brought back; its final snapshot can be restored")
            .keeps("finalSnapshot")
            .script(InstanceRecipes::delete)
            .createdBy(DeleteInstance::new);

    /** Five minutes: right after the call the status may still be the old one. */
    private static final int LAG = 15;

    /**
     * "When a DB instance is in a failure state and has a status of failed, incompatible-restore, or incompatible-network, you can
     * only delete it when you skip creation of the final snapshot" (Amazon RDS API Reference, DeleteDBInstance).
     */
    private static final Set<String> WITHOUT_SNAPSHOT =
            Set.of("failed", "incompatible-restore", "incompatible-network");

    private final String region;
    private final String instance;
    private final Optional<String> finalSnapshot;
    private final Backups backups;
    private final Spared spared;
    private final Protection protection;

    /** What a protected instance is to this deletion. */
    private enum Protection {
        STOPS_IT,
        /** Switched off in a call of its own first. */
        IS_LIFTED
    }

    private final Before before;

    /** Whether an earlier step may have deleted it. */
    private enum Before {
        THERE,
        /** Then nothing is left to do here, and what was kept of it is looked for instead. */
        MAY_BE_GONE
    }

    private final DeletionFacts facts;

    /** What is left as it is. */
    private enum Spared {
        NOTHING,
        /** An instance that still follows a source: nothing was written to it alone. */
        A_REPLICA
    }

    private enum Backups {
        KEPT,
        DROPPED
    }

    DeleteInstance(Inputs inputs) {
        region = inputs.region();
        instance = InstanceName.plain(inputs.text("instance"));
        finalSnapshot = inputs.optional("finalSnapshot");
        backups = inputs.flag("keepAutomatedBackups") ? Backups.KEPT : Backups.DROPPED;
        spared = inputs.flag("sparesReplica") ? Spared.A_REPLICA : Spared.NOTHING;
        protection = inputs.flag("liftsProtection") ? Protection.IS_LIFTED : Protection.STOPS_IT;
        before = inputs.flag("mayBeGone") ? Before.MAY_BE_GONE : Before.THERE;
        facts = DeletionFacts.of(inputs);
    }

    /** The way back from making it: nothing of it is kept. */
    DeleteInstance(String region, String instance) {
        this.region = region;
        this.instance = instance;
        this.finalSnapshot = Optional.empty();
        this.backups = Backups.DROPPED;
        this.spared = Spared.NOTHING;
        // What was protected by making it is unprotected by taking it back.
        this.protection = Protection.IS_LIFTED;
        this.before = Before.THERE;
        this.facts = DeletionFacts.NONE;
    }

    /** RDS takes the final snapshot before it deletes: where there is neither, it was not this step that deleted it. */
    private boolean goneBefore(Rds rds) {
        return before == Before.MAY_BE_GONE
                && rds.instance(instance).isEmpty()
                && finalSnapshot.flatMap(rds::snapshot).isEmpty();
    }

    /** Of what is deleted without a snapshot, a drill's, none is looked for either. */
    private Check kept(Rds rds) throws InterruptedException {
        if (finalSnapshot.isEmpty()) {
            return Check.pass("Instance " + instance + " is gone", "there is none in " + region);
        }
        return Check.reading(
                "What an earlier step deleted was kept",
                () -> rds.manualSnapshots(instance).stream()
                        .filter(s -> "available".equals(s.status()))
                        .findFirst()
                        .<Check.Outcome>map(s -> new Check.Pass(
                                instance + " is gone, and its snapshot " + s.dbSnapshotIdentifier() + " is there"))
                        .orElseGet(() -> new Check.Fail(
                                instance + " is gone, and no snapshot of it is available",
                                "correct the name, or find out what became of it")));
    }

    private boolean stays(Optional<DBInstance> read) {
        return spared == Spared.A_REPLICA
                && read.filter(InstanceStatus::replica).isPresent();
    }

    private String follows(DBInstance read) {
        return instance + " follows " + InstanceStatus.source(read) + " and stays";
    }

    @Override
    public Preview preview(ActionContext context) {
        var rds = Rds.in(context, region);
        var read = rds.instance(instance);
        if (stays(read)) {
            return new Preview(
                    "Leave " + instance + " in " + region + " as it is: it still follows its source",
                    Facts.of(instance, read),
                    List.of(),
                    List.of(),
                    "Nothing is changed.",
                    Duration.ofMinutes(1),
                    List.of());
        }
        if (goneBefore(rds)) {
            return new Preview(
                    "Nothing is left to delete: " + instance + " in " + region + " is gone",
                    Facts.of(instance, read),
                    List.of(),
                    List.of(),
                    "Nothing is changed.",
                    Duration.ofMinutes(1),
                    List.of());
        }
        var warnings = new ArrayList<String>();
        if (finalSnapshot.isEmpty()) {
            warnings.add("No final snapshot is taken.");
        }
        if (read.isEmpty() && !Conditions.comes(context, region, instance)) {
            seen(context).warning(instance).ifPresent(warnings::add);
        }
        if (read.isPresent() && !CreatedBy.isOurs(context, Rds.tags(read.get().tagList()))) {
            warnings.add(instance + " was not made by this session.");
        }
        var facts = new ArrayList<Fact>(Facts.of(instance, read));
        finalSnapshot.ifPresent(s -> facts.addAll(Facts.ofSnapshot(s, rds.snapshot(s))));
        return new Preview(
                "Delete database " + instance + " in " + region,
                facts,
                List.of(new Change(
                        region,
                        instance,
                        "status",
                        read.map(DBInstance::dbInstanceStatus).orElse(Fact.ABSENT),
                        Fact.ABSENT
                                + finalSnapshot
                                        .map(s -> ", final snapshot " + s)
                                        .orElse(""))),
                calls(context, read),
                goingBack(),
                Duration.ofMinutes(15),
                warnings,
                List.of(Deletion.of(region, "rds/instance/" + instance)
                        .holding(read.map(DeleteInstance::held).orElse("made by this step"))
                        .leaving(left())));
    }

    private static String held(DBInstance found) {
        return found.allocatedStorage() == null ? "" : found.allocatedStorage() + " GiB allocated, " + found.engine();
    }

    private String left() {
        return Stream.of(
                        finalSnapshot.map(s -> "final snapshot " + s + ", taken before it goes"),
                        Optional.of("its automated backups").filter(_ -> backups == Backups.KEPT))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
    }

    private String goingBack() {
        return finalSnapshot
                .map(s -> "Cannot be undone; a new instance can be restored from " + s
                        + ", which is made before it goes.")
                .orElse("Cannot be undone: no snapshot of it is made.");
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var rds = Rds.in(context, region);
        var read = rds.instance(instance);
        if (goneBefore(rds)) {
            return List.of(kept(rds));
        }
        if (read.isEmpty()) {
            return List.of(Check.pass(
                    "Instance can be deleted",
                    Conditions.comes(context, region, instance)
                            ? instance + " is made by an earlier action of this step"
                            : instance + " is gone already"));
        }
        var found = read.get();
        if (stays(read)) {
            return List.of(Check.pass("Nothing is to be deleted", follows(found)));
        }
        var checks = new ArrayList<Check>();
        checks.add(
                !guarded(found)
                        ? Check.pass("Deletion protection is off", "off")
                        : protection == Protection.IS_LIFTED
                                ? Check.pass(
                                        "Deletion protection is off or lifted first",
                                        "it is on: a call of its own switches it off")
                                : Check.fail(
                                        "Deletion protection is off", "it is on", "turn it off by hand, with care"));
        checks.add(
                InstanceStatus.AVAILABLE.of(found.dbInstanceStatus()) == States.Meaning.GOING
                        ? Check.fail(
                                "It is not being changed",
                                "it is " + found.dbInstanceStatus(),
                                "wait until it is available")
                        : Check.pass("It is not being changed", found.dbInstanceStatus()));
        checks.add(
                found.readReplicaDBClusterIdentifiers().isEmpty()
                        ? Check.pass("No cluster follows it", "none")
                        : Check.fail(
                                "No cluster follows it",
                                String.join(", ", found.readReplicaDBClusterIdentifiers()),
                                "promote or delete the clusters first"));
        checks.add(
                found.readReplicaDBInstanceIdentifiers().isEmpty()
                        ? Check.pass("No replica follows it", "it has no read replicas")
                        : Check.fail(
                                "No replica follows it",
                                String.join(", ", found.readReplicaDBInstanceIdentifiers()),
                                "promote or delete the replicas first"));
        if (finalSnapshot.isPresent()) {
            var name = finalSnapshot.get();
            checks.add(
                    InstanceStatus.replica(found)
                            ? Check.fail(
                                    "A final snapshot can be taken",
                                    instance + " is a replica: RDS takes none of a replica",
                                    "delete it without a final snapshot, or promote it first")
                            : WITHOUT_SNAPSHOT.contains(found.dbInstanceStatus())
                                    ? Check.fail(
                                            "A final snapshot can be taken",
                                            instance + " is " + found.dbInstanceStatus()
                                                    + ": RDS takes none in that state",
                                            "restore a snapshot you have, or delete it without one")
                                    : Check.pass("A final snapshot can be taken", instance + " is not a replica"));
            if (found.kmsKeyId() != null) {
                checks.add(Check.reading(
                        "Its key can be used for the final snapshot",
                        () -> Conditions.keyUsable(context, region, found.kmsKeyId())));
            }
            checks.add(Check.reading(
                    "Name of the final snapshot is free",
                    () -> rds.snapshot(name)
                            .<Check.Outcome>map(s -> "deleting".equals(found.dbInstanceStatus())
                                    ? new Check.Pass("the deletion has begun")
                                    : new Check.Fail(name + " exists", "choose another name"))
                            .orElseGet(() -> new Check.Pass(name + " does not exist yet"))));
        }
        checks.addAll(safe(context, found));
        return checks;
    }

    /**
     * That nobody is connected, and what a plan asks of a database that its phase has not made: read again right before it goes. A drill's,
     * which goes without a snapshot, may have been taken into use meanwhile.
     */
    private List<Check> safe(ActionContext context, DBInstance found) throws InterruptedException {
        var checks = new ArrayList<Check>();
        if (facts.listed().isPresent()) {
            checks.addAll(new UnusedDatabase(region).checks(context, found));
        } else {
            checks.add(UnusedDatabase.noSession(context, found));
        }
        var target =
                Target.of(region, "rds", "instance", instance).since(Optional.ofNullable(found.instanceCreateTime()));
        checks.addAll(facts.checks(
                context,
                CreatedBy.isOurs(context, Rds.tags(found.tagList()))
                        ? target.marked(Target.MADE_BY, context.session())
                        : target));
        return checks;
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var rds = Rds.in(context, region);
        var read = rds.instance(instance);
        if (stays(read) || goneBefore(rds)) {
            return Outputs.NONE;
        }
        read.ifPresent(i -> seen(context).note(instance, String.valueOf(i.dbiResourceId())));
        if (read.filter(i -> !"deleting".equals(i.dbInstanceStatus())).isPresent()) {
            backedUp(context, progress, rds);
            require(context);
            if (guarded(read.get())) {
                unprotect().send(context, progress);
                Await.until(context, progress, Duration.ofMinutes(30), Duration.ofSeconds(10), () -> unprotected(rds));
                // That takes a while, in which somebody may connect.
                DeletionFacts.require(safe(context, read.get()));
            }
            call().send(context, progress);
        }
        var wait = InstanceStatus.GONE.begin(LAG);
        Await.until(
                context,
                progress,
                Duration.ofHours(2),
                Duration.ofSeconds(20),
                () -> rds.instance(instance)
                        .map(i -> wait.seen(
                                instance, i.dbInstanceStatus(), () -> "its deletion did not begin, or failed"))
                        .orElseGet(() -> new Await.Reached(instance + " is gone")));
        Sightings.requireSeen(verify(context));
        return finalSnapshot
                .map(s -> new Outputs(Map.of("finalSnapshotArn", Arns.snapshot(context, region, s))))
                .orElse(Outputs.NONE);
    }

    /** What an earlier action of the step has promoted is backed up when its turn comes. */
    private void backedUp(ActionContext context, Progress progress, Rds rds) throws InterruptedException {
        Await.until(
                context,
                progress,
                Duration.ofHours(6),
                Duration.ofSeconds(20),
                () -> rds.instance(instance)
                        .filter(i -> "backing-up".equals(i.dbInstanceStatus()))
                        .<Await.Seen>map(i -> new Await.StillGoing(instance + " is backing-up"))
                        .orElseGet(() -> new Await.Reached("No backup of " + instance + " runs")));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var rds = Rds.in(context, region);
        var checks = new ArrayList<Check>();
        var kept = rds.instance(instance);
        if (stays(kept)) {
            return List.of(Check.pass("Nothing was to be deleted", follows(kept.orElseThrow())));
        }
        if (goneBefore(rds)) {
            return List.of(kept(rds));
        }
        var title = "Instance " + instance + " is gone";
        checks.add(Check.reading(
                title,
                () -> rds.instance(instance)
                        .<Check.Outcome>map(i -> new Check.Fail("it is " + i.dbInstanceStatus(), "run the step again"))
                        .orElseGet(() -> seen(context).gone(instance))));
        if (finalSnapshot.isPresent()) {
            var name = finalSnapshot.get();
            checks.add(Check.reading(
                    "Final snapshot " + name + " is available",
                    () -> Conditions.snapshot(name, rds.snapshot(name), instance)));
        }
        if (backups == Backups.KEPT) {
            checks.add(Check.reading("Automated backups are retained", () -> retained(rds)));
        }
        return checks;
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("a deleted instance cannot be brought back; restore a snapshot instead");
    }

    /** Kept of the instance that is gone, not of an earlier one of its name. */
    private Check.Outcome retained(Rds rds) {
        var id = finalSnapshot.flatMap(rds::snapshot).map(DBSnapshot::dbiResourceId);
        return rds.automatedBackups(instance).stream()
                .filter(b -> "retained".equals(b.status()))
                .filter(b -> id.isEmpty() || id.get().equals(b.dbiResourceId()))
                .findFirst()
                .<Check.Outcome>map(b -> new Check.Pass("retained " + b.backupRetentionPeriod() + " days, of "
                        + b.dbiResourceId()
                        + (b.restoreWindow() == null
                                ? ""
                                : ", until " + b.restoreWindow().latestTime())))
                .orElseGet(() -> new Check.Fail(
                        "AWS lists none that is retained", "the final snapshot is what is left: keep it"));
    }

    private Sightings seen(ActionContext context) {
        return new Sightings(context, region, "rds", "instance");
    }

    private static boolean guarded(DBInstance found) {
        return Boolean.TRUE.equals(found.deletionProtection());
    }

    private List<PlannedCall> calls(ActionContext context, Optional<DBInstance> read) {
        if (!toDelete(context, read)) {
            return List.of();
        }
        // What an earlier action of the step makes may come protected.
        var lifts = protection == Protection.IS_LIFTED
                && read.map(DeleteInstance::guarded).orElse(true);
        return lifts ? List.of(unprotect().planned(), call().planned()) : List.of(call().planned());
    }

    private Await.Seen unprotected(Rds rds) {
        return rds.instance(instance)
                .map(i -> InstanceStatus.seen(instance, Optional.of(i), found -> !guarded(found)))
                .orElseGet(() -> new Await.Reached(instance + " is gone"));
    }

    private boolean toDelete(ActionContext context, Optional<DBInstance> read) {
        return read.map(i -> !"deleting".equals(i.dbInstanceStatus()))
                .orElseGet(() -> Conditions.comes(context, region, instance));
    }

    /** Takes effect at once (Amazon RDS User Guide, "Settings for DB instances": deletion protection). */
    Call<RdsClient, ModifyDbInstanceRequest, ModifyDbInstanceResponse> unprotect() {
        var request = ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(instance)
                .deletionProtection(false)
                .applyImmediately(true)
                .build();
        return Call.of(RdsClient.class, region, request, RdsClient::modifyDBInstance);
    }

    Call<RdsClient, DeleteDbInstanceRequest, DeleteDbInstanceResponse> call() {
        var request = DeleteDbInstanceRequest.builder()
                .dbInstanceIdentifier(instance)
                .skipFinalSnapshot(finalSnapshot.isEmpty())
                .finalDBSnapshotIdentifier(finalSnapshot.orElse(null))
                .deleteAutomatedBackups(backups == Backups.DROPPED)
                .build();
        return Call.of(RdsClient.class, region, request, RdsClient::deleteDBInstance);
    }
}
