package app.medzenhealth.cutover.aws;

import java.time.Instant;

/**
 * Leave to make one mutating call once.
 *
 * @param id unique, and in the audit record of the call
 * @param group the run of one action: what {@link PlannedCall.Resource.Produced} refers to
 * @param fingerprint of the state that was reviewed, lower-case hex SHA-256
 * @param actor who confirmed
 */
public record Permit(
        String id,
        String group,
        String account,
        PlannedCall call,
        String step,
        String fingerprint,
        String actor,
        Instant expires) {}
