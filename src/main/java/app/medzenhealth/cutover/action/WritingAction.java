package app.medzenhealth.cutover.action;

import java.util.List;

/** What actions that change something have in common. */
public abstract class WritingAction implements Action {

    /**
     * What is true when the action has taken effect, whatever came after it. An action whose result another action of the same
     * step takes away again says more in {@code verify}.
     */
    protected List<Check> postConditions(ActionContext context) throws InterruptedException {
        return verify(context);
    }

    /** Done exactly where every post-condition holds: what is still on its way is taken up again by {@code run}. */
    @Override
    public Verdict reconcile(ActionContext context) throws InterruptedException {
        return Verdict.from(postConditions(context));
    }

    /**
     * Reads the preflight checks again right before something is sent.
     *
     * @throws ActionFailure if one does not pass
     */
    protected final void require(ActionContext context) throws InterruptedException {
        var open = preflight(context).stream().filter(c -> !c.passed()).toList();
        if (!open.isEmpty()) {
            throw new ActionFailure(
                    String.join(
                            "; ",
                            open.stream()
                                    .map(c -> c.title() + ": " + c.outcome().evidence())
                                    .toList()),
                    "nothing was sent",
                    String.join(
                            "; ",
                            open.stream()
                                    .map(c ->
                                            c.outcome() instanceof Check.Fail fail ? fail.remedy() : "make it readable")
                                    .distinct()
                                    .toList()));
        }
    }
}
