package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.plan.ActionUse;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Variables;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The things on which a step asks a person to decide one by one. */
public final class ItemsToDecide {
    /** Of a reason, in characters: about one of many it may be brief. */
    public static final int SHORTEST_REASON = 3;

    private ItemsToDecide() {}

    /** As the plan names them, in its order; empty where the step asks for none. */
    public static List<String> of(SessionView view, Step step) {
        return of(
                step,
                use -> Variables.resolve(
                        use, n -> Optional.ofNullable(view.parameters().get(n)).filter(v -> !v.isBlank())));
    }

    /** @param resolve fills in the variables of an action */
    static List<String> of(Step step, UnaryOperator<ActionUse> resolve) {
        return step.actions().stream()
                .filter(ActionUse::decidesEach)
                .map(resolve)
                .flatMap(a -> new Inputs(a.type(), a.region(), a.with()).list("each").stream())
                .distinct()
                .toList();
    }
}
