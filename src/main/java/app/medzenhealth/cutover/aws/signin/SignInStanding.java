package app.medzenhealth.cutover.aws.signin;

import java.time.Instant;
import java.util.Optional;

/**
 * As whom somebody is signed in.
 *
 * @param way how the profile comes to its credentials, in words
 * @param keysEnd when the keys in use end; empty where they do not, or nobody says
 * @param lasts until when work can go on without a person; empty: as long as it takes
 * @param renews whether new keys are got without a person when these end
 * @param again what a person gets who signs in again
 */
public record SignInStanding(
        String profile,
        String way,
        String account,
        String arn,
        Optional<Instant> keysEnd,
        Optional<Instant> lasts,
        boolean renews,
        Again again) {}
