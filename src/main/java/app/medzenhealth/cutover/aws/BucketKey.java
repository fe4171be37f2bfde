package app.medzenhealth.cutover.aws;

import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** The key of KMS that a bucket encrypts new objects with. */
public final class BucketKey {
    private BucketKey() {}

    /** ARN, id or alias; empty where it uses none, or the one that AWS keeps for S3 (PutBucketEncryption: KMSMasterKeyID). */
    public static Optional<String> of(S3Client client, String bucket) {
        try {
            return client
                    .getBucketEncryption(r -> r.bucket(bucket))
                    .serverSideEncryptionConfiguration()
                    .rules()
                    .stream()
                    .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
                    .filter(Objects::nonNull)
                    .flatMap(d -> Optional.ofNullable(d.kmsMasterKeyID()).stream())
                    .findFirst();
        } catch (S3Exception e) {
            if (AwsErrors.is(e, ErrorCode.NO_ENCRYPTION)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
