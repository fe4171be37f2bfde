package app.medzenhealth.cutover.session.odds;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How likely the night ends in time. What nobody has measured has no odds, and says so. */
public sealed interface Odds {

    /** Nothing is left to do inside the window. */
    record NothingLeft() implements Odds {}

    /** @param steps ids of those left that no rehearsal has gone through: nobody knows how long they take */
    record NotRehearsed(List<String> steps) implements Odds {}

    /**
     * Too few rehearsals to know how much their times differ.
     *
     * @param rehearsals how many have gone through every step that is left
     */
    record TooFew(int rehearsals, int needed) implements Odds {}

    /**
     * @param begins when the next step is pressed: now, or when the window opens
     * @param rehearsals how many the times come from
     * @param inside the share of the samples that end before the window closes
     * @param withinBudget the share of the samples whose time without service keeps the budget; empty where none is ahead
     * @param fan the ends of the legs that are left, in order; the last is the end of all
     */
    record Sampled(
            int samples,
            int rehearsals,
            Instant begins,
            double inside,
            Optional<Double> withinBudget,
            List<Rib> fan,
            Quantiles end)
            implements Odds {}

    /** Until when a step has ended, by the share of the samples in which it has. */
    record Rib(String step, Quantiles ends) {}

    /** By {@link #LEVELS}. */
    record Quantiles(List<Instant> at) {
        /** The bounds of the middle 95, 80 and 50 %, and the middle. */
        public static final List<Double> LEVELS = List.of(0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975);

        public Instant middle() {
            return at.get(LEVELS.indexOf(0.5));
        }

        /** @param share one of 0.5, 0.8 and 0.95 */
        public Band band(double share) {
            var low = LEVELS.indexOf(
                    switch ((int) Math.round(share * 100)) {
                        case 50 -> 0.25;
                        case 80 -> 0.1;
                        case 95 -> 0.025;
                        default -> throw new IllegalArgumentException("no such band: " + share);
                    });
            return new Band(at.get(low), at.get(LEVELS.size() - 1 - low));
        }
    }

    /** The middle part of the samples. */
    record Band(Instant from, Instant to) {
        public boolean holds(Instant at) {
            return !at.isBefore(from) && !at.isAfter(to);
        }

        public Duration width() {
            return Duration.between(from, to);
        }
    }
}
