package app.medzenhealth.cutover.session;

import java.time.Instant;
import java.util.List;

/**
 * Leave to start one program once, as a confirmation gave it.
 *
 * @param arguments the program and its arguments, each as it was reviewed
 * @param planDigest of the text of the plan that was confirmed
 * @param fingerprint of the review that was confirmed
 * @param actor who confirmed it
 */
record CommandPermit(
        String id,
        String step,
        List<String> arguments,
        String planDigest,
        String fingerprint,
        String actor,
        Instant expires) {}
