package app.medzenhealth.cutover.session;

import java.util.Optional;

/**
 * A person's written decision about a step in doubt. What it takes is {@link Demand}'s to say.
 *
 * @param reason how they know; it goes into the trail and the report
 * @param typed what was typed, where a name is asked for
 * @param response the second person's response, where one is asked for
 */
public record DoubtDecision(
        String step,
        Session.Decision decision,
        Operator by,
        String reason,
        Optional<String> typed,
        Optional<String> response) {

    /** By one person. */
    public static DoubtDecision of(String step, Session.Decision decision, Operator by, String reason) {
        return new DoubtDecision(step, decision, by, reason, Optional.empty(), Optional.empty());
    }

    /** The same with the name typed and signed by a second person. */
    public DoubtDecision signed(Optional<String> name, Optional<String> answer) {
        return new DoubtDecision(step, decision, by, reason, name, answer);
    }
}
