package app.medzenhealth.cutover.action.traffic;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Arns;
import app.medzenhealth.cutover.action.Call;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ConvergingAction;
import app.medzenhealth.cutover.action.Fact;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Look;
import app.medzenhealth.cutover.action.Outlook;
import app.medzenhealth.cutover.action.Removal;
import app.medzenhealth.cutover.action.Stage;
import app.medzenhealth.cutover.action.Undo;
import app.medzenhealth.cutover.action.Whole;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import app.medzenhealth.cutover.aws.BucketHome;
import app.medzenhealth.cutover.aws.name.FunctionName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.FilterRuleName;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationRequest;

/** Lets a bucket notify a function, and keeps every notification that it has: the call replaces them all. */
public final class S3Notifications extends ConvergingAction {

    static final ActionType TYPE = ActionSpec.writes("s3.notifications", "Notify a function of a bucket's events")
            .requires(TEXT, "bucket", "function")
            .requires(LIST, "events")
            .accepts(TEXT, "prefix")
            .sends("s3", "PutBucketNotificationConfiguration")
            .script(TriggerRecipes::notifications)
            .createdBy(S3Notifications::new);

    private final String region;
    private final String bucket;
    private final String function;
    private final List<String> events;
    private final Optional<String> prefix;
    /** What is restored, where this is the way back. */
    private final Optional<LambdaFunctionConfiguration> former;

    private S3Notifications(S3Notifications from, LambdaFunctionConfiguration former) {
        this.region = from.region;
        this.bucket = from.bucket;
        this.function = from.function;
        this.events = former.eventsAsStrings();
        this.prefix = from.prefix;
        this.former = Optional.of(former);
    }

    private S3Notifications(Inputs in) {
        this.region = in.region();
        this.bucket = in.text("bucket");
        this.function = FunctionName.of(in.text("function")).name();
        this.events = in.someOf("events");
        this.prefix = in.optional("prefix");
        this.former = Optional.empty();
    }

    @Override
    protected String summary() {
        return "Lets " + bucket + " notify " + function + " in " + region + " of " + String.join(", ", events) + ".";
    }

    @Override
    protected Outlook outlook(ActionContext context) {
        var notes = new Outlook.Notes();
        var there = read(context);
        notes.fact(bucket, "notifications", shown(there));
        notes.fact(
                bucket,
                id(),
                there.lambdaFunctionConfigurations().stream()
                        .filter(this::ours)
                        .findFirst()
                        .map(Whole::json)
                        .orElse(Fact.ABSENT));
        if (there.lambdaFunctionConfigurations().stream().noneMatch(l -> ours(l) && asWanted(context, l))) {
            notes.change(
                    region,
                    bucket,
                    "notifications",
                    shown(there),
                    Stream.concat(
                                    there.lambdaFunctionConfigurations().stream()
                                            .filter(l -> !ours(l)),
                                    Stream.of(wanted(context)))
                            .map(S3Notifications::shown)
                            .collect(Collectors.joining("; ")));
            notes.stage(Stage.send("Writing the notifications", write(context, there, Optional.of(wanted(context)))));
        }
        return notes.done();
    }

    private Call<?, ?, ?> write(
            ActionContext context,
            GetBucketNotificationConfigurationResponse there,
            Optional<LambdaFunctionConfiguration> ours) {
        var functions = Stream.concat(
                        there.lambdaFunctionConfigurations().stream().filter(Predicate.not(this::ours)), ours.stream())
                .toList();
        return Call.of(
                S3Client.class,
                region,
                PutBucketNotificationConfigurationRequest.builder()
                        .bucket(bucket)
                        .expectedBucketOwner(context.plan().account())
                        .notificationConfiguration(Whole.onto(there, NotificationConfiguration.builder())
                                .lambdaFunctionConfigurations(functions)
                                .build())
                        .build(),
                S3Client::putBucketNotificationConfiguration);
    }

    private LambdaFunctionConfiguration wanted(ActionContext context) {
        if (former.isPresent()) {
            return former.get();
        }
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
        return Arns.of(context, "lambda", region, "function:" + function);
    }

    private boolean ours(LambdaFunctionConfiguration there) {
        return id().equals(there.id());
    }

    private boolean asWanted(ActionContext context, LambdaFunctionConfiguration there) {
        return wanted(context).lambdaFunctionArn().equals(there.lambdaFunctionArn())
                && new TreeSet<>(there.eventsAsStrings()).equals(new TreeSet<>(events))
                && filters(there).equals(filters(wanted(context)));
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
                .client(S3Client.class, region)
                .getBucketNotificationConfiguration(q -> q.bucket(bucket));
    }

    private static String shown(GetBucketNotificationConfigurationResponse there) {
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
        return List.of(Look.at(title, () -> {
            var where = BucketHome.of(context.clients().client(S3Client.class, region), bucket)
                    .orElse("no region");
            return Look.that(
                    title,
                    () -> where.equals(region),
                    bucket + " is in " + where,
                    "S3 notifies only functions of its own region: move the bucket's work, or send the events across");
        }));
    }

    @Override
    public List<Check> verify(ActionContext context) throws InterruptedException {
        var title = bucket + " notifies " + function;
        return List.of(Look.at(title, () -> {
            var there = read(context);
            return Look.that(
                    title,
                    () -> there.lambdaFunctionConfigurations().stream().anyMatch(l -> ours(l) && asWanted(context, l)),
                    shown(there),
                    "run the step again");
        }));
    }

    @Override
    protected String goingBack() {
        return "This notification is taken out again, or becomes what it was; the others stay.";
    }

    @Override
    protected Duration expected() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Undo undo(List<Fact> before) {
        var former = before.stream()
                .filter(f -> f.attribute().equals(id()) && !f.value().equals(Fact.ABSENT))
                .findFirst();
        if (former.isPresent()) {
            return new Undo.Inverse(new S3Notifications(
                    this,
                    Whole.read(
                            former.get().value(),
                            LambdaFunctionConfiguration.builder(),
                            LambdaFunctionConfiguration.class)));
        }
        return new Undo.Inverse(new Removal(region, id() + " of " + bucket, context -> {
            var there = read(context);
            return there.lambdaFunctionConfigurations().stream().anyMatch(this::ours)
                    ? List.of(Stage.send("Writing the notifications", write(context, there, Optional.empty())))
                    : List.of();
        }));
    }
}
