package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.WholeObject;
import app.medzenhealth.cutover.action.attribute.Attribute;
import app.medzenhealth.cutover.action.attribute.AttributeAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.BucketHome;
import app.medzenhealth.cutover.aws.name.FunctionName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationRequest;

/** Lets a bucket notify a function, and keeps every notification that it has: the call replaces them all. */
public final class S3Notifications extends AttributeAction {

    static final ActionType TYPE = ActionSpec.writes("s3.notifications", "Notify a function of a bucket's events")
            .requires(TEXT, "bucket", "function")
            .requires(LIST, "events")
            .accepts(TEXT, "prefix")
            .sends("s3", "PutBucketNotificationConfiguration")
            .undoneBy("the notification is taken out, or becomes what it was")
            .script(TriggerRecipes::notifications)
            .createdBy(S3Notifications::new);

    private final String bucket;
    private final String function;
    private final List<String> events;
    private final Optional<String> prefix;

    private S3Notifications(Inputs in) {
        super(in.region());
        this.bucket = in.text("bucket");
        this.function = FunctionName.of(in.text("function")).name();
        this.events = in.someOf("events");
        this.prefix = in.optional("prefix");
    }

    @Override
    protected String summary() {
        return "Lets " + bucket + " notify " + function + " in " + region() + " of " + String.join(", ", events) + ".";
    }

    @Override
    protected List<Attribute> attributes(ActionContext context) {
        var there = once(() -> read(context));
        return List.of(Attribute.of(
                        bucket,
                        id(),
                        WholeObject.json(wanted(context)),
                        () -> there.get().lambdaFunctionConfigurations().stream()
                                .filter(this::ours)
                                .findFirst()
                                .map(WholeObject::json)
                                .orElse(Fact.ABSENT))
                .setBy(value -> write(context, there.get(), value))
                .comparedBy((now, value) -> compared(now).equals(compared(value)))
                .shownAs(value -> shown(with(there.get(), value))));
    }

    @Override
    protected void besides(ActionContext context, List<Seen> seen, Outlook.Notes notes) {
        notes.fact(bucket, "notifications", seen.getFirst().shown());
    }

    private Call<?, ?, ?> write(ActionContext context, GetBucketNotificationConfigurationResponse there, String value) {
        return Call.of(
                S3Client.class,
                region(),
                PutBucketNotificationConfigurationRequest.builder()
                        .bucket(bucket)
                        .expectedBucketOwner(context.plan().account())
                        .notificationConfiguration(with(there, value))
                        .build(),
                S3Client::putBucketNotificationConfiguration);
    }

    /** All that is there, but ours as the value says. */
    private NotificationConfiguration with(GetBucketNotificationConfigurationResponse there, String value) {
        var functions = Stream.concat(
                        there.lambdaFunctionConfigurations().stream().filter(Predicate.not(this::ours)),
                        kept(value).stream())
                .toList();
        return WholeObject.onto(there, NotificationConfiguration.builder())
                .lambdaFunctionConfigurations(functions)
                .build();
    }

    private static Optional<LambdaFunctionConfiguration> kept(String value) {
        return value.equals(Fact.ABSENT)
                ? Optional.empty()
                : Optional.of(WholeObject.read(
                        value, LambdaFunctionConfiguration.builder(), LambdaFunctionConfiguration.class));
    }

    private LambdaFunctionConfiguration wanted(ActionContext context) {
        var wanted = LambdaFunctionConfiguration.builder()
                .id(id())
                .lambdaFunctionArn(arn(context))
                .eventsWithStrings(events);
        prefix.ifPresent(p -> wanted.filter(f -> f.key(k -> k.filterRules(
                FilterRule.builder().name(FilterRuleName.PREFIX).value(p).build()))));
        return wanted.build();
    }

    private String id() {
        return "cutover-" + function;
    }

    private String arn(ActionContext context) {
        return Arns.of(context, "lambda", region(), "function:" + function);
    }

    private boolean ours(LambdaFunctionConfiguration there) {
        return id().equals(there.id());
    }

    /** What it does, whatever the order in which S3 tells it; empty for none. */
    private static Optional<List<Object>> compared(String value) {
        return kept(value).map(l -> List.of(l.lambdaFunctionArn(), new TreeSet<>(l.eventsAsStrings()), filters(l)));
    }

    /** S3 takes {@code prefix} and answers {@code Prefix}. */
    private static Set<String> filters(LambdaFunctionConfiguration there) {
        var filters = new TreeSet<String>();
        if (there.filter() != null && there.filter().key() != null) {
            there.filter()
                    .key()
                    .filterRules()
                    .forEach(r -> filters.add(r.nameAsString().toLowerCase(Locale.ROOT) + "=" + r.value()));
        }
        return filters;
    }

    private GetBucketNotificationConfigurationResponse read(ActionContext context) {
        return context.clients()
                .client(S3Client.class, region())
                .getBucketNotificationConfiguration(q -> q.bucket(bucket));
    }

    private static String shown(NotificationConfiguration there) {
        var all = Stream.of(
                        there.lambdaFunctionConfigurations().stream().map(S3Notifications::shown),
                        there.queueConfigurations().stream().map(q -> "queue " + q.queueArn()),
                        there.topicConfigurations().stream().map(t -> "topic " + t.topicArn()))
                .flatMap(s -> s)
                .sorted()
                .toList();
        return all.isEmpty() ? Fact.ABSENT : String.join("; ", all);
    }

    private static String shown(LambdaFunctionConfiguration there) {
        return there.id() + ": " + String.join(",", there.eventsAsStrings()) + " to " + there.lambdaFunctionArn();
    }

    @Override
    public List<Check> preflight(ActionContext context) throws InterruptedException {
        var title = "Bucket and function are in the same region";
        return List.of(Check.reading(title, () -> {
            var where = BucketHome.of(context.clients().client(S3Client.class, region()), bucket)
                    .orElse("no region");
            return Check.passIf(
                    () -> where.equals(region()),
                    bucket + " is in " + where,
                    "S3 notifies only functions of its own region: move the bucket's work, or send the events across");
        }));
    }

    @Override
    protected String condition() {
        return bucket + " notifies " + function;
    }

    @Override
    protected String goingBack() {
        return "This notification is taken out again, or becomes what it was; the others stay.";
    }
}
