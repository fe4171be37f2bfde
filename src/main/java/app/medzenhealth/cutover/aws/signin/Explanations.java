package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.ErrorCode;
import app.medzenhealth.cutover.aws.Wording;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import app.medzenhealth.cutover.network.Obstacle;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Explains a failed sign-in. */
final class Explanations {
    private static final Duration SKEW = Duration.ofMinutes(4);

    private Explanations() {}

    /** Whether the person was asked for a code of an MFA device, and it was sent. */
    enum Shown {
        NOTHING,
        MFA_CODE
    }

    /** As {@link #of(SdkException, Instant, Shown)}, where no code was asked for. */
    static SignInProblem of(SdkException failure, Instant now) {
        return of(failure, now, Shown.NOTHING);
    }

    /** @param now of this machine's clock, to compare with the answer's */
    static SignInProblem of(SdkException failure, Instant now, Shown shown) {
        if (!(failure instanceof AwsServiceException answered)) {
            return unanswered(failure);
        }
        var error = AwsErrors.explain(failure);
        return clock(error, answered, now)
                .or(() -> shown == Shown.MFA_CODE ? mfa(answered) : Optional.empty())
                .or(() -> duration(error, answered))
                .or(() -> SignInCode.of(error.code()))
                .orElseGet(() -> byKind(error, answered, shown));
    }

    private static Optional<SignInProblem> clock(AwsError error, AwsServiceException answered, Instant now) {
        var skew = skew(answered, now).filter(s -> s.abs().compareTo(SKEW) > 0);
        var maybe = Stream.of(ErrorCode.values()).anyMatch(c -> c.maybeClock() && AwsErrors.is(answered, c));
        return error.kind() == AwsError.Kind.CLOCK_WRONG || maybe && skew.isPresent()
                ? Optional.of(new SignInProblem(
                        Kind.CLOCK,
                        "This machine's clock is "
                                + skew.map(Explanations::words).orElse("not AWS's")
                                + ", and AWS refuses requests of another time",
                        "set the clock, then try again"))
                : Optional.empty();
    }

    private static Optional<SignInProblem> mfa(AwsServiceException answered) {
        if (AwsErrors.says(answered, Wording.MFA_CODE_WRONG)) {
            return Optional.of(new SignInProblem(
                    Kind.MFA_CODE,
                    "AWS did not take the MFA code",
                    "wait until the device shows another code, and give that one: each is good once"));
        }
        return AwsErrors.says(answered, Wording.MFA_FAILED)
                ? Optional.of(new SignInProblem(
                        Kind.MFA_CODE,
                        "AWS did not take the MFA device: " + AwsErrors.said(answered),
                        "see whether mfa_serial of the profile is the device of this user"))
                : Optional.empty();
    }

    private static Optional<SignInProblem> duration(AwsError error, AwsServiceException answered) {
        var chained = AwsErrors.says(answered, Wording.CHAINED_TOO_LONG);
        return chained || AwsErrors.says(answered, Wording.LONGER_THAN_THE_ROLE)
                ? Optional.of(new SignInProblem(
                        Kind.OTHER,
                        "AWS refused: " + error.reason(),
                        chained
                                ? "set duration_seconds of the profile to 3600 or less: a role taken by way of another lasts"
                                        + " an hour at most"
                                : "set duration_seconds of the profile to the role's maximum session duration or less, or"
                                        + " raise that in IAM (12 hours at most)"))
                : Optional.empty();
    }

    private static SignInProblem byKind(AwsError error, AwsServiceException answered, Shown shown) {
        return switch (error.kind()) {
            case EXPIRED_CREDENTIALS ->
                new SignInProblem(Kind.EXPIRED, "The credentials have expired", "get new ones, then sign in again");
            case ACCESS_DENIED ->
                new SignInProblem(
                        Kind.NOT_PERMITTED,
                        AwsErrors.named(answered, Wording.ROLE_NAMED)
                                .map(role -> "The profile may not take the role " + role + ", or there is no such role")
                                .orElse("AWS refused: " + error.words()),
                        "see the role's trust policy (principal, external id, MFA) and the profile's own permissions"
                                + (shown == Shown.NOTHING
                                        ? "; if it asks for MFA, add mfa_serial to the profile"
                                        : ""));
            case THROTTLED, SERVER ->
                new SignInProblem(Kind.NETWORK, "AWS does not answer as it should: " + error.reason(), "try again");
            default -> new SignInProblem(Kind.OTHER, "AWS refused: " + error.reason(), "correct what it names");
        };
    }

    private static SignInProblem unanswered(SdkException failure) {
        var obstacle = Obstacle.behind(failure);
        if (obstacle.isPresent()) {
            return new SignInProblem(
                    Kind.NETWORK, obstacle.get().happened(), obstacle.get().next());
        }
        var error = AwsErrors.explain(failure);
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
        var minutes = Math.round(ahead.abs().toSeconds() / 60.0);
        return minutes + " min " + (ahead.isNegative() ? "behind" : "ahead");
    }
}
