package app.medzenhealth.cutover.inventory;

import app.medzenhealth.cutover.plan.Plan;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A plan that has regions and a baseline and nothing else. */
final class TestPlan {
    static final String ACCOUNT = "558069890522";

    private TestPlan() {}

    static Plan of(List<String> regions, Plan.Resource... baseline) {
        return new Plan(
                "test-plan",
                "",
                "",
                "",
                ACCOUNT,
                new Plan.Window(LocalTime.of(2, 0), LocalTime.of(4, 0), Duration.ofMinutes(5), ""),
                regions.stream()
                        .map(r -> new Plan.Region(r, r, "", 0, 0, Plan.Role.PRIMARY, Plan.Role.PRIMARY))
                        .toList(),
                List.of(),
                Arrays.asList(baseline),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static Plan.Resource planned(String service, String type, String name, String logical, String region) {
        return new Plan.Resource(service, type, name, logical, region, Plan.Disposition.KEEP, Optional.empty(), "");
    }
}
