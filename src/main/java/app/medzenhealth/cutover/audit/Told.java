package app.medzenhealth.cutover.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a record tells besides that something happened. */
final class Told {
    private Told() {}

    /** What a list of a record says, a line each; empty where it has none. */
    static List<String> lines(AuditRecord record, String member) {
        return record.data().get(member) instanceof List<?> told
                ? told.stream().map(String::valueOf).toList()
                : List.of();
    }

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
