package app.medzenhealth.cutover.aws;

import java.time.Instant;

/**
 * Leave to make one mutating call once.
 *
 * @param id unique, and in the audit record of the call
 * @param group the run of one action: what {@link PlannedCall.Resource.Produced} refers to
 * @param planDigest of the text of the plan that was confirmed, lower-case hex SHA-256; empty where it is not at hand
 * @param fingerprint of the state that was reviewed, lower-case hex SHA-256
 * @param actor who confirmed
 */
public record Permit(
        String id,
        String group,
        String account,
        String planDigest,
        PlannedCall call,
        String step,
        String fingerprint,
        String actor,
        Instant expires) {}
