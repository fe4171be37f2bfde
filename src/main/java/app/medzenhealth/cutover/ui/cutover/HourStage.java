package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.SoakView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How far the move of production is. */
sealed interface HourStage {

    /** No phase of the plan moves production. */
    record None() implements HourStage {}

    /** Nothing is closed. {@code begun}: whether anything of its phase is done. */
    record Before(PhaseView phase, boolean begun) implements HourStage {}

    /** A side is closed, and users were not led elsewhere. */
    record Closed(PhaseView phase) implements HourStage {}

    /** Users were led to the new side, and its phase is not over. */
    record Switched(PhaseView phase) implements HourStage {}

    /** The phase is over, and what comes next waits for healthy time. */
    record Soaking(PhaseView phase, SoakView soak) implements HourStage {}

    record Over(PhaseView phase) implements HourStage {}

    static HourStage of(SessionView view) {
        var phase =
                view.phases().stream().filter(p -> p.phase().does(Trait.FENCES)).findFirst();
        return phase.map(p -> of(view, p)).orElseGet(None::new);
    }

    private static HourStage of(SessionView view, PhaseView phase) {
        var soak = view.phases().stream()
                .filter(p -> p.phase()
                        .soak()
                        .filter(s -> s.phase().equals(phase.phase().id()))
                        .isPresent())
                .flatMap(p -> p.soak().stream())
                .filter(s -> s.left().isPositive())
                .findFirst();
        if (phase.state() == SessionView.PhaseState.COMPLETE) {
            return soak.<HourStage>map(s -> new Soaking(phase, s)).orElseGet(() -> new Over(phase));
        }
        if (any(phase, Trait.REDIRECTS, s -> s instanceof StepState.Succeeded)) {
            return new Switched(phase);
        }
        if (any(
                phase,
                Trait.FENCES,
                s -> s instanceof StepState.Succeeded
                        || s instanceof StepState.Running
                        || s instanceof StepState.Failed
                        || s instanceof StepState.InDoubt)) {
            return new Closed(phase);
        }
        return new Before(phase, phase.started().isPresent());
    }

    private static boolean any(PhaseView phase, Trait trait, Predicate<StepState> state) {
        return steps(phase, trait).stream().map(StepView::state).anyMatch(state);
    }

    static List<StepView> steps(PhaseView phase, Trait trait) {
        return phase.steps().stream().filter(s -> s.step().does(trait)).toList();
    }

    default Optional<PhaseView> moving() {
        return switch (this) {
            case None _ -> Optional.empty();
            case Before(var phase, var _) -> Optional.of(phase);
            case Closed(var phase) -> Optional.of(phase);
            case Switched(var phase) -> Optional.of(phase);
            case Soaking(var phase, var _) -> Optional.of(phase);
            case Over(var phase) -> Optional.of(phase);
        };
    }
}
