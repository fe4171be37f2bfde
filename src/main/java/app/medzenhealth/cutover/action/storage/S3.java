package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.MFADeleteStatus;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** Reads buckets through one region's endpoint. Empty means that AWS says it is not there. */
final class S3 {
    private final S3Client client;

    private S3(S3Client client) {
        this.client = client;
    }

    static S3 in(ActionContext context, String region) {
        return new S3(context.clients().client(S3Client.class, region));
    }

    /** The region a bucket lives in; empty where there is no such bucket. */
    Optional<String> region(String bucket) {
        try {
            String constraint = client.getBucketLocation(r -> r.bucket(bucket)).locationConstraintAsString();
            return Optional.of(
                    switch (constraint) {
                        case null -> "us-east-1";
                        case "" -> "us-east-1";
                        case "EU" -> "eu-west-1";
                        default -> constraint;
                    });
        } catch (NoSuchBucketException e) {
            return Optional.empty();
        }
    }

    /** The current objects, by key. */
    Map<String, S3Object> objects(String bucket) {
        Map<String, S3Object> objects = new TreeMap<>();
        client.listObjectsV2Paginator(r -> r.bucket(bucket)).contents().forEach(o -> objects.put(o.key(), o));
        return objects;
    }

    /** Every version and delete marker: a bucket is only empty without them. */
    List<ObjectIdentifier> versions(String bucket) {
        List<ObjectIdentifier> versions = new ArrayList<>();
        client.listObjectVersionsPaginator(r -> r.bucket(bucket)).forEach(page -> {
            page.versions().forEach(v -> versions.add(version(v.key(), v.versionId())));
            page.deleteMarkers().forEach(m -> versions.add(version(m.key(), m.versionId())));
        });
        return versions;
    }

    /** Uploads that were begun and never finished: they are stored and charged, and keep a bucket from being deleted. */
    List<MultipartUpload> uploads(String bucket) {
        return client.listMultipartUploadsPaginator(r -> r.bucket(bucket)).uploads().stream()
                .toList();
    }

    boolean versioned(String bucket) {
        return client.getBucketVersioning(r -> r.bucket(bucket)).status() == BucketVersioningStatus.ENABLED;
    }

    boolean deletesNeedMfa(String bucket) {
        return client.getBucketVersioning(r -> r.bucket(bucket)).mfaDelete() == MFADeleteStatus.ENABLED;
    }

    /** The default encryption as {@code aws:kms <key>} or {@code AES256}; empty where there is none. */
    String encryption(String bucket) {
        try {
            return client
                    .getBucketEncryption(r -> r.bucket(bucket))
                    .serverSideEncryptionConfiguration()
                    .rules()
                    .stream()
                    .map(ServerSideEncryptionRule::applyServerSideEncryptionByDefault)
                    .map(d -> d.kmsMasterKeyID() == null
                            ? d.sseAlgorithmAsString()
                            : d.sseAlgorithmAsString() + " " + d.kmsMasterKeyID())
                    .findFirst()
                    .orElse("");
        } catch (S3Exception e) {
            return absent(e, "ServerSideEncryptionConfigurationNotFoundError", "");
        }
    }

    /** Whether all four switches against public access are on. */
    boolean closed(String bucket) {
        try {
            PublicAccessBlockConfiguration block =
                    client.getPublicAccessBlock(r -> r.bucket(bucket)).publicAccessBlockConfiguration();
            return Stream.of(
                            block.blockPublicAcls(),
                            block.blockPublicPolicy(),
                            block.ignorePublicAcls(),
                            block.restrictPublicBuckets())
                    .allMatch(Boolean.TRUE::equals);
        } catch (S3Exception e) {
            return absent(e, "NoSuchPublicAccessBlockConfiguration", false);
        }
    }

    Map<String, String> tags(String bucket) {
        try {
            return client.getBucketTagging(r -> r.bucket(bucket)).tagSet().stream()
                    .collect(Collectors.toMap(Tag::key, Tag::value));
        } catch (S3Exception e) {
            return absent(e, "NoSuchTagSet", Map.of());
        }
    }

    /** The value for what S3 reports as an error although it only is not set. */
    private static <T> T absent(S3Exception e, String code, T value) {
        if (e.awsErrorDetails() != null && code.equals(e.awsErrorDetails().errorCode())) {
            return value;
        }
        throw e;
    }

    private static ObjectIdentifier version(String key, @Nullable String version) {
        return ObjectIdentifier.builder().key(key).versionId(version).build();
    }
}
