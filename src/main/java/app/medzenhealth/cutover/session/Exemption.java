package app.medzenhealth.cutover.session;

import java.util.Optional;

/**
 * A person's written decision to go on without a step, or in spite of one thing that stands in a step's way. What it takes is
 * {@link Demand}'s to say.
 *
 * @param item what the step goes on in spite of: a lock's {@link StepState.Lock#waiver}, or the title of a check that is open for
 *     decision; empty: the whole step is left out
 * @param reason at least a sentence; it goes into the trail and the report
 * @param typed what was typed, where a name is asked for
 * @param response the second person's response, where one is asked for
 */
public record Exemption(
        String step,
        Optional<String> item,
        Operator by,
        String reason,
        Optional<String> typed,
        Optional<String> response) {

    /** To leave a step out, by one person. */
    public static Exemption skip(String step, Operator by, String reason) {
        return new Exemption(step, Optional.empty(), by, reason, Optional.empty(), Optional.empty());
    }

    /** To go on with a step in spite of something, by one person. */
    public static Exemption waive(String step, String item, Operator by, String reason) {
        return new Exemption(step, Optional.of(item), by, reason, Optional.empty(), Optional.empty());
    }

    /** The same with the name typed and signed by a second person. */
    public Exemption signed(Optional<String> name, Optional<String> answer) {
        return new Exemption(step, item, by, reason, name, answer);
    }
}
