package app.medzenhealth.cutover.action.database;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
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
import app.medzenhealth.cutover.action.SessionNote;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.monitor.SqlProber;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.PromoteReadReplicaResponse;

/**
 * Makes a replica an instance of its own. PromoteReadReplica has no token and cannot be undone: it is sent at most once, to a
 * replica that is available, and is done only when the source is empty, nothing is pending and the database itself says that it is
 * not in recovery. The backup that follows is not waited for: meanwhile the database serves.
 */
final class PromoteReplica extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("rds.promote", "Promote a read replica")
            .requires(Kind.TEXT, "instance")
            .requires(Kind.NUMBER, "backupRetention")
            .accepts(Kind.TEXT, "backupWindow")
            .outputs("endpoint")
            .is(Trait.PROMOTES)
            .logsInTo("instance")
            .sends("rds", "PromoteReadReplica", "ModifyDBInstance")
            .neverUndone("a promoted instance never becomes a replica again")
            .script(InstanceRecipes::promote, InstanceRecipes::endpoint)
            .asked(InstanceRecipes::promoted)
            .createdBy(PromoteReplica::new);

    /** How long a promotion that AWS has accepted may not show yet. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    private final String region;
    private final String instance;
    private final int backupRetention;
    private final Optional<String> backupWindow;

    PromoteReplica(Inputs inputs) {
        region = inputs.region();
        instance = InstanceName.plain(inputs.text("instance"));
        backupRetention = inputs.number("backupRetention");
        backupWindow = inputs.optional("backupWindow");
    }

    @Override
    public Preview preview(ActionContext context) {
        var read = Rds.in(context, region).instance(instance);
        var source = read.map(InstanceStatus::source).orElse("");
        if (read.isPresent() && !InstanceStatus.replica(read.get())) {
            return new Preview(
                    "Nothing is left to promote: " + instance + " in " + region + " follows no source",
                    Facts.of(instance, read),
                    List.of(),
                    List.of(),
                    "Nothing is changed.",
                    Duration.ofMinutes(6),
                    List.of());
        }
        return new Preview(
                "Promote " + instance + " in " + region + " to a primary that takes writes",
                Facts.of(instance, read),
                List.of(
                        new Change(region, instance, "replica of", source, ""),
                        new Change(region, instance, "takes writes", source.isEmpty() ? "yes" : "no", "yes"),
                        new Change(
                                region,
                                instance,
                                "backup retention days",
                                read.map(i -> String.valueOf(i.backupRetentionPeriod()))
                                        .orElse(""),
                                String.valueOf(backupRetention))),
                toPromote(context, read) ? List.of(call().planned()) : List.of(),
                "Cannot be undone. From the first write on, the old primary lacks data.",
                Duration.ofMinutes(6),
                warnings(context, read));
    }

    /**
     * "We recommend that you enable backups and complete at least one backup prior to promotion": what the backup after it takes is
     * "a function of the amount of changes to the database since the previous backup" (Amazon RDS API Reference, PromoteReadReplica,
     * BackupRetentionPeriod), and of the first that is all of it.
     */
    private List<String> warnings(ActionContext context, Optional<DBInstance> read) {
        var restarts = "The database restarts: minutes, not seconds.";
        return read.filter(InstanceStatus::replica).isPresent()
                        && Rds.in(context, region).lastBackup(instance).isEmpty()
                ? List.of(
                        restarts,
                        "No automated backup of " + instance + " is complete: the first one, a copy of everything, is"
                                + " taken right after the promotion, while users are on it.")
                : List.of(restarts);
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var read = Rds.in(context, region).instance(instance);
        if (read.isPresent() && !InstanceStatus.replica(read.get())) {
            return List.of(ours(context, read.get()));
        }
        var checks = new ArrayList<Check>();
        checks.add(Check.reading(
                "Replica is available, not backing up", () -> Conditions.available(context, region, instance, read)));
        checks.add(
                backupRetention > 0
                        ? Check.pass("Backups are on from promotion", backupRetention + " days")
                        : Check.fail("Backups are on from promotion", "0 days", "ask for at least one day"));
        if (read.isPresent()) {
            checks.add(key(context, read.get()));
            checks.add(replicates(read.get()));
            checks.add(noBackupNear(context, read.get()));
            checks.add(Check.reading("Replica keeps up with its source", () -> keepsUp(context, read.get())));
        }
        return checks;
    }

    /** A database of its own that has the name follows no source either, and holds other data. */
    private Check ours(ActionContext context, DBInstance found) {
        var title = "It was a replica";
        return InstanceStatus.replica(found)
                        || sent(context).read().isPresent()
                        || CreatedBy.isOurs(context, Rds.tags(found.tagList()))
                ? Check.pass(title, instance + " is the one that this session made or promoted")
                : Check.fail(
                        title,
                        instance + " follows no source, and this session neither made nor promoted it",
                        "correct the name, or find out who promoted it");
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var rds = Rds.in(context, region);
        var read = rds.instance(instance);
        if (read.isEmpty()) {
            throw new ActionFailure(instance + " does not exist in " + region, "nothing was sent", "create it first");
        }
        if (toPromote(context, read) && !begunBefore(context, progress, rds)) {
            require(context);
            remember(context, read);
            sent(context).write(new Sent(context.time().instant()));
            call().send(context, progress);
        }
        Await.until(context, progress, Duration.ofHours(1), Duration.ofSeconds(10), () -> seen(context, rds));
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
        var read = Rds.in(context, region).instance(instance);
        if (read.isEmpty()) {
            return List.of(Check.fail(instance + " exists", "AWS does not know it", "find out who deleted it"));
        }
        var found = read.get();
        var source = InstanceStatus.source(found);
        var pending = InstanceStatus.pending(found);
        var wait = "run the step again: it continues waiting";
        return List.of(
                ours(context, found),
                check("It follows no source", source.isEmpty(), source.isEmpty() ? "no other instance" : source, wait),
                check("It serves", InstanceStatus.serves(found), found.dbInstanceStatus(), wait),
                check("Nothing is pending", pending.isEmpty(), pending.isEmpty() ? "nothing" : pending + "", wait),
                recovery(context, found),
                key(context, found),
                check(
                        "Backups are kept " + backupRetention + " days",
                        Integer.valueOf(backupRetention).equals(found.backupRetentionPeriod()),
                        found.backupRetentionPeriod() + " days",
                        "set the retention; promotion defaults to 1 day"));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("a promotion is irreversible: the way back is a migration in the other direction");
    }

    /**
     * Whether a promotion that was sent before, and whose answer was lost, has taken effect after all. For a while after the call
     * the instance still looks like a replica that nobody has touched.
     */
    private boolean begunBefore(ActionContext context, Progress progress, Rds rds) throws InterruptedException {
        var before = sent(context).read().map(Sent::at);
        if (before.isEmpty()) {
            return false;
        }
        var clear = before.get().plus(GRACE);
        Await.until(context, progress, GRACE.plusMinutes(1), Duration.ofSeconds(5), () -> {
            var moving = !toPromote(context, rds.instance(instance));
            return moving || !context.time().instant().isBefore(clear)
                    ? new Await.Reached(
                            moving ? "The promotion sent before is under way" : "The promotion sent before was lost")
                    : new Await.StillGoing("A promotion was sent at " + before.get() + "; looking whether it arrived");
        });
        return !toPromote(context, rds.instance(instance));
    }

    /** Of a replica whose source does not count its rows nothing is remembered: nothing is said of it afterwards either. */
    private void remember(ActionContext context, Optional<DBInstance> read) throws InterruptedException {
        var replica = read.filter(InstanceStatus::replica);
        if (replica.isEmpty()) {
            return;
        }
        var source = InstanceStatus.source(replica.get());
        var from = Rds.in(context, sourceRegion(replica.get())).instance(Arns.name(source));
        if (context.sql().probe(Endpoints.of(from)) instanceof SqlProber.Answer.State state
                && !state.inRecovery()
                && state.rowsChanged().isPresent()) {
            new PromotionRecord(
                            String.valueOf(replica.get().dbiResourceId()),
                            Arns.name(source),
                            state.rowsChanged().getAsLong(),
                            context.time().instant())
                    .write(context, region, instance);
        }
    }

    private record Sent(Instant at) {}

    private SessionNote<Sent> sent(ActionContext context) {
        return SessionNote.in(context, "promotion-" + region + "-" + instance + "-sent", Sent.class);
    }

    private Await.Seen seen(ActionContext context, Rds rds) throws InterruptedException {
        var read = rds.instance(instance);
        if (read.isEmpty()) {
            return new Await.Terminal(instance + " does not exist any more");
        }
        var seen = InstanceStatus.serving(instance, read, i -> !InstanceStatus.replica(i));
        if (!(seen instanceof Await.Reached(var serves))) {
            return read.filter(InstanceStatus::replica).isPresent() && seen instanceof Await.StillGoing going
                    ? new Await.StillGoing(going.text() + ", still a replica")
                    : seen;
        }
        return switch (context.sql().probe(Endpoints.of(read))) {
            case SqlProber.Answer.State state
            when state.inRecovery() -> new Await.StillGoing(serves + ", but the database is still in recovery");
            case SqlProber.Answer.State state -> {
                state.rowsChanged().ifPresent(rows -> FirstCount.note(context, region, read.orElseThrow(), rows));
                yield new Await.Reached(serves + ", follows no source, is not in recovery");
            }
            case SqlProber.Answer.NoAnswer no ->
                new Await.StillGoing(serves + ", its database does not answer yet: " + no.reason());
        };
    }

    /**
     * RDS loses a database whose key is disabled or deleted ("inaccessible-encryption-credentials", Amazon RDS User Guide, "Viewing
     * Amazon RDS DB instance status"), and until it does the instance looks well.
     */
    private Check key(ActionContext context, DBInstance found) throws InterruptedException {
        return Check.reading(
                "Its key is usable",
                () -> found.kmsKeyId() == null
                        ? new Check.Pass("it is not encrypted")
                        : Conditions.keyUsable(context, region, found.kmsKeyId()));
    }

    private Check recovery(ActionContext context, DBInstance found) throws InterruptedException {
        var title = "The database is not in recovery";
        var endpoint = Endpoints.of(Optional.of(found));
        return switch (context.sql().probe(endpoint)) {
            case SqlProber.Answer.State state ->
                check(
                        title,
                        !state.inRecovery(),
                        "in recovery " + state.inRecovery() + context.sql().way(endpoint),
                        "wait, then look again");
            case SqlProber.Answer.NoAnswer no -> Check.unknown(title, no.reason());
        };
    }

    /** Only a settled replica can be promoted; one that is changing may be on its way already and is waited for. */
    private boolean toPromote(ActionContext context, Optional<DBInstance> read) {
        return read.map(i -> InstanceStatus.replica(i) && InstanceStatus.available(i))
                .orElseGet(() -> Conditions.comes(context, region, instance));
    }

    private static Check replicates(DBInstance replica) {
        var title = "Replication runs";
        return InstanceStatus.replication(replica)
                .map(status -> check(
                        title,
                        "replicating".equals(status),
                        status,
                        status.equals(InstanceStatus.TERMINATED)
                                ? "RDS does not take it up again: make a new replica"
                                : "repair replication first"))
                .orElseGet(() -> Check.unknown(title, "AWS reports no replication status"));
    }

    private static Check noBackupNear(ActionContext context, DBInstance replica) {
        var title = "No backup runs now or within 30 min";
        if (Optional.ofNullable(replica.backupRetentionPeriod()).orElse(0) == 0) {
            return Check.pass(title, "the replica takes no automated backups");
        }
        return BackupWindow.parse(replica.preferredBackupWindow())
                .map(window -> check(
                        title,
                        !window.near(context.time().instant(), Duration.ofMinutes(30)),
                        "window " + window,
                        "promote outside it: a replica that is backing up cannot be promoted"))
                .orElseGet(() -> Check.unknown(title, "no backup window is known"));
    }

    private static Check.Outcome keepsUp(ActionContext context, DBInstance replica) throws InterruptedException {
        var source = InstanceStatus.source(replica);
        var from = Rds.in(context, sourceRegion(replica)).instance(Arns.name(source));
        var replay = Replay.of(context, from, Optional.of(replica));
        if (replay.behind().isEmpty()) {
            return new Check.Unknown(replay.evidence());
        }
        var evidence = replay.evidence() + ", " + replay.behind().get() + " bytes behind";
        return replay.close().orElse(false)
                ? new Check.Pass(evidence)
                : new Check.Fail(evidence, "wait until it has caught up");
    }

    /** A source in another region is told by its ARN. */
    private static String sourceRegion(DBInstance replica) {
        var parts = InstanceStatus.source(replica).split(":");
        return parts.length > 3 ? parts[3] : regionOf(replica);
    }

    private static String regionOf(DBInstance instance) {
        return instance.dbInstanceArn().split(":")[3];
    }

    private static Check check(String title, boolean holds, String evidence, String remedy) {
        return holds ? Check.pass(title, evidence) : Check.fail(title, evidence, remedy);
    }

    Call<RdsClient, PromoteReadReplicaRequest, PromoteReadReplicaResponse> call() {
        var request = PromoteReadReplicaRequest.builder()
                .dbInstanceIdentifier(instance)
                .backupRetentionPeriod(backupRetention)
                .preferredBackupWindow(backupWindow.orElse(null))
                .build();
        return Call.of(RdsClient.class, region, request, RdsClient::promoteReadReplica);
    }
}
