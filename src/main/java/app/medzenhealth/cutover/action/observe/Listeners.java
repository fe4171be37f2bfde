package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.aws.Clients;
import app.medzenhealth.cutover.monitor.watch.AlarmReading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/**
 * Who hears of an alarm: those who have confirmed that they want to.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html">Subscribe: an endpoint "must call the
 *     ConfirmSubscription action to confirm", until then its ARN is pending</a>
 */
final class Listeners {
    private Listeners() {}

    /** Until it is confirmed a subscription has this in the place of its ARN (SNS API Reference, Subscription). */
    static boolean confirmed(Subscription subscription) {
        return String.valueOf(subscription.subscriptionArn()).startsWith("arn:");
    }

    /** @throws NotFoundException if there is no such topic */
    static List<Subscription> of(ActionContext context, String region, String topic) {
        return of(context.clients(), region, topic);
    }

    private static List<Subscription> of(Clients clients, String region, String topic) {
        return clients
                .client(SnsClient.class, region)
                .listSubscriptionsByTopicPaginator(r -> r.topicArn(topic))
                .subscriptions()
                .stream()
                .toList();
    }

    /** Whether anybody hears of what is sent to one of these actions of an alarm. */
    static Check.Outcome told(ActionContext context, Collection<String> actions) {
        return switch (told(context.clients(), actions)) {
            case AlarmReading.Somebody(var who) -> new Check.Pass(String.join("; ", who));
            case AlarmReading.Nobody(var why) ->
                new Check.Fail(
                        why,
                        actions.stream().noneMatch(Listeners::isTopic)
                                ? "give it a topic that somebody is subscribed to"
                                : "subscribe somebody to it, and have the subscription confirmed");
            case AlarmReading.NotKnown(var why) -> new Check.Unknown(why);
        };
    }

    private static boolean isTopic(String action) {
        return action.contains(":sns:");
    }

    /**
     * The same; everybody who hears of it, a topic each.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException where nobody says
     */
    static AlarmReading.Told told(Clients clients, Collection<String> actions) {
        var topics = actions.stream().filter(Listeners::isTopic).toList();
        if (topics.isEmpty()) {
            return new AlarmReading.Nobody(
                    actions.isEmpty() ? "it has no action" : "none of its actions is a topic: " + actions);
        }
        var told = new ArrayList<String>();
        var silent = new ArrayList<String>();
        for (var topic : topics) {
            try {
                var all = of(clients, topic.split(":")[3], topic);
                var heard = all.stream().filter(Listeners::confirmed).toList();
                if (heard.isEmpty()) {
                    silent.add(Arns.name(topic) + " has " + all.size() + " subscriptions and none is confirmed");
                } else {
                    told.add(Arns.name(topic) + " tells "
                            + heard.stream().map(Subscription::endpoint).collect(Collectors.joining(", ")));
                }
            } catch (NotFoundException e) {
                silent.add(Arns.name(topic) + " does not exist");
            }
        }
        return told.isEmpty() ? new AlarmReading.Nobody(String.join("; ", silent)) : new AlarmReading.Somebody(told);
    }
}
