package app.medzenhealth.cutover.ui.mission;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.inventory.SideBySide;
import app.medzenhealth.cutover.ui.common.HandMadeInventory;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveRowsTest {
    private final SideBySide side =
            HandMadeInventory.threeRegions().sideBySide().orElseThrow();

    @Test
    void services_that_could_not_be_read_are_counted_apart_from_resources() {
        var all = LiveRows.of(side, 1, "", List.of());
        assertThat(all.resources()).isEqualTo(17);
        assertThat(all.unknown()).isEqualTo(1);
        assertThat(all.drifted()).isEqualTo(2);
    }

    @Test
    void services_of_the_plan_come_first_in_its_order() {
        var services = LiveRows.of(side, 1, "", List.of("rds", "lambda")).lines().stream()
                .filter(LiveRows.Group.class::isInstance)
                .map(l -> ((LiveRows.Group) l).service())
                .toList();
        assertThat(services).containsExactly("rds", "lambda", "cloudformation", "dynamodb", "ec2", "ecs");
    }

    @Test
    void a_filter_finds_by_name_state_disposition_and_drift() {
        assertThat(names("firebase")).containsExactly("medzen-firebase-sync");
        assertThat(names("differs")).containsExactly("medzen-firebase-sync", "medzen-recording-handler");
        assertThat(names("unknown")).containsExactly("medzen-meetings");
        assertThat(names("not in plan")).containsExactly("eipalloc-0capetown1");
        assertThat(names("LAMBDA delete")).containsExactly("medzen-bedrock-ai-chat", "medzen-recording-handler");
        assertThat(names("nothing like that")).isEmpty();
    }

    private List<String> names(String filter) {
        return LiveRows.of(side, 1, filter, List.of()).lines().stream()
                .filter(LiveRows.Entry.class::isInstance)
                .map(l -> ((LiveRows.Entry) l).row().logical())
                .toList();
    }
}
