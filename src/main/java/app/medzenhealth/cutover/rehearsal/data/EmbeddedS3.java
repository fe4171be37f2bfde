package app.medzenhealth.cutover.rehearsal.data;

import app.medzenhealth.cutover.rehearsal.AwsFault;
import app.medzenhealth.cutover.rehearsal.Estate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.*;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;

/** S3 as asked in one region. */
public final class EmbeddedS3 implements S3Client {

    private final Estate estate;
    private final String region;
    private final S3State state;

    public EmbeddedS3(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
        this.state = S3State.of(estate);
    }

    private Bucket here(String name) {
        return here(name, S3Refusal::noBucket);
    }

    private Bucket here(String name, Supplier<AwsServiceException> absent) {
        var bucket = state.bucket(name).orElseThrow(absent);
        if (!bucket.region().equals(region)) {
            throw S3Refusal.elsewhere(bucket.region());
        }
        return bucket;
    }

    private int size(@Nullable Integer max) {
        return max == null ? estate.pageSize() : Math.min(Math.max(1, max), estate.pageSize());
    }

    @Override
    public ListBucketsResponse listBuckets(ListBucketsRequest request) {
        var after = request.continuationToken();
        var all = state.buckets().stream()
                .filter(b -> request.prefix() == null || b.name().startsWith(request.prefix()))
                .filter(b -> request.bucketRegion() == null || b.region().equals(request.bucketRegion()))
                .toList();
        var paged = request.maxBuckets() != null || after != null;
        var page = KeyedPage.of(
                all,
                after == null ? null : b -> b.name().compareTo(after) <= 0,
                paged ? size(request.maxBuckets()) : Integer.MAX_VALUE);
        return ListBucketsResponse.builder()
                .buckets(page.items().stream()
                        .map(b -> software.amazon.awssdk.services.s3.model.Bucket.builder()
                                .name(b.name())
                                .bucketArn(b.arn())
                                .creationDate(b.created)
                                .bucketRegion(paged ? b.region() : null)
                                .build())
                        .toList())
                .continuationToken(page.truncated() ? page.items().getLast().name() : null)
                .build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        return HeadBucketResponse.builder()
                .bucketRegion(here(request.bucket()).region())
                .bucketArn("arn:aws:s3:::" + request.bucket())
                .build();
    }

