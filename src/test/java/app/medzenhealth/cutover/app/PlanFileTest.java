package app.medzenhealth.cutover.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanFileTest {
    @Test
    void whoever_only_looks_sees_the_same_regions_and_baseline_and_no_phase() {
        var whole = PlanFile.SHIPPED.plan();
        var head = PlanFile.SHIPPED.planToReadBy();
        assertThat(head.id()).isEqualTo(whole.id());
        assertThat(head.account()).isEqualTo(whole.account());
        assertThat(head.regions()).isEqualTo(whole.regions());
        assertThat(head.parameters()).isEqualTo(whole.parameters());
        assertThat(head.baseline()).isEqualTo(whole.baseline()).isNotEmpty();
        assertThat(head.everything()).isEmpty();
    }
}
