package app.medzenhealth.cutover.ui.cutover;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.RequiredFact;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Trait;
import app.medzenhealth.cutover.session.SessionView;
import app.medzenhealth.cutover.session.SessionView.PhaseView;
import app.medzenhealth.cutover.session.SessionView.StepView;
import app.medzenhealth.cutover.session.StepState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps between the fence and the moment from which users are served again: what else there is to do can wait. */
final class HourPath {
    private HourPath() {}

    /** In the plan's order: the fence, what users' being led elsewhere waits for and comes after it, and that itself. */
    static List<StepView> of(PhaseView phase) {
        // As the plan has them: what people decided may have changed a step that is shown.
        var leading = phase.phase().steps().stream()
                .filter(s -> leads(phase.phase(), s))
                .map(Step::id)
                .toList();
        return phase.steps().stream()
                .filter(s -> leading.contains(s.step().id()))
                .toList();
    }

    private static boolean leads(Phase phase, Step step) {
        return step.does(Trait.FENCES)
                || step.does(Trait.REDIRECTS)
                || phase.steps().stream()
                                .filter(s -> s.does(Trait.REDIRECTS))
                                .anyMatch(s -> RequiredFact.before(phase, s).contains(step))
                        && RequiredFact.before(phase, step).stream().anyMatch(s -> s.does(Trait.FENCES));
    }

    /** The step that runs; else, while users are without service, what leads to their being served; else what comes next. */
    static Optional<StepView> now(SessionView view) {
        var all = Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .flatMap(p -> p.steps().stream())
                .toList();
        var path = view.downtime().counting()
                ? HourStage.of(view).moving().map(HourPath::of).orElse(List.of())
                : List.<StepView>of();
        return all.stream()
                .filter(s -> s.state() instanceof StepState.Running)
                .reduce((a, b) -> b)
                .or(() -> path.stream()
                        .filter(s -> !s.state().settled() && !(s.state() instanceof StepState.Locked))
                        .findFirst()
                        .filter(_ -> way(view)))
                .or(() -> view.next().flatMap(view::step));
    }

    /** Whether what comes next is one of the phase itself: whoever has begun to go back is not led forward. */
    private static boolean way(SessionView view) {
        return view.next()
                .filter(n -> view.phases().stream()
                        .flatMap(p -> p.steps().stream())
                        .anyMatch(s -> s.step().id().equals(n)))
                .isPresent();
    }
}
