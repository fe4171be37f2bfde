package app.medzenhealth.cutover.ui.mission;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.ui.common.HandMadePlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class MercatorTest {
    private final Outlines outlines = Outlines.load();

    @Test
    void every_region_of_the_plan_is_in_sight_with_room_for_its_label() {
        var regions = HandMadePlan.medzen().regions();
        var map = Mercator.around(regions, 400, 600);
        assertThat(regions).allSatisfy(r -> {
            assertThat(map.at(r.longitude(), r.latitude()).getX()).isBetween(40.0, 360.0);
            assertThat(map.at(r.longitude(), r.latitude()).getY()).isBetween(60.0, 540.0);
        });
    }

    @Test
    void north_is_up_and_east_is_right() {
        var map = Mercator.around(HandMadePlan.medzen().regions(), 400, 600);
        assertThat(map.at(0, 50).getY()).isLessThan(map.at(0, -30).getY());
        assertThat(map.at(20, 0).getX()).isGreaterThan(map.at(-5, 0).getX());
    }

    @Test
    void a_plan_elsewhere_sees_its_own_part_of_the_world() {
        var tokyo = new Plan.Region(
                "ap-northeast-1", "Tokyo", "Japan", 35.68, 139.69, Plan.Role.PRIMARY, Plan.Role.PRIMARY);
        assertThat(Mercator.around(List.of(tokyo), 400, 600).path(outlines))
                .startsWith("M")
                .contains("Z");
    }

    @Test
    void no_outline_jumps_round_the_world() {
        assertThat(outlines.rings()).isNotEmpty().allSatisfy(ring -> {
            for (var i = 2; i + 1 < ring.length; i += 2) {
                assertThat(Math.abs(ring[i] - ring[i - 2])).isLessThanOrEqualTo(180);
            }
        });
    }
}
