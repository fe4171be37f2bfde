package app.medzenhealth.cutover.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who did what, in which role, counted while records pass. Stops at a limit. */
final class PeopleSeen {
    private static final int MOST = 200;

    private final Map<String, Seen> people = new LinkedHashMap<>();

    private static final class Seen {
        private final Map<String, Integer> did = new LinkedHashMap<>();
        private final TreeSet<String> roles = new TreeSet<>();
    }

    /** @param record any that is in the report, in the trail's order */
    void add(AuditRecord record) {
        switch (record.kind()) {
            case "step.confirm" -> did(record.actor(), "confirmed");
            case "step.skipped", "step.waived", "step.decided" -> did(record.actor(), "decided");
            case "step.attest", "criterion.attest", "checklist.tick" -> did(record.actor(), "stated or ticked");
            case "soak.daily" -> did(record.actor(), "daily checks");
            case "message.intent" -> did(record.actor(), "messages");
            case "approval.accepted" -> did(record.actor(), "signed as second person");
            case "session.ended" -> did(record.actor(), "closed the session");
            case "board.answer" -> {
                var who = seen(ReportFacts.text(record, "person"));
                if (who != null) {
                    who.roles.add(ReportFacts.text(record, "role"));
                }
            }
            default -> {}
        }
    }

    private @Nullable Seen seen(String person) {
        return people.size() >= MOST && !people.containsKey(person)
                ? null
                : people.computeIfAbsent(person, _ -> new Seen());
    }

    private void did(String person, String what) {
        var who = person.equals(DurableTrail.CONSOLE) ? null : seen(person);
        if (who != null) {
            who.did.merge(what, 1, Integer::sum);
        }
    }

    /** @param roles for which they spoke on the board; empty where they did for none */
    record Person(String name, String roles, String did) {}

    /** In the order in which they were first heard of. */
    List<Person> all() {
        var all = new ArrayList<Person>();
        people.forEach((name, seen) -> all.add(new Person(
                name,
                String.join(", ", seen.roles),
                String.join(
                        "; ",
                        seen.did.entrySet().stream()
                                .map(e -> e.getValue() + " " + e.getKey())
                                .toList()))));
        return List.copyOf(all);
    }
}
