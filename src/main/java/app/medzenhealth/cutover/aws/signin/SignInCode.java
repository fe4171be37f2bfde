package app.medzenhealth.cutover.aws.signin;

import app.medzenhealth.cutover.aws.ErrorCode;
import app.medzenhealth.cutover.aws.signin.SignInProblem.Kind;
import java.util.Arrays;
import java.util.Optional;

/** What error codes mean to a person who signs in, as far as more can be said than of any other call. */
enum SignInCode {
    UNKNOWN_TOKEN(
            ErrorCode.INVALID_CLIENT_TOKEN_ID,
            Kind.INVALID_KEYS,
            "AWS does not know these keys: they are wrong, inactive or deleted",
            "see in IAM whether the access key is still active, or choose another profile"),
    UNKNOWN_CLIENT(
            ErrorCode.UNRECOGNIZED_CLIENT,
            Kind.INVALID_KEYS,
            "AWS does not know these keys: they are wrong, inactive or deleted",
            "see in IAM whether the access key is still active, or choose another profile"),
    UNKNOWN_KEY(
            ErrorCode.INVALID_ACCESS_KEY_ID,
            Kind.INVALID_KEYS,
            "AWS does not know these keys: they are wrong or deleted",
            "see in IAM whether the access key is still there, or choose another profile"),
    WRONG_SECRET(
            ErrorCode.SIGNATURE_DOES_NOT_MATCH,
            Kind.INVALID_KEYS,
            "AWS does not accept the signature: the secret key is not that of the access key, or something on the way changed"
                    + " the request",
            "correct aws_secret_access_key, or make another access key in IAM"),
    WRONG_SECRET_TOO(
            ErrorCode.INVALID_SIGNATURE_EXCEPTION,
            Kind.INVALID_KEYS,
            "AWS does not accept the signature: the secret key is not that of the access key, or something on the way changed"
                    + " the request",
            "correct aws_secret_access_key, or make another access key in IAM"),
    SWITCHED_OFF(
            ErrorCode.REGION_DISABLED,
            Kind.NOT_PERMITTED,
            "The account has switched off sign-in (STS) in this region",
            "switch STS on for the region in the account's settings");

    private final ErrorCode code;
    private final Kind kind;
    private final String happened;
    private final String next;

    SignInCode(ErrorCode code, Kind kind, String happened, String next) {
        this.code = code;
        this.kind = kind;
        this.happened = happened;
        this.next = next;
    }

    static Optional<SignInProblem> of(String code) {
        return Arrays.stream(values())
                .filter(v -> v.code.code().equals(code))
                .findFirst()
                .map(v -> new SignInProblem(v.kind, v.happened + " (" + code + ")", v.next));
    }

    /** Its source is that of the code. */
    ErrorCode code() {
        return code;
    }
}
