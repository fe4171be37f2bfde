package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.aws.service.AwsServices;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The IAM action that an operation needs. It is mostly {@code prefix:Operation}; the exceptions are the service authorization
 * reference's, and stand with the services.
 */
public final class IamActions {

    /** HeadObject is a read of ours, but IAM knows it only as leave to read what the object holds. */
    private static final Set<String> TOO_MUCH = Set.of("s3:GetObject");

    /** Only ever sent in the name of a token, never of a principal. */
    private static final Set<String> WITHOUT_POLICY = Set.of("sso", "ssooidc");

    private IamActions() {}

    /** What every read that passes the guard needs, sorted, but for leave to read what objects hold. */
    public static SortedSet<String> reads() {
        var actions = new TreeSet<String>();
        Operations.reads().forEach((service, operations) -> {
            if (!WITHOUT_POLICY.contains(service)) {
                operations.forEach(operation -> actions.add(of(service, operation)));
            }
        });
        actions.removeAll(TOO_MUCH);
        return actions;
    }

    /**
     * @param service as the SDK's id in lower case without blanks, or as the inventory calls it
     * @param operation as AWS spells it
     */
    public static String of(String service, String operation) {
        return AwsServices.of(service)
                .or(() -> AwsServices.named(service).stream().findFirst())
                .map(s -> s.action(operation))
                .orElseGet(() -> service + ":" + operation);
    }
}
