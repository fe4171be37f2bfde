package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.*;

/** Amazon SQS. */
public final class EmbeddedSqs implements SqsClient {
    private final Estate estate;
    private final MessagingState state;

    public EmbeddedSqs(Estate estate, String region) {
        this.estate = estate;
        this.state = MessagingState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /** Gives a token only to callers that ask for a page of some size, as SQS does. */
    @Override
    public ListQueuesResponse listQueues(ListQueuesRequest r) {
        var all = state.queues.keySet().stream()
                .filter(url -> r.queueNamePrefix() == null || name(url).startsWith(r.queueNamePrefix()))
                .toList();
        var page = estate.page(all, r.nextToken(), r.maxResults());
        if (r.maxResults() == null) {
            return ListQueuesResponse.builder().queueUrls(page.items()).build();
        }
        return ListQueuesResponse.builder()
                .queueUrls(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest r) {
        var url = state.url(r.queueName());
        attributes(url);
        return GetQueueUrlResponse.builder().queueUrl(url).build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest r) {
        var known = attributes(r.queueUrl());
        var wanted = r.attributeNamesAsStrings();
        return GetQueueAttributesResponse.builder()
                .attributesWithStrings(known.entrySet().stream()
                        .filter(e -> wanted.contains("All") || wanted.contains(e.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .build();
    }

    @Override
    public DeleteQueueResponse deleteQueue(DeleteQueueRequest r) {
        var arn = arn(r.queueUrl());
        state.queues.remove(r.queueUrl());
        estate.tags().forget(arn);
        return DeleteQueueResponse.builder().build();
    }

    @Override
    public ListQueueTagsResponse listQueueTags(ListQueueTagsRequest r) {
        return ListQueueTagsResponse.builder()
                .tags(estate.tags().of(arn(r.queueUrl())))
                .build();
    }

    private String arn(String url) {
        return Objects.requireNonNull(attributes(url).get("QueueArn"));
    }

    private Map<String, String> attributes(String url) {
        var found = state.queues.get(url);
        if (found == null) {
            throw AwsFault.of(
                    QueueDoesNotExistException.builder(),
                    "AWS.SimpleQueueService.NonExistentQueue",
                    400,
                    "The specified queue does not exist.");
        }
        return found;
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
