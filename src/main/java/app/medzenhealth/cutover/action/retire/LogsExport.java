package app.medzenhealth.cutover.action.retire;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.Sightings;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.States;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.BucketHome;
import app.medzenhealth.cutover.aws.BucketPolicy;
import app.medzenhealth.cutover.aws.LogDelivery;
import app.medzenhealth.cutover.aws.name.LogGroupName;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateExportTaskRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTask;
import software.amazon.awssdk.services.s3.S3Client;

/** Exports log groups to a bucket of the same region, one after another: AWS runs one export at a time. */
public final class LogsExport extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("logs.export", "Export log groups")
            .requires(LIST, "groups")
            .requires(TEXT, "bucket")
            .outputs("tasks")
            .about("groups")
            .is(Trait.ONLY_ADDS, Trait.SAVES, Trait.EXPORTS_LOGS)
            .sends("cloudwatchlogs", "CreateExportTask")
            .neverUndone("the exported files stay and harm nothing")
            .script(RetireRecipes::exportLogs)
            .createdBy(LogsExport::new);

    static final States EXPORTED = new States(
            Set.of("COMPLETED"), Set.of("PENDING", "RUNNING", "PENDING_CANCEL"), Set.of("FAILED", "CANCELLED"));

    private final String region;
    private final List<String> groups;
    private final String bucket;

    private LogsExport(Inputs in) {
        this.region = in.region();
        this.groups = in.someOf("groups").stream().map(LogGroupName::of).toList();
        this.bucket = in.text("bucket");
    }

    @Override
    protected String summary() {
        return "Exports " + groups.size() + " log groups in " + region + " to " + bucket + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var tasks = tasks(context);
        for (var group : groups) {
            var there = LogGroups.read(context, region, group).isPresent();
            notes.fact(group, "log group", there ? "present" : Fact.ABSENT);
            var task = newest(context, tasks, group);
            if (task.filter(t -> going(t) || done(t)).isEmpty() && there) {
                notes.change(region, group, "export", "none", "s3://" + bucket + "/" + prefix(group));
                notes.stage(Stage.send(
                        "Exporting " + group,
                        Call.of(
                                CloudWatchLogsClient.class,
                                region,
                                request(context, group),
                                CloudWatchLogsClient::createExportTask),
                        (answer, c, p) -> await(c, p, group)));
            } else if (task.filter(LogsExport::going).isPresent()) {
                notes.stage(Stage.await("Waiting for the export of " + group, (c, p) -> await(c, p, group)));
            }
            if (!there && task.isEmpty()) {
                new Sightings(context, region, "logs", "log-group")
                        .warning(group)
                        .ifPresent(notes::warn);
            }
        }
        notes.stage(Stage.await("Looking whether each was ever there", (c, p) -> Sightings.requireSeen(verify(c))));
        return notes.done();
    }

    private CreateExportTaskRequest request(ActionContext context, String group) {
        // The end of the day, not this moment: the reviewed call and the sent one are the same.
        var until = context.time().instant().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        return CreateExportTaskRequest.builder()
                .taskName(name(context, group))
                .logGroupName(group)
                .from(0L)
                .to(until.toEpochMilli())
                .destination(bucket)
                .destinationPrefix(prefix(group))
                .build();
    }

    private static String name(ActionContext context, String group) {
        return "cutover-" + context.session() + "-" + context.step() + prefix(group);
    }

    private static String prefix(String group) {
        return "logs" + (group.startsWith("/") ? group : "/" + group);
    }

    private List<ExportTask> tasks(ActionContext context) {
        return tasks(context, region);
    }

    static List<ExportTask> tasks(ActionContext context, String region) {
        var all = new ArrayList<ExportTask>();
        var client = context.clients().client(CloudWatchLogsClient.class, region);
        var page = client.describeExportTasks(q -> {});
        all.addAll(page.exportTasks());
        while (page.nextToken() != null) {
            var token = page.nextToken();
            page = client.describeExportTasks(q -> q.nextToken(token));
            all.addAll(page.exportTasks());
        }
        return all;
    }

    /** Of this step: what was exported on another occasion ends where the log stood then. */
    private Optional<ExportTask> newest(ActionContext context, List<ExportTask> tasks, String group) {
        return tasks.stream()
                .filter(t -> group.equals(t.logGroupName()) && bucket.equals(t.destination()))
                .filter(t -> name(context, group).equals(t.taskName()))
                .max(Comparator.comparing(
                        t -> t.executionInfo() == null || t.executionInfo().creationTime() == null
                                ? 0L
                                : t.executionInfo().creationTime()));
    }

    /** Of any step of the session: what is gone since cannot be exported again. */
    private Optional<ExportTask> before(ActionContext context, String group) {
        return tasks(context).stream()
                .filter(t -> group.equals(t.logGroupName()) && done(t))
                .filter(t -> t.taskName() != null && t.taskName().startsWith("cutover-" + context.session() + "-"))
                .findFirst();
    }

    private static boolean going(ExportTask task) {
        return EXPORTED.of(task.status().codeAsString()) == States.Meaning.GOING;
    }

    static boolean done(ExportTask task) {
        return EXPORTED.of(task.status().codeAsString()) == States.Meaning.WANTED;
    }

    private void await(ActionContext context, Progress progress, String group) throws InterruptedException {
        Await.until(context, progress, Duration.ofHours(2), Duration.ofSeconds(15), () -> {
            var task = newest(context, tasks(context), group);
            if (task.isEmpty()) {
                return new Await.StillGoing("The export of " + group + " is not listed yet");
            }
            return EXPORTED.begin(0)
                    .seen(
                            "The export of " + group,
                            task.get().status().codeAsString(),
                            () -> String.valueOf(task.get().status().message()));
        });
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var title = "The bucket is in the region of the logs";
        var policy = "The bucket lets CloudWatch Logs in";
        return List.of(inRegion(context, title), Check.reading(policy, () -> {
            var missing = LogDelivery.missing(
                    BucketPolicy.of(context.clients().client(S3Client.class, region), bucket)
                            .orElse(null),
                    region);
            return Check.passIf(
                    missing::isEmpty,
                    missing.isEmpty()
                            ? "its policy allows logs." + region + ".amazonaws.com to write"
                            : "its policy does not allow logs." + region + ".amazonaws.com "
                                    + String.join(", ", missing),
                    "make the bucket with receivesLogs: true, or add this to its policy");
        }));
    }

    private Check inRegion(ActionContext context, String title) throws InterruptedException {
        return Check.reading(title, () -> {
            var where = BucketHome.of(context.clients().client(S3Client.class, region), bucket)
                    .orElse("no region");
            return Check.passIf(
                    () -> where.equals(region),
                    bucket + " is in " + where,
                    "CloudWatch exports only within a region: name a bucket in " + region);
        });
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var checks = new ArrayList<Check>();
        for (var group : groups) {
            var title = group + " is exported";
            checks.add(Check.reading(title, () -> {
                var task = newest(context, tasks(context), group);
                if (task.isEmpty() && LogGroups.read(context, region, group).isEmpty()) {
                    var before = before(context, group);
                    if (before.isPresent()) {
                        return new Check.Pass(
                                "the log group is gone; " + before.get().taskName() + " exported it before");
                    }
                    return new Sightings(context, region, "logs", "log-group").ever(group)
                            ? new Check.Fail("it was there, and is gone without this export", "find out who deleted it")
                            : new Check.Unknown(Sightings.NEVER + " in " + region);
                }
                return Check.passIf(
                        () -> task.filter(LogsExport::done).isPresent(),
                        task.map(t -> t.taskId() + " is " + t.status().codeAsString())
                                .orElse("no export"),
                        "run the step again");
            }));
        }
        return checks;
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        var tasks = tasks(context);
        return new Outputs(Map.of(
                "tasks",
                groups.stream()
                        .flatMap(g -> newest(context, tasks, g).stream())
                        .map(ExportTask::taskId)
                        .collect(Collectors.joining(","))));
    }

    @Override
    protected String goingBack() {
        return "Nothing is lost by it; the exported objects stay in the bucket.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(2L * groups.size());
    }

    @Override
    public Undo undo(List<Fact> before) {
        return new Undo.None("an export changes nothing; empty the bucket if it is not wanted");
    }
}
