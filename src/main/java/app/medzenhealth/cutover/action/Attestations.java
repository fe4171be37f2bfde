package app.medzenhealth.cutover.action;

import java.time.Instant;
import java.util.Optional;

/** What people have stated about a step that no machine can check. */
public interface Attestations {

    /** The statement for the step, made by a named person; empty until made. */
    Optional<Attestation> attestation(String step);

    /**
     * What a named person decided in writing about one open item of a step; empty until decided.
     *
     * @param item the title of its check
     */
    default Optional<Attestation> decision(String step, String item) {
        return Optional.empty();
    }

    record Attestation(String person, Instant at, String note) {}
}
