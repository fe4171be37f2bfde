package app.medzenhealth.cutover.action.observe;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Await;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.CreatedBy;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Outputs;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.attribute.Attribute;
import app.medzenhealth.cutover.action.attribute.AttributeAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.plan.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;

/**
 * A topic by which alarms wake somebody. It is done when every address has confirmed: before, SNS sends nothing there. Whoever reads
 * the address opens the link in the mail; the console waits.
 */
public final class AlarmsTopic extends AttributeAction {

    static final ActionType TYPE = ActionSpec.writes("alarms.topic", "Make the topic that alarms tell")
            .requires(TEXT, "topic")
            .requires(LIST, "emails")
            .outputs("topicArn")
            .is(Trait.MAKES_ALARM_TOPIC)
            .sends("sns", "CreateTopic", "DeleteTopic", "Subscribe", "Unsubscribe")
            .besides("sns:TagResource")
            .undoneBy("the topic is deleted where it was not there before, or its new subscriptions are")
            .script(ObserveRecipes::topic)
            .createdBy(AlarmsTopic::new);

    /** "The tokens are valid for two days" (SNS API Reference, Subscribe). */
    private static final Duration TO_CONFIRM = Duration.ofDays(2);

    private static final String PENDING = "not confirmed yet";
    private static final String CONFIRMED = "confirmed";

    private final String name;
    private final List<String> emails;

    AlarmsTopic(Inputs in) {
        super(in.region());
        name = in.text("topic");
        emails = in.someOf("emails");
        emails.stream().filter(e -> !e.contains("@")).findFirst().ifPresent(e -> {
            throw new ActionFailure(e + " is no e-mail address", "nothing was sent", "set it under Plan › Parameters");
        });
    }

    @Override
    protected String summary() {
        return "Makes the topic " + name + " in " + region() + " and subscribes " + String.join(", ", emails) + ".";
    }

    private String arn(ActionContext context) {
        return Arns.of(context, "sns", region(), name);
    }

    @Override
    protected List<Attribute> attributes(ActionContext context) {
        var arn = arn(context);
        Supplier<List<Subscription>> subscriptions = once(() -> subscriptions(context));
        var all = new ArrayList<Attribute>();
        all.add(Attribute.of(name, "topic", arn, () -> there(context) ? arn : Fact.ABSENT)
                .setBy(value -> value.equals(Fact.ABSENT)
                        ? call(DeleteTopicRequest.builder().topicArn(arn).build(), SnsClient::deleteTopic)
                        : create(context)));
        emails.forEach(e -> all.add(Attribute.of(
                        name, "subscription of " + e, CONFIRMED, () -> state(subscriptions.get(), e))
                .setBy(value -> value.equals(Fact.ABSENT)
                        ? call(
                                UnsubscribeRequest.builder()
                                        .subscriptionArn(arnOf(subscriptions.get(), e))
                                        .build(),
                                SnsClient::unsubscribe)
                        : subscribe(arn, e))
                .settableWhere(Fact.ABSENT::equals)
                // One that nobody has confirmed cannot be taken away and lapses by itself.
                .comparedBy((now, value) -> now.equals(value) || (value.equals(Fact.ABSENT) && now.equals(PENDING)))));
        return List.copyOf(all);
    }

    /** The topic takes its subscriptions with it. */
    @Override
    protected List<Stage> stages(List<Attribute> lacking) {
        var gone = lacking.stream()
                .filter(a -> a.name().equals("topic") && a.wanted().equals(Fact.ABSENT))
                .toList();
        return super.stages(gone.isEmpty() ? lacking : gone);
    }

    @Override
    protected void besides(ActionContext context, List<Seen> seen, Outlook.Notes notes) {
        if (seen.stream().anyMatch(s -> s.open() && s.attribute().name().startsWith("subscription"))) {
            notes.warn("SNS sends a mail to " + String.join(", ", emails)
                    + ": whoever reads it opens the link in it. Until then no alarm tells anybody.");
            notes.stage(Stage.await(
                    "Waiting until every address has confirmed",
                    (c, progress) -> Await.until(
                            c, progress, TO_CONFIRM, Duration.ofSeconds(30), () -> confirmed(subscriptions(c)))));
        }
    }

    private Await.Seen confirmed(List<Subscription> all) {
        var open = emails.stream().filter(e -> !state(all, e).equals(CONFIRMED)).toList();
        return open.isEmpty()
                ? new Await.Reached("every address has confirmed")
                : new Await.StillGoing(String.join(", ", open) + " has not confirmed yet: open the link in the mail");
    }

    private boolean there(ActionContext context) {
        try {
            context.clients().client(SnsClient.class, region()).getTopicAttributes(r -> r.topicArn(arn(context)));
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private List<Subscription> subscriptions(ActionContext context) {
        try {
            return Listeners.of(context, region(), arn(context));
        } catch (NotFoundException e) {
            return List.of();
        }
    }

    private static String state(List<Subscription> all, String email) {
        var own = all.stream().filter(s -> email.equalsIgnoreCase(s.endpoint())).toList();
        return own.isEmpty() ? Fact.ABSENT : own.stream().anyMatch(Listeners::confirmed) ? CONFIRMED : PENDING;
    }

    private static String arnOf(List<Subscription> all, String email) {
        return all.stream()
                .filter(s -> email.equalsIgnoreCase(s.endpoint()))
                .filter(Listeners::confirmed)
                .map(Subscription::subscriptionArn)
                .findFirst()
                .orElseThrow(() -> new ActionFailure(
                        "The subscription of " + email + " has no ARN", "nothing was sent", "look at it in SNS"));
    }

    Call<?, ?, ?> create(ActionContext context) {
        var tags = CreatedBy.tags(context).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(t -> Tag.builder().key(t.getKey()).value(t.getValue()).build())
                .toList();
        return call(CreateTopicRequest.builder().name(name).tags(tags).build(), SnsClient::createTopic);
    }

    private Call<?, ?, ?> subscribe(String arn, String email) {
        return call(
                SubscribeRequest.builder()
                        .topicArn(arn)
                        .protocol("email")
                        .endpoint(email)
                        .build(),
                SnsClient::subscribe);
    }

    private <Q extends SdkRequest, A> Call<SnsClient, Q, A> call(Q request, BiFunction<SnsClient, Q, A> operation) {
        return Call.of(SnsClient.class, region(), request, operation);
    }

    /** The calls that make it where there is nothing. */
    List<Call<?, ?, ?>> afresh(ActionContext context) {
        var calls = new ArrayList<Call<?, ?, ?>>();
        calls.add(create(context));
        emails.forEach(e -> calls.add(subscribe(arn(context), e)));
        return calls;
    }

    @Override
    protected String condition() {
        return "The topic " + name + " is there and tells " + String.join(", ", emails);
    }

    @Override
    protected Outputs outputs(ActionContext context) {
        return new Outputs(Map.of("topicArn", arn(context)));
    }

    @Override
    protected String goingBack() {
        return "Where the topic was not there before it is deleted with its subscriptions.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofMinutes(10);
    }
}
