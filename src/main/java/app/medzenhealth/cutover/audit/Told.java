package app.medzenhealth.cutover.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a record tells besides that something happened. */
final class Told {
    private Told() {}

    /** The outputs of a step, by name; empty where the record has none. */
    static Map<String, String> outputs(AuditRecord record) {
        if (!(record.data().get("outputs") instanceof Map<?, ?> told)) {
            return Map.of();
        }
        var outputs = new LinkedHashMap<String, String>();
        told.forEach((name, value) -> outputs.put(String.valueOf(name), String.valueOf(value)));
        return outputs;
    }
}
