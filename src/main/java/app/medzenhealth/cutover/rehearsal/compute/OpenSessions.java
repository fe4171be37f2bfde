package app.medzenhealth.cutover.rehearsal.compute;

import app.medzenhealth.cutover.rehearsal.Estate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The sessions that running services hold open to databases. A rule that is revoked refuses new connections and leaves tracked ones
 * alone (Amazon EC2 User Guide, Security group connection tracking): they end with their tasks, or with the database.
 */
final class OpenSessions {
    /** Endpoints by the ARN of the service. */
    private final Map<String, Set<String>> open = new HashMap<>();

    static OpenSessions of(Estate estate) {
        return estate.state(OpenSessions.class, "global", OpenSessions::new);
    }

    void opened(String service, String endpoint) {
        open.computeIfAbsent(service, s -> new HashSet<>()).add(endpoint);
    }

    boolean has(String service, String endpoint) {
        return open.getOrDefault(service, Set.of()).contains(endpoint);
    }

    void ended(String service) {
        open.remove(service);
    }
}
