package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.aws.RegionAccess;
import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;

/**
 * What each step's phase may do in a region. A region that a phase does not name is a bystander, whatever else the file says.
 *
 * @param planDigest of the plan's text; empty where that is not at hand
 */
public record PlanAccess(Plan plan, String planDigest) implements RegionAccess {

    public PlanAccess(Plan plan) {
        this(plan, "");
    }

    @Override
    public boolean mayWrite(String step, String region) {
        var phase = plan.phaseOf(step);
        if (region.equals(GLOBAL)) {
            return phase.map(p -> p.regions().containsValue(Phase.Access.WRITE)).orElse(false);
        }
        return plan.region(region)
                        .filter(r -> r.before() != Plan.Role.BYSTANDER)
                        .isPresent()
                && phase.map(p -> p.regions().get(region) == Phase.Access.WRITE).orElse(false);
    }
}
