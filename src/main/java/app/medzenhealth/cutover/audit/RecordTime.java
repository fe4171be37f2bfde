package app.medzenhealth.cutover.audit;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/** The one form of time that records have. By hand, because it is written and read for every record. */
public final class RecordTime {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final String SHAPE = "0000-00-00T00:00:00.";
    /** How many characters there are up to the seconds. */
    private static final int SECONDS = 19;

    private RecordTime() {}

    /** UTC with microseconds, cut to them. */
    static String text(Instant time) {
        var day = day(time);
        if (isUnusual(day)) {
            throw new IllegalArgumentException("a clock that shows " + time + " is wrong");
        }
        return text(day, time, 6);
    }

    /** As {@link Instant#toString()}: as many digits of a second's fraction as there need be, three, six, nine or none. */
    public static String shortest(Instant time) {
        var day = day(time);
        var nanos = time.getNano();
        return isUnusual(day)
                ? time.toString()
                : text(day, time, nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1000 == 0 ? 6 : 9);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY));
    }

    private static boolean isUnusual(LocalDate day) {
        return day.getYear() < 0 || day.getYear() > 9999;
    }

    private static String text(LocalDate day, Instant time, int fraction) {
        var second = Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
        var text = "0000-00-00T00:00:00.000000000Z".getBytes(StandardCharsets.ISO_8859_1);
        digits(text, 4, day.getYear());
        digits(text, 7, day.getMonthValue());
        digits(text, 10, day.getDayOfMonth());
        digits(text, 13, second / 3600);
        digits(text, 16, second / 60 % 60);
        digits(text, 19, second % 60);
        digits(text, 29, time.getNano());
        var end = fraction == 0 ? SECONDS : SECONDS + 1 + fraction;
        text[end] = 'Z';
        return new String(text, 0, end + 1, StandardCharsets.ISO_8859_1);
    }

    private static void digits(byte[] text, int end, int number) {
        var left = number;
        for (var i = end - 1; left > 0; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    static Instant instant(AuditRecord record) {
        return Instant.ofEpochSecond(seconds(record.at()), digits(record.at(), 20, 26) * 1_000L);
    }

    /** Milliseconds since 1970. */
    static long millis(AuditRecord record) {
        return seconds(record.at()) * 1000 + digits(record.at(), 20, 23);
    }

    /**
     * A time that a record tells of, by hand where it is a moment's.
     *
     * @throws DateTimeException if the platform reads none
     */
    public static Instant told(String time) {
        return isMoment(time) ? read(time) : Instant.parse(time);
    }

    /**
     * A moment in UTC of which no more need stand than seconds.
     *
     * @param time a day that there is, as {@code 2026-01-12T08:00:00Z} or with one to nine digits of a second's fraction
     * @throws IllegalArgumentException if it is anything else
     */
    static Instant moment(String time) {
        if (!isMoment(time)) {
            throw new IllegalArgumentException("no time");
        }
        return read(time);
    }

    private static boolean isMoment(String time) {
        var end = time.length() - 1;
        if (end < SECONDS || end > SECONDS + 10 || end == SECONDS + 1 || time.charAt(end) != 'Z') {
            return false;
        }
        for (var i = 0; i < end; i++) {
            var c = time.charAt(i);
            if (i < SHAPE.length() && SHAPE.charAt(i) != '0' ? c != SHAPE.charAt(i) : c < '0' || c > '9') {
                return false;
            }
        }
        return exists(time);
    }

    private static Instant read(String moment) {
        var nanos = 0;
        for (var i = SECONDS + 1; i <= SECONDS + 9; i++) {
            nanos = nanos * 10 + (i < moment.length() - 1 ? moment.charAt(i) - '0' : 0);
        }
        return Instant.ofEpochSecond(seconds(moment), nanos);
    }

    /** Since 1970. */
    private static long seconds(String at) {
        var day = LocalDate.of(digits(at, 0, 4), digits(at, 5, 7), digits(at, 8, 10))
                .toEpochDay();
        var second = digits(at, 11, 13) * 3600 + digits(at, 14, 16) * 60 + digits(at, 17, 19);
        return day * SECONDS_PER_DAY + second;
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
