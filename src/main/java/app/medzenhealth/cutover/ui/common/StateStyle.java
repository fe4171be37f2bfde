package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import org.kordamp.ikonli.feather.Feather;

/** How a state is shown: a shape, a word and a tone, never a tone alone. */
public record StateStyle(Feather symbol, String word, Tone tone) {

    /** Of a step with what was decided about it: one that ended well in spite of something is not simply done. */
    public static StateStyle of(StepView step) {
        if (!(step.state() instanceof StepState.Succeeded)) {
            return of(step.state());
        }
        var items = step.waived().size();
        var decided = step.decided().size();
        return items > 0
                ? new StateStyle(
                        Feather.ALERT_TRIANGLE, "Done without " + InWords.count(items, "item", "items"), Tone.WARN)
                : decided > 0
                        ? new StateStyle(
                                Feather.ALERT_TRIANGLE,
                                "Done in spite of " + InWords.count(decided, "lock", "locks"),
                                Tone.WARN)
                        : of(step.state());
    }

    public static StateStyle of(StepState state) {
        return switch (state) {
            case StepState.Locked _ -> new StateStyle(Feather.LOCK, "Locked", Tone.NEUTRAL);
            case StepState.Ready _ -> new StateStyle(Feather.CIRCLE, "Ready", Tone.ACCENT);
            case StepState.Previewed _ -> new StateStyle(Feather.EYE, "Reviewed", Tone.ACCENT);
            case StepState.Waiting(StepState.WaitsFor what) ->
                switch (what) {
                    case StepState.WaitsFor.Person _ -> new StateStyle(Feather.USER, "Waits for a person", Tone.WARN);
                    case StepState.WaitsFor.Time _ -> new StateStyle(Feather.CLOCK, "Waits for time", Tone.WARN);
                    case StepState.WaitsFor.SecondApprover _ ->
                        new StateStyle(Feather.USERS, "Waits for approver", Tone.WARN);
                };
            case StepState.Running _ -> new StateStyle(Feather.PLAY_CIRCLE, "Running", Tone.ACCENT);
            case StepState.Succeeded _ -> new StateStyle(Feather.CHECK_CIRCLE, "Done", Tone.OK);
            case StepState.Failed _ -> new StateStyle(Feather.X_OCTAGON, "Failed", Tone.BAD);
            case StepState.InDoubt _ -> new StateStyle(Feather.HELP_CIRCLE, "In doubt", Tone.UNKNOWN);
            case StepState.Skipped _ -> new StateStyle(Feather.SKIP_FORWARD, "Skipped", Tone.WARN);
            case StepState.Undone _ -> new StateStyle(Feather.CORNER_UP_LEFT, "Undone", Tone.NEUTRAL);
        };
    }

    /**
     * Under way is not running: a phase whose step has failed stands still. Steps done are not yet all that a phase asks for, and
     * steps that were skipped are not done, nor is what people went on without.
     */
    public static StateStyle of(PhaseView phase) {
        var running = phase.steps().stream().anyMatch(s -> s.state() instanceof StepState.Running);
        return phase.stopped().isPresent()
                ? new StateStyle(Feather.ALERT_OCTAGON, "Stopped", Tone.BAD)
                : phase.state() == PhaseState.RUNNING && !running
                        ? new StateStyle(Feather.PLAY_CIRCLE, "Under way", Tone.ACCENT)
                        : phase.state() == PhaseState.COMPLETE ? over(phase) : of(phase.state());
    }

    private static StateStyle over(PhaseView phase) {
        var steps = phase.progress();
        var open = phase.openItems() == 0 ? "" : " · " + InWords.count(phase.openItems(), "item", "items") + " open";
        var items = phase.goneOnWithout();
        var without = items == 0 ? "" : " without " + InWords.count(items, "item", "items");
        return steps.overWithSkips()
                ? new StateStyle(
                        Feather.SKIP_FORWARD,
                        steps.done() + " done" + without + ", " + steps.skipped() + " skipped" + open,
                        Tone.WARN)
                : items > 0
                        ? new StateStyle(Feather.ALERT_TRIANGLE, "Steps done" + without + open, Tone.WARN)
                        : open.isEmpty()
                                ? of(phase.state())
                                : new StateStyle(Feather.CHECK_CIRCLE, "Steps done" + open, Tone.NEUTRAL);
    }

    public static StateStyle of(PhaseState state) {
        return switch (state) {
            case LOCKED -> new StateStyle(Feather.LOCK, "Locked", Tone.NEUTRAL);
            case OPEN -> new StateStyle(Feather.CIRCLE, "Open", Tone.ACCENT);
            case RUNNING -> new StateStyle(Feather.PLAY_CIRCLE, "Running", Tone.ACCENT);
            case COMPLETE -> new StateStyle(Feather.CHECK_CIRCLE, "Complete", Tone.OK);
        };
    }
}
