package app.medzenhealth.cutover.rehearsal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;

class EmbeddedSnsTest {
    private static final String REGION = "eu-central-1";

    private final VirtualTime time = new VirtualTime(Instant.parse("2026-01-12T08:00:00Z"));
    private final Estate estate = new Estate(time, "558069890522", Set.of(REGION));
    private final EmbeddedSns sns = new EmbeddedSns(estate, REGION);

    private List<String> subscriptions(String topic) {
        estate.settle();
        return sns.listSubscriptionsByTopic(r -> r.topicArn(topic)).subscriptions().stream()
                .map(s -> s.subscriptionArn())
                .toList();
    }

    @Test
    void a_subscription_by_mail_is_pending_until_somebody_confirms_it() {
        MessagingState.confirmedAfter(estate, Duration.ofMinutes(5));
        var topic = sns.createTopic(r -> r.name("alarms")).topicArn();
        assertThat(sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("a@example.org"))
                        .subscriptionArn())
                .isEqualTo("pending confirmation");
        assertThat(subscriptions(topic)).containsExactly("PendingConfirmation");
        assertThatThrownBy(() -> sns.unsubscribe(r -> r.subscriptionArn("PendingConfirmation")))
                .isInstanceOf(InvalidParameterException.class);

        time.advance(Duration.ofMinutes(6));
        assertThat(subscriptions(topic)).singleElement().asString().startsWith(topic + ":");
        sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("a@example.org"));
        var confirmed = subscriptions(topic);
        assertThat(confirmed).as("nobody is asked twice").hasSize(1);
        sns.unsubscribe(r -> r.subscriptionArn(confirmed.getFirst()));
        assertThat(subscriptions(topic)).isEmpty();
    }

    @Test
    void a_topic_that_is_not_there_has_no_subscriptions_and_takes_none() {
        var nowhere = estate.arn("sns", REGION, "nowhere");
        assertThatThrownBy(() -> subscriptions(nowhere)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() ->
                        sns.subscribe(r -> r.topicArn(nowhere).protocol("email").endpoint("a@example.org")))
                .isInstanceOf(NotFoundException.class);
    }
}
