package app.medzenhealth.cutover.session;

import app.medzenhealth.cutover.plan.Phase;
import app.medzenhealth.cutover.plan.Plan;

/** What each step's phase may do in a region. A region that a phase does not name is a bystander, whatever else the file says. */
public record PlanAccess(Plan plan) {

    /** Whether a step may write there. {@code region}: for global services {@code us-east-1}, where every phase may. */
    public boolean mayWrite(String step, String region) {
        var known = plan.region(region);
        if (known.isEmpty()) {
            return region.equals("us-east-1") || region.equals("global");
        }
        return known.get().before() != Plan.Role.BYSTANDER
                && plan.phaseOf(step)
                        .map(p -> p.regions().get(region) == Phase.Access.WRITE)
                        .orElse(false);
    }
}
