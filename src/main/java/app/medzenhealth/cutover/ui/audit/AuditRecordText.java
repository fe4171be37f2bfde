package app.medzenhealth.cutover.ui.audit;

import app.medzenhealth.cutover.audit.AuditRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A record in full. */
final class AuditRecordText {
    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private AuditRecordText() {}

    /** A fact of a record worth showing by itself. */
    record Fact(String name, String value) {}

    /** One line of from → to. */
    record Changed(String region, String resource, String attribute, String from, String to) {}

    /** What the record says is changed; empty where it says nothing of it. */
    static List<Changed> changes(AuditRecord r) {
        if (!(r.data().get("changes") instanceof List<?> lines)) {
            return List.of();
        }
        return lines.stream()
                .filter(Map.class::isInstance)
                .map(line -> {
                    var c = (Map<?, ?>) line;
                    return new Changed(
                            c.get("region") == null ? "" : c.get("region").toString(),
                            text(c, "resource"),
                            text(c, "attribute"),
                            text(c, "from"),
                            text(c, "to"));
                })
                .toList();
    }

    private static String text(Map<?, ?> map, String name) {
        Object value = map.get(name);
        return value == null || value.toString().isBlank() ? "none" : value.toString();
    }

    /** Indented JSON, fields in the order of the format. Not the bytes that are hashed: those have no white space. */
    static String json(AuditRecord r) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("v", r.v());
        fields.put("seq", r.seq());
        fields.put("at", r.at());
        fields.put("session", r.session());
        fields.put("actor", r.actor());
        fields.put("kind", r.kind());
        fields.put("step", r.step());
        fields.put("data", r.data());
        fields.put("prev", r.prev());
        return PRETTY.writeValueAsString(fields);
    }

    static List<Fact> facts(AuditRecord r) {
        var d = new Sentence.Data(r.data());
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Kind", r.kind()));
        facts.add(new Fact("At", r.at()));
        facts.add(new Fact("By", r.actor()));
        add(facts, "Step", r.step());
        add(facts, "AWS call", (d.text("service") + " " + d.text("operation")).strip());
        add(facts, "Account", d.text("account"));
        add(facts, "Region", d.text("region"));
        add(facts, "Resource", d.text("resource"));
        if (r.data().containsKey("from") && r.data().containsKey("to")) {
            facts.add(new Fact("Change", d.text("from") + " → " + d.text("to")));
        }
        add(
                facts,
                "Took",
                r.data().get("tookMillis") instanceof Number n && n.longValue() == 0
                        ? "less than 1 ms"
                        : Sentence.took(d).replaceFirst("^ in ", ""));
        add(facts, "Request id", d.text("requestId"));
        add(facts, "Error", d.text("code"));
        add(facts, "Not done", d.text("notDone"));
        add(facts, "Next", d.text("next"));
        add(facts, "Fingerprint", d.text("fingerprint"));
        return facts;
    }

    private static void add(List<Fact> facts, String name, String value) {
        if (!value.isBlank()) {
            facts.add(new Fact(name, value));
        }
    }
}
