package app.medzenhealth.cutover.plan;

import java.util.Map;
import java.util.Optional;

/**
 * An action as a plan uses it.
 *
 * @param type a name from the action catalogue, for example {@code rds.create-snapshot}
 * @param region where it acts; empty for what has no region (Route 53, local commands)
 * @param with inputs: text, numbers, booleans, lists and maps as YAML has them; text may hold <code>${…}</code>
 */
public record ActionUse(String type, Optional<String> region, Map<String, Object> with) {}
