package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.Progress;
import app.medzenhealth.cutover.action.ReadOnlyAction;
import app.medzenhealth.cutover.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;

/** Stands for an action whose parameters nobody has set on this account: it asks AWS nothing, and says what it waits for. */
final class NotSetYet extends ReadOnlyAction {
    private final String title;
    private final List<Plan.Parameter> missing;

    NotSetYet(String title, List<Plan.Parameter> missing) {
        this.title = title;
        this.missing = List.copyOf(missing);
    }

    @Override
    protected String summary() {
        return title + ": waits for "
                + missing.stream().map(p -> "“" + p.title() + "”").collect(Collectors.joining(", ")) + ".";
    }

    @Override
    public List<Check> preflight(ActionContext context) {
        return checks();
    }

    @Override
    protected Finding look(ActionContext context, Progress progress) {
        return new Finding(checks().toArray(Check[]::new));
    }

    private List<Check> checks() {
        return missing.stream()
                .map(p -> Check.fail(
                        "“" + p.title() + "” is set", "nobody has set it yet", "set it under Plan › Parameters"))
                .toList();
    }
}
