package app.medzenhealth.cutover.ui.mission;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.Inventory;
import app.medzenhealth.cutover.inventory.Observation;
import app.medzenhealth.cutover.inventory.SeenResource;
import app.medzenhealth.cutover.inventory.ServiceScan;
import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import app.medzenhealth.cutover.ui.common.HandMadePlan;
import app.medzenhealth.cutover.ui.common.HandMadeView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private final Plan plan = HandMadePlan.medzen();
    private final Topology seen = Topology.of(
            plan, HandMadeInventory.threeRegions().inventory().orElseThrow().scans());

    @Test
    void replication_runs_from_the_source_to_the_replica_in_another_region() {
        assertThat(seen.replications()).singleElement().satisfies(r -> {
            assertThat(r.from()).isEqualTo("eu-west-1");
            assertThat(r.to()).isEqualTo("eu-central-1");
            assertThat(r.lag()).contains("0.4 s");
        });
    }

    @Test
    void traffic_goes_where_the_public_name_leads_and_not_where_a_regions_own_name_does() {
        assertThat(seen.regions().get("eu-west-1").names()).containsExactly("ehr.medzenhealth.app");
        assertThat(seen.regions().get("eu-central-1").names()).isEmpty();
    }

    @Test
    void a_standby_gets_no_traffic() {
        var topology = Topology.of(
                plan,
                inventory(Map.of(
                                "ehr.medzenhealth.app",
                                "primary a.eu-central-1.elb.amazonaws.com, secondary b.eu-west-1.elb.amazonaws.com"))
                        .scans());
        assertThat(topology.regions().get("eu-central-1").names()).containsExactly("ehr.medzenhealth.app");
        assertThat(topology.regions().get("eu-west-1").names()).isEmpty();
    }

    @Test
    void a_service_that_could_not_be_read_is_named_and_not_counted_as_empty() {
        assertThat(seen.regions().get("af-south-1").unknown()).containsExactly("dynamodb");
        assertThat(seen.regions().get("eu-west-1").unknown()).isEmpty();
    }

    private static Inventory inventory(Map<String, String> zone) {
        var resource =
                new SeenResource("route53", "hosted-zone", "global", "Z1", "", "medzenhealth.app.", "", zone, Map.of());
        return new Inventory(
                "558069890522",
                HandMadeView.NOW,
                Duration.ZERO,
                List.of(new ServiceScan(
                        "global",
                        "route53",
                        "ListHostedZones",
                        new Observation.Known<>(List.of(resource), HandMadeView.NOW, Duration.ZERO))));
    }
}
