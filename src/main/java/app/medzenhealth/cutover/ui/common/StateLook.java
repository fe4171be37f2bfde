package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.session.SessionView.PhaseState;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import org.kordamp.ikonli.feather.Feather;

/** How a state is shown: a shape, a word and a tone, never a tone alone. */
public record StateLook(Feather symbol, String word, Tone tone) {

    /** Of a step with what was decided about it: one that ended well in spite of something is not simply done. */
    public static StateLook of(StepView step) {
        if (!(step.state() instanceof StepState.Succeeded)) {
            return of(step.state());
        }
        int items = step.waived().size();
        int decided = step.decided().size();
        return items > 0
                ? new StateLook(
                        Feather.ALERT_TRIANGLE, "Done without " + InWords.count(items, "item", "items"), Tone.WARN)
                : decided > 0
                        ? new StateLook(
                                Feather.ALERT_TRIANGLE,
                                "Done in spite of " + InWords.count(decided, "lock", "locks"),
                                Tone.WARN)
                        : of(step.state());
    }

    public static StateLook of(StepState state) {
        return switch (state) {
            case StepState.Locked _ -> new StateLook(Feather.LOCK, "Locked", Tone.NEUTRAL);
            case StepState.Ready _ -> new StateLook(Feather.CIRCLE, "Ready", Tone.ACCENT);
            case StepState.Previewed _ -> new StateLook(Feather.EYE, "Reviewed", Tone.ACCENT);
            case StepState.Waiting(StepState.WaitsFor what) ->
                switch (what) {
                    case StepState.WaitsFor.Person _ -> new StateLook(Feather.USER, "Waits for a person", Tone.WARN);
                    case StepState.WaitsFor.Time _ -> new StateLook(Feather.CLOCK, "Waits for time", Tone.WARN);
                    case StepState.WaitsFor.SecondApprover _ ->
                        new StateLook(Feather.USERS, "Waits for approver", Tone.WARN);
                };
            case StepState.Running _ -> new StateLook(Feather.PLAY_CIRCLE, "Running", Tone.ACCENT);
            case StepState.Succeeded _ -> new StateLook(Feather.CHECK_CIRCLE, "Done", Tone.OK);
            case StepState.Failed _ -> new StateLook(Feather.X_OCTAGON, "Failed", Tone.BAD);
            case StepState.InDoubt _ -> new StateLook(Feather.HELP_CIRCLE, "In doubt", Tone.UNKNOWN);
            case StepState.Skipped _ -> new StateLook(Feather.SKIP_FORWARD, "Skipped", Tone.WARN);
            case StepState.Undone _ -> new StateLook(Feather.CORNER_UP_LEFT, "Undone", Tone.NEUTRAL);
        };
    }

    /**
     * Under way is not running: a phase whose step has failed stands still. Steps done are not yet all that a phase asks for, and
     * steps that were skipped are not done, nor is what people went on without.
     */
    public static StateLook of(PhaseView phase) {
        boolean running = phase.steps().stream().anyMatch(s -> s.state() instanceof StepState.Running);
        return phase.stopped().isPresent()
                ? new StateLook(Feather.ALERT_OCTAGON, "Stopped", Tone.BAD)
                : phase.state() == PhaseState.RUNNING && !running
                        ? new StateLook(Feather.PLAY_CIRCLE, "Under way", Tone.ACCENT)
                        : phase.state() == PhaseState.COMPLETE ? over(phase) : of(phase.state());
    }

    private static StateLook over(PhaseView phase) {
        var steps = phase.progress();
        var open = phase.openItems() == 0 ? "" : " · " + InWords.count(phase.openItems(), "item", "items") + " open";
        int items = phase.goneOnWithout();
        var without = items == 0 ? "" : " without " + InWords.count(items, "item", "items");
        return steps.overWithSkips()
                ? new StateLook(
                        Feather.SKIP_FORWARD,
                        steps.done() + " done" + without + ", " + steps.skipped() + " skipped" + open,
                        Tone.WARN)
                : items > 0
                        ? new StateLook(Feather.ALERT_TRIANGLE, "Steps done" + without + open, Tone.WARN)
                        : open.isEmpty()
                                ? of(phase.state())
                                : new StateLook(Feather.CHECK_CIRCLE, "Steps done" + open, Tone.NEUTRAL);
    }

    public static StateLook of(PhaseState state) {
        return switch (state) {
            case LOCKED -> new StateLook(Feather.LOCK, "Locked", Tone.NEUTRAL);
            case OPEN -> new StateLook(Feather.CIRCLE, "Open", Tone.ACCENT);
            case RUNNING -> new StateLook(Feather.PLAY_CIRCLE, "Running", Tone.ACCENT);
            case COMPLETE -> new StateLook(Feather.CHECK_CIRCLE, "Complete", Tone.OK);
        };
    }
}
