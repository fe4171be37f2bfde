package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.audit.ReadSummary;
import app.medzenhealth.cutover.aws.AwsError.Fate;
import app.medzenhealth.cutover.aws.AwsError.Kind;
import app.medzenhealth.cutover.network.Obstacle;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.http.conn.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** Failures of AWS calls in plain words. */
public final class AwsErrors {

    private static final Set<String> DISABLED = Set.of(
            "InvalidClientTokenId",
            "AuthFailure",
            "UnrecognizedClientException",
            "OptInRequired",
            "IllegalLocationConstraintException");
    private static final Set<String> EXPIRED =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");
    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedOperation",
            "AuthorizationError",
            "AuthorizationErrorException",
            "NotAuthorized",
            "Forbidden",
            "403");
    private static final Set<String> SIGNATURE =
            Set.of("SignatureDoesNotMatch", "InvalidSignatureException", "InvalidSignature", "IncompleteSignature");
    private static final Set<String> CLOCK = Set.of("RequestTimeTooSkewed", "RequestInTheFuture");
    private static final Pattern TIME_IN_SIGNATURE =
            Pattern.compile("(?i)signature (has )?expired|not yet current|is now (earlier|later) than|clock");
    private static final Pattern REJECTED_ATTEMPT = Pattern.compile("Status Code: 4\\d\\d|Connect to \\S+.* failed");
    private static final Pattern PERMISSION = Pattern.compile("perform:? \\[?([a-z0-9-]+:[A-Za-z0-9*]+)");

    /**
     * Of refusals that come from elsewhere than from what the caller lacks.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">IAM, Troubleshoot access
     *     denied error messages</a>
     */
    public static final String NO_ALLOWANCE_HELPS = "a permission of yours does not change it";

    private AwsErrors() {}

    /** Whether a failure is that of an AWS call: answered with an error, or not answered. */
    public static boolean isCall(Throwable thrown) {
        return thrown instanceof SdkException;
    }

    public static AwsError explain(Throwable thrown) {
        Throwable failure = thrown instanceof ExecutionException e && e.getCause() != null ? e.getCause() : thrown;
        AwsError last = lastAttempt(failure);
        return last.fate() != Fate.UNKNOWN && earlierAttemptOpen(failure)
                ? new AwsError(last.kind(), last.code(), last.words(), last.requestId(), Fate.UNKNOWN)
                : last;
    }

    /** Whether the SDK sent it before, and that attempt may have had its effect: it keeps only the words of those. */
    private static boolean earlierAttemptOpen(Throwable failure) {
        return Stream.of(failure.getSuppressed())
                .map(AwsErrors::message)
                .anyMatch(m -> m.startsWith("Request attempt ")
                        && !REJECTED_ATTEMPT.matcher(m).find());
    }

    private static AwsError lastAttempt(Throwable failure) {
        return switch (failure) {
            case AwsServiceException answered -> answered(answered);
            case ApiCallTimeoutException e -> timeout(e);
            case ApiCallAttemptTimeoutException e -> timeout(e);
            case TimeoutException e -> timeout(e);
            case AbortedException e ->
                error(Kind.TIMEOUT, e, "The call was interrupted before its answer came", Fate.UNKNOWN);
            case InterruptedException e ->
                error(Kind.TIMEOUT, e, "The call was interrupted before its answer came", Fate.UNKNOWN);
            case UnreadableAnswer e -> error(Kind.MALFORMED_ANSWER, e, message(e), Fate.UNKNOWN);
            case SdkClientException e -> unanswered(e);
            case Refused e -> error(Kind.REFUSED, e, message(e), Fate.NOT_SENT);
            default -> error(Kind.OTHER, failure, message(failure), Fate.UNKNOWN);
        };
    }

    private static AwsError answered(AwsServiceException e) {
        String code = Optional.ofNullable(e.awsErrorDetails())
                .map(d -> d.errorCode())
                .filter(c -> !c.isBlank())
                .orElse(
                        e.statusCode() > 0
                                ? String.valueOf(e.statusCode())
                                : e.getClass().getSimpleName());
        String said = Optional.ofNullable(e.awsErrorDetails())
                .map(d -> d.errorMessage())
                .orElse("");
        String id = Optional.ofNullable(e.requestId()).orElse("");
        if (EXPIRED.contains(code)
                || said.toLowerCase(Locale.ROOT).contains("token included in the request is expired")) {
            return new AwsError(
                    Kind.EXPIRED_CREDENTIALS, code, "The credentials have expired: sign in again", id, Fate.REJECTED);
        }
        if (CLOCK.contains(code)
                || SIGNATURE.contains(code) && TIME_IN_SIGNATURE.matcher(said).find()) {
            return new AwsError(
                    Kind.CLOCK_WRONG,
                    code,
                    "This machine's clock is wrong by more than AWS allows: set it, then try again",
                    id,
                    Fate.REJECTED);
        }
        if (SIGNATURE.contains(code)) {
            // AWS's own words repeat the signed headers, the session token among them.
            return new AwsError(
                    Kind.REJECTED,
                    code,
                    "AWS does not accept the signature: the secret key is not that of the access key, or something on the"
                            + " way changed the request",
                    id,
                    Fate.REJECTED);
        }
        if (DENIED.contains(code) || e.statusCode() == 403 && said.contains("not authorized")) {
            return new AwsError(Kind.ACCESS_DENIED, code, denied(said, Asked.permission(e)), id, Fate.REJECTED);
        }
        if (e.isThrottlingException()
                || code.startsWith("Throttl")
                || code.equals("RequestLimitExceeded")
                || code.equals("TooManyRequestsException")
                || code.equals("SlowDown")) {
            return new AwsError(
                    Kind.THROTTLED,
                    code,
                    "AWS asks to slow down; nothing is wrong with the request",
                    id,
                    Fate.REJECTED);
        }
        if (DISABLED.contains(code)) {
            return new AwsError(
                    Kind.REGION_DISABLED,
                    code,
                    "AWS does not know these credentials here: the region is not enabled for the account, or they are invalid",
                    id,
                    Fate.REJECTED);
        }
        if (e.statusCode() == 404 || ReadSummary.saysAbsent(code)) {
            return new AwsError(Kind.NOT_FOUND, code, said.isBlank() ? "It does not exist" : said, id, Fate.REJECTED);
        }
        if (e.statusCode() >= 500) {
            return new AwsError(
                    Kind.SERVER,
                    code,
                    said.isBlank() ? "AWS failed with status " + e.statusCode() : said,
                    id,
                    Fate.UNKNOWN);
        }
        Fate fate = e.statusCode() >= 400 || e.statusCode() == 0 && !said.isBlank() ? Fate.REJECTED : Fate.UNKNOWN;
        return new AwsError(Kind.REJECTED, code, said.isBlank() ? "AWS refused the request" : said, id, fate);
    }

    /** AWS names the permission in most refusals; where it does not, the operation does. */
    private static String denied(String said, Optional<String> asked) {
        Matcher permission = PERMISSION.matcher(said);
        if (permission.find()) {
            String whose = said.contains("resource-based policy")
                    ? ", by the resource's own policy; " + NO_ALLOWANCE_HELPS
                    : said.contains("with an explicit deny") ? ", by an explicit deny; " + NO_ALLOWANCE_HELPS : "";
            return "not permitted: " + permission.group(1) + whose;
        }
        return asked.map(action -> "not permitted: " + action)
                .orElse(said.isBlank() ? "not permitted" : "not permitted: " + said);
    }

    private static AwsError unanswered(SdkClientException e) {
        String message = message(e);
        String lower = message.toLowerCase(Locale.ROOT);
        Optional<Obstacle> obstacle = Obstacle.behind(e);
        if (obstacle.isPresent()) {
            return error(Kind.NETWORK, e, obstacle.get().words(), Fate.NOT_SENT);
        }
        if (lower.contains("unable to load credentials")
                || lower.contains("profile file contained no credentials")
                || lower.contains("credentials were not")) {
            return error(Kind.NO_CREDENTIALS, e, "There are no credentials to be had: " + message, Fate.NOT_SENT);
        }
        if (caused(
                e,
                t -> t instanceof UnknownHostException
                        || t instanceof NoRouteToHostException
                        || t instanceof ConnectException
                        || t instanceof ConnectTimeoutException)) {
            return error(Kind.NETWORK, e, "AWS could not be reached: " + message, Fate.NOT_SENT);
        }
        if (unreadable(e, lower)) {
            return error(Kind.MALFORMED_ANSWER, e, "AWS's answer could not be read", Fate.UNKNOWN);
        }
        if (caused(e, SocketTimeoutException.class::isInstance)) {
            return timeout(e);
        }
        if (caused(e, java.io.IOException.class::isInstance)) {
            return error(Kind.NETWORK, e, "The connection broke before the answer came: " + message, Fate.UNKNOWN);
        }
        return error(Kind.OTHER, e, message, Fate.UNKNOWN);
    }

    /** The parsers' own exceptions are I/O exceptions too. They repeat what they read, which may be anything. */
    private static boolean unreadable(SdkClientException e, String message) {
        return message.contains("unmarshall")
                || message.contains("could not parse")
                || caused(
                        e,
                        t -> t.getClass().getName().contains(".jackson.")
                                || t instanceof javax.xml.stream.XMLStreamException);
    }

    private static boolean caused(@Nullable Throwable e, Predicate<Throwable> what) {
        int depth = 0;
        for (Throwable t = e; t != null && depth < 20; t = t.getCause(), depth++) {
            if (what.test(t)) {
                return true;
            }
        }
        return false;
    }

    private static AwsError timeout(Throwable e) {
        return error(Kind.TIMEOUT, e, "No answer in time", Fate.UNKNOWN);
    }

    private static AwsError error(Kind kind, Throwable e, String words, Fate fate) {
        return new AwsError(kind, e.getClass().getSimpleName(), words, "", fate);
    }

    private static String message(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
