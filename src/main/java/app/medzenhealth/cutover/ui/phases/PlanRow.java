package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.NextStep;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.StateStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One row of the list of phases and steps. */
sealed interface PlanRow {

    /**
     * A phase's head.
     *
     * @param note how far it is; it takes one line where there is room, and as many lines before as after a step of it
     * @param folded whether its steps are left out
     * @param next whether one of them, left out, is the one to do next
     */
    record Head(String id, String title, StateStyle style, String note, boolean folded, boolean next)
            implements PlanRow {}

    /** @param next whether it is the one to do next */
    record Item(String id, String title, StateStyle style, boolean dimmed, boolean next) implements PlanRow {}

    /** What follows is something else. */
    record Heading(String text) implements PlanRow {}

    /** @param folded ids of phases of which only the head is shown */
    static List<PlanRow> of(SessionView view, Set<String> folded) {
        var rows = new ArrayList<PlanRow>();
        var next = view.nextStep();
        view.phases().forEach(p -> add(p, next, folded, rows));
        if (!view.rollbacks().isEmpty()) {
            rows.add(new Heading("Ways back"));
            view.rollbacks().forEach(p -> add(p, next, folded, rows));
        }
        return rows;
    }

    private static void add(PhaseView phase, Optional<NextStep> next, Set<String> folded, List<PlanRow> rows) {
        var id = phase.phase().id();
        rows.add(new Head(
                id,
                phase.phase().title(),
                StateStyle.of(phase),
                note(phase),
                folded.contains(id),
                folded.contains(id) && next.filter(n -> n.phase().equals(id)).isPresent()));
        if (folded.contains(id)) {
            return;
        }
        for (var step : phase.steps()) {
            var here = next.filter(n -> n.step().equals(step.step().id()));
            rows.add(new Item(
                    step.step().id(),
                    step.step().title(),
                    StateStyle.of(step),
                    step.state() instanceof StepState.Locked,
                    here.isPresent()));
        }
    }

    /** How far it is, and what is to be set before it can be carried out. Its times are beside its steps. */
    private static String note(PhaseView phase) {
        var missing = phase.missing().size();
        return Stream.of(
                        phase.soak()
                                .filter(s -> s.left().isPositive() && phase.state() != PhaseState.COMPLETE)
                                .map(s -> "soak, " + InWords.roughly(s.left()) + " left")
                                .orElse(""),
                        phase.stopped()
                                .map(s -> "step " + s.step().id() + " "
                                        + StateStyle.of(s.state()).word().toLowerCase(Locale.ROOT))
                                .orElse(""),
                        // Where steps were skipped, how it ended says the same.
                        phase.progress().overWithSkips() ? "" : phase.progress().words(),
                        missing == 0 ? "" : InWords.count(missing, "value", "values") + " not set")
                .filter(t -> !t.isEmpty())
                .collect(Collectors.joining(" · "));
    }
}
