package app.medzenhealth.cutover.aws;

import app.medzenhealth.cutover.aws.service.AwsServices;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The operations that only read, by service, as the services are declared. What no declaration names changes something.
 *
 * <p>Services are named by the SDK's service id in lower case without blanks, operations as AWS spells them.
 */
public final class Operations {

    private Operations() {}

    /** Whether the operation is known to change nothing and to give away no secret. */
    public static boolean isRead(String service, String operation) {
        return AwsServices.of(service)
                .filter(s -> s.reads().contains(operation))
                .isPresent();
    }

    /** Every read there is, by service, both sorted: what the least-privilege policies are made from. */
    public static Map<String, Set<String>> reads() {
        var sorted = new TreeMap<String, Set<String>>();
        for (var service : AwsServices.all()) {
            sorted.put(service.id(), new TreeSet<>(service.reads()));
        }
        return sorted;
    }
}
