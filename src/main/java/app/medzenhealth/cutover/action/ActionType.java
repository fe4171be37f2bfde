package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.plan.ActionSignature;
import java.util.function.Function;

/**
 * A kind of action a plan may name.
 *
 * @param make makes the action from resolved inputs; throws {@link ActionFailure} where they do not fit
 */
public record ActionType(ActionSignature signature, Function<Inputs, Action> make) {

    public String name() {
        return signature.type();
    }
}
