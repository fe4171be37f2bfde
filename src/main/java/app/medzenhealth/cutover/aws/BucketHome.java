package app.medzenhealth.cutover.aws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The region that a bucket lives in, in the spelling that everything else uses for regions. */
public final class BucketHome {
    private static final String REGION = "x-amz-bucket-region";

    private BucketHome() {}

    /**
     * Asks through any region's endpoint. Where GetBucketLocation is refused, HeadBucket tells, which AWS recommends for this and
     * which names the region even in a refusal (Amazon S3 API Reference, GetBucketLocation and HeadBucket).
     *
     * @return empty where there is no such bucket
     */
    public static Optional<String> of(S3Client client, String bucket) {
        try {
            return Optional.of(in(client.getBucketLocation(r -> r.bucket(bucket))));
        } catch (NoSuchBucketException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            return Optional.of(told(e).or(() -> head(client, bucket)).orElseThrow(() -> e));
        }
    }

    /**
     * "Buckets in Region us-east-1 have a LocationConstraint of null", and "buckets with a LocationConstraint of EU reside in
     * eu-west-1" (Amazon S3 API Reference, GetBucketLocation).
     */
    public static String in(GetBucketLocationResponse answer) {
        @Nullable String constraint = answer.locationConstraintAsString();
        return switch (constraint) {
            case null -> "us-east-1";
            case "" -> "us-east-1";
            case "EU" -> "eu-west-1";
            default -> constraint;
        };
    }

    private static Optional<String> head(S3Client client, String bucket) {
        try {
            return Optional.ofNullable(client.headBucket(r -> r.bucket(bucket)).bucketRegion())
                    .filter(r -> !r.isBlank());
        } catch (S3Exception e) {
            return told(e);
        }
    }

    /** What a refusal says in its header. */
    public static Optional<String> told(AwsServiceException refusal) {
        return Optional.ofNullable(refusal.awsErrorDetails())
                .flatMap(d -> Optional.ofNullable(d.sdkHttpResponse()))
                .flatMap(r -> r.firstMatchingHeader(REGION));
    }
}
