package app.medzenhealth.cutover.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/** The one form of time that records have. By hand, because it is written and read for every record. */
final class RecordTime {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int MILLIS_PER_DAY = 86_400_000;

    private RecordTime() {}

    /** UTC with microseconds, cut to them. */
    static String text(Instant time) {
        var seconds = time.getEpochSecond();
        var day = LocalDate.ofEpochDay(Math.floorDiv(seconds, SECONDS_PER_DAY));
        if (day.getYear() < 0 || day.getYear() > 9999) {
            throw new IllegalArgumentException("a clock that shows " + time + " is wrong");
        }
        var second = Math.floorMod(seconds, SECONDS_PER_DAY);
        var text = "0000-00-00T00:00:00.000000Z".getBytes(StandardCharsets.ISO_8859_1);
        digits(text, 4, day.getYear());
        digits(text, 7, day.getMonthValue());
        digits(text, 10, day.getDayOfMonth());
        digits(text, 13, second / 3600);
        digits(text, 16, second / 60 % 60);
        digits(text, 19, second % 60);
        digits(text, 26, time.getNano() / 1000);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] text, int end, int number) {
        var left = number;
        for (var i = end - 1; left > 0; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    static Instant instant(AuditRecord record) {
        return Instant.ofEpochMilli(millis(record)).plusNanos(digits(record.at(), 23, 26) * 1_000L);
    }

    /** Milliseconds since 1970. */
    static long millis(AuditRecord record) {
        var at = record.at();
        var day = LocalDate.of(digits(at, 0, 4), digits(at, 5, 7), digits(at, 8, 10))
                .toEpochDay();
        var seconds = digits(at, 11, 13) * 3600 + digits(at, 14, 16) * 60 + digits(at, 17, 19);
        return day * MILLIS_PER_DAY + seconds * 1000L + digits(at, 20, 23);
    }

    /** Whether a time of the right form is one that there is: 30 February is not, nor is 24:00. Leap seconds are not written. */
    static boolean exists(String at) {
        var month = digits(at, 5, 7);
        var day = digits(at, 8, 10);
        return month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(digits(at, 0, 4), month).lengthOfMonth())
                && digits(at, 11, 13) < 24
                && digits(at, 14, 16) < 60
                && digits(at, 17, 19) < 60;
    }

    private static int digits(String text, int from, int to) {
        var number = 0;
        for (var i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
