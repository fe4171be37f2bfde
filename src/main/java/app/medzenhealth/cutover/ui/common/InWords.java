package app.medzenhealth.cutover.ui.common;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Times and durations as the window says them; all times are UTC. */
public final class InWords {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter PLAIN =
            DateTimeFormatter.ofPattern("d MMM uuuu HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z");
    private static final Set<String> ABBREVIATIONS = Set.of("arn", "id", "lsn", "ttl", "dns", "url", "api", "kms");

    private InWords() {}

    /** {@code 02:42:17}. */
    public static String clock(Instant at) {
        return CLOCK.format(at);
    }

    /** {@code 02:42}. */
    public static String minute(Instant at) {
        return MINUTE.format(at);
    }

    /** {@code 21 Jan 02:42}. */
    public static String day(Instant at) {
        return DAY.format(at);
    }

    /** {@code just now}, {@code 4 s ago}, {@code 12 min ago}, {@code 3 h ago}, {@code 9 d ago}. */
    public static String ago(Instant at, Instant now) {
        var age = Duration.between(at, now);
        return age.toSeconds() < 1 ? "just now" : roughly(age) + " ago";
    }

    /** One unit: {@code 4 s}, {@code 12 min}, {@code 3 h}, {@code 9 d}. Negative durations count as none. */
    public static String roughly(Duration d) {
        var s = Math.max(0, d.toSeconds());
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return s / 60 + " min";
        }
        if (s < 172_800) {
            return s / 3600 + " h";
        }
        return s / 86_400 + " d";
    }

    /** Two units: {@code 45 s}, {@code 6 min}, {@code 6 min 20 s}, {@code 1 h 5 min}, {@code 6 d 4 h}. */
    public static String exactly(Duration d) {
        var s = Math.max(0, d.toSeconds());
        if (s < 60) {
            return s + " s";
        }
        if (s < 3600) {
            return two(s / 60, "min", s % 60, "s");
        }
        if (s < 86_400) {
            return two(s / 3600, "h", s % 3600 / 60, "min");
        }
        return two(s / 86_400, "d", s % 86_400 / 3600, "h");
    }

    /** {@code 01:52}, from an hour on {@code 1:01:52}. */
    public static String stopwatch(Duration d) {
        var s = Math.max(0, d.toSeconds());
        return s < 3600
                ? String.format(Locale.ROOT, "%02d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s % 3600 / 60, s % 60);
    }

    /** A large number that can be read: {@code 1,048,576}. */
    public static String grouped(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** {@code 1 step}, {@code 3 steps}. */
    public static String count(long n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }

    /** {@code 9c41 e07b d2f6}: twelve digits in groups of four, to be read aloud. */
    public static String head(String hex) {
        return hex.replaceAll("(.{4})(?=.)", "$1 ");
    }

    /**
     * A machine's text as people read it: its instants as times of the day.
     *
     * @param text may hold ISO-8601 instants, for example {@code 2026-01-12T11:22:48.332149481Z}
     */
    public static String plain(String text) {
        return INSTANT.matcher(text).replaceAll(m -> {
            try {
                var at = Instant.parse(m.group());
                return PLAIN.format(at) + " UTC";
            } catch (DateTimeException e) {
                return Matcher.quoteReplacement(m.group());
            }
        });
    }

    /** A key of a program as words: {@code snapshotArn} is {@code Snapshot ARN}. */
    public static String key(String key) {
        var words = Arrays.stream(key.split("(?<=[a-z0-9])(?=[A-Z])|[-_.]"))
                .map(w -> ABBREVIATIONS.contains(w.toLowerCase(Locale.ROOT))
                        ? w.toUpperCase(Locale.ROOT)
                        : w.equalsIgnoreCase("arns") ? "ARNs" : w.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static String two(long a, String unitA, long b, String unitB) {
        return a + " " + unitA + (b == 0 ? "" : " " + b + " " + unitB);
    }
}
