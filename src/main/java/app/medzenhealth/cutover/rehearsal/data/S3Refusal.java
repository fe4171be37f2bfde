package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** How S3 refuses. */
final class S3Refusal {

    private S3Refusal() {}

    static AwsServiceException noBucket() {
        return AwsFault.of(NoSuchBucketException.builder(), "NoSuchBucket", 404, "The specified bucket does not exist");
    }

    static AwsServiceException noKey() {
        return AwsFault.of(NoSuchKeyException.builder(), "NoSuchKey", 404, "The specified key does not exist.");
    }

    static AwsServiceException noUpload() {
        return AwsFault.of(
                NoSuchUploadException.builder(),
                "NoSuchUpload",
                404,
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.");
    }

    /** Names are one space for all accounts. */
    static AwsServiceException taken() {
        return AwsFault.of(
                BucketAlreadyExistsException.builder(),
                "BucketAlreadyExists",
                409,
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please"
                        + " select a different name and try again.");
    }

    static AwsServiceException exists() {
        return AwsFault.of(
                BucketAlreadyOwnedByYouException.builder(),
                "BucketAlreadyOwnedByYou",
                409,
                "Your previous request to create the named bucket succeeded and you already own it.");
    }

    /** Asked in another region than the bucket's. */
    static AwsServiceException elsewhere(String region) {
        return AwsFault.of(
                S3Exception.builder(),
                "PermanentRedirect",
                "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future"
                        + " requests to this endpoint.",
                SdkHttpResponse.builder()
                        .statusCode(301)
                        .putHeader("x-amz-bucket-region", region)
                        .build());
    }

    static AwsServiceException notEmpty(boolean versioned) {
        return refused(
                "BucketNotEmpty",
                409,
                "The bucket you tried to delete is not empty."
                        + (versioned ? " You must delete all versions in the bucket." : ""));
    }

    static AwsServiceException refused(String code, int status, String message) {
        return AwsFault.of(S3Exception.builder(), code, status, message);
    }
}
