package app.medzenhealth.cutover.action.catalogue;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.script.Recipe;
import app.medzenhealth.cutover.plan.ActionSignature;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A kind of action a plan may name: everything that is to be known of it, in one place.
 *
 * @param wayBack how it is taken back, or why it is not
 * @param sends the operations that its changes consist of, those of its undo included; nothing else is ever sent for it. Reads are
 *     not here: they are sent as whoever is signed in
 * @param besides the IAM actions that AWS asks for beyond those of {@code sends}, for example to tag on creation or to pass a role
 * @param script the same as commands, for the break-glass pack
 * @param make makes the action from resolved inputs; throws {@link ActionFailure} where they do not fit
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/">service authorization reference</a>
 */
public record ActionType(
        ActionSignature signature,
        WayBack wayBack,
        Set<Operation> sends,
        Set<String> besides,
        Recipe script,
        Function<Inputs, Action> make) {

    public ActionType {
        sends = Set.copyOf(sends);
        besides = Set.copyOf(besides);
    }

    public String name() {
        return signature.type();
    }

    /** What changes of this type need, as IAM spells it, sorted; empty for a type that changes nothing in AWS. */
    public Set<String> permissions() {
        var all = new TreeSet<>(besides);
        sends.stream().map(Operation::iamAction).forEach(all::add);
        return all;
    }
}
