package app.medzenhealth.cutover.audit;

import java.time.Instant;
import java.time.LocalDate;

/** Reads the one form of time that records have; an export does so for every record. */
final class RecordTime {
    private static final int MILLIS_PER_DAY = 86_400_000;

    private RecordTime() {}

    static Instant instant(AuditRecord record) {
        return Instant.ofEpochMilli(millis(record)).plusNanos(digits(record.at(), 23, 26) * 1_000L);
    }

    /** Milliseconds since 1970. */
    static long millis(AuditRecord record) {
        String at = record.at();
        long day = LocalDate.of(digits(at, 0, 4), digits(at, 5, 7), digits(at, 8, 10))
                .toEpochDay();
        int seconds = digits(at, 11, 13) * 3600 + digits(at, 14, 16) * 60 + digits(at, 17, 19);
        return day * MILLIS_PER_DAY + seconds * 1000L + digits(at, 20, 23);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
