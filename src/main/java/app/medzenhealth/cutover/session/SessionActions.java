package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.ActionSignature;
import java.util.List;

/** Every action a plan may use: the standard ones, and those that only a session can answer. */
public final class SessionActions {
    private SessionActions() {}

    /** For checking plans without a session. */
    public static List<ActionSignature> signatures() {
        return catalogue().signatures();
    }

    /** What each declares; those that ask a session find none. */
    public static ActionCatalogue catalogue() {
        return StandardActions.catalogue()
                .and(List.of(StepsDone.type((step, asked) -> Check.unknown(step, "there is no session"))));
    }
}
