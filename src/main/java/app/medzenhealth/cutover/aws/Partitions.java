package app.medzenhealth.cutover.aws;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Which partition of AWS a region belongs to: accounts, ARNs and credentials of one mean nothing in another.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs: partition</a>
 */
public final class Partitions {
    private Partitions() {}

    /** For example {@code aws}, {@code aws-cn} or {@code aws-us-gov}, as the SDK's own endpoint data has it. */
    public static String of(String region) {
        return PartitionMetadata.of(Region.of(region)).id();
    }
}
