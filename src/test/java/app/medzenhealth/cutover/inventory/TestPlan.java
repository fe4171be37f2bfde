package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanVariant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A plan that has regions and a baseline and nothing else. */
final class TestPlan {
    static final String ACCOUNT = "558069890522";

    private TestPlan() {}

    static Plan of(List<String> regions, Plan.Resource... baseline) {
        return PlanVariant.empty("test-plan", ACCOUNT)
                .regions(regions.stream()
                        .map(r -> new Plan.Region(r, r, "", 0, 0, Plan.Role.PRIMARY, Plan.Role.PRIMARY))
                        .toList())
                .baseline(Arrays.asList(baseline))
                .plan();
    }

    static Plan.Resource planned(String service, String type, String name, String logical, String region) {
        return new Plan.Resource(service, type, name, logical, region, Plan.Disposition.KEEP, Optional.empty(), "");
    }
}
