package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.session.SessionView.StepView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What comes before a step and was not done as planned: whoever confirms the step counts on it. Before a step are the earlier steps
 * of its phase, those that it or its phase waits for, and what these wait for.
 */
final class Predecessors {
    private static final int MOST = 6;

    private Predecessors() {}

    /** In the plan's order, each as what became of it. */
    static List<String> notDone(SessionView view, Step step) {
        var before = before(view, step);
        return Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .flatMap(p -> p.steps().stream())
                .filter(s -> before.contains(s.step().id()))
                .flatMap(s -> became(s)
                        .map(b -> "step " + s.step().id() + " “" + s.step().title() + "” " + b)
                        .stream())
                .toList();
    }

    static String words(List<String> notDone) {
        var shown = notDone.stream().limit(MOST).collect(Collectors.joining("; "));
        return "Not done before it: " + shown
                + (notDone.size() > MOST ? "; and " + (notDone.size() - MOST) + " more" : "") + ".";
    }

    private static Set<String> before(SessionView view, Step step) {
        var found = new LinkedHashSet<String>();
        view.plan().phaseOf(step.id()).ifPresent(phase -> {
            phase.steps().stream()
                    .map(Step::id)
                    .takeWhile(id -> !id.equals(step.id()))
                    .forEach(found::add);
            phase.after().forEach(a -> add(view, a, found));
        });
        step.after().forEach(a -> add(view, a, found));
        found.remove(step.id());
        return found;
    }

    private static void add(SessionView view, String stepOrPhase, Set<String> found) {
        Optional<Phase> phase = view.plan().phase(stepOrPhase);
        var steps = phase.map(Phase::steps)
                .orElseGet(() -> view.plan().step(stepOrPhase).stream().toList());
        for (var step : steps) {
            if (found.add(step.id())) {
                step.after().forEach(a -> add(view, a, found));
            }
        }
        phase.ifPresent(p -> p.after().forEach(a -> add(view, a, found)));
    }

    private static Optional<String> became(StepView step) {
        return switch (step.state()) {
            case StepState.Skipped(var at, var by, var reason) ->
                Optional.of("was skipped by " + by + " (" + reason + ")");
            case StepState.Failed(var at, var problem) -> Optional.of("failed (" + problem.happened() + ")");
            case StepState.InDoubt(var at, var evidence) -> Optional.of("is in doubt (" + evidence + ")");
            case StepState.Undone(var at, var by) -> Optional.of("was taken back by " + by);
            case StepState.Succeeded _ -> without(step);
            case StepState.Locked _,
                    StepState.Ready _,
                    StepState.Previewed _,
                    StepState.Waiting _,
                    StepState.Running _ -> Optional.empty();
        };
    }

    /** What people decided to go on without. */
    private static Optional<String> without(StepView step) {
        var waived = step.waived().stream().limit(MOST).toList();
        return waived.isEmpty() ? Optional.empty() : Optional.of("went on without " + String.join(", ", waived));
    }
}
