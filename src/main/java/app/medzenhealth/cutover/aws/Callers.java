package app.medzenhealth.cutover.aws;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;

/** Who AWS says is calling (STS GetCallerIdentity, which needs no permission). */
public final class Callers {
    private Callers() {}

    public sealed interface Caller {}

    /** @param arn of the user or assumed role */
    public record Known(String account, String arn) implements Caller {}

    public record Unknown(String reason) implements Caller {}

    /** A caller whose credentials have expired: no reading succeeds before the next sign-in. */
    public record Expired(String reason) implements Caller {}

    /** Asks the regional endpoint. Never throws for what AWS says. */
    public static Caller ask(Clients clients, String region) {
        try {
            var answer = clients.client(StsClient.class, region)
                    .getCallerIdentity(GetCallerIdentityRequest.builder().build());
            return new Known(answer.account(), answer.arn());
        } catch (SdkException e) {
            var error = AwsErrors.explain(e);
            return switch (error.kind()) {
                case EXPIRED_CREDENTIALS, NO_CREDENTIALS -> new Expired(error.reason());
                default -> new Unknown(error.reason());
            };
        }
    }
}
