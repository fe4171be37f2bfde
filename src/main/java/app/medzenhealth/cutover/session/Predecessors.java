package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Step;
import app.medzenhealth.cutover.plan.Times;
import app.medzenhealth.cutover.session.SessionView.StepView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What comes before a step and was not done as planned: whoever confirms the step counts on it. Before a step are the earlier steps
 * of its phase, those that it or its phase waits for, and what these wait for.
 */
final class Predecessors {
    /** So many are named with title and reason, the nearest; of those further back only what became of them. */
    private static final int IN_FULL = 8;

    private Predecessors() {}

    /** @param why as people or AWS said it */
    record NotDone(Step step, String became, String why) {
        private String brief() {
            return "step " + step.id() + " " + became;
        }

        private String inFull() {
            return "step " + step.id() + " “" + step.title() + "” " + became + " (" + why + ")";
        }
    }

    /** In the plan's order. */
    static List<NotDone> notDone(SessionView view, Step step) {
        var anywhere = Stream.concat(view.phases().stream(), view.rollbacks().stream())
                .flatMap(p -> p.steps().stream())
                .flatMap(s -> became(s).stream())
                .toList();
        if (anywhere.isEmpty()) {
            return anywhere;
        }
        var before = before(view, step);
        return anywhere.stream().filter(n -> before.contains(n.step().id())).toList();
    }

    static List<String> words(List<NotDone> notDone) {
        var brief = Math.max(0, notDone.size() - IN_FULL);
        return Stream.concat(
                        notDone.stream().limit(brief).map(NotDone::brief),
                        notDone.stream().skip(brief).map(NotDone::inFull))
                .toList();
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
        var phase = view.plan().phase(stepOrPhase);
        var steps = phase.map(Phase::steps)
                .orElseGet(() -> view.plan().step(stepOrPhase).stream().toList());
        for (var step : steps) {
            if (found.add(step.id())) {
                step.after().forEach(a -> add(view, a, found));
            }
        }
        phase.ifPresent(p -> p.after().forEach(a -> add(view, a, found)));
    }

    private static Optional<NotDone> became(StepView view) {
        var step = view.step();
        return switch (view.state()) {
            case StepState.Skipped(var at, var by, var reason) ->
                Optional.of(new NotDone(step, "was skipped by " + by, reason));
            case StepState.Failed(var at, var problem) -> Optional.of(new NotDone(step, "failed", problem.happened()));
            case StepState.InDoubt(var at, var evidence, var _, var _) ->
                Optional.of(new NotDone(step, "is in doubt", evidence));
            case StepState.Undone(var at, var by) ->
                Optional.of(new NotDone(step, "was taken back by " + by, "at " + Times.minute(at) + " UTC"));
            case StepState.Succeeded _ ->
                view.waived().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new NotDone(
                                step,
                                "went on without " + view.waived().size() + " of its items",
                                String.join(", ", view.waived())));
            case StepState.Locked _,
                    StepState.Ready _,
                    StepState.Previewed _,
                    StepState.Waiting _,
                    StepState.Running _ -> Optional.empty();
        };
    }
}
