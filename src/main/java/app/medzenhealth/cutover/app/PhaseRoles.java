package app.medzenhealth.cutover.app;

import app.medzenhealth.cutover.action.standard.StandardActions;
import app.medzenhealth.cutover.aws.signin.SessionPolicy;
import app.medzenhealth.cutover.aws.signin.WriteRoles;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;
import java.util.List;
import java.util.Optional;

/** The roles that a plan names for its phases' changes, each with leave for that phase's actions in its regions only. */
record PhaseRoles(Plan plan) {

    /** Empty where the phase of the step names none. */
    Optional<WriteRoles.Use> of(String step) {
        return plan.phaseOf(step).flatMap(PhaseRoles::use);
    }

    private static Optional<WriteRoles.Use> use(Phase phase) {
        return phase.writeRole()
                .map(role -> new WriteRoles.Use(
                        role, "cutover-phase-" + phase.id().replaceAll("[^\\w+=,.@-]", "-"), policy(phase)));
    }

    /** As long as STS takes it. */
    static String policy(Phase phase) {
        var actions =
                StandardActions.catalogue().permissions(phase.steps().stream().flatMap(s -> s.actions().stream()));
        var regions = phase.regions().entrySet().stream()
                .filter(e -> e.getValue() == Phase.Access.WRITE)
                .map(e -> e.getKey())
                .toList();
        return SessionPolicy.of(actions, regions);
    }

    /** For people: {@code phase 6: cutover-retire}. */
    static List<String> named(Plan plan) {
        return plan.everything()
                .flatMap(p -> p.writeRole().stream()
                        .map(role -> "phase " + p.id() + ": " + role.substring(role.lastIndexOf('/') + 1)))
                .toList();
    }
}
