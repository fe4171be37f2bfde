package app.medzenhealth.cutover.action.database;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A daily backup window as RDS writes it, in UTC: {@code 03:00-04:00}. It may cross midnight. */
record BackupWindow(LocalTime from, LocalTime to) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");

    static Optional<BackupWindow> parse(@Nullable String text) {
        var matcher = WRITTEN.matcher(text == null ? "" : text);
        return matcher.matches()
                ? Optional.of(new BackupWindow(LocalTime.parse(matcher.group(1)), LocalTime.parse(matcher.group(2))))
                : Optional.empty();
    }

    /** Whether it is open now or opens within {@code ahead}. */
    boolean near(Instant now, Duration ahead) {
        var time = now.atOffset(ZoneOffset.UTC).toLocalTime();
        var untilOpen = Duration.between(time, from);
        var wait = untilOpen.isNegative() ? untilOpen.plusDays(1) : untilOpen;
        return open(time) || wait.compareTo(ahead) < 0;
    }

    private boolean open(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    @Override
    public String toString() {
        return from + "-" + to + " UTC";
    }
}
