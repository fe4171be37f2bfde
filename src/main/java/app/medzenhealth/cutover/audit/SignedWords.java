package app.medzenhealth.cutover.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What second persons signed, in the words that they read: of each challenge that was answered. */
final class SignedWords {
    private final Map<String, String> asked = new HashMap<>();

    /**
     * @param record any of the trail's, in the trail's order
     * @return what was signed, where this tells that it was; otherwise empty
     */
    String take(AuditRecord record) {
        var of = record.session() + " " + record.step();
        return switch (record.kind()) {
            case "approval.challenge" -> {
                asked.put(of, ReportFacts.text(record, "challenge"));
                yield "";
            }
            case "approval.accepted" -> words(asked.getOrDefault(of, ""));
            default -> "";
        };
    }

    private static String words(String challenge) {
        return SignedText.in(challenge)
                .map(SignedWords::words)
                .orElse("the challenge is not among these records, or cannot be read");
    }

    private static String words(JsonNode said) {
        var lines = new ArrayList<String>();
        lines.add(text(said, "title"));
        said.path("changes").forEach(c -> lines.add(c.asString("")));
        lines.add("Going back: " + text(said, "goingBack"));
        lines.add("Reviewed state " + text(said, "fingerprint"));
        return String.join("\n", List.copyOf(lines));
    }

    private static String text(JsonNode said, String member) {
        return said.path(member).asString("");
    }
}
