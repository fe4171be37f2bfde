package app.medzenhealth.cutover.aws.read;

import static app.medzenhealth.cutover.aws.read.Found.details;
import static app.medzenhealth.cutover.aws.read.Found.text;

import app.medzenhealth.cutover.aws.BucketHome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    static List<Found> buckets(ServiceReading in) throws InterruptedException {
        var client = in.client(S3Client.class);
        var buckets = in.pages(
                token -> client.listBuckets(b -> b.maxBuckets(A_PAGE).continuationToken(token)),
                ListBucketsResponse::buckets,
                ListBucketsResponse::continuationToken);
        return in.each(
                "bucket",
                buckets,
                Bucket::name,
                (b, details) -> region(in, client, b, details)
                        .map(region -> List.of(new Found(
                                "bucket",
                                region,
                                b.name(),
                                "arn:aws:s3:::" + b.name(),
                                b.name(),
                                "",
                                facts(in.at(region), b.name(), details),
                                Map.of())))
                        // It may be in any of them.
                        .orElseGet(() -> List.of(Found.notKnown(
                                "bucket", "", b.name(), "its region is not known: " + details.taken()))));
    }

    /** Each fact by itself: a bucket's own policy may keep us from one of them, and the others are still known. */
    private static Map<String, String> facts(ServiceReading in, String bucket, Details details) {
        var client = in.client(S3Client.class);
        return details(
                "versioning",
                        details.fact(
                                Detail.BUCKET_VERSIONING,
                                () -> in.call(() -> client.getBucketVersioning(b -> b.bucket(bucket)))
                                        .statusAsString()),
                "replication",
                        details.fact(
                                Detail.BUCKET_REPLICATION,
                                () -> in
                                        .call(() -> client.getBucketReplication(b -> b.bucket(bucket)))
                                        .replicationConfiguration()
                                        .rules()
                                        .stream()
                                        .map(ReplicationRule::statusAsString)
                                        .collect(Collectors.joining(", "))),
                "policy",
                        details.fact(
                                Detail.BUCKET_POLICY,
                                () -> text(in.call(() -> client.getBucketPolicy(b -> b.bucket(bucket)))
                                                        .policy())
                                                .isEmpty()
                                        ? ""
                                        : "yes"));
    }

    /**
     * The list says it, but not in every answer. HeadBucket says it in a header even where it refuses or sends us elsewhere. A
     * bucket of which nobody knows the region may be anywhere.
     */
    private static Optional<String> region(ServiceReading in, S3Client client, Bucket bucket, Details details) {
        return Optional.ofNullable(bucket.bucketRegion())
                .filter(r -> !r.isEmpty())
                .or(() -> ofHead(in, client, bucket.name()))
                .or(() -> details.ask(Detail.BUCKET_LOCATION, () -> ofLocation(in, client, bucket.name())));
    }

    private static Optional<String> ofHead(ServiceReading in, S3Client client, String bucket) {
        try {
            return Optional.ofNullable(in.call(() -> client.headBucket(b -> b.bucket(bucket)))
                            .bucketRegion())
                    .filter(r -> !r.isBlank());
        } catch (AwsServiceException e) {
            if (Detail.BUCKET.saysGone(e)) {
                throw new Details.Gone();
            }
            return BucketHome.told(e);
        }
    }

    private static String ofLocation(ServiceReading in, S3Client client, String bucket) {
        return BucketHome.in(in.call(() -> client.getBucketLocation(b -> b.bucket(bucket))));
    }
}
