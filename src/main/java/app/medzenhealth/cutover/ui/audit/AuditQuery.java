package app.medzenhealth.cutover.ui.audit;

import java.util.List;
import java.util.Locale;

/**
 * Which records to show. Empty fields let everything through.
 *
 * @param person the actor, exactly
 * @param kind the kind, exactly, or its first word, for example {@code call}
 * @param step the step's id, exactly
 * @param text words that must all occur
 */
record AuditQuery(String person, String kind, String step, String text) {
    static final AuditQuery ALL = new AuditQuery("", "", "", "");

    boolean isAll() {
        return person.isEmpty() && kind.isEmpty() && step.isEmpty() && text.isBlank();
    }

    List<AuditLine> of(List<AuditLine> lines) {
        if (isAll()) {
            return lines;
        }
        String[] words = text.toLowerCase(Locale.ROOT).strip().split("\\s+");
        return lines.stream().filter(l -> accepts(l, words)).toList();
    }

    private boolean accepts(AuditLine line, String[] words) {
        return (person.isEmpty() || person.equals(line.record().actor()))
                && (step.isEmpty() || step.equals(line.record().step()))
                && (kind.isEmpty()
                        || kind.equals(line.record().kind())
                        || line.record().kind().startsWith(kind + "."))
                && holds(line, words);
    }

    private static boolean holds(AuditLine line, String[] words) {
        for (String word : words) {
            if (!line.words().contains(word)) {
                return false;
            }
        }
        return true;
    }
}
