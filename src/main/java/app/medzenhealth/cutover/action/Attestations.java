package app.medzenhealth.cutover.action;

import java.time.Instant;
import java.util.Optional;

/** What no service can be asked for: people's statements about a step, and when the session had done what. */
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

    /**
     * When a step that succeeded, or a phase of which every step is settled, began and ended; empty until then.
     *
     * @param stepOrPhase its id
     */
    default Optional<Done> done(String stepOrPhase) {
        return Optional.empty();
    }

    record Done(Instant began, Instant ended) {}

    record Attestation(String person, Instant at, String note) {}
}
