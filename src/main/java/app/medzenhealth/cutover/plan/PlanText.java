package app.medzenhealth.cutover.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan's phases and steps as text. */
public final class PlanText {
    private PlanText() {}

    public static List<String> lines(Plan plan) {
        var lines = new ArrayList<String>();
        lines.add(plan.title() + " — " + plan.company() + ", account " + plan.account());
        plan.regions()
                .forEach(r -> lines.add(
                        "  %-14s %-10s %s → %s".formatted(r.id(), r.city(), word(r.before()), word(r.after()))));
        plan.sequence().forEach(p -> phase(p, lines));
        plan.rollbacks().forEach(r -> {
            lines.add("");
            lines.add("Way back, from step " + r.from());
            phase(r.procedure(), lines);
        });
        return lines;
    }

    private static void phase(Phase phase, List<String> lines) {
        lines.add("");
        lines.add("%s  %s  (%s to %s)%s"
                .formatted(
                        phase.id(),
                        phase.title(),
                        inWords(phase.planned().least()),
                        inWords(phase.planned().most()),
                        phase.after().isEmpty() ? "" : "  after " + String.join(", ", phase.after())));
        phase.soak()
                .ifPresent(s -> lines.add(
                        "     after " + s.time().toHours() + " h of healthy operation since phase " + s.phase()));
        for (var step : phase.steps()) {
            lines.add("  %-11s %s %s%s"
                    .formatted(
                            step.id(),
                            sign(step.effect()),
                            step.title(),
                            step.departures().isEmpty()
                                    ? ""
                                    : "  ["
                                            + String.join(
                                                    " ",
                                                    step.departures().stream()
                                                            .map(Departure::id)
                                                            .toList()) + "]"));
        }
    }

    /** The signs of the written step list. */
    private static String sign(Step.Effect effect) {
        return switch (effect) {
            case READS -> "○";
            case REVERSIBLE -> "⇄";
            case IRREVERSIBLE -> "⚠";
        };
    }

    private static String word(Plan.Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static String inWords(Duration time) {
        return time.toHours() >= 24 && time.toHours() % 24 == 0 ? time.toDays() + " d" : time.toHours() + " h";
    }
}
