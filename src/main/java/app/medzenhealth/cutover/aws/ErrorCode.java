package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.aws.AwsError.Kind;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The error codes of AWS that mean something here, each with who says what it means. Every other code is shown as AWS said it, and
 * nothing is made of it.
 */
public enum ErrorCode {
    ACCESS_DENIED("AccessDenied", Kind.ACCESS_DENIED, Source.S3),
    ACCESS_DENIED_EXCEPTION("AccessDeniedException", Kind.ACCESS_DENIED, Source.COMMON),
    UNAUTHORIZED_OPERATION("UnauthorizedOperation", Kind.ACCESS_DENIED, Source.EC2),
    AUTHORIZATION_ERROR("AuthorizationError", Kind.ACCESS_DENIED, Source.SNS),
    NOT_AUTHORIZED("NotAuthorized", Kind.ACCESS_DENIED, Source.COMMON),
    /** An answer without a body has no code but its status. */
    FORBIDDEN_HEAD("403", Kind.ACCESS_DENIED, Source.S3_HEAD),

    EXPIRED_TOKEN("ExpiredToken", Kind.EXPIRED_CREDENTIALS, Source.S3, Words.EXPIRED),
    EXPIRED_TOKEN_EXCEPTION("ExpiredTokenException", Kind.EXPIRED_CREDENTIALS, Source.COMMON, Words.EXPIRED),
    TOKEN_REFRESH_REQUIRED("TokenRefreshRequired", Kind.EXPIRED_CREDENTIALS, Source.S3, Words.EXPIRED),
    /** EC2 says it of requests and of expired session tokens alike (aws-sdk-ruby#143, aws-sdk-go-v2#1674). */
    REQUEST_EXPIRED(
            "RequestExpired",
            Kind.EXPIRED_CREDENTIALS,
            Source.EC2,
            "AWS says that the request has expired: the credentials have, or this machine's clock is more than 15 minutes off:"
                    + " sign in again, or set the clock"),

