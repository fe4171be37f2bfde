package app.medzenhealth.cutover.rehearsal;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The tags of everything in the estate, by ARN: each service shows its own, the tagging service all. */
public final class ResourceTags {

    private final Map<String, Map<String, String>> byArn = new LinkedHashMap<>();

    /** Empty where there are none. */
    public Map<String, String> of(String arn) {
        return Map.copyOf(byArn.getOrDefault(arn, Map.of()));
    }

    /** Without tags nothing changes: the tagging service does not know of what never had any. */
    public void put(String arn, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return;
        }
        byArn.computeIfAbsent(arn, key -> new TreeMap<>()).putAll(tags);
    }

    public void remove(String arn, Collection<String> keys) {
        var tags = byArn.get(arn);
        if (tags != null) {
            tags.keySet().removeAll(keys);
        }
    }

    /** The resource is gone. */
    public void forget(String arn) {
        byArn.remove(arn);
    }

    /** All that have or had tags. */
    public Map<String, Map<String, String>> all() {
        return Map.copyOf(byArn);
    }
}
