package app.medzenhealth.cutover.audit;

import java.util.Map;

/** Where everything that happens is written down. Durable when {@link #append} returns. */
public interface Trail {

    /**
     * Writes one record.
     *
     * @param step the step's id, or empty
     * @param data plain JSON values: text, whole numbers, booleans, lists, maps; secrets are taken out before it is written
     * @throws TrailUnavailable if it could not be made durable; the trail is then read-only until a restart verifies it
     */
    AuditRecord append(String actor, String kind, String step, Map<String, ?> data);
}
