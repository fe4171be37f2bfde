package app.medzenhealth.cutover.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * How a session stands when somebody wants to close it: what two people sign.
 *
 * @param read when its criteria were read
 * @param headline where everything stands, in a sentence
 */
public record Closing(Outcome outcome, Instant read, String headline, List<ClosingLine> lines) {

    public enum Outcome {
        MIGRATED("migrated"),
        /** Everything is at its end, and something was skipped or gone on without. */
        WITH_EXCEPTIONS("migrated, with exceptions"),
        ROLLED_BACK("rolled back");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    public Closing {
        lines = List.copyOf(lines);
    }

    public List<ClosingLine> of(ClosingLine.Part part) {
        return lines.stream().filter(l -> l.part() == part).toList();
    }

    /** Of all that it says, but for when it was read: what is read again and says the same is the same. */
    public String fingerprint() {
        return DigestUtils.sha256Hex(String.join("\0", signed("")));
    }

    /**
     * What a second person signs, a line each.
     *
     * @param note of whoever closes it
     */
    List<String> signed(String note) {
        var all = new ArrayList<String>();
        all.add("Outcome: " + outcome.words() + ". " + headline);
        for (var part : ClosingLine.Part.values()) {
            of(part).forEach(l -> all.add(part.title() + " — " + l.words()));
        }
        if (!note.isBlank()) {
            all.add("Note: " + note);
        }
        return all;
    }
}
