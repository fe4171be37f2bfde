package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import app.medzenhealth.cutover.network.Obstacle;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why AWS let nobody in, in words. */
final class Explanations {
    private static final Duration SKEW = Duration.ofMinutes(4);
    private static final Pattern ROLE = Pattern.compile("on resource: (arn:aws[a-z-]*:iam::\\d{12}:role/\\S+)");

    private Explanations() {}

    /** @param now of this machine's clock, to compare with the answer's */
    static SignInProblem of(SdkException failure, Instant now) {
        if (!(failure instanceof AwsServiceException answered)) {
            return unanswered(failure);
        }
        AwsError error = AwsErrors.explain(failure);
        String said = Optional.ofNullable(answered.awsErrorDetails())
                .map(d -> d.errorMessage())
                .orElse("");
        String lower = said.toLowerCase(Locale.ROOT);
        Optional<Duration> skew = skew(answered, now).filter(s -> s.abs().compareTo(SKEW) > 0);
        if (error.code().equals("RequestTimeTooSkewed")
                || error.code().equals("RequestInTheFuture")
                || lower.contains("signature expired")
                || lower.contains("signature not yet current")
                || skew.isPresent() && error.kind() != AwsError.Kind.SERVER) {
            return new SignInProblem(
                    Kind.CLOCK,
                    "This machine's clock is " + skew.map(Explanations::words).orElse("not AWS's")
                            + ", and AWS refuses requests of another time",
                    "set the clock, then try again");
        }
        if (lower.contains("multifactorauthentication") || lower.contains("mfa")) {
            return new SignInProblem(
                    Kind.MFA_CODE,
                    "AWS did not take the MFA code",
                    "wait until the device shows another code, and give that one: each is good once");
        }
        return switch (error.code()) {
            case "InvalidClientTokenId",
                    "UnrecognizedClientException",
                    "SignatureDoesNotMatch",
                    "InvalidAccessKeyId",
                    "AuthFailure" ->
                new SignInProblem(
                        Kind.INVALID_KEYS,
                        "AWS does not know these keys: they are wrong, inactive or deleted (" + error.code() + ")",
                        "see in IAM whether the access key is still active, or choose another profile");
            case "RegionDisabledException" ->
                new SignInProblem(
                        Kind.NOT_PERMITTED,
                        "The account has switched off sign-in (STS) in this region",
                        "switch STS on for the region in the account's settings");
            default -> byKind(error, said);
        };
    }

    private static SignInProblem byKind(AwsError error, String said) {
        return switch (error.kind()) {
            case EXPIRED_CREDENTIALS ->
                new SignInProblem(Kind.EXPIRED, "The credentials have expired", "get new ones, then sign in again");
            case ACCESS_DENIED -> {
                Matcher role = ROLE.matcher(said);
                yield new SignInProblem(
                        Kind.NOT_PERMITTED,
                        role.find()
                                ? "The profile may not take the role " + role.group(1) + ", or there is no such role"
                                : "AWS refused: " + error.words(),
                        "see the role's trust policy (principal, external id, MFA) and the profile's own permissions");
            }
            case THROTTLED, SERVER ->
                new SignInProblem(Kind.NETWORK, "AWS does not answer as it should: " + error.reason(), "try again");
            default -> new SignInProblem(Kind.OTHER, "AWS refused: " + error.reason(), "correct what it names");
        };
    }

    private static SignInProblem unanswered(SdkException failure) {
        Optional<Obstacle> obstacle = Obstacle.behind(failure);
        if (obstacle.isPresent()) {
            return new SignInProblem(
                    Kind.NETWORK, obstacle.get().happened(), obstacle.get().next());
        }
        AwsError error = AwsErrors.explain(failure);
        return switch (error.kind()) {
            case NETWORK ->
                new SignInProblem(
                        Kind.NETWORK,
                        error.words(),
                        "see whether this machine is online; behind a company's proxy, set HTTPS_PROXY");
            case TIMEOUT ->
                new SignInProblem(
                        Kind.NETWORK,
                        "AWS did not answer in time",
                        "see whether this machine is online, then try again");
            default -> new SignInProblem(Kind.OTHER, error.reason(), "try again");
        };
    }

    /** How far this machine's clock is ahead, by the answer's Date. */
    private static Optional<Duration> skew(AwsServiceException answered, Instant now) {
        return Optional.ofNullable(answered.awsErrorDetails())
                .flatMap(d -> Optional.ofNullable(d.sdkHttpResponse()))
                .flatMap(r -> r.firstMatchingHeader("Date"))
                .flatMap(Explanations::date)
                .map(theirs -> Duration.between(theirs, now));
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String words(Duration ahead) {
        long minutes = Math.round(ahead.abs().toSeconds() / 60.0);
        return minutes + " min " + (ahead.isNegative() ? "behind" : "ahead");
    }
}
