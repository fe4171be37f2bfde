package app.medzenhealth.cutover.session;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One thing that is said of a session at its end.
 *
 * @param name what it is about, for example a criterion's id
 * @param standing how it is known, or how it ended, in a word or two; may be empty
 */
public record ClosingLine(Part part, String name, String standing, String text) {

    public enum Part {
        DOWNTIME("Downtime"),
        SOAK("After the cutover"),
        CRITERIA("Success criteria"),
        EXCEPTIONS("Not as planned"),
        REMAINS("What remains, and until when"),
        COST("Cost");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /** As a record carries it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What is no part stands beside the others, and is not lost. */
        static Part of(String word) {
            for (var part : values()) {
                if (part.word().equals(word)) {
                    return part;
                }
            }
            return EXCEPTIONS;
        }
    }

    /** As a record carries it. */
    Map<String, String> data() {
        var data = new LinkedHashMap<String, String>();
        data.put("part", part.word());
        data.put("name", name);
        data.put("standing", standing);
        data.put("text", text);
        return data;
    }

    /** As a person reads and signs it. */
    public String words() {
        var head = standing.isBlank() ? name : name + " (" + standing + ")";
        return head.isBlank() ? text : text.isBlank() ? head : head + ": " + text;
    }
}
