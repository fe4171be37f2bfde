package app.medzenhealth.cutover.action.retire;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations.Attestation;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.ItemDecision.Choice;
import app.medzenhealth.cutover.plan.Step;
import java.util.Optional;

/**
 * What was decided about each leftover where a step of the plan asks for each by itself: only what somebody has decided to delete
 * goes.
 *
 * @param step in which it is decided; empty where the plan asks nobody
 */
record DecidedEach(Optional<String> step) {

    /** Whether the plan asks so. */
    private boolean asked(ActionContext context) {
        return step.flatMap(context.plan()::step).filter(Step::decidesEach).isPresent();
    }

    private Optional<Attestation> statement(ActionContext context) {
        return step.flatMap(context.attestations()::attestation);
    }

    private Optional<ItemDecision> decision(ActionContext context, Leftover leftover) {
        return statement(context).flatMap(a -> a.decided(leftover.label()));
    }

    /** Whether somebody has decided that it stays. Of what is not decided, or is to be saved first, the check does not pass. */
    boolean keeps(ActionContext context, Leftover leftover) {
        return stays(context, leftover).isPresent();
    }

    /** That it stays, and why; empty where nobody has decided so. */
    Optional<String> stays(ActionContext context, Leftover leftover) {
        return Optional.of(leftover)
                .filter(_ -> asked(context))
                .flatMap(l -> decision(context, l))
                .filter(d -> d.choice() == Choice.KEEP)
                .map(d -> leftover.label() + " stays: " + d.reason());
    }

    /** What was decided, for the fingerprint: another decision is another state. */
    Optional<String> words(ActionContext context, Leftover leftover) {
        return asked(context)
                ? Optional.of(decision(context, leftover)
                        .map(d -> d.choice().words() + ", " + d.reason())
                        .orElse("not decided"))
                : Optional.empty();
    }

    /** That somebody has decided; empty where the plan does not ask for it. */
    Optional<Check> check(ActionContext context, Leftover leftover) {
        if (!asked(context)) {
            return Optional.empty();
        }
        var in = step.orElseThrow();
        var title = leftover.label() + " is decided on in step " + in;
        var decided = decision(context, leftover);
        if (decided.isEmpty()) {
            return Optional.of(Check.fail(
                    title,
                    "nobody has decided whether it goes",
                    "state step " + in + " again: keep it, delete it, or save it first"));
        }
        var by = statement(context).orElseThrow();
        var reason = by.person() + " at " + by.at() + ": " + decided.get().reason();
        return Optional.of(
                switch (decided.get().choice()) {
                    case KEEP -> Check.pass(title, "it stays, " + reason);
                    case DELETE -> Check.pass(title, "it goes, " + reason);
                    case SAVE_FIRST ->
                        Check.fail(
                                title,
                                "it is to be saved first, " + reason,
                                "save it, then state step " + in + " again: delete it, or keep it");
                });
    }
}
