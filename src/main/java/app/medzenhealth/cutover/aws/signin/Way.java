package app.medzenhealth.cutover.aws.signin;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** How credentials are come by. */
sealed interface Way {

    record FixedKeys(AwsCredentials keys) implements Way {
        @Override
        public String toString() {
            return "FixedKeys";
        }
    }

    /** {@code AWS_ACCESS_KEY_ID} and its companions. */
    record FromEnvironment() implements Way {}

    /** {@code credential_process}. */
    record Program(String profile, List<String> command) implements Way {}

    /**
     * {@code aws login}: what a person may do in the AWS console. The AWS CLI keeps and renews these credentials, and hands them out.
     *
     * @param session whose it is, as {@code login_session} has it
     * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-login-credentials.html">login credentials</a>
     */
    record Login(String profile, String session) implements Way {}

    /** A role by single sign-on. */
    record Sso(Portal portal, String account, String role) implements Way {}

    /** A session of an IAM user who has shown an MFA device (STS GetSessionToken). */
    record UserWithMfa(Way from, String profile, String serial, Duration time) implements Way {}

    /** @param mfa serial of the device that the role's trust policy asks for */
    record Role(
            String profile,
            String arn,
            Way from,
            Optional<String> externalId,
            String sessionName,
            Duration time,
            Optional<String> mfa)
            implements Way {}

    /**
     * An AWS access portal.
     *
     * @param name of the {@code sso-session} section; empty for the older form without one
     */
    record Portal(Optional<String> name, URI start, String region, List<String> scopes) {

        /** What the AWS CLI names its cached token by. */
        String cacheKey() {
            return name.orElse(start.toString());
        }
    }

    default boolean asksMfa() {
        return switch (this) {
            case UserWithMfa user -> true;
            case Role role -> role.mfa().isPresent() || role.from().asksMfa();
            case FixedKeys keys -> false;
            case FromEnvironment environment -> false;
            case Program program -> false;
            case Login login -> false;
            case Sso sso -> false;
        };
    }
}
