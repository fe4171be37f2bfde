package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What a person states about a step: shown before it is stated, and kept with the statement. */
final class Statement {
    private Statement() {}

    /**
     * @param resolve fills in the variables of an action
     * @return empty where nothing is stated
     */
    static String of(Plan plan, Step step, UnaryOperator<ActionUse> resolve) {
        return step.actions().stream()
                .filter(a -> a.has(Trait.BY_PERSON))
                .map(resolve)
                .map(a -> words(plan, a))
                .filter(w -> !w.isBlank())
                .collect(Collectors.joining(" "));
    }

    /**
     * Whether it was stated and can be stated again, in other words: something that goes by it has not been done. A decision is not,
     * because its answer went into later steps' inputs.
     */
    static boolean again(Plan plan, SessionState state, Step step) {
        return state.step(step.id()).stage() == StepRecord.Stage.SUCCEEDED
                && step.does(Trait.BY_PERSON)
                && !step.does(Trait.ASKS)
                && plan.decidedIn(step.id()).anyMatch(s -> !state.step(s.id()).settled());
    }

    private static String words(Plan plan, ActionUse use) {
        if (use.has(Trait.SENDS_MESSAGE)) {
            return plan.message(String.valueOf(use.with().get("message")))
                    .map(m -> "The message went out by " + m.channel() + ".")
                    .orElse("");
        }
        return String.valueOf(use.with().getOrDefault(use.has(Trait.ASKS) ? "question" : "text", ""));
    }
}
