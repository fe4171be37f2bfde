package app.medzenhealth.cutover.ui.phases;

import app.medzenhealth.cutover.session.NextStep;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.ui.common.InWords;
import app.medzenhealth.cutover.ui.common.StateLook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** One row of the list of phases and steps. */
sealed interface PlanRow {

    /**
     * A phase's head.
     *
     * @param note its time, how far it is, and what is next in it
     * @param folded whether its steps are left out
     */
    record Head(String id, String title, StateLook look, String note, boolean folded) implements PlanRow {}

    /** @param next whether it is the one to do next */
    record Item(String id, String title, StateLook look, boolean dimmed, boolean next) implements PlanRow {}

    /** What follows is something else. */
    record Heading(String text) implements PlanRow {}

    /** @param folded ids of phases of which only the head is shown */
    static List<PlanRow> of(SessionView view, Instant now, Set<String> folded) {
        var rows = new ArrayList<PlanRow>();
        var next = view.nextStep();
        view.phases().forEach(p -> add(p, next, now, folded, rows));
        if (!view.rollbacks().isEmpty()) {
            rows.add(new Heading("Ways back"));
            view.rollbacks().forEach(p -> add(p, next, now, folded, rows));
        }
        return rows;
    }

    private static void add(
            PhaseView phase, Optional<NextStep> next, Instant now, Set<String> folded, List<PlanRow> rows) {
        var id = phase.phase().id();
        rows.add(new Head(
                id,
                phase.phase().title(),
                StateLook.of(phase),
                note(phase, now)
                        + done(phase)
                        + next.filter(n -> n.phase().equals(id))
                                .map(n -> " · next " + n.step() + (n.missing().isEmpty() ? "" : ": " + n.missing()))
                                .orElse(""),
                folded.contains(id)));
        if (folded.contains(id)) {
            return;
        }
        for (var step : phase.steps()) {
            var here = next.filter(n -> n.step().equals(step.step().id()));
            rows.add(new Item(
                    step.step().id(),
                    step.step().title(),
                    StateLook.of(step.state()),
                    step.state() instanceof StepState.Locked,
                    here.isPresent()));
        }
    }

    private static String done(PhaseView phase) {
        return " · " + phase.progress().words();
    }

    /** How far it is, and what is to be set before it can be carried out. */
    private static String note(PhaseView phase, Instant now) {
        var missing = phase.missing().size();
        return progress(phase, now)
                + (missing == 0 ? "" : " · " + InWords.count(missing, "value", "values") + " not set");
    }

    private static String progress(PhaseView phase, Instant now) {
        var soak = phase.soak().filter(s -> s.left().isPositive());
        if (soak.isPresent() && phase.state() != PhaseState.COMPLETE) {
            return "soak, " + InWords.roughly(soak.get().left()) + " left";
        }
        var planned = "planned "
                + days(phase.phase().planned().least(), phase.phase().planned().most());
        return switch (phase.state()) {
            case COMPLETE ->
                phase.started()
                        .flatMap(s -> phase.ended().map(e -> "took " + InWords.exactly(Duration.between(s, e))))
                        .orElse(planned);
            case RUNNING ->
                phase.stopped().isPresent()
                        ? "step " + phase.stopped().get().step().id() + " "
                                + StateLook.of(phase.stopped().get().state())
                                        .word()
                                        .toLowerCase(Locale.ROOT)
                        : phase.started()
                                .map(s -> "for " + InWords.roughly(Duration.between(s, now)))
                                .orElse(planned);
            case OPEN, LOCKED -> planned;
        };
    }

    private static String days(Duration least, Duration most) {
        var from = InWords.roughly(least);
        var to = InWords.roughly(most);
        return from.equals(to) ? from : from + " to " + to;
    }
}
