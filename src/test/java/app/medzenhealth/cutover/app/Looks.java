package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.rehearsal.Ledger;
import app.medzenhealth.cutover.session.StepReview;
import java.util.List;

/** What a test looks at when a step was locked: what stands in the way, and that nothing was sent. */
final class Looks {
    private Looks() {}

    /** What the estate was asked to change until now. */
    static List<String> changes(RehearsalApp desk) {
        return desk.world().estate().ledger().entries().stream()
                .map(Ledger.Entry::toString)
                .toList();
    }

    /** The checks that do not pass, with what they found. */
    static List<String> open(StepReview review) {
        return review.checks().stream()
                .filter(c -> !c.passed())
                .map(c -> c.title() + ": " + c.outcome().evidence())
                .toList();
    }
}
