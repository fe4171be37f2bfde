package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** How much is in a leftover and how old it is, as far as AWS tells it. Never what is in it. */
record Holdings(ActionContext context, String region) {

    /** @param there what was read of it to see that it is there */
    String of(Leftover leftover, String there) {
        return switch (leftover.service() + "/" + leftover.type()) {
            case "sqs/queue" ->
                Holds.messages(context, region, leftover.id()).orElse("no message is in it")
                        + "; how old they are is unknown";
            case "ecr/repository" -> images(leftover.id());
            case "secretsmanager/secret" -> secret(leftover.id());
            case "rds/snapshot" -> snapshot(leftover.id());
            default -> there;
        };
    }

    /** Where AWS itself tells of it; else empty. */
    String lastUse(Leftover leftover) {
        return leftover.label().startsWith("secretsmanager/secret/")
                ? day(
                                "on ",
                                context.clients()
                                        .client(SecretsManagerClient.class, region)
                                        .describeSecret(q -> q.secretId(leftover.id()))
                                        .lastAccessedDate())
                        .orElse("")
                : "";
    }

    private String images(String repository) {
        var images = context
                .clients()
                .client(EcrClient.class, region)
                .describeImagesPaginator(q -> q.repositoryName(repository))
                .imageDetails()
                .stream()
                .toList();
        return joined(Stream.of(
                fact("images: ", images.size()),
                fact(
                        "bytes: ",
                        images.stream()
                                .map(ImageDetail::imageSizeInBytes)
                                .filter(Objects::nonNull)
                                .mapToLong(b -> b)
                                .sum()),
                day(
                        "newest pushed on ",
                        images.stream()
                                .map(ImageDetail::imagePushedAt)
                                .filter(Objects::nonNull)
                                .max(Instant::compareTo)
                                .orElse(null))));
    }

    /** Its value is not read. Secrets Manager tells the day of the last use only. */
    private String secret(String id) {
        var secret =
                context.clients().client(SecretsManagerClient.class, region).describeSecret(q -> q.secretId(id));
        return joined(Stream.of(
                day("made on ", secret.createdDate()),
                day("changed on ", secret.lastChangedDate()),
                secret.lastAccessedDate() == null
                        ? Optional.of("last use unknown")
                        : day("last used on ", secret.lastAccessedDate())));
    }

    private String snapshot(String id) {
        return context
                .clients()
                .client(RdsClient.class, region)
                .describeDBSnapshots(q -> q.dbSnapshotIdentifier(id))
                .dbSnapshots()
                .stream()
                .findFirst()
                .map(s -> joined(Stream.of(
                        fact("of ", s.dbInstanceIdentifier()),
                        fact("GiB: ", s.allocatedStorage()),
                        day("made on ", s.snapshotCreateTime()))))
                .orElse("it is not there");
    }

    static Optional<String> fact(String name, @Nullable Object value) {
        return Optional.ofNullable(value).map(v -> name + v);
    }

    static Optional<String> day(String name, @Nullable Instant at) {
        return Optional.ofNullable(at).map(a -> name + Times.day(a));
    }

    static String joined(Stream<Optional<String>> facts) {
        return facts.flatMap(Optional::stream).collect(Collectors.joining(", "));
    }
}
