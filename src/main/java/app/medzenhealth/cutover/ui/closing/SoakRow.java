package app.medzenhealth.cutover.ui.closing;

import app.medzenhealth.cutover.monitor.soak.SoakHour;
import app.medzenhealth.cutover.monitor.soak.SoakHour.What;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.SoakReading;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One day of the soak, hour by hour.
 *
 * @param day from 1
 * @param words how much of it counts, and what does not
 * @param why what made hours of it a breach or unknown, a line each
 */
record SoakRow(int day, Instant from, List<Cell> cells, String words, List<String> why) {
    private static final int DAY = 24;

    /** What is in a cell: a mark says what the colour says. */
    enum Mark {
        COUNTS("✓", "healthy", Tone.OK),
        /** It was healthy, and a breach after it has begun the count anew. */
        BEFORE("○", "healthy, before a breach", Tone.NEUTRAL),
        BREACH("✗", "breach", Tone.BAD),
        UNKNOWN("?", "unknown", Tone.UNKNOWN),
        COMING("·", "to come", Tone.NEUTRAL);

        private final String sign;
        private final String word;
        private final Tone tone;

        Mark(String sign, String word, Tone tone) {
            this.sign = sign;
            this.word = word;
            this.tone = tone;
        }

        String sign() {
            return sign;
        }

        String word() {
            return word;
        }

        Tone tone() {
            return tone;
        }
    }

    record Cell(Instant from, Mark mark, String words) {}

    static List<SoakRow> of(SoakReading reading) {
        var rows = new ArrayList<SoakRow>();
        for (var i = 0; i < reading.hours().size(); i += DAY) {
            rows.add(of(
                    i / DAY + 1,
                    reading.hours().subList(i, Math.min(i + DAY, reading.hours().size())),
                    reading.time().since()));
        }
        return List.copyOf(rows);
    }

    private static SoakRow of(int day, List<SoakHour> hours, Instant since) {
        var cells = hours.stream()
                .map(h -> new Cell(h.from(), mark(h, since), words(h, mark(h, since))))
                .toList();
        return new SoakRow(day, hours.getFirst().from(), cells, sum(hours, since), why(hours));
    }

    private static Mark mark(SoakHour hour, Instant since) {
        return switch (hour.what()) {
            case BREACH -> Mark.BREACH;
            case UNKNOWN -> Mark.UNKNOWN;
            case COMING -> Mark.COMING;
            case HEALTHY -> hour.from().isBefore(since) ? Mark.BEFORE : Mark.COUNTS;
        };
    }

    private static String words(SoakHour hour, Mark mark) {
        return InWords.day(hour.from()) + " UTC: " + mark.word()
                + (hour.signals().isEmpty() ? "" : ", " + String.join("; ", new TreeSet<>(hour.signals())));
    }

    private static String sum(List<SoakHour> hours, Instant since) {
        var counted = total(hours, since);
        var breaches = count(hours, What.BREACH);
        var unknown = count(hours, What.UNKNOWN);
        var coming = count(hours, What.COMING);
        if (coming == hours.size()) {
            return "to come";
        }
        var words = new ArrayList<String>();
        words.add(counted.isZero() ? "nothing counts" : Times.inWords(counted) + " count");
        if (breaches > 0) {
            words.add(InWords.count(breaches, "hour", "hours") + " with a breach");
        }
        if (unknown > 0) {
            words.add(InWords.count(unknown, "hour", "hours") + " unknown");
        }
        if (coming > 0) {
            words.add(InWords.count(coming, "hour", "hours") + " to come");
        }
        return String.join(", ", words);
    }

    /** What counts of the hours: from the end of the last breach on. */
    private static Duration total(List<SoakHour> hours, Instant since) {
        return hours.stream()
                .filter(h -> h.to().isAfter(since))
                .map(SoakHour::healthy)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static long count(List<SoakHour> hours, What what) {
        return hours.stream().filter(h -> h.what() == what).count();
    }

    /** Each signal once, in short, breaches first; the cells have them whole. */
    private static List<String> why(List<SoakHour> hours) {
        var lines = new ArrayList<String>();
        for (var what : List.of(What.BREACH, What.UNKNOWN)) {
            var signals = hours.stream()
                    .filter(h -> h.what() == what)
                    .flatMap(h -> h.signals().stream())
                    .map(SoakRow::brief)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!signals.isEmpty()) {
                lines.add((what == What.BREACH ? "breach: " : "unknown: ") + String.join(", ", signals));
            }
        }
        return lines;
    }

    /** Of a metric, whose signal begins with its namespace, its name alone. */
    static String brief(String signal) {
        var words = signal.split("\\s+", 3);
        return words.length > 2 && words[0].contains("/") ? words[1] : signal;
    }
}
