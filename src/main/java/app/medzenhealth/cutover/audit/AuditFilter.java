package app.medzenhealth.cutover.audit;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which records to show. Empty fields let everything through.
 *
 * @param person the actor, exactly
 * @param phase the phase's id: records of its steps, and those that name it themselves in {@code data.phase}; or one step's id
 * @param kinds any of these
 * @param region as in {@code data.region}
 * @param text words that must all be found, each in any field, whatever their case
 * @param session the session's id, exactly
 */
public record AuditFilter(String person, String phase, Set<String> kinds, String region, String text, String session) {
    public static final AuditFilter ALL = new AuditFilter("", "", Set.of(), "", "", "");

    public AuditFilter {
        kinds = Set.copyOf(kinds);
    }

    public static AuditFilter phase(String phase) {
        return new AuditFilter("", phase, Set.of(), "", "", "");
    }

    public boolean everything() {
        return equals(ALL);
    }

    public boolean accepts(AuditRecord record) {
        return (person.isEmpty() || person.equals(record.actor()))
                && (session.isEmpty() || session.equals(record.session()))
                && (kinds.isEmpty() || kinds.contains(record.kind()))
                && (region.isEmpty() || region.equals(record.data().get("region")))
                && (phase.isEmpty() || phase.equals(phaseOf(record)) || phase.equals(record.step()))
                && (text.isEmpty() || holdsAll(record));
    }

    private boolean holdsAll(AuditRecord record) {
        for (String word : text.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (!holds(record, word)) {
                return false;
            }
        }
        return true;
    }

    /** The phase a record belongs to: named in its data, else the part of the step's id before the last dot; or empty. */
    static String phaseOf(AuditRecord record) {
        if (record.data().get("phase") instanceof String phase) {
            return phase;
        }
        int dot = record.step().lastIndexOf('.');
        return dot < 0 ? "" : record.step().substring(0, dot);
    }

    private static boolean holds(AuditRecord record, String text) {
        return within(record.actor(), text)
                || within(record.kind(), text)
                || within(record.step(), text)
                || within(record.session(), text)
                || within(record.at(), text)
                || within(record.data(), text);
    }

    private static boolean within(Object value, String text) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .anyMatch(e -> within(e.getKey(), text) || e.getValue() != null && within(e.getValue(), text));
            case Iterable<?> elements -> {
                for (Object element : elements) {
                    if (element != null && within(element, text)) {
                        yield true;
                    }
                }
                yield false;
            }
            default -> value.toString().toLowerCase(Locale.ROOT).contains(text);
        };
    }

    /** What it lets through, in words. */
    public String words() {
        StringBuilder words = new StringBuilder();
        add(words, "person", person);
        add(words, "phase", phase);
        add(words, "kind", String.join(" or ", kinds.stream().sorted().toList()));
        add(words, "region", region);
        add(words, "text", text);
        add(words, "session", session);
        return words.isEmpty() ? "all records" : words.toString();
    }

    private static void add(StringBuilder words, String name, String value) {
        if (!value.isEmpty()) {
            words.append(words.isEmpty() ? "" : ", ").append(name).append(" ").append(value);
        }
    }
}
