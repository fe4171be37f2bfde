package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.aws.LogDelivery;
import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.data.EmbeddedS3;
import app.medzenhealth.cutover.rehearsal.data.S3State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.*;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Amazon CloudWatch Logs. */
public final class EmbeddedLogs implements CloudWatchLogsClient {
    private static final Duration EXPORT_PENDING = Duration.ofSeconds(15);
    private static final Duration EXPORT = Duration.ofSeconds(90);

    private final Estate estate;
    private final String region;
    private final LogsState state;

    public EmbeddedLogs(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = LogsState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public DescribeLogGroupsResponse describeLogGroups(DescribeLogGroupsRequest r) {
        var all = state.groups.values().stream()
                .filter(g -> r.logGroupNamePrefix() == null || g.name.startsWith(r.logGroupNamePrefix()))
                .filter(g -> r.logGroupNamePattern() == null
                        || Pattern.compile(Pattern.quote(r.logGroupNamePattern()), Pattern.CASE_INSENSITIVE)
                                .matcher(g.name)
                                .find())
                .toList();
        var page = estate.page(all, r.nextToken(), r.limit());
        return DescribeLogGroupsResponse.builder()
                .logGroups(page.items().stream().map(this::shown).toList())
                .nextToken(page.next())
                .build();
    }

    @Override
    public CreateLogGroupResponse createLogGroup(CreateLogGroupRequest r) {
        if (state.groups.containsKey(r.logGroupName())) {
            throw AwsFault.of(
                    ResourceAlreadyExistsException.builder(),
                    "ResourceAlreadyExistsException",
                    400,
                    "The specified log group already exists");
        }
        state.groups.put(r.logGroupName(), new LogsState.Group(r.logGroupName(), estate.now()));
        estate.tags().put(state.arn(r.logGroupName()), r.tags());
        return CreateLogGroupResponse.builder().build();
    }

    @Override
    public DeleteLogGroupResponse deleteLogGroup(DeleteLogGroupRequest r) {
        group(r.logGroupName());
        state.delete(r.logGroupName());
        return DeleteLogGroupResponse.builder().build();
    }

    @Override
    public PutRetentionPolicyResponse putRetentionPolicy(PutRetentionPolicyRequest r) {
        group(r.logGroupName()).retentionDays = r.retentionInDays();
        return PutRetentionPolicyResponse.builder().build();
    }

    @Override
    public DescribeLogStreamsResponse describeLogStreams(DescribeLogStreamsRequest r) {
        var group = group(r.logGroupName());
        var all = group.streams.entrySet().stream()
                .filter(e -> r.logStreamNamePrefix() == null || e.getKey().startsWith(r.logStreamNamePrefix()))
                .map(e -> LogStream.builder()
                        .logStreamName(e.getKey())
                        .arn(state.arn(group.name) + ":log-stream:" + e.getKey())
                        .creationTime(group.created.toEpochMilli())
                        .lastEventTimestamp(
                                e.getValue().isEmpty()
                                        ? null
                                        : e.getValue().getLast().at().toEpochMilli())
                        .build())
                .toList();
        var page = estate.page(all, r.nextToken(), r.limit());
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.items())
                .nextToken(page.next())
                .build();
    }

