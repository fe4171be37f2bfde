package app.medzenhealth.cutover.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One gated step.
 *
 * @param id unique in the plan, for example {@code 5.6}
 * @param purpose why, in one or two sentences for a tired reader
 * @param after ids of steps or phases that must be complete first; the reader fills in the step before where the file says nothing
 * @param typed the name to be typed, present exactly where {@code confirm} asks for one
 * @param actions what is done, in order; never empty
 * @param verify what must be true afterwards; never empty
 * @param expected how long it usually takes
 * @param mandatory what the plan asks for besides: that it is not left out by one person, whatever its actions are; see
 *     {@link Reliance}
 */
public record Step(
        String id,
        String title,
        String purpose,
        Effect effect,
        Confirm confirm,
        Optional<String> typed,
        List<String> after,
        List<ActionUse> actions,
        List<Verification> verify,
        Duration expected,
        List<Departure> departures,
        String source,
        boolean mandatory) {

    /** Which the plan does not call mandatory itself. */
    public Step(
            String id,
            String title,
            String purpose,
            Effect effect,
            Confirm confirm,
            Optional<String> typed,
            List<String> after,
            List<ActionUse> actions,
            List<Verification> verify,
            Duration expected,
            List<Departure> departures,
            String source) {
        this(id, title, purpose, effect, confirm, typed, after, actions, verify, expected, departures, source, false);
    }

    /** Whether one of its actions has the trait. */
    public boolean does(Trait trait) {
        // No stream: every record and every view asks this of every step.
        for (var action : actions) {
            if (action.has(trait)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a person decides in it about several things one by one. */
    public boolean decidesEach() {
        return actions.stream().anyMatch(ActionUse::decidesEach);
    }

    public enum Effect {
        READS,
        REVERSIBLE,
        IRREVERSIBLE
    }

    /** How strongly a step is confirmed. {@code TYPED_AND_SECOND}: a typed name and another person's signature. */
    public enum Confirm {
        NONE,
        REVIEW,
        TYPED,
        TYPED_AND_SECOND
    }

    /**
     * A post-condition: a sentence, and where the step's own actions do not establish it themselves, the read-only action
     * that does.
     */
    public record Verification(String says, Optional<ActionUse> by) {}
}
