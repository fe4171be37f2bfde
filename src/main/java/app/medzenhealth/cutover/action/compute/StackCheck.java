package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.catalogue.ActionSpec;
import app.medzenhealth.cutover.action.catalogue.ActionType;
import java.util.List;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Whether a stack is in one of the wanted states. */
public final class StackCheck extends ReadOnlyAction {

    static final ActionType TYPE = ActionSpec.reads("stack.check", "Check a stack")
            .requires(TEXT, "stack")
            .requires(LIST, "status")
            .script(StackRecipes::check)
            .createdBy(StackCheck::new);

    private final Stacks stack;
    private final List<String> status;

    private StackCheck(Inputs in) {
        this.stack = new Stacks(in.region(), in.text("stack"));
        this.status = in.someOf("status");
    }

    @Override
    protected String summary() {
        return "Looks whether the stack " + stack.name() + " in " + stack.region() + " is "
                + String.join(" or ", status) + ".";
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) throws InterruptedException {
        var title = stack.name() + " is " + String.join(" or ", status);
        return new Finding(Check.reading(title, () -> {
            var known = new KnownStack(context, stack);
            var live = stack.live(context);
            if (live.isPresent()) {
                var own = known.own();
                return own.isPresent() && !own.get().equals(live.get().stackId())
                        ? new Check.Fail(
                                live.get().stackId() + " is " + live.get().stackStatusAsString()
                                        + ", and is not the one of this session, " + own.get(),
                                "find out who made another stack of this name")
                        : Check.passIf(
                                () -> status.contains(live.get().stackStatusAsString()),
                                live.get().stackId() + " is " + live.get().stackStatusAsString(),
                                "look at the stack's events");
            }
            var meant = known.arn();
            return meant.isPresent() ? byArn(context, meant.get()) : byName(context);
        }));
    }

    private Check.Outcome byArn(ActionContext context, String arn) {
        var is = stack.byId(context, arn).map(Stack::stackStatusAsString);
        return is.isEmpty()
                ? new Check.Unknown(arn + " is not found by its ARN; AWS keeps deleted stacks for 90 days")
                : Check.passIf(() -> status.contains(is.get()), arn + " is " + is.get(), "look at the stack's events");
    }

    /** A deleted stack of the name need not be the one that is meant, and a misspelt name may have one as well. */
    private Check.Outcome byName(ActionContext context) {
        return stack.deleted(context)
                .filter(d -> status.contains("DELETE_COMPLETE"))
                .<Check.Outcome>map(d -> new Check.Unknown(Stacks.unidentified(d)))
                .orElseGet(() -> new Check.Fail(
                        "there is no such stack, and none is known to have been deleted", "correct the name"));
    }
}
