package app.medzenhealth.cutover.action.security;

import app.medzenhealth.cutover.action.ActionContext;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Reads what is known about secrets, never their values. */
final class Secrets {
    private Secrets() {}

    static Optional<DescribeSecretResponse> secret(ActionContext context, String region, String name) {
        try {
            return Optional.of(
                    context.clients().client(SecretsManagerClient.class, region).describeSecret(r -> r.secretId(name)));
        } catch (ResourceNotFoundException e) {
            return Optional.empty();
        }
    }

    /** How far the secret's replica in a region is; empty where it has none there. */
    static Optional<ReplicationStatusType> replica(Optional<DescribeSecretResponse> secret, String region) {
        return secret.flatMap(s -> s.replicationStatus().stream()
                .filter(r -> region.equals(r.region()))
                .findFirst());
    }
}
