package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.audit.ReadSummary;
import app.medzenhealth.cutover.aws.AwsError.Fate;
import app.medzenhealth.cutover.aws.AwsError.Kind;
import app.medzenhealth.cutover.network.Obstacle;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
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

    private static final int REFUSED = 400;
    private static final int FORBIDDEN = 403;
    private static final int ABSENT = 404;
    private static final int FAILED = 500;

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
        var failure = thrown instanceof ExecutionException e && e.getCause() != null ? e.getCause() : thrown;
        var last = lastAttempt(failure);
        return last.fate() != Fate.UNKNOWN && earlierAttemptOpen(failure)
                ? new AwsError(last.kind(), last.code(), last.words(), last.requestId(), Fate.UNKNOWN)
                : last;
    }

    /** Whether the SDK sent it before, and that attempt may have had its effect: it keeps only the words of those. */
    private static boolean earlierAttemptOpen(Throwable failure) {
        return Stream.of(failure.getSuppressed())
                .map(AwsErrors::message)
                .anyMatch(m -> m.startsWith("Request attempt ") && !Wording.ATTEMPT_REJECTED.in(m));
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

    /** AWS's code of an answered failure; its status where there is none. */
    public static String code(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(d -> d.errorCode())
                .filter(c -> !c.isBlank())
                .orElse(
                        e.statusCode() > 0
                                ? String.valueOf(e.statusCode())
                                : e.getClass().getSimpleName());
    }

    public static boolean is(AwsServiceException e, ErrorCode code) {
        return code(e).equals(code.code());
    }

    /** Whether it was answered with this status, which counts where a service's model names no code for it. */
    public static boolean hasStatus(AwsServiceException e, int status) {
        return e.statusCode() == status;
    }

    /** What AWS said, for those who show it; never to decide by. */
    public static String said(AwsServiceException e) {
        return Optional.ofNullable(e.awsErrorDetails())
                .map(d -> d.errorMessage())
                .orElse("");
    }

    public static boolean says(AwsServiceException e, Wording wording) {
        return wording.in(said(e));
    }

    /** What AWS's words name, where they are of this wording. */
    public static Optional<String> named(AwsServiceException e, Wording wording) {
        var found = wording.pattern().matcher(said(e));
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static AwsError answered(AwsServiceException e) {
        var code = code(e);
        var known = ErrorCode.of(code);
        var id = Optional.ofNullable(e.requestId()).orElse("");
        if (says(e, Wording.TOKEN_EXPIRED)) {
            return known(ErrorCode.EXPIRED_TOKEN_EXCEPTION, e, id);
        }
        if (known.filter(ErrorCode::maybeClock).isPresent() && says(e, Wording.CLOCK_IN_SIGNATURE)) {
            return known(ErrorCode.REQUEST_TIME_TOO_SKEWED, e, id);
        }
        if (known.isPresent()) {
            return known(known.get(), e, id);
        }
        return unknown(code, e, id);
    }

    private static AwsError known(ErrorCode meant, AwsServiceException e, String id) {
        var words =
                meant.kind() == Kind.ACCESS_DENIED ? denied(e) : meant.words().orElseGet(() -> asSaid(e));
        return new AwsError(meant.kind(), code(e), words, id, Fate.REJECTED);
    }

    /** What kind it is follows from its status and name; its words are AWS's. */
    private static AwsError unknown(String code, AwsServiceException e, String id) {
        var said = asSaid(e);
        var status = e.statusCode();
        if (status == FORBIDDEN && says(e, Wording.NOT_AUTHORIZED_TO_PERFORM)) {
            return new AwsError(Kind.ACCESS_DENIED, code, denied(e), id, Fate.REJECTED);
        }
        if (e.isThrottlingException()) {
            return new AwsError(Kind.THROTTLED, code, said, id, Fate.REJECTED);
        }
        if (status == ABSENT || ReadSummary.saysAbsent(code)) {
            return new AwsError(Kind.NOT_FOUND, code, said, id, Fate.REJECTED);
        }
        if (status >= FAILED) {
            return new AwsError(Kind.SERVER, code, said, id, Fate.UNKNOWN);
        }
        var refused = status >= REFUSED || status == 0 && !said(e).isBlank();
        return new AwsError(Kind.REJECTED, code, said, id, refused ? Fate.REJECTED : Fate.UNKNOWN);
    }

    private static String asSaid(AwsServiceException e) {
        var said = said(e);
        return said.isBlank() ? "AWS gave no words with it (status " + e.statusCode() + ")" : said;
    }

    /** AWS names the permission in most refusals; where it does not, the operation does. */
    private static String denied(AwsServiceException e) {
        return named(e, Wording.PERMISSION_NAMED)
                .map(action -> action + by(e))
                .or(() -> Asked.permission(e))
                .map(AwsError::notPermitted)
                .orElseGet(() -> AwsError.notPermitted(said(e)));
    }

    private static String by(AwsServiceException e) {
        if (says(e, Wording.BY_THE_RESOURCE)) {
            return ", by the resource's own policy; " + NO_ALLOWANCE_HELPS;
        }
        if (says(e, Wording.BY_A_BOUND)) {
            return ", which the " + named(e, Wording.BY_A_BOUND).orElseThrow() + " leaves out; " + NO_ALLOWANCE_HELPS;
        }
        return says(e, Wording.BY_EXPLICIT_DENY) ? ", by an explicit deny; " + NO_ALLOWANCE_HELPS : "";
    }

    private static AwsError unanswered(SdkClientException e) {
        var message = message(e);
        var obstacle = Obstacle.behind(e);
        if (obstacle.isPresent()) {
            return error(Kind.NETWORK, e, obstacle.get().words(), Fate.NOT_SENT);
        }
        if (Wording.NO_CREDENTIALS.in(message)) {
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
        if (unreadable(e, message)) {
            return error(Kind.MALFORMED_ANSWER, e, "AWS's answer could not be read", Fate.UNKNOWN);
        }
        if (caused(e, SocketTimeoutException.class::isInstance)) {
            return timeout(e);
        }
        if (caused(e, IOException.class::isInstance)) {
            return error(Kind.NETWORK, e, "The connection broke before the answer came: " + message, Fate.UNKNOWN);
        }
        return error(Kind.OTHER, e, message, Fate.UNKNOWN);
    }

    /** The parsers' own exceptions are I/O exceptions too. They repeat what they read, which may be anything. */
    private static boolean unreadable(SdkClientException e, String message) {
        return Wording.ANSWER_UNREADABLE.in(message)
                || caused(e, t -> t.getClass().getName().contains(".jackson.") || t instanceof XMLStreamException);
    }

    private static boolean caused(@Nullable Throwable e, Predicate<Throwable> what) {
        var depth = 0;
        for (var t = e; t != null && depth < 20; t = t.getCause(), depth++) {
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
