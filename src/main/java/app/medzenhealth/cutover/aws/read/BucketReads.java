package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.AwsError;
import app.medzenhealth.cutover.aws.AwsErrors;
import app.medzenhealth.cutover.aws.BucketHome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.ReplicationRule;

/** Buckets under the region that each of them says it is in. */
final class BucketReads {

    private static final int A_PAGE = 1_000;

    private BucketReads() {}

    static List<Found> buckets(Reading in) throws InterruptedException {
        S3Client client = in.client(S3Client.class);
        List<Bucket> buckets = in.pages(
                token -> client.listBuckets(b -> b.maxBuckets(A_PAGE).continuationToken(token)),
                ListBucketsResponse::buckets,
                ListBucketsResponse::continuationToken);
        return in.each(buckets, b -> {
            String region = region(in, client, b);
            return new Found(
                    "bucket",
                    region,
                    b.name(),
                    "arn:aws:s3:::" + b.name(),
                    b.name(),
                    "",
                    facts(in.at(region), b.name()),
                    Map.of());
        });
    }

    /** Each fact by itself: a bucket's own policy may keep us from one of them, and the others are still known. */
    private static Map<String, String> facts(Reading in, String bucket) {
        S3Client client = in.client(S3Client.class);
        return details(
                "versioning",
                        fact(() -> in.call(() -> client.getBucketVersioning(b -> b.bucket(bucket)))
                                .statusAsString()),
                "replication",
                        fact(() -> in
                                .call(() -> client.getBucketReplication(b -> b.bucket(bucket)))
                                .replicationConfiguration()
                                .rules()
                                .stream()
                                .map(ReplicationRule::statusAsString)
                                .collect(Collectors.joining(", "))),
                "policy",
                        fact(() -> text(in.call(() -> client.getBucketPolicy(b -> b.bucket(bucket)))
                                                .policy())
                                        .isEmpty()
                                ? ""
                                : "yes"));
    }

    /** S3 answers "not found" for what was never set. */
    private static String fact(Supplier<String> read) {
        try {
            return text(read.get());
        } catch (RuntimeException e) {
            AwsError error = AwsErrors.explain(e);
            return error.kind() == AwsError.Kind.NOT_FOUND ? "" : "unknown: " + error.reason();
        }
    }

    /**
     * The list says it, but not in every answer. HeadBucket says it in a header even where it refuses or sends us elsewhere. A
     * bucket of which nobody knows the region may be anywhere.
     */
    private static String region(Reading in, S3Client client, Bucket bucket) {
        if (bucket.bucketRegion() != null && !bucket.bucketRegion().isEmpty()) {
            return bucket.bucketRegion();
        }
        return ofHead(in, client, bucket.name()).orElseGet(() -> ofLocation(in, client, bucket.name()));
    }

    private static Optional<String> ofHead(Reading in, S3Client client, String bucket) {
        try {
            return Optional.ofNullable(in.call(() -> client.headBucket(b -> b.bucket(bucket)))
                            .bucketRegion())
                    .filter(r -> !r.isBlank());
        } catch (AwsServiceException e) {
            return BucketHome.told(e);
        }
    }

    private static String ofLocation(Reading in, S3Client client, String bucket) {
        try {
            return BucketHome.in(in.call(() -> client.getBucketLocation(b -> b.bucket(bucket))));
        } catch (RuntimeException e) {
            throw new PartialAnswer(
                    "the region of bucket " + bucket + " is not known: "
                            + AwsErrors.explain(e).reason(),
                    e);
        }
    }
}
