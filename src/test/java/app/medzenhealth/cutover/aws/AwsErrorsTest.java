package app.medzenhealth.cutover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.aws.AwsError.Fate;
import app.medzenhealth.cutover.aws.AwsError.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsErrorsTest {

    private static AwsServiceException answer(String code, int status, String message) {
        return AwsServiceException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .statusCode(status)
                .requestId("req-1")
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, 400, ACCESS_DENIED, REJECTED",
        "UnauthorizedOperation, 403, ACCESS_DENIED, REJECTED",
        "ThrottlingException, 400, THROTTLED, REJECTED",
        "Throttling, 400, THROTTLED, REJECTED",
        "TooManyRequestsException, 429, THROTTLED, REJECTED",
        "SlowDown, 503, THROTTLED, REJECTED",
        "InvalidClientTokenId, 403, REGION_DISABLED, REJECTED",
        "AuthFailure, 401, REGION_DISABLED, REJECTED",
        "UnrecognizedClientException, 400, REGION_DISABLED, REJECTED",
        "ExpiredTokenException, 403, EXPIRED_CREDENTIALS, REJECTED",
        "DBInstanceNotFound, 404, NOT_FOUND, REJECTED",
        "NoSuchBucket, 404, NOT_FOUND, REJECTED",
        "ResourceNotFoundException, 400, NOT_FOUND, REJECTED",
        "InvalidDBInstanceState, 400, REJECTED, REJECTED",
        "InternalFailure, 500, SERVER, UNKNOWN",
        "ServiceUnavailable, 503, SERVER, UNKNOWN"
    })
    void codes_of_aws_are_told_apart(String code, int status, Kind kind, Fate fate) {
        var error = AwsErrors.explain(answer(code, status, "some words"));
        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.fate()).isEqualTo(fate);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.requestId()).isEqualTo("req-1");
    }

    @Test
    void a_refusal_names_the_missing_permission() {
        var error = AwsErrors.explain(answer(
                "AccessDeniedException",
                400,
                "User: arn:aws:sts::558069890522:assumed-role/viewer/x is not authorized to perform: dynamodb:ListTables on "
                        + "resource: *"));
        assertThat(error.reason()).isEqualTo("AccessDeniedException: not permitted: dynamodb:ListTables");
    }

    /** IAM's sentences as its User Guide has them: docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "because no resource-based policy allows the kms:Decrypt action | by the resource's own policy",
                "on resource: arn:aws:kms:eu-west-1:1:key/k with an explicit deny in a resource-based policy | by the resource's own",
                "because no service control policy allows the kms:Decrypt action | the service control policy leaves out",
                "because no permissions boundary allows the kms:Decrypt action | the permissions boundary leaves out",
                "because no session policy allows the kms:Decrypt action | the session policy leaves out",
                "because no VPC endpoint policy allows the kms:Decrypt action | the VPC endpoint policy leaves out",
                "with an explicit deny in a service control policy | by an explicit deny",
                "due to an explicit deny in a Service Control Policy | by an explicit deny",
                "with an explicit deny in an identity-based policy | by an explicit deny",
            })
    void a_refusal_that_no_permission_of_the_callers_changes_says_so(String why, String said) {
        var error = AwsErrors.explain(answer(
                "AccessDeniedException",
                400,
                "User: arn:aws:iam::123456789012:user/JohnDoe is not authorized to perform: kms:Decrypt " + why));
        assertThat(error.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(error.words()).contains("kms:Decrypt").contains(said).contains(AwsErrors.NO_ALLOWANCE_HELPS);
    }

    @Test
    void a_permission_that_the_caller_lacks_is_not_said_to_help_nothing() {
        var error = AwsErrors.explain(answer(
                "AccessDeniedException",
                400,
                "User: arn:aws:iam::123456789012:user/JohnDoe is not authorized to perform: kms:Decrypt because no"
                        + " identity-based policy allows the kms:Decrypt action"));
        assertThat(error.words()).doesNotContain(AwsErrors.NO_ALLOWANCE_HELPS);
    }

    @Test
    void what_got_no_answer_is_unknown_and_what_was_never_sent_is_not() {
        assertThat(kind(SdkClientException.create("x", new SocketTimeoutException("Read timed out"))))
                .isEqualTo(Kind.TIMEOUT);
        assertThat(kind(ApiCallTimeoutException.create(60_000))).isEqualTo(Kind.TIMEOUT);
        assertThat(kind(new ExecutionException(new TimeoutException()))).isEqualTo(Kind.TIMEOUT);
        assertThat(fate(SdkClientException.create("x", new IOException("reset"))))
                .isEqualTo(Fate.UNKNOWN);
        assertThat(fate(SdkClientException.create("x", new ConnectException("refused"))))
                .isEqualTo(Fate.NOT_SENT);
        assertThat(fate(SdkClientException.create("x", new UnknownHostException("sts"))))
                .isEqualTo(Fate.NOT_SENT);
        assertThat(kind(SdkClientException.create("Unable to load credentials from any of the providers")))
                .isEqualTo(Kind.NO_CREDENTIALS);
        assertThat(kind(SdkClientException.create("Could not parse XML response.")))
                .isEqualTo(Kind.MALFORMED_ANSWER);
        assertThat(fate(new IllegalStateException("?"))).isEqualTo(Fate.UNKNOWN);
    }

    private static Kind kind(Throwable e) {
        return AwsErrors.explain(e).kind();
    }

    private static Fate fate(Throwable e) {
        return AwsErrors.explain(e).fate();
    }
}
