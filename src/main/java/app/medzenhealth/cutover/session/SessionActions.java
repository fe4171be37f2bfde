package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.action.catalogue.ActionCatalogue;
import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.plan.ActionSignature;
import app.medzenhealth.cutover.session.SessionView.Downtime;
import java.time.Duration;
import java.util.List;

/** Every action a plan may use: the standard ones, and those that only a session can answer. */
public final class SessionActions {
    private SessionActions() {}

    /** For checking plans without a session. */
    public static List<ActionSignature> signatures() {
        return catalogue().signatures();
    }

    private static Check none(String step) {
        return Check.unknown(step, "there is no session");
    }

    /** What each declares; those that ask a session find none. */
    public static ActionCatalogue catalogue() {
        return StandardActions.catalogue()
                .and(List.of(
                        StepsDone.type((step, asked) -> none(step)),
                        StepsMeasured.type(step -> List.of(none(step))),
                        DowntimeWithin.type(() -> new Downtime(Duration.ZERO, Duration.ZERO, false))));
    }
}
