package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Trait;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/**
 * The plan's monthly costs, added up here rather than believed. US dollars a month.
 *
 * @param claims what the plan and its findings say about costs, to be held against the sums
 */
record CostSheet(List<Regional> regions, int before, int after, List<Claim> claims) {

    record Regional(String region, List<Plan.Cost> items, int before, int after) {
        int change() {
            return after - before;
        }
    }

    /** @param verdict why it holds or not; may be empty */
    record Claim(String id, String text, String verdict, String source) {}

    static CostSheet of(Plan plan) {
        var byRegion = new LinkedHashMap<String, List<Plan.Cost>>();
        plan.costs()
                .forEach(c -> byRegion.computeIfAbsent(c.region(), _ -> new ArrayList<>())
                        .add(c));
        var regions = byRegion.entrySet().stream()
                .map(e -> new Regional(
                        e.getKey(),
                        List.copyOf(e.getValue()),
                        e.getValue().stream().mapToInt(Plan.Cost::beforeUsd).sum(),
                        e.getValue().stream().mapToInt(Plan.Cost::afterUsd).sum()))
                .toList();
        return new CostSheet(
                regions,
                regions.stream().mapToInt(Regional::before).sum(),
                regions.stream().mapToInt(Regional::after).sum(),
                claims(plan));
    }

    int change() {
        return after - before;
    }

    /** {@code 135 a month less, that is 13 %; 1,620 a year}. */
    String sentence() {
        var less = Math.abs(change());
        if (less == 0) {
            return "The same before and after.";
        }
        return "Computed from the plan's own lines: " + usd(less) + " a month " + (change() < 0 ? "less" : "more")
                + ", that is " + Math.round(100.0 * less / Math.max(1, before)) + " %; " + usd(12 * less) + " a year.";
    }

    /** {@code $1,065}. */
    static String usd(int amount) {
        return (amount < 0 ? "−" : "") + "$" + String.format(Locale.ROOT, "%,d", Math.abs(amount));
    }

    /** {@code +$125}, {@code −$290}, {@code ±$0}. */
    static String change(int amount) {
        return amount == 0 ? "±$0" : amount > 0 ? "+" + usd(amount) : usd(amount);
    }

    private static List<Claim> claims(Plan plan) {
        var claims = new ArrayList<Claim>();
        plan.criteria().stream()
                .filter(c -> c.measure().filter(m -> m.has(Trait.COMPARES_COST)).isPresent())
                .forEach(c ->
                        claims.add(new Claim(c.id(), c.text(), c.unmeetable().orElse(""), c.source())));
        plan.findings().stream()
                .filter(f -> f.source().toLowerCase(Locale.ROOT).contains("cost"))
                .forEach(f -> claims.add(new Claim(f.id(), f.title(), f.text(), f.source())));
        return List.copyOf(claims);
    }
}
