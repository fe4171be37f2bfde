package app.medzenhealth.cutover.ui.plan;

import static org.assertj.core.api.Assertions.assertThat;

import app.medzenhealth.cutover.plan.Plan;
import app.medzenhealth.cutover.plan.PlanVariant;
import app.medzenhealth.cutover.ui.common.HandMadePlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostSheetTest {

    private static CostSheet of(Plan.Cost... costs) {
        return CostSheet.of(
                PlanVariant.of(HandMadePlan.medzen()).costs(List.of(costs)).plan());
    }

    private static Plan.Cost cost(String region, int before, int after) {
        return new Plan.Cost(region, "item", before, after, "Cost Analysis");
    }

    @Test
    void regions_and_totals_are_added_up_from_the_lines() {
        var sheet = of(cost("a", 200, 795), cost("b", 425, 135), cost("c", 250, 0), cost("c", 40, 0));

        assertThat(sheet.before()).isEqualTo(915);
        assertThat(sheet.after()).isEqualTo(930);
        assertThat(sheet.regions()).extracting(CostSheet.Regional::change).containsExactly(595, -290, -290);
    }

    @Test
    void the_sentence_gives_the_saving_by_month_in_parts_of_a_hundred_and_by_year() {
        assertThat(of(cost("a", 1065, 930)).sentence())
                .isEqualTo("Computed from the plan's own lines: $135 a month less, that is 13 %; $1,620 a year.");
    }

    @Test
    void what_costs_more_afterwards_is_not_called_a_saving() {
        assertThat(of(cost("a", 100, 190)).sentence()).contains("$90 a month more");
        assertThat(CostSheet.change(90)).isEqualTo("+$90");
        assertThat(CostSheet.change(-290)).isEqualTo("−$290");
        assertThat(CostSheet.change(0)).isEqualTo("±$0");
    }

    @Test
    void findings_about_costs_are_held_against_the_sums() {
        assertThat(CostSheet.of(HandMadePlan.medzen()).claims())
                .extracting(CostSheet.Claim::id)
                .contains("A55");
    }

    @Test
    void nothing_is_divided_by_a_cost_of_zero() {
        assertThat(of().sentence()).isEqualTo("The same before and after.");
        assertThat(of(cost("a", 0, 10)).sentence()).contains("$10 a month more");
    }
}
