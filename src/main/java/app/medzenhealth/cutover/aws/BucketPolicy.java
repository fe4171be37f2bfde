package app.medzenhealth.cutover.aws;

import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket's policy as it is set. */
public final class BucketPolicy {
    private BucketPolicy() {}

    /** The document; empty where the bucket has none (Amazon S3, Error responses: NoSuchBucketPolicy). */
    public static Optional<String> of(S3Client client, String bucket) {
        try {
            return Optional.of(client.getBucketPolicy(r -> r.bucket(bucket)).policy());
        } catch (S3Exception e) {
            if (AwsErrors.is(e, ErrorCode.NO_BUCKET_POLICY)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
