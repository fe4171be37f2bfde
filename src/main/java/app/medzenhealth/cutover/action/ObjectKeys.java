package app.medzenhealth.cutover.action;

import app.medzenhealth.cutover.aws.BucketKey;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Whether objects of a bucket can be read with the keys that they are encrypted with. An object keeps the key that it was written
 * with, whatever the bucket's default has become since (Amazon S3 User Guide, "Setting default server-side encryption behavior").
 */
public final class ObjectKeys {
    private static final String KMS = "aws:kms";

    private final S3Client client;
    private final String bucket;
    private final CopyKeys keys;

    /** @param region of the bucket */
    public ObjectKeys(ActionContext context, String region, String bucket) {
        this.client = context.clients().client(S3Client.class, region);
        this.bucket = bucket;
        this.keys = new CopyKeys(context, region);
    }

    /** Why nothing that is written there now could be read; empty where it could. */
    public Optional<Check.Fail> byDefault() {
        return keys.lost(BucketKey.of(client, bucket).orElse(null));
    }

    /** Why an object cannot be read; empty where it can, or is not there. */
    public Optional<Check.Fail> lost(String key) {
        try {
            return lost(client.headObject(q -> q.bucket(bucket).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** The same, of what S3 tells of an object (Amazon S3 API Reference, HeadObject: SSEKMSKeyId). */
    public Optional<Check.Fail> lost(HeadObjectResponse head) {
        var algorithm = head.serverSideEncryptionAsString();
        if (algorithm == null || !algorithm.startsWith(KMS)) {
            return Optional.empty();
        }
        return head.ssekmsKeyId() == null
                ? Optional.of(new Check.Fail(
                        "S3 does not tell which key it is encrypted with",
                        "copy it once more with a key that is enabled"))
                : keys.lost(head.ssekmsKeyId());
    }
}
