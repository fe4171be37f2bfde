package app.medzenhealth.cutover.rehearsal.compute;

import java.time.Duration;
import java.util.regex.Pattern;

/** How often a schedule expression fires. Cron expressions are taken by their finest free field: minute, hour or day. */
final class Schedules {
    private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

    private Schedules() {}

    static Duration every(String expression) {
        var rate = RATE.matcher(expression);
        if (rate.matches()) {
            var number = Long.parseLong(rate.group(1));
            return switch (rate.group(2)) {
                case "minute" -> Duration.ofMinutes(number);
                case "hour" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        var fields = expression.replaceAll("cron\\(|\\)", "").trim().split("\\s+");
        if (fields.length > 0 && fields[0].startsWith("*")) {
            return Duration.ofMinutes(1);
        }
        return fields.length > 1 && fields[1].startsWith("*") ? Duration.ofHours(1) : Duration.ofDays(1);
    }
}
