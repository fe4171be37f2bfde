package app.medzenhealth.cutover.action.storage;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.BucketHome;
import app.medzenhealth.cutover.aws.BucketPolicy;
import app.medzenhealth.cutover.aws.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MFADeleteStatus;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
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
        return BucketHome.of(client, bucket);
    }

    /** The current objects under a prefix, by key. */
    Map<String, S3Object> objects(String bucket, String prefix) {
        var objects = new TreeMap<String, S3Object>();
        client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix.isEmpty() ? null : prefix))
                .contents()
                .forEach(o -> objects.put(o.key(), o));
        return objects;
    }

    /** The current objects in a range, by key; read no further than that. */
    Map<String, S3Object> objects(String bucket, KeyRange range) {
        var objects = new TreeMap<String, S3Object>();
        for (var page : client.listObjectsV2Paginator(
                r -> r.bucket(bucket).startAfter(range.before().isEmpty() ? null : range.before()))) {
            page.contents().stream().filter(o -> range.holds(o.key())).forEach(o -> objects.put(o.key(), o));
            if (page.contents().stream().anyMatch(o -> range.ends(o.key()))) {
                break;
            }
        }
        return objects;
    }

    /** A version of an object; empty where it is gone. */
    Optional<HeadObjectResponse> version(String bucket, String key, String version) {
        try {
            return Optional.of(client.headObject(r -> r.bucket(bucket).key(key).versionId(version)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** An object's checksums, where it has any; empty where there is no such object. */
    Optional<HeadObjectResponse> head(String bucket, String key) {
        try {
            return Optional.of(client.headObject(r -> r.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** A version's retention. */
    HeadObjectResponse head(String bucket, Held version) {
        return client.headObject(r -> r.bucket(bucket).key(version.key()).versionId(version.version()));
    }

    /** Whether versions of the bucket may be retained. */
    boolean locks(String bucket) {
        try {
            return client.getObjectLockConfiguration(r -> r.bucket(bucket))
                            .objectLockConfiguration()
                            .objectLockEnabled()
                    == ObjectLockEnabled.ENABLED;
        } catch (S3Exception e) {
            return absent(e, ErrorCode.NO_OBJECT_LOCK, false);
        }
    }

    /** The bucket's policy; empty where it has none. */
    Optional<String> policy(String bucket) {
        return BucketPolicy.of(client, bucket);
    }

    /** Every version and delete marker: a bucket is only empty without them. */
    Versions versions(String bucket) {
        var versions = new ArrayList<Held>();
        var markers = new ArrayList<Held>();
        var current = new HashMap<String, ObjectVersion>();
        var older = new ArrayList<ObjectVersion>();
        client.listObjectVersionsPaginator(r -> r.bucket(bucket)).forEach(page -> {
            page.versions().forEach(v -> {
                versions.add(Held.of(v));
                if (Boolean.TRUE.equals(v.isLatest())) {
                    current.put(v.key(), v);
                } else {
                    older.add(v);
                }
            });
            page.deleteMarkers().forEach(m -> markers.add(Held.of(m)));
        });
        older.removeIf(v -> same(v, current.get(v.key())));
        return new Versions(List.copyOf(versions), List.copyOf(markers), List.copyOf(older));
    }

    /** Every version and delete marker in a range; read no further than that. */
    List<Held> versions(String bucket, KeyRange range) {
        var found = new ArrayList<Held>();
        for (var page : client.listObjectVersionsPaginator(
                r -> r.bucket(bucket).keyMarker(range.before().isEmpty() ? null : range.before()))) {
            var all = Stream.concat(
                            page.versions().stream().map(Held::of),
                            page.deleteMarkers().stream().map(Held::of))
                    .toList();
            all.stream().filter(h -> range.holds(h.key())).forEach(found::add);
            if (all.stream().anyMatch(h -> range.ends(h.key()))) {
                break;
            }
        }
        return found;
    }

    /**
     * A version of an object, or a delete marker, which has no entity tag.
     *
     * @param version {@code null} as text where no versions are kept (ListObjectVersions: VersionId)
     */
    record Held(
            String key,
            @Nullable String version,
            @Nullable String tag,
            @Nullable Instant modified) {
        static Held of(ObjectVersion v) {
            return new Held(v.key(), v.versionId(), v.eTag(), v.lastModified());
        }

        static Held of(DeleteMarkerEntry m) {
            return new Held(m.key(), m.versionId(), null, m.lastModified());
        }

        ObjectIdentifier identifier() {
            return ObjectIdentifier.builder().key(key).versionId(version).build();
        }
    }

    private static boolean same(ObjectVersion older, @Nullable ObjectVersion current) {
        return current != null
                && Objects.equals(older.eTag(), current.eTag())
                && Objects.equals(older.size(), current.size());
    }

    /**
     * @param objects versions that hold something, the current ones among them
     * @param older those among them that are current no more and hold something else than the current one: copying objects copies
     *     none of them (Amazon S3 API Reference, ListObjectVersions: IsLatest; CopyObject copies the current version unless told)
     */
    record Versions(List<Held> objects, List<Held> markers, List<ObjectVersion> older) {
        /** By key, the oldest first: whatever is left of a key at any time has its current version. */
        List<Held> all() {
            return Stream.concat(objects.stream(), markers.stream())
                    .sorted(Comparator.comparing(Held::key, KeyRange.ORDER)
                            .thenComparing(Held::modified, Comparator.nullsFirst(Comparator.naturalOrder())))
                    .toList();
        }
    }

    /** Uploads that were begun and never finished: they are stored and charged, and keep a bucket from being deleted. */
    List<MultipartUpload> uploads(String bucket) {
        return client.listMultipartUploadsPaginator(r -> r.bucket(bucket)).uploads().stream()
                .toList();
    }

    /** Whether it has never kept versions: "once you version-enable a bucket, it can never return to an unversioned state". */
    boolean unversioned(String bucket) {
        return client.getBucketVersioning(r -> r.bucket(bucket)).status() == null;
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
            return absent(e, ErrorCode.NO_ENCRYPTION, "");
        }
    }

    /** Whether all four switches against public access are on. */
    boolean closed(String bucket) {
        try {
            var block = client.getPublicAccessBlock(r -> r.bucket(bucket)).publicAccessBlockConfiguration();
            return Stream.of(
                            block.blockPublicAcls(),
                            block.blockPublicPolicy(),
                            block.ignorePublicAcls(),
                            block.restrictPublicBuckets())
                    .allMatch(Boolean.TRUE::equals);
        } catch (S3Exception e) {
            return absent(e, ErrorCode.NO_PUBLIC_ACCESS_BLOCK, false);
        }
    }

    Map<String, String> tags(String bucket) {
        try {
            return client.getBucketTagging(r -> r.bucket(bucket)).tagSet().stream()
                    .collect(Collectors.toMap(Tag::key, Tag::value));
        } catch (S3Exception e) {
            return absent(e, ErrorCode.NO_SUCH_TAG_SET, Map.of());
        }
    }

    /** The value for what S3 reports as an error although it only is not set. */
    private static <T> T absent(S3Exception e, ErrorCode code, T value) {
        if (AwsErrors.is(e, code)) {
            return value;
        }
        throw e;
    }
}
