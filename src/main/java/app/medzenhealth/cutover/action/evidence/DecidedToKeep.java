package app.medzenhealth.cutover.action.evidence;

import app.medzenhealth.cutover.action.ActionContext;
import app.medzenhealth.cutover.action.Attestations.Attestation;
import app.medzenhealth.cutover.action.ItemDecision;
import app.medzenhealth.cutover.action.ItemDecision.Choice;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.plan.Step;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What somebody has decided to keep, where a step of the plan asks about each thing by itself. Nobody is asked about it a second
 * time: the decision stands until the step is stated again.
 *
 * @param step in which it is decided; empty where the plan asks nobody
 */
record DecidedToKeep(ActionContext context, Optional<String> step) {

    /** As the plan names them, in its order. */
    List<String> items() {
        var said = step.flatMap(context.attestations()::attestation);
        return step.flatMap(context.plan()::step).filter(Step::decidesEach).stream()
                .flatMap(_ -> said.stream())
                .map(Attestation::note)
                .flatMap(String::lines)
                .flatMap(line -> ItemDecision.decidedIn(line).stream())
                .filter(item -> said.flatMap(a -> a.decided(item))
                        .filter(d -> d.choice() == Choice.KEEP)
                        .isPresent())
                .distinct()
                .toList();
    }

    boolean holds(SeenResource resource) {
        return words(resource).isPresent();
    }

    /** Who keeps it and why, in words; empty where nobody has decided so. */
    Optional<String> words(SeenResource resource) {
        return step.flatMap(context.attestations()::attestation)
                .flatMap(a -> Stream.of(resource.id(), resource.name())
                        .map(n -> resource.service() + "/" + resource.type() + "/" + n)
                        .filter(items()::contains)
                        .findFirst()
                        .flatMap(a::decided)
                        .map(d -> "kept, as " + a.person() + " decided in step " + step.orElseThrow() + ": "
                                + d.reason()));
    }
}
