package app.medzenhealth.cutover.session;

import java.util.Optional;

/**
 * A person's decision to run what a review showed.
 *
 * @param fingerprint of the review that was on the screen
 * @param typed what was typed, where the step asks for a name
 * @param response the second approver's response, where the step asks for one
 */
public record Confirmation(
        String step, String fingerprint, Operator by, Optional<String> typed, Optional<String> response) {}