    REQUEST_TIME_TOO_SKEWED("RequestTimeTooSkewed", Kind.CLOCK_WRONG, Source.S3, Words.CLOCK),
    REQUEST_IN_THE_FUTURE("RequestInTheFuture", Kind.CLOCK_WRONG, Source.SDK, Words.CLOCK),

    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", Kind.REJECTED, Source.SIGNATURES, Words.SIGNATURE),
    INVALID_SIGNATURE_EXCEPTION("InvalidSignatureException", Kind.REJECTED, Source.SIGNATURES, Words.SIGNATURE),
    INCOMPLETE_SIGNATURE(
            "IncompleteSignature",
            Kind.REJECTED,
            Source.COMMON,
            "The signature does not conform to AWS's standards: the keys hold stray characters, or something on the way changed"
                    + " the request"),

    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", Kind.REGION_DISABLED, Source.COMMON_EARLIER, Words.NOT_HERE),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", Kind.REGION_DISABLED, Source.LOGS, Words.NOT_HERE),
    AUTH_FAILURE("AuthFailure", Kind.REGION_DISABLED, Source.REGIONS, Words.NOT_HERE),
    OPT_IN_REQUIRED(
            "OptInRequired",
            Kind.REGION_DISABLED,
            Source.COMMON_EARLIER,
            "The account has not signed up for this service in this region"),
    REGION_DISABLED(
            "RegionDisabledException",
            Kind.REGION_DISABLED,
            Source.STS,
            "The account has switched off sign-in (STS) in this region"),
    INVALID_ACCESS_KEY_ID(
            "InvalidAccessKeyId",
            Kind.REJECTED,
            Source.S3,
            "AWS does not know this access key: it is wrong, or was deleted"),

    /** Of a bucket asked in the wrong region, and of one to be made there (boto3#2622, aws-parallelcluster#1190). */
    ILLEGAL_LOCATION_CONSTRAINT(
            "IllegalLocationConstraintException",
            Kind.REJECTED,
            Source.S3,
            "The bucket's region is not that of the endpoint that was asked; the credentials are not in question"),

    THROTTLING("Throttling", Kind.THROTTLED, Source.SDK, Words.SLOWER),
    THROTTLING_EXCEPTION("ThrottlingException", Kind.THROTTLED, Source.COMMON, Words.SLOWER),
    THROTTLED_EXCEPTION("ThrottledException", Kind.THROTTLED, Source.SDK, Words.SLOWER),
    THROUGHPUT_EXCEEDED("ProvisionedThroughputExceededException", Kind.THROTTLED, Source.SDK, Words.SLOWER),
    SLOW_DOWN("SlowDown", Kind.THROTTLED, Source.S3, Words.SLOWER),
    TOO_MANY_REQUESTS("TooManyRequestsException", Kind.THROTTLED, Source.SDK, Words.SLOWER),
    REQUEST_LIMIT_EXCEEDED("RequestLimitExceeded", Kind.THROTTLED, Source.EC2, Words.SLOWER),
    BANDWIDTH_LIMIT_EXCEEDED("BandwidthLimitExceeded", Kind.THROTTLED, Source.SDK, Words.SLOWER),
    REQUEST_THROTTLED("RequestThrottled", Kind.THROTTLED, Source.SDK, Words.SLOWER),
    REQUEST_THROTTLED_EXCEPTION("RequestThrottledException", Kind.THROTTLED, Source.SDK, Words.SLOWER),

    /** What S3 says of a setting that was never made. */
    NO_SUCH_TAG_SET("NoSuchTagSet", Kind.NOT_FOUND, Source.S3),
    NO_PUBLIC_ACCESS_BLOCK("NoSuchPublicAccessBlockConfiguration", Kind.NOT_FOUND, Source.S3),
    NO_LIFECYCLE("NoSuchLifecycleConfiguration", Kind.NOT_FOUND, Source.S3),
    NO_REPLICATION("ReplicationConfigurationNotFoundError", Kind.NOT_FOUND, Source.S3),
    NO_ENCRYPTION("ServerSideEncryptionConfigurationNotFoundError", Kind.NOT_FOUND, Source.S3),
    NO_OBJECT_LOCK("ObjectLockConfigurationNotFoundError", Kind.NOT_FOUND, Source.S3),
    NO_BUCKET_POLICY("NoSuchBucketPolicy", Kind.NOT_FOUND, Source.S3),
    NO_SUCH_GROUP("InvalidGroup.NotFound", Kind.NOT_FOUND, Source.EC2),
    NO_SUCH_ALLOCATION("InvalidAllocationID.NotFound", Kind.NOT_FOUND, Source.EC2),

    /** CloudFormation has no code of its own for much: see {@link Wording}. */
    VALIDATION_ERROR("ValidationError", Kind.REJECTED, Source.COMMON_EARLIER);

    /** Who says what a code means. */
    public enum Source {
        COMMON(
                "AWS IAM API Reference, Common error types: docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html"),
        COMMON_EARLIER(
                "Amazon EMR API Reference, Common errors: docs.aws.amazon.com/emr/latest/APIReference/CommonErrors.html"),
        S3("Amazon S3 API Reference, Error responses: docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"),
        S3_HEAD("Amazon S3 API Reference, HeadBucket: docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html"),
        EC2(
                "Amazon EC2 API Reference, Error codes: docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"),
        SNS("Amazon SNS API Reference, AuthorizationError: docs.aws.amazon.com/sns/latest/api/API_Publish.html"),
        STS("AWS STS API Reference, AssumeRole: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html"),
        LOGS("Amazon CloudWatch Logs API Reference, PutLogEvents:"
                + " docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html"),
        SIGNATURES("AWS IAM User Guide, Troubleshoot Signature Version 4:"
                + " docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html"),
        REGIONS(
                "AWS Knowledge Center, Validate access credentials: repost.aws/knowledge-center/iam-validate-access-credentials"),
        SDK("AWS SDK for Java 2.40.2, software.amazon.awssdk.awscore.internal.AwsErrorCode");

        private final String where;

        Source(String where) {
            this.where = where;
        }

        public String where() {
            return where;
        }
    }

    private static final class Words {
        static final String EXPIRED = "The credentials have expired: sign in again";
        static final String CLOCK = "This machine's clock is wrong by more than AWS allows: set it, then try again";
        static final String SLOWER = "AWS asks to slow down; nothing is wrong with the request";
        /** A region that is not enabled answers as if the credentials were wrong ({@link Source#REGIONS}). */
        static final String NOT_HERE =
                "AWS does not know these credentials here: the region is not enabled for the account, or they are invalid";
        /** AWS's own words repeat the signed headers, the session token among them. */
        static final String SIGNATURE =
                "AWS does not accept the signature: the secret key is not that of the access key, or something on the way"
                        + " changed the request";
    }

    private static final Map<String, ErrorCode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::code, Function.identity()));

    private final String code;
    private final Kind kind;
    private final Source source;
    private final Optional<String> words;

    ErrorCode(String code, Kind kind, Source source) {
        this(code, kind, source, Optional.empty());
    }

    ErrorCode(String code, Kind kind, Source source, String words) {
        this(code, kind, source, Optional.of(words));
    }

    ErrorCode(String code, Kind kind, Source source, Optional<String> words) {
        this.code = code;
        this.kind = kind;
        this.source = source;
        this.words = words;
    }

    static Optional<ErrorCode> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    public Source source() {
        return source;
    }

    /** What it is said to mean in place of AWS's own words; empty where those stay. */
    public Optional<String> words() {
        return words;
    }

    /** Whether a clock that is wrong may be behind it, as the SDK reckons. */
    public boolean maybeClock() {
        return switch (this) {
            case REQUEST_TIME_TOO_SKEWED,
                    REQUEST_IN_THE_FUTURE,
                    REQUEST_EXPIRED,
                    SIGNATURE_DOES_NOT_MATCH,
                    INVALID_SIGNATURE_EXCEPTION,
                    AUTH_FAILURE -> true;
            default -> false;
        };
    }
}
