package app.medzenhealth.cutover.ui.plan;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is wrong with the written plan: corrected in a step or phase, or found and told.
 *
 * @param title may be empty
 * @param where a step's or phase's title, or the written plan's section
 * @param step the step that differs, where one does
 */
record Deviation(String id, Kind kind, String title, String text, String where, Optional<String> step) {

    enum Kind {
        FINDING,
        DEPARTURE
    }

    /** All of them: findings first, then departures in the order of the plan. */
    static List<Deviation> of(Plan plan) {
        var all = new ArrayList<Deviation>();
        plan.findings()
                .forEach(f -> all.add(new Deviation(
                        f.id(), Kind.FINDING, f.title(), f.text(), "Written plan: " + f.source(), Optional.empty())));
        plan.everything().forEach(phase -> add(all, phase));
        return List.copyOf(all);
    }

    static List<Deviation> matching(List<Deviation> all, String filter) {
        var words = filter.toLowerCase(Locale.ROOT).strip().split("\\s+");
        return all.stream().filter(d -> d.holds(words)).toList();
    }

    private boolean holds(String[] words) {
        var here = (id + " " + kind + " " + title + " " + text + " " + where).toLowerCase(Locale.ROOT);
        for (var word : words) {
            if (!here.contains(word)) {
                return false;
            }
        }
        return true;
    }

    private static void add(List<Deviation> all, Phase phase) {
        phase.departures()
                .forEach(d -> all.add(new Deviation(
                        d.id(),
                        Kind.DEPARTURE,
                        "",
                        d.text(),
                        "Phase " + phase.id() + " · " + phase.title(),
                        Optional.empty())));
        for (var step : phase.steps()) {
            step.departures()
                    .forEach(d -> all.add(new Deviation(
                            d.id(),
                            Kind.DEPARTURE,
                            "",
                            d.text(),
                            "Step " + step.id() + " · " + step.title(),
                            Optional.of(step.id()))));
        }
    }
}
