package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.monitor.watch.LogPlace;
import app.medzenhealth.cutover.monitor.watch.LogReader;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/**
 * CloudWatch's logs, by FilterLogEvents and not by StartLiveTail: a live tail gives 500 lines a second and samples what is more, ends after
 * three hours, and is there for asynchronous clients only, which the guard lets nobody have.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html">FilterLogEvents</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartLiveTail.html">StartLiveTail</a>
 */
public record FollowedLogs(Clients clients) implements LogReader {

    @Override
    public Answer read(LogPlace place, Instant from, Optional<String> token) {
        try {
            var answer = clients.client(CloudWatchLogsClient.class, place.region())
                    .filterLogEvents(FilterLogEventsRequest.builder()
                            .logGroupName(place.group())
                            .startTime(from.toEpochMilli())
                            .nextToken(token.orElse(null))
                            .build());
            return new Page(
                    answer.events().stream()
                            .map(e -> new Event(
                                    e.eventId(),
                                    Instant.ofEpochMilli(e.timestamp()),
                                    Objects.requireNonNullElse(e.message(), "")))
                            .toList(),
                    Optional.ofNullable(answer.nextToken()));
        } catch (ResourceNotFoundException e) {
            return new Absent();
        } catch (SdkException e) {
            return new Unread(AwsErrors.explain(e).reason());
        }
    }
}