    @Override
    public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request) {
        var found =
                state.bucket(request.bucket()).orElseThrow(S3Refusal::noBucket).region();
        return GetBucketLocationResponse.builder()
                .locationConstraint(found.equals("us-east-1") ? null : found)
                .build();
    }

    @Override
    public CreateBucketResponse createBucket(CreateBucketRequest request) {
        if (state.bucket(request.bucket()).isPresent()) {
            throw S3Refusal.exists();
        }
        if (state.takenElsewhere(request.bucket())) {
            throw S3Refusal.taken();
        }
        var wanted = request.createBucketConfiguration() == null
                ? "us-east-1"
                : Objects.requireNonNullElse(
                        request.createBucketConfiguration().locationConstraintAsString(), "us-east-1");
        if (!wanted.equals(region)) {
            throw S3Refusal.refused(
                    "IllegalLocationConstraintException",
                    400,
                    "The " + wanted
                            + " location constraint is incompatible for the region specific endpoint this request was sent to.");
        }
        if (!request.bucket().matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw S3Refusal.refused("InvalidBucketName", 400, "The specified bucket is not valid.");
        }
        var bucket = new Bucket(estate, request.bucket(), region, estate.now());
        state.buckets.put(bucket.name(), bucket.closed());
        return CreateBucketResponse.builder()
                .location("http://" + bucket.name() + ".s3.amazonaws.com/")
                .bucketArn(bucket.arn())
                .build();
    }

    @Override
    public DeleteBucketResponse deleteBucket(DeleteBucketRequest request) {
        var bucket = here(request.bucket());
        if (!bucket.empty()) {
            throw S3Refusal.notEmpty(bucket.versioning != Bucket.Versioning.NEVER);
        }
        state.remove(bucket.name());
        estate.tags().forget(bucket.arn());
        return DeleteBucketResponse.builder().build();
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        return GetBucketVersioningResponse.builder()
                .status(
                        switch (here(request.bucket()).versioning) {
                            case NEVER -> null;
                            case ENABLED -> BucketVersioningStatus.ENABLED;
                            case SUSPENDED -> BucketVersioningStatus.SUSPENDED;
                        })
                .build();
    }

    @Override
    public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
        here(request.bucket()).versioning = request.versioningConfiguration().status() == BucketVersioningStatus.ENABLED
                ? Bucket.Versioning.ENABLED
                : Bucket.Versioning.SUSPENDED;
        return PutBucketVersioningResponse.builder().build();
    }

    @Override
    public GetBucketEncryptionResponse getBucketEncryption(GetBucketEncryptionRequest request) {
        var key = here(request.bucket()).kmsKey;
        return GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(all -> all.rules(ServerSideEncryptionRule.builder()
                        .bucketKeyEnabled(key != null)
                        .applyServerSideEncryptionByDefault(to -> to.sseAlgorithm(
                                        key == null ? ServerSideEncryption.AES256 : ServerSideEncryption.AWS_KMS)
                                .kmsMasterKeyID(key))
                        .build()))
                .build();
    }

    @Override
    public PutBucketEncryptionResponse putBucketEncryption(PutBucketEncryptionRequest request) {
        var bucket = here(request.bucket());
        var wanted =
                request.serverSideEncryptionConfiguration().rules().getFirst().applyServerSideEncryptionByDefault();
        bucket.kmsKey = wanted.sseAlgorithm() == ServerSideEncryption.AES256 ? null : wanted.kmsMasterKeyID();
        return PutBucketEncryptionResponse.builder().build();
    }

    @Override
    public GetPublicAccessBlockResponse getPublicAccessBlock(GetPublicAccessBlockRequest request) {
        var found = here(request.bucket()).publicAccess;
        if (found == null) {
            throw S3Refusal.refused(
                    "NoSuchPublicAccessBlockConfiguration", 404, "The public access block configuration was not found");
        }
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(found)
                .build();
    }

    @Override
    public PutPublicAccessBlockResponse putPublicAccessBlock(PutPublicAccessBlockRequest request) {
        here(request.bucket()).publicAccess = request.publicAccessBlockConfiguration();
        return PutPublicAccessBlockResponse.builder().build();
    }

    @Override
    public GetBucketNotificationConfigurationResponse getBucketNotificationConfiguration(
            GetBucketNotificationConfigurationRequest request) {
        var found = here(request.bucket()).notifications;
        var answer = GetBucketNotificationConfigurationResponse.builder()
                .eventBridgeConfiguration(found.eventBridgeConfiguration());
        if (found.hasLambdaFunctionConfigurations()) {
            answer.lambdaFunctionConfigurations(found.lambdaFunctionConfigurations());
        }
        if (found.hasQueueConfigurations()) {
            answer.queueConfigurations(found.queueConfigurations());
        }
        if (found.hasTopicConfigurations()) {
            answer.topicConfigurations(found.topicConfigurations());
        }
        return answer.build();
    }

    /** Replaces all there was. */
    @Override
    public PutBucketNotificationConfigurationResponse putBucketNotificationConfiguration(
            PutBucketNotificationConfigurationRequest request) {
        var bucket = here(request.bucket());
        var wanted = request.notificationConfiguration();
        for (var arn : destinations(wanted)) {
            var here = arn.split(":").length > 3 && arn.split(":")[3].equals(region);
            var there = !arn.startsWith("arn:aws:lambda:") || state.invocable(arn);
            if (!Boolean.TRUE.equals(request.skipDestinationValidation()) && !(here && there)) {
                throw S3Refusal.refused(
                        "InvalidArgument", 400, "Unable to validate the following destination configurations: " + arn);
            }
        }
        bucket.notifications = wanted;
        return PutBucketNotificationConfigurationResponse.builder().build();
    }

    private static List<String> destinations(NotificationConfiguration all) {
        return Stream.of(
                        all.lambdaFunctionConfigurations().stream().map(LambdaFunctionConfiguration::lambdaFunctionArn),
                        all.queueConfigurations().stream().map(QueueConfiguration::queueArn),
                        all.topicConfigurations().stream().map(TopicConfiguration::topicArn))
                .flatMap(arns -> arns)
                .toList();
    }

    @Override
    public GetBucketTaggingResponse getBucketTagging(GetBucketTaggingRequest request) {
        var tags = estate.tags().of(here(request.bucket()).arn());
        if (tags.isEmpty()) {
            throw S3Refusal.refused("NoSuchTagSet", 404, "The TagSet does not exist");
        }
        return GetBucketTaggingResponse.builder()
                .tagSet(new TreeMap<>(tags)
                        .entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .build();
    }

    /** Replaces all there were. */
    @Override
    public PutBucketTaggingResponse putBucketTagging(PutBucketTaggingRequest request) {
        var arn = here(request.bucket()).arn();
        var tags = new TreeMap<String, String>();
        request.tagging().tagSet().forEach(tag -> tags.put(tag.key(), tag.value()));
        estate.tags().forget(arn);
        estate.tags().put(arn, tags);
        return PutBucketTaggingResponse.builder().build();
    }

    @Override
    public GetObjectLockConfigurationResponse getObjectLockConfiguration(GetObjectLockConfigurationRequest request) {
        here(request.bucket());
        throw S3Refusal.refused(
                "ObjectLockConfigurationNotFoundError",
                404,
                "Object Lock configuration does not exist for this bucket");
    }

    @Override
    public GetBucketPolicyResponse getBucketPolicy(GetBucketPolicyRequest request) {
        var policy = here(request.bucket()).policy;
        if (policy == null) {
            throw S3Refusal.refused("NoSuchBucketPolicy", 404, "The bucket policy does not exist");
        }
        return GetBucketPolicyResponse.builder().policy(policy).build();
    }

    @Override
    public PutBucketPolicyResponse putBucketPolicy(PutBucketPolicyRequest request) {
        here(request.bucket()).policy = request.policy();
        return PutBucketPolicyResponse.builder().build();
    }

    @Override
    public DeleteBucketPolicyResponse deleteBucketPolicy(DeleteBucketPolicyRequest request) {
        here(request.bucket()).policy = null;
        return DeleteBucketPolicyResponse.builder().build();
    }

    @Override
    public GetBucketReplicationResponse getBucketReplication(GetBucketReplicationRequest request) {
        here(request.bucket());
        throw S3Refusal.refused(
                "ReplicationConfigurationNotFoundError", 404, "The replication configuration was not found");
    }

    @Override
    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            GetBucketLifecycleConfigurationRequest request) {
        here(request.bucket());
        throw S3Refusal.refused("NoSuchLifecycleConfiguration", 404, "The lifecycle configuration does not exist");
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        var bucket = here(request.bucket());
        var after = request.continuationToken() != null ? request.continuationToken() : request.startAfter();
        var page = KeyedPage.of(
                bucket.current(Objects.requireNonNullElse(request.prefix(), "")),
                after == null ? null : v -> v.key().compareTo(after) <= 0,
                size(request.maxKeys()));
        return ListObjectsV2Response.builder()
                .name(bucket.name())
                .prefix(request.prefix())
                .keyCount(page.items().size())
                .isTruncated(page.truncated())
                .nextContinuationToken(page.truncated() ? page.items().getLast().key() : null)
                .contents(page.items().stream()
                        .map(v -> S3Object.builder()
                                .key(v.key())
                                .size(v.size())
                                .eTag("\"" + v.etag() + "\"")
                                .lastModified(v.modified())
                                .storageClass(v.archived() ? ObjectStorageClass.GLACIER : ObjectStorageClass.STANDARD)
                                .build())
                        .toList())
                .build();
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        var bucket = here(request.bucket());
        var all = bucket.versions(Objects.requireNonNullElse(request.prefix(), ""));
        var page = KeyedPage.of(
                all,
                request.keyMarker() == null ? null : before(all, request.keyMarker(), request.versionIdMarker()),
                size(request.maxKeys()));
        var versions = new ArrayList<ObjectVersion>();
        var markers = new ArrayList<DeleteMarkerEntry>();
        for (var v : page.items()) {
            if (v.deleteMarker()) {
                markers.add(DeleteMarkerEntry.builder()
                        .key(v.key())
                        .versionId(v.id())
                        .isLatest(bucket.latest(v))
                        .lastModified(v.modified())
                        .build());
            } else {
                versions.add(ObjectVersion.builder()
                        .key(v.key())
                        .versionId(v.id())
                        .isLatest(bucket.latest(v))
                        .lastModified(v.modified())
                        .size(v.size())
                        .eTag("\"" + v.etag() + "\"")
                        .build());
            }
        }
        var answer = ListObjectVersionsResponse.builder()
                .name(bucket.name())
                .prefix(request.prefix())
                .isTruncated(page.truncated())
                .versions(versions)
                .deleteMarkers(markers);
        if (page.truncated()) {
            answer.nextKeyMarker(page.items().getLast().key())
                    .nextVersionIdMarker(page.items().getLast().id());
        }
        return answer.build();
    }

    /** What comes no later than the marker; if the marked version is gone, nothing else of its key is left out. */
    private static Predicate<Bucket.Version> before(List<Bucket.Version> all, String key, @Nullable String version) {
        var there = all.stream().anyMatch(v -> v.key().equals(key) && v.id().equals(version));
        var passed = new boolean[1];
        return v -> {
            var order = v.key().compareTo(key);
            if (order != 0 || version == null) {
                return order <= 0;
            }
            if (!there || passed[0]) {
                return false;
            }
            passed[0] = v.id().equals(version);
            return true;
        };
    }

    @Override
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
        var bucket = here(request.bucket());
        var all = List.copyOf(bucket.uploads.values());
        var after = request.uploadIdMarker();
        var page =
                KeyedPage.of(all, after == null ? null : u -> u.id().compareTo(after) <= 0, size(request.maxUploads()));
        var answer = ListMultipartUploadsResponse.builder()
                .bucket(bucket.name())
                .isTruncated(page.truncated())
                .uploads(page.items().stream()
                        .map(u -> MultipartUpload.builder()
                                .key(u.key())
                                .uploadId(u.id())
                                .initiated(u.started())
                                .build())
                        .toList());
        if (page.truncated()) {
            answer.nextKeyMarker(page.items().getLast().key())
                    .nextUploadIdMarker(page.items().getLast().id());
        }
        return answer.build();
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        var bucket = here(request.bucket());
        var id = estate.id("upload-");
        bucket.uploads.put(id, new Bucket.Upload(id, request.key(), estate.now()));
        return CreateMultipartUploadResponse.builder()
                .bucket(bucket.name())
                .key(request.key())
                .uploadId(id)
                .build();
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        if (here(request.bucket()).uploads.remove(request.uploadId()) == null) {
            throw S3Refusal.noUpload();
        }
        return AbortMultipartUploadResponse.builder().build();
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        var bucket = here(request.bucket());
        usable(bucket.kmsKey, bucket);
        try (var in = body.contentStreamProvider().newStream()) {
            var content = in.readAllBytes();
            var made = bucket.put(request.key(), content, checked(request, content));
            return PutObjectResponse.builder()
                    .eTag("\"" + made.etag() + "\"")
                    .checksumSHA256(made.sha256())
                    .versionId(shown(made))
                    .size(made.size())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** "Amazon S3 … fails the request" where the checksum that came with it is of something else (PutObject: ChecksumSHA256). */
    private static @Nullable String checked(PutObjectRequest request, byte[] content) {
        var asked = request.checksumSHA256();
        if (asked == null && request.checksumAlgorithm() != ChecksumAlgorithm.SHA256) {
            return null;
        }
        var sha256 = sha256(content);
        if (asked != null && !asked.equals(sha256)) {
            throw S3Refusal.refused(
                    "BadDigest", 400, "The SHA256 you specified did not match the calculated checksum.");
        }
        return sha256;
    }

    private static String sha256(byte[] content) {
        return Base64.getEncoder().encodeToString(DigestUtils.sha256(content));
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
        var found = version(request.bucket(), request.key(), request.versionId());
        if (found.archived()) {
            throw AwsFault.of(
                    InvalidObjectStateException.builder().storageClass(StorageClass.GLACIER),
                    "InvalidObjectState",
                    403,
                    "The operation is not valid for the object's storage class");
        }
        usable(found.kmsKey(), here(request.bucket()));
        var content = found.content() == null ? new byte[0] : found.content();
        var response = GetObjectResponse.builder()
                .contentLength((long) content.length)
                .serverSideEncryption(encryption(found))
                .ssekmsKeyId(found.kmsKey())
                .eTag("\"" + found.etag() + "\"")
                .lastModified(found.modified())
                .versionId(shown(found))
                .build();
        try {
            return transformer.transform(response, AbortableInputStream.create(new ByteArrayInputStream(content)));
        } catch (Exception e) {
            throw SdkClientException.create("The answer could not be read", e);
        }
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
        return getObject(request, ResponseTransformer.toInputStream());
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        // An answer to HEAD has no body: of every 404 the SDK makes NoSuchKey (its ExceptionTranslationInterceptor of
        // S3).
        var found = here(request.bucket(), S3Refusal::noKey)
                .version(request.key(), request.versionId())
                .orElseThrow(S3Refusal::noKey);
        var head = HeadObjectResponse.builder()
                .contentLength(found.size())
                .serverSideEncryption(encryption(found))
                .ssekmsKeyId(found.kmsKey())
                .eTag("\"" + found.etag() + "\"")
                .lastModified(found.modified())
                .versionId(shown(found));
        // "To retrieve the checksum, this parameter must be enabled" (HeadObject: ChecksumMode).
        if (request.checksumMode() == ChecksumMode.ENABLED && found.sha256() != null) {
            // Reading it takes kms:Decrypt (the same), which only an enabled key does.
            usable(found.kmsKey(), here(request.bucket(), S3Refusal::noKey));
            head.checksumSHA256(found.sha256()).checksumType(ChecksumType.FULL_OBJECT);
        }
        return head.build();
    }

    private Bucket.Version version(String bucket, String key, @Nullable String version) {
        return here(bucket).version(key, version).orElseThrow(S3Refusal::noKey);
    }

    private static ServerSideEncryption encryption(Bucket.Version version) {
        return version.kmsKey() == null ? ServerSideEncryption.AES256 : ServerSideEncryption.AWS_KMS;
    }

    /** S3 passes on what KMS says of a key that it cannot use. */
    private void usable(@Nullable String key, Bucket bucket) {
        if (key == null) {
            return;
        }
        var keys = KmsState.of(estate, bucket.region());
        var state = keys.stateOf(key);
        if (state.isEmpty()) {
            throw S3Refusal.refused("KMS.NotFoundException", 400, "Key '" + key + "' does not exist");
        }
        switch (state.get()) {
            case "Enabled" -> {}
            case "Disabled" -> throw S3Refusal.refused("KMS.DisabledException", 400, key + " is disabled.");
            default -> throw S3Refusal.refused("KMS.KMSInvalidStateException", 400, key + " is " + state.get() + ".");
        }
    }

    private static @Nullable String shown(Bucket.Version version) {
        return version.id().equals("null") ? null : version.id();
    }

    /** Asked in the destination's region; the source may be in another. */
    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        var to = here(request.destinationBucket());
        var from = state.bucket(request.sourceBucket()).orElseThrow(S3Refusal::noBucket);
        var source =
                from.version(request.sourceKey(), request.sourceVersionId()).orElseThrow(S3Refusal::noKey);
        if (request.copySourceIfMatch() != null
                && !request.copySourceIfMatch().replace("\"", "").equals(source.etag())) {
            throw S3Refusal.refused(
                    "PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold");
        }
        if (source.archived()) {
            throw AwsFault.of(
                    ObjectNotInActiveTierErrorException.builder(),
                    "ObjectNotInActiveTierError",
                    403,
                    "The source object of the COPY action is not in the active tier and is only stored in Amazon S3 Glacier");
        }
        usable(source.kmsKey(), from);
        usable(to.kmsKey, to);
        var made = to.copy(request.destinationKey(), source);
        return CopyObjectResponse.builder()
                .copyObjectResult(
                        result -> result.eTag("\"" + made.etag() + "\"").lastModified(made.modified()))
                .versionId(shown(made))
                .serverSideEncryption(encryption(made))
                .ssekmsKeyId(made.kmsKey())
                .build();
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        var marker = here(request.bucket()).delete(request.key(), request.versionId());
        return DeleteObjectResponse.builder()
                .deleteMarker(marker.isPresent() ? true : null)
                .versionId(marker.isPresent() ? marker.get().id() : request.versionId())
                .build();
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        var bucket = here(request.bucket());
        var objects = request.delete().objects();
        if (objects.isEmpty() || objects.size() > 1_000) {
            throw S3Refusal.refused(
                    "MalformedXML",
                    400,
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        var deleted = new ArrayList<DeletedObject>();
        var refused = new ArrayList<S3Error>();
        for (var object : objects) {
            // "You must provide the ETag value in the ETag element of the object in the XML request body"; it is
            // compared with the
            // current version (User Guide, "How to perform conditional deletes").
            if (object.eTag() != null
                    && bucket.version(object.key(), null)
                            .filter(v -> v.etag().equals(object.eTag().replace("\"", "")))
                            .isEmpty()) {
                refused.add(S3Error.builder()
                        .key(object.key())
                        .code("PreconditionFailed")
                        .message("At least one of the pre-conditions you specified did not hold")
                        .build());
                continue;
            }
            bucket.delete(object.key(), object.versionId());
            deleted.add(DeletedObject.builder()
                    .key(object.key())
                    .versionId(object.versionId())
                    .build());
        }
        var answer = DeleteObjectsResponse.builder()
                .deleted(Boolean.TRUE.equals(request.delete().quiet()) ? List.of() : deleted);
        return refused.isEmpty() ? answer.build() : answer.errors(refused).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
