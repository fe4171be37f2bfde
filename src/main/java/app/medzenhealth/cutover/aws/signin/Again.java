package app.medzenhealth.cutover.aws.signin;

import java.time.Duration;

/** What a person gets who signs in again when the keys are over. */
public sealed interface Again {

    /** New keys; how long they last, nobody says beforehand. */
    record Unmeasured() implements Again {}

    /**
     * New keys for a time that is known.
     *
     * @param limit what sets it, and how far it goes, in words
     */
    record Lasts(Duration time, String limit) implements Again {}

    /**
     * The same keys again.
     *
     * @param why one sentence without a full stop
     */
    record Never(String why) implements Again {}

    /** AWS's limit for a role taken with temporary credentials, whatever the role allows. */
    Duration CHAINED = Duration.ofHours(1);

    /**
     * The binding limit is that of the credentials which a person has to be asked for.
     *
     * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole: DurationSeconds, role
     *     chaining</a>
     * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html">GetSessionToken</a>
     */
    static Again of(Way way) {
        return switch (way) {
            case Way.FixedKeys keys -> new Unmeasured();
            case Way.Program program -> new Unmeasured();
            case Way.Login login -> new Unmeasured();
            case Way.Sso sso -> new Unmeasured();
            case Way.FromEnvironment environment ->
                new Never("they come from the environment that the console was started with, which does not change");
            case Way.UserWithMfa user ->
                new Lasts(
                        user.time(),
                        "duration_seconds of profile \"" + user.profile()
                                + "\": AWS takes up to 129600 (36 hours) for a session with an MFA device");
            case Way.Role role -> role.mfa().isPresent() ? of(role) : of(role.from());
        };
    }

    private static Again of(Way.Role role) {
        return chained(role)
                ? new Lasts(
                        role.time().compareTo(CHAINED) < 0 ? role.time() : CHAINED,
                        "a role taken with temporary credentials lasts an hour at most (role chaining): only a profile that"
                                + " takes the role with access keys can have more")
                : new Lasts(
                        role.time(),
                        "duration_seconds of profile \"" + role.profile()
                                + "\": AWS takes up to the role's maximum session duration, which IAM lets be 12 hours (43200)");
    }

    private static boolean chained(Way.Role role) {
        return !(role.from() instanceof Way.FixedKeys);
    }
}
