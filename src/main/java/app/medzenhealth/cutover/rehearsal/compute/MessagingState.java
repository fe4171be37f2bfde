package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Topics, queues and image repositories of one region. */
public final class MessagingState {
    private final Estate estate;
    private final String region;
    /** Attributes by topic ARN. */
    final Map<String, Map<String, String>> topics = new LinkedHashMap<>();

    final List<Subscription> subscriptions = new ArrayList<>();
    /** Attributes by queue URL. */
    final Map<String, Map<String, String>> queues = new LinkedHashMap<>();

    /** As Amazon ECR names images (Amazon ECS API Reference, ContainerDefinition, image). */
    private static final Pattern IMAGE = Pattern.compile(
            "(?<account>\\d{12})\\.dkr\\.ecr\\.(?<region>[a-z0-9-]+)\\.amazonaws\\.com/(?<repository>[^:@]+)(?::(?<tag>[^@]+))?(?:@(?<digest>.+))?");

    final Map<String, Repository> repositories = new LinkedHashMap<>();
    final Map<String, List<ImageDetail>> images = new LinkedHashMap<>();

    private MessagingState(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    public static MessagingState of(Estate estate, String region) {
        return estate.state(MessagingState.class, region, () -> new MessagingState(estate, region));
    }

    /** @return its ARN */
    public String topic(String name) {
        var arn = estate.arn("sns", region, name);
        topics.put(
                arn,
                new TreeMap<>(Map.of(
                        "TopicArn",
                        arn,
                        "Owner",
                        estate.account(),
                        "SubscriptionsConfirmed",
                        "0",
                        "SubscriptionsPending",
                        "0")));
        return arn;
    }

    private static final class Readers {
        private @Nullable Duration confirmAfter;
    }

    /** From now on whoever gets a mail that asks for confirmation opens its link after that time; before nobody does. */
    public static void confirmedAfter(Estate estate, Duration time) {
        estate.state(Readers.class, Estate.GLOBAL, Readers::new).confirmAfter = time;
    }

    /** Pending until the address has confirmed. */
    Subscription subscribe(String topic, String protocol, String endpoint) {
        var pending = Subscription.builder()
                .topicArn(topic)
                .protocol(protocol)
                .endpoint(endpoint)
                .owner(estate.account())
                .subscriptionArn("PendingConfirmation")
                .build();
        subscriptions.add(pending);
        var after = estate.state(Readers.class, Estate.GLOBAL, Readers::new).confirmAfter;
        if (after != null) {
            var arn = topic + ":" + estate.id("subscription-");
            estate.agenda()
                    .at(
                            estate.now().plus(after),
                            () -> subscriptions.replaceAll(s -> s == pending
                                    ? s.toBuilder().subscriptionArn(arn).build()
                                    : s));
        }
        return pending;
    }

    /** @return its ARN */
    public String queue(String name, int messages) {
        var arn = estate.arn("sqs", region, name);
        queues.put(
                url(name),
                new TreeMap<>(Map.of(
                        "QueueArn",
                        arn,
                        "ApproximateNumberOfMessages",
                        String.valueOf(messages),
                        "ApproximateNumberOfMessagesNotVisible",
                        "0",
                        "VisibilityTimeout",
                        "30",
                        "MessageRetentionPeriod",
                        "345600",
                        "CreatedTimestamp",
                        String.valueOf(estate.now().getEpochSecond()))));
        return arn;
    }

    /** Whether a task can pull the image now; one that lies in no registry of this account is taken to be there. */
    static boolean canBePulled(Estate estate, String image) {
        var named = IMAGE.matcher(image);
        if (!named.matches() || !named.group("account").equals(estate.account())) {
            return true;
        }
        var there = of(estate, named.group("region")).images.getOrDefault(named.group("repository"), List.of());
        var tag = Optional.ofNullable(named.group("tag")).orElse("latest");
        return there.stream()
                .anyMatch(i -> named.group("digest") == null
                        ? i.imageTags().contains(tag)
                        : named.group("digest").equals(i.imageDigest()));
    }

    /** @return its ARN */
    public String repository(String name, int imagesInIt) {
        var arn = estate.arn("ecr", region, "repository/" + name);
        repositories.put(
                name,
                Repository.builder()
                        .repositoryName(name)
                        .repositoryArn(arn)
                        .registryId(estate.account())
                        .repositoryUri(estate.account() + ".dkr.ecr." + region + ".amazonaws.com/" + name)
                        .createdAt(estate.now())
                        .imageTagMutability("MUTABLE")
                        .build());
        var held = new ArrayList<ImageDetail>();
        for (var i = 0; i < imagesInIt; i++) {
            held.add(ImageDetail.builder()
                    .repositoryName(name)
                    .registryId(estate.account())
                    .imageDigest("sha256:" + estate.id(""))
                    .imageTags("v" + (i + 1))
                    .imageSizeInBytes(84_000_000L)
                    .imagePushedAt(estate.now())
                    .build());
        }
        images.put(name, held);
        return arn;
    }

    String url(String queue) {
        return "https://sqs." + region + ".amazonaws.com/" + estate.account() + "/" + queue;
    }
}
