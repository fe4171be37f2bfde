package app.medzenhealth.cutover.ui.monitor;

import app.medzenhealth.cutover.monitor.watch.MetricLine;
import app.medzenhealth.cutover.plan.Monitoring;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Instant;
import java.util.Locale;

/** Values and standings as a person reads them. */
final class MetricWords {
    private static final double KILO = 1024;

    private MetricWords() {}

    static String value(double value, Monitoring.Unit unit) {
        return switch (unit) {
            case PERCENT -> number(value) + " %";
            case SECONDS -> Math.abs(value) < 1 && value != 0 ? number(value * 1000) + " ms" : number(value) + " s";
            case MILLISECONDS -> number(value) + " ms";
            case BYTES -> bytes(value);
            case COUNT -> number(value);
        };
    }

    private static String bytes(double value) {
        var at = 0;
        var left = value;
        while (Math.abs(left) >= KILO && at < 4) {
            left /= KILO;
            at++;
        }
        return number(left) + " " + new String[] {"B", "KB", "MB", "GB", "TB"}[at];
    }

    private static String number(double value) {
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%d", (long) value);
        }
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.1f" : "%.0f", value);
    }

    /** Short, for beside a chart. */
    static String now(MetricLine line) {
        return switch (line.standing()) {
            case MetricLine.Holds h -> value(h.value(), line.line().unit());
            case MetricLine.Breaks b -> value(b.value(), line.line().unit());
            case MetricLine.Unjudged u -> value(u.value(), line.line().unit());
            case MetricLine.Unknown _ -> "not known";
            case MetricLine.NotMeasured _ -> "not measured";
        };
    }

    static Tone tone(MetricLine line) {
        return switch (line.standing()) {
            case MetricLine.Holds _ -> Tone.OK;
            case MetricLine.Breaks _ -> Tone.BAD;
            case MetricLine.Unjudged _ -> Tone.NEUTRAL;
            case MetricLine.Unknown _, MetricLine.NotMeasured _ -> Tone.UNKNOWN;
        };
    }

    /** For example {@code below 80 %}; empty without a limit. */
    static String limit(MetricLine line) {
        var unit = line.line().unit();
        var below = line.line().below().map(b -> "below " + value(b.doubleValue(), unit));
        var above = line.line().above().map(a -> "above " + value(a.doubleValue(), unit));
        return below.map(b -> b + above.map(a -> " and " + a).orElse(""))
                .or(() -> above)
                .orElse("");
    }

    /** Why nobody knows; empty where somebody does. */
    static String why(MetricLine line) {
        return switch (line.standing()) {
            case MetricLine.Unknown u -> u.why();
            case MetricLine.NotMeasured n -> n.why();
            case MetricLine.Holds _, MetricLine.Breaks _, MetricLine.Unjudged _ -> "";
        };
    }

    /** Everything: what it is, whether it keeps its limit, and what that rests on. */
    static String whole(MetricLine line, Instant now) {
        var limit = limit(line);
        var standing = switch (line.standing()) {
            case MetricLine.Holds _ -> now(line) + ", holds: " + limit;
            case MetricLine.Breaks _ -> now(line) + ", does not hold: " + limit;
            case MetricLine.Unjudged _ -> now(line) + ", no limit in the plan";
            case MetricLine.Unknown _, MetricLine.NotMeasured _ ->
                now(line) + ": " + why(line) + (limit.isEmpty() ? "" : "; to be " + limit);
        };
        return line.line().name() + ": " + standing + "\n" + source(line) + ": " + sample(line, now);
    }

    static String source(MetricLine line) {
        return line.line().words() + ", " + line.line().statistic() + " of each minute, by CloudWatch "
                + line.line().namespace() + " in " + line.line().region();
    }

    static String sample(MetricLine line, Instant now) {
        return line.newest()
                .map(n -> InWords.count(line.values().size(), "value", "values")
                        + (line.missing() == 0
                                ? ""
                                : ", " + InWords.count(line.missing(), "minute", "minutes") + " missing")
                        + ", newest " + InWords.minute(n) + " UTC, " + InWords.ago(n.plus(MetricLine.MINUTE), now))
                .orElse("no value");
    }
}
