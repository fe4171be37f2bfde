package app.medzenhealth.cutover.action.local;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations.Attestation;
import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.aws.Timekeeper;
import java.util.function.Predicate;

/** What a named person stated about the step. */
final class Attested {

    private Attested() {}

    /**
     * @param enough whether the statement says what it must
     * @param wanted what it must say
     */
    static Check check(ActionContext context, String title, Predicate<Attestation> enough, String wanted) {
        return context.attestations()
                .attestation(context.step())
                .map(a -> enough.test(a)
                        ? Check.pass(
                                title,
                                a.person() + " at " + Timekeeper.words(a.at())
                                        + (a.note().isBlank() ? "" : ": " + a.note()))
                        : Check.fail(title, a.person() + " stated: " + a.note(), wanted))
                .orElseGet(() -> Check.fail(title, "nobody has stated it yet", wanted));
    }
}
