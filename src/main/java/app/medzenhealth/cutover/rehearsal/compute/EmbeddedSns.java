package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.*;

/** Amazon SNS. */
public final class EmbeddedSns implements SnsClient {
    private final Estate estate;
    private final MessagingState state;

    public EmbeddedSns(Estate estate, String region) {
        this.estate = estate;
        this.state = MessagingState.of(estate, region);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public ListTopicsResponse listTopics(ListTopicsRequest r) {
        var all = state.topics.keySet().stream()
                .map(arn -> Topic.builder().topicArn(arn).build())
                .toList();
        var page = estate.page(all, r.nextToken(), null);
        return ListTopicsResponse.builder()
                .topics(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public GetTopicAttributesResponse getTopicAttributes(GetTopicAttributesRequest r) {
        if (!state.topics.containsKey(r.topicArn())) {
            throw AwsFault.of(NotFoundException.builder(), "NotFound", 404, "Topic does not exist");
        }
        return GetTopicAttributesResponse.builder()
                .attributes(state.topics.get(r.topicArn()))
                .build();
    }

    @Override
    public CreateTopicResponse createTopic(CreateTopicRequest r) {
        var arn = state.topic(r.name());
        estate.tags().put(arn, r.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
        return CreateTopicResponse.builder().topicArn(arn).build();
    }

    /** Deleting what is not there is no error, as with SNS. */
    @Override
    public DeleteTopicResponse deleteTopic(DeleteTopicRequest r) {
        state.topics.remove(r.topicArn());
        state.subscriptions.removeIf(s -> s.topicArn().equals(r.topicArn()));
        estate.tags().forget(r.topicArn());
        return DeleteTopicResponse.builder().build();
    }

    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest r) {
        var all = state.subscriptions.stream()
                .filter(s -> s.topicArn().equals(r.topicArn()))
                .toList();
        var page = estate.page(all, r.nextToken(), null);
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(page.items())
                .nextToken(page.next())
                .build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest r) {
        return ListTagsForResourceResponse.builder()
                .tags(estate.tags().of(r.resourceArn()).entrySet().stream()
                        .map(e -> Tag.builder()
                                .key(e.getKey())
                                .value(e.getValue())
                                .build())
                        .toList())
                .build();
    }
}
