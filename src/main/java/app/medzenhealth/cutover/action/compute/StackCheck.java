package app.medzenhealth.cutover.action.compute;

import static app.medzenhealth.cutover.plan.ActionSignature.Kind.LIST;
import static app.medzenhealth.cutover.plan.ActionSignature.Kind.TEXT;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionType;
import app.medzenhealth.cutover.action.Inputs;
import app.medzenhealth.cutover.action.Look;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.action.Signed;
import java.util.List;

/** Whether a stack is in one of the wanted states. */
public final class StackCheck extends ReadOnlyAction {

    static final ActionType TYPE = Signed.reads("stack.check", "Check a stack")
            .needs(TEXT, "stack")
            .needs(LIST, "status")
            .madeBy(StackCheck::new);

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
        return new Finding(Look.at(title, () -> {
            var live = stack.live(context);
            if (live.isPresent()) {
                return Look.that(
                        title,
                        () -> status.contains(live.get().stackStatusAsString()),
                        live.get().stackId() + " is " + live.get().stackStatusAsString(),
                        "look at the stack's events");
            }
            var deleted = stack.deleted(context);
            return Look.that(
                    title,
                    () -> deleted.isPresent() && status.contains("DELETE_COMPLETE"),
                    deleted.map(d -> d + " is DELETE_COMPLETE")
                            .orElse("there is no such stack, and none was deleted lately"),
                    "correct the name");
        }));
    }
}
