package app.medzenhealth.cutover.action;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** An exception in words: AWS's own code, message and request id where there are any. */
final class Explained {
    private Explained() {}

    static String of(Throwable cause) {
        if (cause instanceof AwsServiceException e && e.awsErrorDetails() != null) {
            String request = e.requestId() == null ? "" : " (request " + e.requestId() + ")";
            return e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage() + request;
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
