package app.medzenhealth.cutover.ui.common;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepReview;
import app.medzenhealth.cutover.session.StepState;
import app.medzenhealth.cutover.session.StepState.WaitsFor;
import java.util.Locale;

/** What the button is called that takes a step on: the same wherever it stands. */
public final class StepWords {
    private StepWords() {}

    /** What is to be done about the step where it stands, for example {@code Review step 5.8}. */
    public static String label(StepView view) {
        var step = view.step();
        return switch (view.state()) {
            case StepState.Locked _, StepState.Ready _, StepState.Undone _, StepState.Failed _ -> begin(step);
            case StepState.Previewed _ -> confirm(view);
            case StepState.Waiting(WaitsFor what) ->
                switch (what) {
                    case WaitsFor.Person _ -> decides(step) ? decide(step) : "State step " + step.id() + "…";
                    case WaitsFor.Time _ -> begin(step);
                    case WaitsFor.SecondApprover _ -> confirm(view);
                };
            case StepState.Running _ -> "Watch step " + step.id();
            case StepState.InDoubt _ -> "Look again at step " + step.id();
            case StepState.Succeeded _, StepState.Skipped _ -> "See step " + step.id();
        };
    }

    /** Over a step's title; a procedure beside the phases has its title, and its steps their place in it. */
    public static String place(Phase phase, Step step) {
        var title = phase.title().toUpperCase(Locale.ROOT);
        return isPhase(phase)
                ? "PHASE " + phase.id() + " · " + title + " · STEP " + step.id()
                : title + " · STEP " + (phase.steps().indexOf(step) + 1) + " OF "
                        + phase.steps().size();
    }

    /** Whether it is one of the numbered ones. */
    public static boolean isPhase(Phase phase) {
        return phase.id().chars().allMatch(Character::isDigit);
    }

    /** Opens the questions of a decision. */
    public static String decide(Step step) {
        return "Decide step " + step.id() + "…";
    }

    /** Before it was reviewed. */
    public static String begin(Step step) {
        return (reads(step) ? "Run check " : "Review step ") + step.id();
    }

    /** The button that sends it, or that asks once more before it does. */
    private static String confirm(StepView view) {
        return reads(view.step())
                ? begin(view.step())
                : view.review().filter(StepReview::passed).isPresent()
                        ? view.step().title() + "…"
                        : "Read step " + view.step().id() + " again";
    }

    public static boolean reads(Step step) {
        return step.confirm() == Step.Confirm.NONE;
    }

    private static boolean decides(Step step) {
        return step.does(Trait.ASKS);
    }
}
