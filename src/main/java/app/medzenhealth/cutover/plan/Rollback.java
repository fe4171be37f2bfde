package app.medzenhealth.cutover.plan;

import java.util.List;

/**
 * A way back.
 *
 * @param procedure the steps, shaped like a phase
 * @param from the first step after which it is offered
 * @param costs what going back costs from each point on, in the order of the steps
 */
public record Rollback(Phase procedure, String from, List<Price> costs) {

    /**
     * From {@code step} on, going back costs {@code text}.
     *
     * @param closes whether this way leads nowhere any more once the step is done: {@code text} says why
     */
    public record Price(String step, String text, boolean pointOfNoReturn, boolean closes) {

        /** At which it stays open. */
        public Price(String step, String text, boolean pointOfNoReturn) {
            this(step, text, pointOfNoReturn, false);
        }
    }
}
