package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.Step;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /**
     * A step that was carried out on the ground of this one and changed something there; what was skipped between them, or only read,
     * takes nothing of it away.
     */
    static Optional<Step> buildsOn(Plan plan, String id, Predicate<String> carriedOut) {
        return standingOn(plan, id)
                .filter(s -> s.effect() != Step.Effect.READS && carriedOut.test(s.id()))
                .findFirst();
    }

    /** What was read, stated or decided on the ground of a step, and on nothing that was changed since: with the step it is gone. */
    static List<Step> readOn(Plan plan, String id) {
        return standingOn(plan, id).filter(s -> s.effect() == Step.Effect.READS).toList();
    }

    /** Every step that comes after this one by what it, or a step between them, names as its predecessor; in the plan's order. */
    private static Stream<Step> standingOn(Plan plan, String id) {
        var ground = new LinkedHashSet<>(Set.of(id));
        return plan
                .steps()
                .filter(s -> s.after().stream().anyMatch(ground::contains) && ground.add(s.id()))
                .toList()
                .stream();
    }
}
