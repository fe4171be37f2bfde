package app.medzenhealth.cutover.rehearsal;

import app.medzenhealth.cutover.action.Change;
import app.medzenhealth.cutover.session.StepReview;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * How long people take, so that a rehearsed downtime holds their time too. Drawn by a seed and the step, so that a rehearsal that
 * is gone on with takes as long as one that was not left.
 *
 * <p>Reading: 238 words a minute (Brysbaert 2019, "How many words do we read per minute?", Journal of Memory and Language 109: silent
 * reading of English non-fiction). Typing: 52 words of five letters a minute (Dhakal et al. 2018, "Observations on typing from 136
 * million keystrokes", CHI), at half that speed where a name is typed letter by letter. What no study has is assumed: two to six
 * seconds until a button is found and pressed, ten to thirty until a code has reached the other person and been pasted, each way.
 */
public record PeoplePace(long seed) {
    private static final double WORDS_A_SECOND = 238 / 60.0;
    private static final double LETTERS_A_SECOND = 52 * 5 / 60.0;
    /** Of that speed, where a name is typed letter by letter. */
    private static final double WITH_CARE = 0.5;

    /** To find and press a button. */
    public Duration toPress(String step) {
        return seconds(between(step, "press", 2, 6));
    }

    /** To read what a step changes and what is to be borne in mind, and to press the button. */
    Duration toRead(StepReview review) {
        var words = review.parts().stream()
                .flatMap(p -> Stream.concat(
                        p.preview().changes().stream().map(PeoplePace::text), p.preview().warnings().stream()))
                .mapToInt(PeoplePace::words)
                .sum();
        return toPress(review.step()).plus(seconds(words / WORDS_A_SECOND));
    }

    /** To type a name that is compared letter by letter. */
    Duration toType(String name) {
        return seconds(name.length() / LETTERS_A_SECOND / WITH_CARE);
    }

    /** To write a statement in a person's own words. */
    Duration toWrite(String statement) {
        return seconds(statement.length() / LETTERS_A_SECOND);
    }

    /** Until a second person's answer to a challenge is pasted. */
    Duration toSign(String step, StepReview review) {
        return seconds(between(step, "there", 10, 30))
                .plus(toRead(review))
                .plus(seconds(between(step, "back", 10, 30)));
    }

    private static String text(Change change) {
        return String.join(" ", change.resource(), change.attribute(), change.from(), change.to());
    }

    private static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    private double between(String step, String what, int least, int most) {
        return drawn(step, what).nextDouble(least, most);
    }

    private RandomGenerator drawn(String step, String what) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 31 + (step + " " + what).hashCode());
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1_000));
    }
}
