package app.medzenhealth.cutover.action;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every state that something in AWS can be in, and what each means to whoever waits for one of them.
 *
 * @param wanted ends the wait
 * @param going leads somewhere else by itself
 * @param resting stays as it is: what is waited for does not come
 */
public record States(Set<String> wanted, Set<String> going, Set<String> resting) {

    /** What a state means to a wait. */
    public enum Meaning {
        WANTED,
        GOING,
        RESTING,
        /** Not named by AWS when this was written: it is waited on, until the time is up. */
        UNKNOWN
    }

    public Meaning of(@Nullable String state) {
        if (state == null) {
            return Meaning.UNKNOWN;
        }
        if (wanted.contains(state)) {
            return Meaning.WANTED;
        }
        if (going.contains(state)) {
            return Meaning.GOING;
        }
        return resting.contains(state) ? Meaning.RESTING : Meaning.UNKNOWN;
    }

    /**
     * One wait through its readings.
     *
     * @param lag how many readings in a row may show a resting state before what was asked for has begun to show; 0 where the first
     *     counts
     */
    public Wait begin(int lag) {
        return new Wait(lag);
    }

    /** Remembers what a wait has seen. Not for several threads. */
    public final class Wait {
        private final int lag;
        private int rested;
        private boolean begun;

        private Wait(int lag) {
            this.lag = lag;
        }

        /**
         * What one reading means. A state that does not change by itself and is not the wanted one ends the wait: at once where
         * the change had been seen under way, else after the readings that AWS may need to show it.
         *
         * @param what whose state it is, as {@code The stack held}
         * @param why AWS's own reason for a resting state; may be empty
         */
        public Await.Seen seen(String what, @Nullable String state, Supplier<String> why) {
            var says = what + " is " + state;
            return switch (of(state)) {
                case WANTED -> new Await.Reached(says);
                case GOING -> {
                    begun = true;
                    rested = 0;
                    yield new Await.StillGoing(says);
                }
                case UNKNOWN -> new Await.StillGoing(says);
                case RESTING -> {
                    rested++;
                    yield begun || rested > lag
                            ? new Await.Terminal(says + ", and stays so" + reason(why.get()))
                            : new Await.StillGoing(says);
                }
            };
        }

        private static String reason(String why) {
            return why.isBlank() ? "" : ": " + why;
        }
    }
}
