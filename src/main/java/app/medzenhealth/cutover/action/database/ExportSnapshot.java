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
import app.medzenhealth.cutover.action.PendingResources;
import app.medzenhealth.cutover.action.Preview;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.WritingAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.BucketHome;
import app.medzenhealth.cutover.plan.ActionSignature.Kind;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;
import software.amazon.awssdk.services.rds.model.StartExportTaskResponse;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Exports a snapshot's tables to a bucket as Parquet. An export is for reading, not for restoring: it is never called a backup.
 * A bucket in another region is only refused later and asynchronously, so its region is checked before.
 */
final class ExportSnapshot extends WritingAction {
    static final ActionType TYPE = ActionSpec.writes("rds.export-snapshot", "Export a database snapshot to a bucket")
            .requires(Kind.TEXT, "snapshot", "task", "bucket", "role", "kmsKey")
            .accepts(Kind.TEXT, "prefix")
            .outputs("exportTask")
            .is(Trait.ONLY_ADDS, Trait.SAVES)
            .sends("rds", "StartExportTask")
            .besides("rds:CancelExportTask")
            .passesRole()
            .usesKey()
            .neverUndone("the exported files stay and harm nothing")
            .script(SnapshotRecipes::export, SnapshotRecipes::task)
            .createdBy(ExportSnapshot::new);

    /** Amazon RDS API Reference, ExportTask: Status. */
    static final States STATES = new States(
            Set.of("COMPLETE"), Set.of("STARTING", "IN_PROGRESS", "CANCELING"), Set.of("FAILED", "CANCELED"));

    private final String region;
    private final String snapshot;
    private final String task;
    private final String bucket;
    private final String role;
    private final String key;
    private final Optional<String> prefix;

    ExportSnapshot(Inputs inputs) {
        region = inputs.region();
        snapshot = inputs.text("snapshot");
        task = inputs.text("task");
        bucket = inputs.text("bucket");
        role = inputs.text("role");
        key = inputs.text("kmsKey");
        prefix = inputs.optional("prefix");
    }

    @Override
    public Preview preview(ActionContext context) {
        var begun = Rds.in(context, region).exportTask(task);
        var from = begun.map(ExportTask::status).orElse(Fact.ABSENT);
        return new Preview(
                "Export snapshot " + snapshot + " to " + bucket + " as " + task,
                List.of(new Fact(task, "status", from)),
                List.of(new Change(region, task, "status", from, "COMPLETE")),
                begun.isEmpty() ? List.of(call(context).planned()) : List.of(),
                "The exported files stay in the bucket and harm nothing; they can be deleted there.",
                Duration.ofMinutes(45),
                List.of("An export cannot be restored: the snapshot is the backup."));
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        return List.of(
                Check.reading(
                        "Snapshot is available", () -> Conditions.snapshotUsable(context, region, Arns.name(snapshot))),
                Check.reading(
                        "The task's name is free, or of this export",
                        () -> Rds.in(context, region)
                                .exportTask(task)
                                .flatMap(t -> otherThan(context, t))
                                .<Check.Outcome>map(o ->
                                        new Check.Fail(task + " exists and is another: " + o, "choose another name"))
                                .orElseGet(() -> new Check.Pass("it is"))),
                Check.reading("Bucket is in " + region, () -> bucketRegion(context)),
                Check.reading("KMS key is usable", () -> Conditions.keyUsable(context, region, key)),
                Check.reading("Role exists", () -> role(context)));
    }

    @Override
    public Outputs run(ActionContext context, Progress progress) throws InterruptedException {
        var rds = Rds.in(context, region);
        if (rds.exportTask(task).isEmpty()) {
            require(context);
            call(context).send(context, progress);
        }
        Await.until(context, progress, Duration.ofHours(6), Duration.ofSeconds(30), () -> seen(rds.exportTask(task)));
        return new Outputs(Map.of("exportTask", task));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        return List.of(Check.reading(
                "Export " + task + " is complete",
                () -> Rds.in(context, region)
                        .exportTask(task)
                        .map(t -> otherThan(context, t)
                                .<Check.Outcome>map(o -> new Check.Fail(o, "choose another name for the task"))
                                .orElseGet(() -> "COMPLETE".equalsIgnoreCase(t.status())
                                        ? new Check.Pass(t.totalExtractedDataInGB() + " GB of " + t.sourceArn()
                                                + ", as of " + Times.second(t.snapshotTime()) + ", extracted to "
                                                + t.s3Bucket())
                                        : new Check.Fail(
                                                "status " + t.status(), "run the step again: it continues waiting")))
                        .orElseGet(() -> new Check.Fail("there is no such task", "run the step again"))));
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("the exported files stay in " + bucket + "; they harm nothing");
    }

    /** What shows that a task of this name is of another snapshot, or goes elsewhere. */
    private Optional<String> otherThan(ActionContext context, ExportTask found) {
        if (!source(context).equalsIgnoreCase(found.sourceArn())) {
            return Optional.of("it is of " + found.sourceArn());
        }
        return bucket.equals(found.s3Bucket())
                ? Optional.empty()
                : Optional.of("it goes to the bucket " + found.s3Bucket());
    }

    private String source(ActionContext context) {
        return snapshot.startsWith("arn:") ? snapshot : Arns.snapshot(context, region, snapshot);
    }

    private Await.Seen seen(Optional<ExportTask> read) {
        if (read.isEmpty()) {
            return new Await.StillGoing(task + " is not listed yet");
        }
        var found = read.get();
        int percent = Optional.ofNullable(found.percentProgress()).orElse(0);
        return switch (STATES.of(found.status().toUpperCase(Locale.ROOT))) {
            case WANTED -> new Await.Reached("Export " + task + " is complete");
            case RESTING ->
                new Await.Terminal("Export " + task + " is " + found.status() + ": " + found.failureCause());
            case GOING, UNKNOWN ->
                new Await.StillGoing(
                        "Export " + task + " is " + found.status() + ", " + percent + " %", percent / 100.0);
        };
    }

    private Check.Outcome bucketRegion(ActionContext context) {
        var home = BucketHome.of(context.clients().client(S3Client.class, region), bucket);
        if (home.isEmpty()) {
            return PendingResources.from(context, "s3.create-bucket", region, "bucket", bucket)
                    ? new Check.Pass(bucket + " is made by an earlier action of this step")
                    : new Check.Fail(bucket + " does not exist", "create the bucket first");
        }
        return home.get().equals(region)
                ? new Check.Pass(bucket + " is in " + region)
                : new Check.Fail(
                        bucket + " is in " + home.get() + ", the snapshot in " + region,
                        "use a bucket in the snapshot's region");
    }

    private Check.Outcome role(ActionContext context) {
        try {
            return new Check.Pass(context.clients()
                    .client(IamClient.class, "us-east-1")
                    .getRole(r -> r.roleName(Arns.name(role)))
                    .role()
                    .arn());
        } catch (NoSuchEntityException e) {
            return new Check.Fail("there is no role " + role, "create the export role first");
        }
    }

    Call<RdsClient, StartExportTaskRequest, StartExportTaskResponse> call(ActionContext context) {
        var request = StartExportTaskRequest.builder()
                .exportTaskIdentifier(task)
                .sourceArn(source(context))
                .s3BucketName(bucket)
                .s3Prefix(prefix.orElse(null))
                .iamRoleArn(Arns.role(context, region, role))
                .kmsKeyId(key)
                .build();
        return Call.of(RdsClient.class, region, request, RdsClient::startExportTask);
    }
}
