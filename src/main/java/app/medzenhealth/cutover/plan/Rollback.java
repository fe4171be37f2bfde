package app.medzenhealth.cutover.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A way back.
 *
 * @param procedure the steps, shaped like a phase
 * @param from the first step after which it is offered
 * @param needs steps that must be complete besides, so that it can be gone to its end; {@link WayBackNeeds} says which these are
 * @param until what to do until they are
 * @param costs what going back costs from each point on, in the order of the steps
 * @param leaves what reads whether anything was written to the side that this way leaves behind: that nothing is lost is said by it alone;
 *     empty where the way compares the two sides itself
 * @param outcome what is different for the next attempt once it was gone to its end: values of parameters, by id; variables in them
 *     have the values of before
 */
public record Rollback(
        Phase procedure,
        String from,
        List<String> needs,
        Optional<String> until,
        List<Price> costs,
        Optional<ActionUse> leaves,
        Map<String, String> outcome) {

    /** That needs nothing besides, and leaves every parameter as it is. */
    public Rollback(Phase procedure, String from, List<Price> costs) {
        this(procedure, from, List.of(), Optional.empty(), costs, Optional.empty(), Map.of());
    }

    /** The steps that must be complete before it is begun, as the plan names them. */
    public Stream<String> standsOn() {
        return Stream.concat(Stream.of(from), needs.stream());
    }

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
