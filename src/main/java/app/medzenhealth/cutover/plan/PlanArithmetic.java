package app.medzenhealth.cutover.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a plan's own figures add up to, so that nobody has to believe a total.
 *
 * @param before US dollars a month by region, now
 * @param after US dollars a month by region, when all is done
 * @param shortest from the first step to the last, soaks included, at the hopeful durations
 * @param longest the same at the long ones
 */
public record PlanArithmetic(
        Map<String, Integer> before, Map<String, Integer> after, Duration shortest, Duration longest, Plan plan) {

    public static PlanArithmetic of(Plan plan) {
        return new PlanArithmetic(sums(plan, true), sums(plan, false), span(plan, true), span(plan, false), plan);
    }

    public int totalBefore() {
        return before.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int totalAfter() {
        return after.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** US dollars a month; negative where it costs more afterwards. */
    public int saving() {
        return totalBefore() - totalAfter();
    }

    /** The results in words. */
    public List<String> sentences() {
        var sentences = new ArrayList<String>();
        if (!plan.costs().isEmpty()) {
            sentences.add("%d USD a month before, %d after: %d USD a month less (%d %%), %d USD a year"
                    .formatted(
                            totalBefore(),
                            totalAfter(),
                            saving(),
                            Math.round(100.0 * saving() / Math.max(1, totalBefore())),
                            12 * saving()));
            before.forEach((region, usd) ->
                    sentences.add("all of " + region + " costs " + usd + " USD a month: no more can be saved there"));
        }
        sentences.add("from the first step to the last, soak included: " + shortest.toDays() + " to " + longest.toDays()
                + " days");
        plan.baseline().stream()
                .collect(Collectors.groupingBy(
                        r -> r.type() + " in " + r.region(), LinkedHashMap::new, Collectors.counting()))
                .forEach((what, count) -> sentences.add(count + " × " + what));
        return sentences;
    }

    private static Map<String, Integer> sums(Plan plan, boolean before) {
        var sums = new LinkedHashMap<String, Integer>();
        plan.costs().forEach(c -> sums.merge(c.region(), before ? c.beforeUsd() : c.afterUsd(), Integer::sum));
        return sums;
    }

    /** The longest chain of phases, each after those it depends on. */
    private static Duration span(Plan plan, boolean least) {
        var ends = new HashMap<String, Duration>();
        var longest = Duration.ZERO;
        for (var phase : plan.phases()) {
            var start = Duration.ZERO;
            for (var needed : phase.after()) {
                start = max(start, ends.getOrDefault(needed, Duration.ZERO));
            }
            if (phase.soak().isPresent()) {
                var soak = phase.soak().get();
                start = max(
                        start, ends.getOrDefault(soak.phase(), Duration.ZERO).plus(soak.time()));
            }
            var end =
                    start.plus(least ? phase.planned().least() : phase.planned().most());
            ends.put(phase.id(), end);
            longest = max(longest, end);
        }
        return longest;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
