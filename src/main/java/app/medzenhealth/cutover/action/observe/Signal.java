package app.medzenhealth.cutover.action.observe;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.ActionFailure;
import app.medzenhealth.cutover.action.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A metric and the limit that each of its values must keep.
 *
 * @param text as the plan writes it: {@code AWS/RDS CPUUtilization DBInstanceIdentifier=db Average < 80}
 */
record Signal(String text, Series series, Comparison comparison, double limit) {

    enum Comparison {
        BELOW,
        ABOVE;

        boolean holds(double value, double limit) {
            return this == BELOW ? value < limit : value > limit;
        }
    }

    static Signal parse(String region, String text) {
        var words = text.strip().split("[\\s,]+");
        if (words.length < 5) {
            throw wrong(text);
        }
        var dimensions = new LinkedHashMap<String, String>();
        var at = 2;
        for (; at < words.length && words[at].contains("="); at++) {
            var parts = words[at].split("=", 2);
            dimensions.put(parts[0], parts[1]);
        }
        if (words.length - at != 3) {
            throw wrong(text);
        }
        var comparison = switch (words[at + 1]) {
            case "<" -> Comparison.BELOW;
            case ">" -> Comparison.ABOVE;
            default -> throw wrong(text);
        };
        try {
            return new Signal(
                    text,
                    new Series(region, words[0], words[1], dimensions, words[at]),
                    comparison,
                    Double.parseDouble(words[at + 2]));
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static ActionFailure wrong(String text) {
        return new ActionFailure(
                "Not a signal: " + text,
                "nothing was read",
                "write it as: namespace metric dimension=value statistic < limit");
    }

    /** No data is unknown, never healthy. */
    Check check(ActionContext context, Duration over) throws InterruptedException {
        var points = new TreeMap<Instant, Double>();
        var check = judged(context, over, points);
        return points.isEmpty() ? check : check.basedOn(series.basis(points.lastKey(), points.size()));
    }

    private Check judged(ActionContext context, Duration over, Map<Instant, Double> points)
            throws InterruptedException {
        return Check.reading(text, () -> {
            points.putAll(series.latest(context, over));
            var values = points.values();
            if (values.isEmpty()) {
                return new Check.Unknown("no data in the last " + over.toMinutes() + " min");
            }
            if (values.stream().anyMatch(v -> !series.means(v))) {
                return new Check.Unknown(
                        "replication was not active at some time of the last " + over.toMinutes() + " min");
            }
            var range = values.stream().mapToDouble(Double::doubleValue).summaryStatistics();
            return Check.passIf(
                    () -> values.stream().allMatch(v -> comparison.holds(v, limit)),
                    shown(range),
                    "look at the metric, and decide whether to go on");
        });
    }

    private static String shown(DoubleSummaryStatistics range) {
        return String.format(
                Locale.ROOT, "%d values from %.2f to %.2f", range.getCount(), range.getMin(), range.getMax());
    }
}
