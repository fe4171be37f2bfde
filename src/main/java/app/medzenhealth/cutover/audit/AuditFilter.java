package app.medzenhealth.cutover.audit;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which records to show. Empty fields let everything through.
 *
 * @param person the actor, exactly
 * @param phase the phase's id: records of its steps, and those that name it themselves in {@code data.phase}; or one step's id
 * @param step the step's id, exactly
 * @param kinds any of these; {@code call} also lets {@code call.intent} and all others of that family through
 * @param region as in {@code data.region}; records that sum up several regions are let through if it is one of them
 * @param text words that must all be found, each in any field, whatever their case
 * @param session the session's id, exactly
 */
public record AuditFilter(
        String person, String phase, String step, Set<String> kinds, String region, String text, String session) {
    public static final AuditFilter ALL = new AuditFilter("", "", "", Set.of(), "", "", "");

    public AuditFilter {
        kinds = Set.copyOf(kinds);
    }

    public static AuditFilter phase(String phase) {
        return ALL.withPhase(phase);
    }

    public AuditFilter withPerson(String other) {
        return new AuditFilter(other, phase, step, kinds, region, text, session);
    }

    public AuditFilter withPhase(String other) {
        return new AuditFilter(person, other, step, kinds, region, text, session);
    }

    public AuditFilter withStep(String other) {
        return new AuditFilter(person, phase, other, kinds, region, text, session);
    }

    public AuditFilter withKinds(Set<String> others) {
        return new AuditFilter(person, phase, step, others, region, text, session);
    }

    public AuditFilter withRegion(String other) {
        return new AuditFilter(person, phase, step, kinds, other, text, session);
    }

    public AuditFilter withText(String other) {
        return new AuditFilter(person, phase, step, kinds, region, other, session);
    }

    public AuditFilter withSession(String other) {
        return new AuditFilter(person, phase, step, kinds, region, text, other);
    }

    public boolean everything() {
        return equals(ALL);
    }

    public boolean accepts(AuditRecord record) {
        return (person.isEmpty() || person.equals(record.actor()))
                && (session.isEmpty() || session.equals(record.session()))
                && (kinds.isEmpty() || kinds.contains(record.kind()) || kinds.contains(family(record.kind())))
                && (step.isEmpty() || step.equals(record.step()))
                && (phase.isEmpty() || phase.equals(phaseOf(record)) || phase.equals(record.step()))
                && (region.isEmpty() || isIn(record.data()))
                && (text.isEmpty() || holdsAll(record));
    }

    private boolean holdsAll(AuditRecord record) {
        for (var word : text.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
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
        var dot = record.step().lastIndexOf('.');
        return dot < 0 ? "" : record.step().substring(0, dot);
    }

    private static String family(String kind) {
        var dot = kind.indexOf('.');
        return dot < 0 ? kind : kind.substring(0, dot);
    }

    private boolean isIn(Map<String, Object> data) {
        if (region.equals(data.get("region"))) {
            return true;
        }
        if (data.get("reads") instanceof Iterable<?> reads) {
            for (var read : reads) {
                if (read instanceof Map<?, ?> line && region.equals(line.get("region"))) {
                    return true;
                }
            }
        }
        return false;
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
                for (var element : elements) {
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
        var words = new StringBuilder();
        add(words, "person", person);
        add(words, "phase", phase);
        add(words, "step", step);
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
