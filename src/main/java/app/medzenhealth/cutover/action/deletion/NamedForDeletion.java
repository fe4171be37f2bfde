package app.medzenhealth.cutover.action.deletion;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Deletion;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.ItemDecision.Choice;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.plan.Step;
import java.util.List;
import java.util.Optional;

/** What a deletion is to take by the plan and by what people have decided, without reading AWS: all that a script can know. */
public final class NamedForDeletion {
    private NamedForDeletion() {}

    /** One by one, in the plan's order, but for what somebody has decided to keep; empty of an action that deletes nothing. */
    public static List<Deletion> of(ActionContext context, ActionSignature signature, Inputs with) {
        return signature.targets().stream()
                .flatMap(input -> SaveDefinitions.prefix(input).stream()
                        .flatMap(prefix -> going(context, with, with.list(input)).stream()
                                .map(name -> Deletion.of(with.region(), prefix + name))))
                .toList();
    }

    /** Those of a list that nobody has decided to keep. */
    public static List<String> going(ActionContext context, Inputs with, List<String> list) {
        return list.stream()
                .filter(item -> decided(context, with, item)
                        .filter(d -> d.choice() == Choice.KEEP)
                        .isEmpty())
                .toList();
    }

    /** What was decided about a thing where a step of the plan asks about each by itself; empty where nothing was. */
    public static Optional<ItemDecision> decided(ActionContext context, Inputs with, String item) {
        return asked(context, with).flatMap(context.attestations()::attestation).flatMap(a -> a.decided(item));
    }

    /** The step in which each thing is decided on by itself; empty where the plan asks nobody. */
    public static Optional<String> asked(ActionContext context, Inputs with) {
        return with.optional("decidedIn")
                .filter(step ->
                        context.plan().step(step).filter(Step::decidesEach).isPresent());
    }
}
