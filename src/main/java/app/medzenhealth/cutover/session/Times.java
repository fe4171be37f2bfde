package app.medzenhealth.cutover.session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in the session's sentences; all are UTC. */
final class Times {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private Times() {}

    /** {@code 21 Jan 02:42}. */
    static String minute(Instant at) {
        return MINUTE.format(at);
    }
}