    /**
     * By their time, whichever stream they are of; from {@code startTime} to {@code endTime}, both included (CloudWatch Logs API Reference,
     * FilterLogEvents: "events with a timestamp before this time are not returned", "later than this time are not returned", "sorted by
     * event timestamp").
     */
    @Override
    public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest r) {
        var group = group(r.logGroupName());
        var all = new ArrayList<FilteredLogEvent>();
        group.streams.forEach((stream, lines) -> {
            for (var i = 0; i < lines.size(); i++) {
                event(r, stream, i, lines.get(i)).ifPresent(all::add);
            }
        });
        var written = new TaskLogs(estate, region).into(group.name);
        for (var i = 0; i < written.size(); i++) {
            event(r, written.get(i).stream(), i, written.get(i).line()).ifPresent(all::add);
        }
        all.sort(Comparator.comparing(FilteredLogEvent::timestamp));
        var page = estate.page(all, r.nextToken(), r.limit());
        return FilterLogEventsResponse.builder()
                .events(page.items())
                .nextToken(page.next())
                .build();
    }

    private static Optional<FilteredLogEvent> event(
            FilterLogEventsRequest r, String stream, int place, LogsState.Line line) {
        var at = line.at().toEpochMilli();
        var wanted = (r.startTime() == null || at >= r.startTime())
                && (r.endTime() == null || at <= r.endTime())
                && (r.filterPattern() == null
                        || line.message().contains(r.filterPattern().replace("\"", "")));
        return wanted
                ? Optional.of(FilteredLogEvent.builder()
                        .logStreamName(stream)
                        .timestamp(at)
                        .ingestionTime(at)
                        .message(line.message())
                        // No other line of the group has it.
                        .eventId(at + " " + stream + " " + place)
                        .build())
                : Optional.empty();
    }

    @Override
    public CreateExportTaskResponse createExportTask(CreateExportTaskRequest r) {
        var group = group(r.logGroupName());
        var busy = state.exports.values().stream().anyMatch(e -> !finished(e));
        if (busy) {
            throw AwsFault.of(
                    LimitExceededException.builder(), "LimitExceededException", 400, "Resource limit exceeded.");
        }
        if (!region.equals(regionOf(r.destination()))) {
            throw invalid("The specified bucket is not in the region of the log group");
        }
        var policy = S3State.of(estate).bucket(r.destination()).orElseThrow().policy();
        if (!LogDelivery.missing(policy, region).isEmpty()) {
            throw invalid(
                    "GetBucketAcl call on the given bucket failed. Please check if CloudWatch Logs has been granted"
                            + " permission to perform this operation.");
        }
        var id = estate.id("export-");
        if (group.bytes > 0) {
            var prefix = Optional.ofNullable(r.destinationPrefix()).orElse("exportedlogs");
            S3State.of(estate)
                    .bucket(r.destination())
                    .orElseThrow()
                    .seed(prefix + "/" + id + "/stream/000000.gz", Math.max(1, group.bytes / 10), estate.now());
        }
        state.exports.put(
                id,
                new LogsState.Export(
                        ExportTask.builder()
                                .taskId(id)
                                .taskName(r.taskName())
                                .logGroupName(group.name)
                                .from(r.from())
                                .to(r.to())
                                .destination(r.destination())
                                .destinationPrefix(Optional.ofNullable(r.destinationPrefix())
                                        .orElse("exportedlogs"))
                                .build(),
                        estate.now()));
        return CreateExportTaskResponse.builder().taskId(id).build();
    }

    @Override
    public DescribeExportTasksResponse describeExportTasks(DescribeExportTasksRequest r) {
        var all = state.exports.values().stream()
                .map(this::shown)
                .filter(t -> r.taskId() == null || t.taskId().equals(r.taskId()))
                .filter(t -> r.statusCode() == null || t.status().code() == r.statusCode())
                .toList();
        var page = estate.page(all, r.nextToken(), r.limit());
        return DescribeExportTasksResponse.builder()
                .exportTasks(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest r) {
        return ListTagsForResourceResponse.builder()
                .tags(estate.tags().of(r.resourceArn()))
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest r) {
        estate.tags().put(r.resourceArn(), r.tags());
        return TagResourceResponse.builder().build();
    }

    private LogGroup shown(LogsState.Group group) {
        return LogGroup.builder()
                .logGroupName(group.name)
                .arn(state.arn(group.name) + ":*")
                .logGroupArn(state.arn(group.name))
                .creationTime(group.created.toEpochMilli())
                .retentionInDays(group.retentionDays)
                .storedBytes(group.bytes)
                .metricFilterCount(0)
                .build();
    }

    private ExportTask shown(LogsState.Export export) {
        var started = export.asked().plus(EXPORT_PENDING);
        var code = estate.now().isBefore(started)
                ? ExportTaskStatusCode.PENDING
                : finished(export) ? ExportTaskStatusCode.COMPLETED : ExportTaskStatusCode.RUNNING;
        return export.task().toBuilder()
                .status(s -> s.code(code).message(finished(export) ? "Completed successfully" : null))
                .executionInfo(i -> i.creationTime(export.asked().toEpochMilli())
                        .completionTime(
                                finished(export) ? export.asked().plus(EXPORT).toEpochMilli() : null))
                .build();
    }

    private boolean finished(LogsState.Export export) {
        return !estate.now().isBefore(export.asked().plus(EXPORT));
    }

    private String regionOf(String bucket) {
        try {
            var location = new EmbeddedS3(estate, region)
                    .getBucketLocation(
                            GetBucketLocationRequest.builder().bucket(bucket).build())
                    .locationConstraintAsString();
            return location == null || location.isEmpty()
                    ? "us-east-1"
                    : location.equals("EU") ? "eu-west-1" : location;
        } catch (S3Exception e) {
            throw invalid("The specified bucket does not exist: " + bucket);
        }
    }

    private LogsState.Group group(String name) {
        return Optional.ofNullable(state.groups.get(name))
                .orElseThrow(() -> AwsFault.of(
                        ResourceNotFoundException.builder(),
                        "ResourceNotFoundException",
                        400,
                        "The specified log group does not exist."));
    }

    private static AwsServiceException invalid(String message) {
        return AwsFault.of(InvalidParameterException.builder(), "InvalidParameterException", 400, message);
    }
}
