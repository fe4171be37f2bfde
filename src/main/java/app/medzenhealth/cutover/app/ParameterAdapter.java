package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.candidate.ParameterCandidates;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.session.Refusal;
import app.medzenhealth.cutover.ui.common.ParameterLookup;
import java.util.List;

/** Parameter candidates as the window sees them. */
record ParameterAdapter(Plan plan, ParameterCandidates lookup) implements ParameterLookup {

    @Override
    public Observation<List<Candidate>> candidates(String parameter) {
        var found = plan.parameters().stream()
                .filter(p -> p.id().equals(parameter))
                .findFirst()
                .orElseThrow(() -> new Refusal("There is no parameter " + parameter, "choose one of the plan's"));
        return switch (lookup.of(found)) {
            case Observation.Known<List<app.medzenhealth.cutover.inventory.candidate.Candidate>>(
                    var value,
                    var at,
                    var took) ->
                new Observation.Known<>(
                        value.stream()
                                .map(c -> new Candidate(c.value(), c.label()))
                                .toList(),
                        at,
                        took);
            case Observation.Unknown<List<app.medzenhealth.cutover.inventory.candidate.Candidate>>(
                    var reason,
                    var at,
                    var took) -> new Observation.Unknown<>(reason, at, took);
        };
    }
}
