package app.medzenhealth.cutover.aws;

/**
 * A failed call in words.
 *
 * @param code AWS's error code, or the exception's simple name where AWS said nothing
 * @param words what happened, in one sentence for the person at the console; never a secret
 * @param requestId AWS's id of the request, or empty
 * @param fate what can be said about whether the call took effect
 */
public record AwsError(Kind kind, String code, String words, String requestId, Fate fate) {

    public enum Kind {
        ACCESS_DENIED,
        THROTTLED,
        REGION_DISABLED,
        EXPIRED_CREDENTIALS,
        /** This machine's clock and AWS's differ too much for a signature. */
        CLOCK_WRONG,
        NO_CREDENTIALS,
        NETWORK,
        TIMEOUT,
        NOT_FOUND,
        MALFORMED_ANSWER,
        REJECTED,
        SERVER,
        REFUSED,
        OTHER
    }

    public enum Fate {
        /** AWS said no: it had no effect. */
        REJECTED,
        /** It never left this machine. */
        NOT_SENT,
        /** No answer, or one that does not say: it may have had its effect. */
        UNKNOWN
    }

    private static final String NOT_PERMITTED = "not permitted";

    /** What {@link Kind#ACCESS_DENIED} says of the permission that is missing. */
    static String notPermitted(String what) {
        return what.isBlank() ? NOT_PERMITTED : NOT_PERMITTED + ": " + what;
    }

    /** Whether a reason is, or holds, what {@link #notPermitted} says: where only the words were kept. */
    public static boolean saysNotPermitted(String reason) {
        return reason.contains(NOT_PERMITTED);
    }

    /** Code and words, as an unknown cell or a failed step shows them. */
    public String reason() {
        return words.startsWith(code) ? words : code + ": " + words;
    }

    /** The same, with the request's id, by which AWS's support finds it, where there is one. */
    public String traceable() {
        return requestId.isEmpty() ? reason() : reason() + " (request " + requestId + ")";
    }
}
