package app.medzenhealth.cutover.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where steps and phases of a plan are found by their ids; of several with one id the first, as a reader would.
 *
 * @param phaseOf by step
 */
record PlanIndex(Map<String, Step> steps, Map<String, Phase> phases, Map<String, Phase> phaseOf) {

    static PlanIndex of(List<Phase> phases, List<Phase> closing, List<Rollback> rollbacks) {
        var steps = new HashMap<String, Step>();
        var byId = new HashMap<String, Phase>();
        var phaseOf = new HashMap<String, Phase>();
        Stream.of(phases.stream(), closing.stream(), rollbacks.stream().map(Rollback::procedure))
                .flatMap(s -> s)
                .forEach(phase -> {
                    byId.putIfAbsent(phase.id(), phase);
                    phase.steps().forEach(step -> {
                        steps.putIfAbsent(step.id(), step);
                        phaseOf.putIfAbsent(step.id(), phase);
                    });
                });
        return new PlanIndex(Map.copyOf(steps), Map.copyOf(byId), Map.copyOf(phaseOf));
    }
}
