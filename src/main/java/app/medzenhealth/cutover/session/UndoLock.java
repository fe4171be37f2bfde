package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Why a step cannot be taken back now: decided here alone, for whoever offers it and for whoever carries it out. */
public final class UndoLock {
    private UndoLock() {}

    /** In a sentence with what would open it; empty where the step can be taken back, as far as that is known unread. */
    public static Optional<String> of(SessionView view, SessionView.StepView step) {
        if (!(step.state() instanceof StepState.Succeeded) && !(step.state() instanceof StepState.Failed)) {
            return Optional.of("It was not carried out, so there is nothing to undo.");
        }
        return step.noUndo()
                .or(() -> buildsOn(view.plan(), step.step().id(), id -> standsOn(view, id))
                        .map(later -> "Step " + later.id() + " builds on it"
                                + (later.effect() == Step.Effect.IRREVERSIBLE
                                        ? " and cannot be taken back."
                                        : ": undo step " + later.id() + " first.")));
    }

    private static boolean standsOn(SessionView view, String id) {
        return view.step(id)
                .map(SessionView.StepView::state)
                .filter(s -> s instanceof StepState.Succeeded
                        || s instanceof StepState.Running
                        || s instanceof StepState.InDoubt)
                .isPresent();
    }

    /** A step that was carried out on the ground of this one; what was skipped between them takes nothing of it away. */
    static Optional<Step> buildsOn(Plan plan, String id, Predicate<String> carriedOut) {
        var ground = new LinkedHashSet<>(Set.of(id));
        for (var step : plan.steps().toList()) {
            if (step.after().stream().noneMatch(ground::contains)) {
                continue;
            }
            if (carriedOut.test(step.id())) {
                return Optional.of(step);
            }
            ground.add(step.id());
        }
        return Optional.empty();
    }
}
