package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.action.Check;
import app.medzenhealth.cutover.aws.signin.Again;
import java.time.Duration;

/**
 * Whether the credentials last for a step. Where even fresh ones end before it is over, it may begin all the same: what it waits
 * for goes on in AWS, a person is asked for the next code on the way, and after that the step goes on from where it was.
 */
final class CredentialLifetime {
    private static final String OUTLAST = "The credentials outlast the step";
    private static final String ON_THE_WAY = "You can sign in again on the way";

    /** The least to begin with, where the credentials end on the way: the step's first calls need them. */
    static final Duration LEAST = Duration.ofMinutes(10);

    private CredentialLifetime() {}

    /**
     * @param left negative where they have ended
     * @param expected how long the step takes
     */
    static Check check(Duration left, Duration expected, Again again) {
        if (left.compareTo(expected) > 0) {
            return Check.pass(OUTLAST, left.toMinutes() + " min left");
        }
        var found = (left.isPositive() ? "they end in " + left.toMinutes() + " min" : "they have ended")
                + ", and the step takes about " + (expected.toMinutes() + 1) + " min";
        return switch (again) {
            case Again.Unmeasured u -> signInFirst(found);
            case Again.Never never ->
                Check.fail(
                        OUTLAST,
                        found + "; " + never.why(),
                        "close the console, and start it with credentials that last longer, or with a profile");
            case Again.Lasts fresh when fresh.time().compareTo(expected) > 0 -> signInFirst(found);
            case Again.Lasts fresh
            when left.compareTo(LEAST) < 0 ->
                Check.fail(
                        OUTLAST,
                        found + "; fresh ones last " + fresh.time().toMinutes() + " min, of which a step needs "
                                + LEAST.toMinutes() + " min to begin with",
                        "sign in again under Credentials in the top bar, then review the step again: it asks for the next"
                                + " sign-in on the way");
            case Again.Lasts fresh ->
                Check.pass(
                        ON_THE_WAY,
                        found
                                + ". When they are over the step waits, and what AWS is doing goes on. Sign in again under"
                                + " Credentials then, with a new code: what was waited for is looked at again, what is left is"
                                + " reviewed and confirmed, and nothing is lost or done twice. Fresh ones last "
                                + fresh.time().toMinutes() + " min; what sets that: " + fresh.limit());
        };
    }

    private static Check signInFirst(String found) {
        return Check.fail(OUTLAST, found, "sign in again under Credentials in the top bar, then review the step again");
    }
}
