package app.medzenhealth.cutover.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as people read them; all are UTC. */
public final class Times {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern(
                    "d MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code 21 Jan 02:42}, of the days around: without year and without zone. */
    public static String minute(Instant at) {
        return MINUTE.format(at);
    }

    /** {@code 21 Jan 2026 02:42:09 UTC}, of any day: what is evidence. Null, where AWS does not say, is said so. */
    public static String second(@Nullable Instant at) {
        return at == null ? "an unknown time" : SECOND.format(at);
    }

    /** {@code 2026-01-21}, of any day, in UTC: for what ends on a day and is not worth a time. */
    public static String day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** {@code 168 h}, {@code 2 h 5 min}, {@code 5 min 30 s}, {@code 45 s}; seconds are left out from an hour on. */
    public static String inWords(Duration time) {
        var parts = time.toHours() > 0
                ? part(time.toHours(), " h ") + part(time.toMinutesPart(), " min")
                : part(time.toMinutesPart(), " min ") + part(time.toSecondsPart(), " s");
        return parts.isEmpty() ? "0 s" : parts.strip();
    }

    private static String part(long count, String unit) {
        return count == 0 ? "" : count + unit;
    }
}
