package app.medzenhealth.cutover.aws;

import java.util.List;

/**
 * A mutating call as it was shown in a preview and as a permit allows it.
 *
 * @param service the SDK's service id in lower case without blanks, for example {@code rds}, {@code elasticloadbalancingv2}
 * @param operation as AWS spells it, for example {@code CreateDBSnapshot}
 * @param resource what it changes
 * @param cli the equivalent aws CLI command as arguments, the first being {@code aws}; no shell quoting
 */
public record PlannedCall(String region, String service, String operation, Resource resource, List<String> cli) {

    /** What a call changes: a resource known by name, or one that an earlier call of the same action will have produced. */
    public sealed interface Resource {

        /** Known when the preview was made. */
        record Named(String id) implements Resource {}

        /** Only known once {@code operation}, earlier in the same action, has answered. */
        record Produced(String operation) implements Resource {}
    }
}
