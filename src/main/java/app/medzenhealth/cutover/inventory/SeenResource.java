package app.medzenhealth.cutover.inventory;

import java.util.Map;

/**
 * One resource as it was read.
 *
 * @param service for example {@code lambda}
 * @param type for example {@code function}
 * @param region the region it lives in, {@code global} for Route 53 and IAM
 * @param id the service's own identifier
 * @param state as AWS spells it, for example {@code available}; empty where the service has none
 * @param details what a reviewer compares, in display order, for example runtime, memory, CodeSha256; never a secret
 */
public record SeenResource(
        String service,
        String type,
        String region,
        String id,
        String arn,
        String name,
        String state,
        Map<String, String> details,
        Map<String, String> tags) {}
