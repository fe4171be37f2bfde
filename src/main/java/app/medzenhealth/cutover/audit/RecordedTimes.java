package app.medzenhealth.cutover.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a session's records are dated in their order. A console dates none earlier than the one before it while it runs; where a later
 * run of the session begins with an earlier time, the machine's clock was set back between them. That is told, and proves nothing more.
 */
final class RecordedTimes {
    private static final int TOLD = 3;

    private final Map<String, String> latest = new HashMap<>();
    private final List<String> places = new ArrayList<>();
    private long back;
    private String newest = "";

    RecordedTimes() {}

    RecordedTimes(RecordedTimes before) {
        latest.putAll(before.latest);
        places.addAll(before.places);
        back = before.back;
        newest = before.newest;
    }

    void take(JcsReader.Links links) {
        // Of one length, in UTC: they sort as they are written.
        newest = newest.compareTo(links.at()) < 0 ? links.at() : newest;
        var before = latest.put(links.session(), links.at());
        if (before != null && before.compareTo(links.at()) > 0) {
            back++;
            if (places.size() < TOLD) {
                places.add("record %d is %s earlier than the one before it in its session"
                        .formatted(
                                links.seq(),
                                words(Duration.between(Instant.parse(links.at()), Instant.parse(before)))));
            }
        }
    }

    /** Of all sessions; empty before the first. */
    Optional<Instant> newest() {
        return newest.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(newest));
    }

    private static String words(Duration by) {
        if (by.toDays() > 0) {
            return by.toDays() + " d " + by.toHoursPart() + " h";
        }
        return by.toHours() > 0
                ? by.toHours() + " h " + by.toMinutesPart() + " min"
                : by.toMinutes() + " min " + by.toSecondsPart() + " s";
    }

    /** What was found. */
    String words() {
        return back == 0
                ? "the times of each session's records never go back"
                : "WARNING: time goes back at " + back + (back == 1 ? " place: " : " places: ")
                        + String.join("; ", places) + (back > places.size() ? "; …" : "")
                        + ": the machine's clock was set back there";
    }
}
