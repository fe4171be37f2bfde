package app.medzenhealth.cutover.monitor.watch;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a log.
 *
 * @param number of the line among all that came, from 1
 * @param place whose it is
 * @param text as it was written, cut at {@value #LONGEST} characters
 */
public record FollowedLine(long number, Instant at, LogPlace place, String text) {
    public static final int LONGEST = 2_000;
    /** A level stands near the beginning: later on it is part of what somebody says. */
    private static final int HEAD = 160;

    /** How much somebody should care, as the line says itself. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        OTHER
    }

    static String cut(String text) {
        return text.length() <= LONGEST
                ? text.stripTrailing()
                : text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST) + "…";
    }

    public Level level() {
        var head = text.substring(0, Math.min(HEAD, text.length())).toUpperCase(Locale.ROOT);
        return first(head, Level.ERROR, "ERROR", "FATAL", "SEVERE", "PANIC", "EXCEPTION", "TASK TIMED OUT")
                .or(() -> first(head, Level.WARN, "WARN"))
                .or(() -> first(head, Level.INFO, "INFO", "LOG:", "DEBUG", "TRACE", "START ", "END ", "REPORT "))
                .orElse(Level.OTHER);
    }

    private static Optional<Level> first(String head, Level level, String... words) {
        for (var word : words) {
            if (head.contains(word)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }
}
