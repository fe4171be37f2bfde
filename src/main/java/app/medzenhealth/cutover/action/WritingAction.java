package app.medzenhealth.cutover.action;

import java.util.List;

/** What actions that change something have in common. */
public abstract class WritingAction implements Action {

    /** Done exactly where every post-condition holds: what is still on its way is taken up again by {@code run}. */
    @Override
    public Verdict reconcile(ActionContext context) throws InterruptedException {
        return Verdict.from(verify(context));
    }

    /**
     * Reads the preflight checks again right before something is sent.
     *
     * @throws ActionFailure if one does not pass
     */
    protected final void require(ActionContext context) throws InterruptedException {
        List<Check> open =
                preflight(context).stream().filter(c -> !c.passed()).toList();
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
                                    .map(c -> c.outcome() instanceof Check.Fail fail
                                            ? fail.remedy()
                                            : "make it readable")
                                    .distinct()
                                    .toList()));
        }
    }
}
