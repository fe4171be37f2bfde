package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Action;
import app.medzenhealth.cutover.action.ActionCatalogue;
import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.plan.ActionUse;
import java.util.List;

/** Reads what read-only actions have to say: for checklists, soaks, criteria and verifications. */
final class Evidence {
    private final ActionCatalogue catalogue;

    Evidence(ActionCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @param resolved without variables that have a value. Never throws for what AWS or the plan says: that is unknown. */
    List<Check> read(ActionUse resolved, ActionContext context) throws InterruptedException {
        try {
            return action(resolved).verify(context);
        } catch (RuntimeException e) {
            return List.of(Failures.unknown(resolved.type(), e));
        }
    }

    Action action(ActionUse resolved) {
        return catalogue.make(resolved);
    }

    String title(ActionUse use) {
        return catalogue.find(use.type()).map(t -> t.signature().title()).orElse(use.type());
    }
}
