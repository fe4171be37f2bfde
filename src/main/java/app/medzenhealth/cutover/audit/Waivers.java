package app.medzenhealth.cutover.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people went on in spite of. Many decided together, of one step and for one reason, are told together. */
final class Waivers {
    private final int most;
    private final Map<Decision, Group> groups = new LinkedHashMap<>();
    private long count;
    private long left;

    /** @param most how many groups are kept, and how many items in each */
    Waivers(int most) {
        this.most = most;
    }

    private record Decision(String step, String actor, String reason) {}

    private static final class Group {
        private final String first;
        private final ReportFacts.Limited<String> items;
        private String last;

        Group(String first, int most) {
            this.first = first;
            this.last = first;
            this.items = new ReportFacts.Limited<>(most);
        }
    }

    /** @param record a {@code step.waived} */
    void add(AuditRecord record) {
        count++;
        var decision = new Decision(record.step(), record.actor(), ReportFacts.decided(record));
        if (groups.size() >= most && !groups.containsKey(decision)) {
            left++;
            return;
        }
        var group = groups.computeIfAbsent(decision, d -> new Group(record.at(), most));
        group.last = record.at();
        group.items.add(item(record));
    }

    /** What stood in the way, as it was said then: that names the item, or says more than its id. */
    private static String item(AuditRecord record) {
        var why = ReportFacts.text(record, "why");
        return why.isEmpty() ? ReportFacts.text(record, "item") : why;
    }

    /** Each waiver counts, however they are told. */
    long count() {
        return count;
    }

    /** How many did not fit. */
    long left() {
        return left;
    }

    /** One for each step, person and reason, at the time of its first. */
    List<ReportFacts.Event> events() {
        return groups.entrySet().stream()
                .map(e -> event(e.getKey(), e.getValue()))
                .toList();
    }

    private static ReportFacts.Event event(Decision decision, Group group) {
        var items = group.items.count();
        var what = "went on in spite of " + (items == 1 ? "1 item" : items + " items");
        var more = group.items.left() == 0 ? "" : "; and " + group.items.left() + " more, all in events.jsonl";
        var last = group.last.equals(group.first) ? "" : " (the last at " + ReportContent.short19(group.last) + ")";
        return new ReportFacts.Event(
                group.first,
                decision.actor(),
                decision.step(),
                what,
                decision.reason() + " (in spite of: " + String.join("; ", group.items.items()) + more + ")" + last);
    }
}
