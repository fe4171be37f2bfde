package app.medzenhealth.cutover.action;

/** Idempotency tokens (CloudFormation ClientRequestToken, Route 53 CallerReference, ECS clientToken). */
public interface Tokens {

    /**
     * The token of this name within the step: minted and durable on disk the first time, the same ever after, also after a
     * restart. At most 64 characters from {@code [A-Za-z0-9-]}.
     */
    String token(String name);
}
