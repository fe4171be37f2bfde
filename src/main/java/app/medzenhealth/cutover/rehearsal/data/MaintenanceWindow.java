package app.medzenhealth.cutover.rehearsal.data;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;

/** When RDS does what can wait. */
final class MaintenanceWindow {

    private MaintenanceWindow() {}

    /** @param window UTC, for example {@code sun:04:00-sun:05:00} */
    static Instant next(String window, Instant after) {
        var day = Arrays.stream(DayOfWeek.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).startsWith(window.substring(0, 3)))
                .findFirst()
                .orElseThrow();
        var time = LocalTime.parse(window.substring(4, 9));
        var now = after.atZone(ZoneOffset.UTC);
        var start = now.with(TemporalAdjusters.nextOrSame(day)).with(time);
        return (start.isAfter(now) ? start : start.plusWeeks(1)).toInstant();
    }
}
