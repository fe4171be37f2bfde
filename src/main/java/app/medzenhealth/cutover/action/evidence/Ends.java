package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Explained;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.plan.Times;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Until when something stays that a sweep lets pass. What AWS does not tell is said to be not known, never guessed.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BackupSummary.html">BackupSummary: only
 *     backups of type SYSTEM expire by themselves; one of type USER stays until somebody deletes it</a>
 * @see <a href="https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html">KeyMetadata, DeletionDate</a>
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DescribeSecret.html">DescribeSecret, DeletedDate:
 *     the date for which the deletion is scheduled; in the list of secrets it is documented otherwise</a>
 */
record Ends(ActionContext context) {

    /** For example {@code deleted after 2026-03-01}. */
    String of(SeenResource resource) {
        return switch (resource.service() + " " + resource.type()) {
            case "secretsmanager secret" -> secret(resource);
            case "kms key" ->
                day(resource, "deletion date").map(d -> "deleted after " + d).orElse("deleted on a day not told");
            case "dynamodb backup" ->
                day(resource, "expires")
                        .map(d -> "until " + d)
                        .orElse(
                                resource.details().getOrDefault("type", "").equals("USER")
                                        ? "until somebody deletes it"
                                        : "until when is not told");
            default -> day(resource, "expires").map(d -> "until " + d).orElse("until when is not told");
        };
    }

    private static Optional<String> day(SeenResource resource, String detail) {
        return Optional.ofNullable(resource.details().get(detail))
                .map(Instant::parse)
                .map(Times::day);
    }

    private String secret(SeenResource resource) {
        try {
            var at = context.clients()
                    .client(SecretsManagerClient.class, resource.region())
                    .describeSecret(q -> q.secretId(resource.arn()))
                    .deletedDate();
            return at == null ? "not scheduled for deletion any more" : "deleted after " + Times.day(at);
        } catch (SdkException e) {
            return "deleted on a day not known: " + Explained.of(e);
        }
    }
}
