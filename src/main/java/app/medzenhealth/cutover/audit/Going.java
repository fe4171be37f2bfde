package app.medzenhealth.cutover.audit;

import app.medzenhealth.cutover.audit.ReportFacts.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a confirmation says is gone for good: which thing, what it held, when it was used last and what outlives it. */
final class Going {
    private Going() {}

    /** @param record a {@code step.confirm} */
    static List<Event> in(AuditRecord record) {
        var found = new ArrayList<Event>();
        if (record.data().get("deletes") instanceof List<?> rows) {
            for (var row : rows) {
                if (row instanceof Map<?, ?> thing) {
                    found.add(event(record, what(thing), words(thing)));
                }
            }
        }
        if (record.data().get("moreDeletes") instanceof Number more) {
            found.add(event(record, more + " more", "the record names no more of them"));
        }
        return found;
    }

    /** By region, or {@code global}, a blank and a name: what it names. */
    static List<String> names(AuditRecord record) {
        var names = new ArrayList<String>();
        if (record.data().get("deletes") instanceof List<?> rows) {
            for (var row : rows) {
                if (row instanceof Map<?, ?> thing) {
                    names.add((text(thing, "region").isEmpty() ? "global" : text(thing, "region")) + " "
                            + text(thing, "name"));
                }
            }
        }
        return names;
    }

    private static Event event(AuditRecord record, String what, String words) {
        var second = ReportFacts.text(record, "second");
        return new Event(
                record.at(), record.actor() + (second.isEmpty() ? "" : ", with " + second), record.step(), what, words);
    }

    private static String what(Map<?, ?> thing) {
        return text(thing, "kind") + " " + text(thing, "name");
    }

    private static String words(Map<?, ?> thing) {
        var words = new ArrayList<String>();
        words.add(text(thing, "region").isEmpty() ? "global" : text(thing, "region"));
        if (!text(thing, "id").isEmpty()) {
            words.add("id " + text(thing, "id"));
        }
        if (!text(thing, "holds").isEmpty()) {
            words.add("holds " + text(thing, "holds"));
        }
        words.add("last use: " + (text(thing, "lastUse").isEmpty() ? "unknown" : text(thing, "lastUse")));
        var copies = thing.get("copies") instanceof List<?> all
                ? all.stream().map(String::valueOf).toList()
                : List.<String>of();
        words.add(
                copies.isEmpty()
                        ? "nothing was shown to outlive it"
                        : "what outlives it: " + String.join("; ", copies));
        return String.join(". ", words) + ".";
    }

    private static String text(Map<?, ?> thing, String key) {
        var value = thing.get(key);
        return value == null ? "" : String.valueOf(value);
    }
}
