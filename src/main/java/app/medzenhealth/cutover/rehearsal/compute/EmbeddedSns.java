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
        known(r.topicArn());
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

    /** An address that is subscribed already is not asked again. */
    @Override
    public SubscribeResponse subscribe(SubscribeRequest r) {
        known(r.topicArn());
        var there = state.subscriptions.stream()
                .filter(s -> s.topicArn().equals(r.topicArn())
                        && s.protocol().equals(r.protocol())
                        && s.endpoint().equals(r.endpoint()))
                .findFirst()
                .orElseGet(() -> state.subscribe(r.topicArn(), r.protocol(), r.endpoint()));
        var pending = there.subscriptionArn().equals("PendingConfirmation");
        return SubscribeResponse.builder()
                .subscriptionArn(pending ? "pending confirmation" : there.subscriptionArn())
                .build();
    }

    @Override
    public UnsubscribeResponse unsubscribe(UnsubscribeRequest r) {
        if (!r.subscriptionArn().startsWith("arn:")) {
            throw AwsFault.of(
                    InvalidParameterException.builder(),
                    "InvalidParameter",
                    400,
                    "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not 1");
        }
        state.subscriptions.removeIf(s -> s.subscriptionArn().equals(r.subscriptionArn()));
        return UnsubscribeResponse.builder().build();
    }

    private void known(String topic) {
        if (!state.topics.containsKey(topic)) {
            throw AwsFault.of(NotFoundException.builder(), "NotFound", 404, "Topic does not exist");
        }
    }

    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest r) {
        known(r.topicArn());
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
