package app.medzenhealth.cutover.action;

import java.time.Instant;
import java.util.Optional;

/** What people have stated about a step that no machine can check. */
public interface Attestations {

    /** The statement for the step, made by a named person; empty until made. */
    Optional<Attestation> attestation(String step);

    record Attestation(String person, Instant at, String note) {}
}
