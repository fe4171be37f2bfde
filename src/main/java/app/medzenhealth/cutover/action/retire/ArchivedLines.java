package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.ObjectKeys;
import app.medzenhealth.cutover.action.Showing;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.ExportTask;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/**
 * Whether the lines of a log group that is to go lie in an archive: exported by this session after the newest line, and every file
 * of that export brought there, readable with its key. An export writes its files under its prefix and the id of its task (Amazon CloudWatch Logs User
 * Guide, "Exporting log data to Amazon S3").
 *
 * @param region of the archive
 * @param bucket that is the archive; files lie in it under the name of the bucket they were exported to
 */
public record ArchivedLines(String region, String bucket) {
    private static final int NEWEST_STREAMS = 50;
    static final String FUNCTION = "/aws/lambda/";
    static final String LABEL = "logs/log-group/";

    /**
     * @param logs region of the log group
     * @param group its name
     */
    public Check of(ActionContext context, String logs, String group) throws InterruptedException {
        var title = "The lines of " + group + " are kept in " + bucket;
        return Check.of(
                        title,
                        () -> List.of(LogGroups.read(context, logs, group)
                                .map(g -> judged(context, logs, g, title))
                                .orElseGet(() -> Check.pass(title, "the log group is gone already"))))
                .getFirst();
    }

    private Check judged(ActionContext context, String logs, LogGroup group, String title) {
        var newest = newestLine(context, logs, group.logGroupName());
        if (newest.isEmpty() && (group.storedBytes() == null || group.storedBytes() == 0)) {
            return Check.pass(title, "it holds no line");
        }
        var task = newestExport(context, logs, group.logGroupName());
        if (task.isEmpty()) {
            return Check.fail(
                    title,
                    "this session made no export of it that is COMPLETED",
                    "export it and bring the export to " + bucket + " first, or leave the log group");
        }
        var asked = Instant.ofEpochMilli(task.get().executionInfo().creationTime());
        if (newest.filter(asked::isBefore).isPresent()) {
            return Check.fail(
                    title,
                    "its newest line is of " + newest.get() + ", and the export began at " + asked,
                    "export it again and bring that to " + bucket);
        }
        var prefix = task.get().destinationPrefix() + "/" + task.get().taskId() + "/";
        var kept = files(context, region, bucket, task.get().destination() + "/" + prefix);
        if (kept.isEmpty()) {
            return Check.fail(
                    title,
                    "nothing of export " + task.get().taskId() + " is in the archive",
                    "bring the export to " + bucket + " first");
        }
        var missing = files(context, logs, task.get().destination(), prefix).entrySet().stream()
                .filter(f -> !f.getValue().equals(kept.get(task.get().destination() + "/" + f.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        var lost = missing.isEmpty() ? lost(context, kept.keySet()) : Optional.<Check.Fail>empty();
        if (lost.isPresent()) {
            return new Check(title, lost.get());
        }
        var bytes = kept.values().stream().mapToLong(s -> s).sum();
        return new Check(
                        title,
                        Check.passIf(
                                missing::isEmpty,
                                missing.isEmpty()
                                        ? "export " + task.get().taskId() + " of " + asked + ": "
                                                + (kept.size() == 1 ? "1 file, " : kept.size() + " files, ") + bytes
                                                + " bytes"
                                        : missing.size() + " of its files are not in the archive, first "
                                                + missing.getFirst(),
                                "bring the export to " + bucket + " first"))
                .showingIfPassed(
                        Showing.Matter.COPY,
                        LABEL + group.logGroupName(),
                        Deletion.counted(kept.size(), "file") + ", " + Deletion.size(bytes) + ", in s3://" + bucket
                                + "/" + task.get().destination() + "/" + prefix);
    }

    /** Of the first file that lies there and cannot be read, the reason. */
    private Optional<Check.Fail> lost(ActionContext context, Set<String> files) {
        var keys = new ObjectKeys(context, region, bucket);
        return files.stream()
                .sorted()
                .flatMap(f -> keys
                        .lost(f)
                        .map(no -> new Check.Fail(f + " lies in " + bucket + ", but " + no.evidence(), no.remedy()))
                        .stream())
                .findFirst();
    }

    static Optional<Instant> newestLine(ActionContext context, String region, String group) {
        return context
                .clients()
                .client(CloudWatchLogsClient.class, region)
                .describeLogStreams(q -> q.logGroupName(group)
                        .orderBy(OrderBy.LAST_EVENT_TIME)
                        .descending(true)
                        .limit(NEWEST_STREAMS))
                .logStreams()
                .stream()
                .map(LogStream::lastEventTimestamp)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(Instant::ofEpochMilli);
    }

    /** From the first line on: an export of a part keeps a part. */
    private static Optional<ExportTask> newestExport(ActionContext context, String region, String group) {
        return LogsExport.tasks(context, region).stream()
                .filter(t -> group.equals(t.logGroupName()))
                .filter(t -> t.taskName() != null && t.taskName().startsWith("cutover-" + context.session() + "-"))
                .filter(t -> t.from() != null && t.from() == 0 && LogsExport.done(t))
                .filter(t -> t.executionInfo() != null && t.executionInfo().creationTime() != null)
                .max(Comparator.comparing(t -> t.executionInfo().creationTime()));
    }

    /** Sizes by key; none where there is no such bucket any more. */
    private static Map<String, Long> files(ActionContext context, String region, String bucket, String prefix) {
        var found = new HashMap<String, Long>();
        try {
            context.clients()
                    .client(S3Client.class, region)
                    .listObjectsV2Paginator(q -> q.bucket(bucket).prefix(prefix))
                    .contents()
                    .forEach(o -> found.put(o.key(), o.size()));
        } catch (NoSuchBucketException e) {
            return Map.of();
        }
        return found;
    }

    /** Which of the groups somebody still writes to: a function of the name makes its log group anew. */
    static List<String> written(ActionContext context, String region, List<String> groups) {
        return groups.stream()
                .filter(g -> g.startsWith(FUNCTION))
                .map(g -> g.substring(FUNCTION.length()))
                .filter(f -> LambdaDelete.exists(context, region, f))
                .toList();
    }
}
