package app.medzenhealth.cutover.session;

import java.time.Instant;

/**
 * What became of posting a message, the last time.
 *
 * @param by who confirmed it
 * @param detail what was answered, or why nothing was
 */
public record Posted(String webhook, Outcome outcome, Instant at, String by, String detail) {
    public enum Outcome {
        /** It is on its way, or the console ended meanwhile: nobody knows. */
        SENT("sent, no answer recorded"),
        DELIVERED("delivered"),
        /** It was answered that it was not taken. */
        REFUSED("not taken"),
        /** Nothing was answered: it may have arrived all the same. */
        UNKNOWN("no answer: it may have arrived");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Whatever is not known by its name may have arrived. */
        static Outcome of(String name) {
            for (var outcome : values()) {
                if (outcome.name().equals(name)) {
                    return outcome;
                }
            }
            return UNKNOWN;
        }
    }
}
