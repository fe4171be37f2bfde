package app.medzenhealth.cutover.action;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.Region;

/** ARNs made from names, where the service's ARN format allows it. */
public final class Arns {
    private Arns() {}

    /** {@code arn:aws:rds:<region>:<account>:snapshot:<name>}. */
    public static String snapshot(ActionContext context, String region, String name) {
        return of(context, "rds", region, "snapshot:" + name);
    }

    /** {@code arn:aws:rds:<region>:<account>:db:<name>}. */
    public static String instance(ActionContext context, String region, String name) {
        return of(context, "rds", region, "db:" + name);
    }

    /** {@code arn:aws:iam::<account>:role/<name>}; what is an ARN already stays as it is. */
    public static String role(ActionContext context, String region, String name) {
        return name.startsWith("arn:")
                ? name
                : "arn:" + partition(region) + ":iam::" + context.plan().account() + ":role/" + name;
    }

    /**
     * Whether both mean one role of the account: by name or ARN, with its path or without. Names are unique within an account and not
     * told apart by case (IAM User Guide, "IAM and AWS STS quotas", name requirements:
     * docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html).
     */
    public static boolean sameRole(String one, @Nullable String other) {
        return other != null && name(one).equalsIgnoreCase(name(other));
    }

    public static String of(ActionContext context, String service, String region, String rest) {
        return String.join(
                ":", "arn", partition(region), service, region, context.plan().account(), rest);
    }

    /** The last part of an ARN, or the name itself: {@code arn:aws:rds:eu-west-1:1234:db:x} is {@code x}. */
    public static String name(String arnOrName) {
        return arnOrName.substring(Math.max(arnOrName.lastIndexOf(':'), arnOrName.lastIndexOf('/')) + 1);
    }

    private static String partition(String region) {
        var metadata = Region.of(region).metadata();
        return metadata == null ? "aws" : metadata.partition().id();
    }
}
