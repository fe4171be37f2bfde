package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.session.FlightCheck;
import app.medzenhealth.cutover.session.FlightCheck.Answer;
import app.medzenhealth.cutover.session.FlightCheck.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A flight check for people. */
public record FlightReport(FlightCheck check) {

    /** A line for each step, then what can be done about it today. */
    public List<String> lines() {
        var lines = new ArrayList<String>();
        check.answers()
                .forEach(a -> lines.add("%-15s %-32s %s"
                        .formatted(a.step(), a.verdict().words(), a.title())
                        .stripTrailing()));
        lines.add("");
        lines.add(check.world() + ", as " + check.identity());
        lines.add(counts());
        lines.add("SHA-256 of its JSON, as the trail has it: " + check.digest());
        var today = check.today();
        lines.add(
                today.isEmpty()
                        ? "Nothing stands in the way that could be cleared away before the first step."
                        : "To be cleared away now:");
        told(today, lines);
        var later = check.later();
        if (!later.isEmpty()) {
            lines.add("Not so now, and asked again when earlier steps have made what they make:");
            told(later, lines);
        }
        return lines;
    }

    private static void told(List<Answer> answers, List<String> lines) {
        answers.forEach(a -> {
            lines.add("  " + a.step() + " " + a.title());
            reasons(a).forEach(r -> lines.add("      " + r));
        });
    }

    String counts() {
        var parts = new ArrayList<String>();
        parts.add(check.answers().size() + " steps asked");
        for (var verdict : Verdict.values()) {
            if (check.count(verdict) > 0) {
                parts.add(check.count(verdict) + " " + verdict.words());
            }
        }
        return String.join(" · ", parts);
    }

    /** Why a step would not go on, a line each. */
    static List<String> reasons(Answer answer) {
        var lines = new ArrayList<String>();
        answer.values().forEach(v -> lines.add("“" + v + "” has no value: set it under Plan › Parameters"));
        answer.open().forEach(c -> lines.add(FlightCheck.line(c)));
        answer.outputs().forEach(o -> lines.add("takes " + o + ", which is not there yet"));
        return lines;
    }

    /** The same for programs: one JSON object. */
    public String json() {
        return check.json();
    }

    /** Whether nothing is in the way that could be cleared away now. */
    public boolean clear() {
        return check.today().isEmpty();
    }
}
