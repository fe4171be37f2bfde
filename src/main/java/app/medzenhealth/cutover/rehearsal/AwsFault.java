package app.medzenhealth.cutover.rehearsal;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Makes the exceptions that the SDK throws when a service refuses. */
public final class AwsFault {

    private AwsFault() {}

    /**
     * @param builder of the exception's class, for example {@code DbInstanceNotFoundException.builder()}
     * @param code as the service spells it, for example {@code DBInstanceNotFound}
     * @param status of the HTTP answer
     */
    public static AwsServiceException of(AwsServiceException.Builder builder, String code, int status, String message) {
        return of(
                builder,
                code,
                message,
                SdkHttpResponse.builder().statusCode(status).build());
    }

    /** With an answer of one's own, where headers matter. */
    public static AwsServiceException of(
            AwsServiceException.Builder builder, String code, String message, SdkHttpResponse answer) {
        var details = AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .sdkHttpResponse(answer)
                .build();
        return builder.awsErrorDetails(details)
                .statusCode(answer.statusCode())
                .message(message)
                .build();
    }
}
