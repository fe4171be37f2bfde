package app.medzenhealth.cutover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditFilterTest {
    private final AuditRecord fence = new AuditRecord(
            1,
            7,
            "2026-01-21T02:33:40.000000Z",
            "s",
            "lead",
            "call.outcome",
            "5.3",
            Map.of("operation", "UpdateService", "region", "eu-west-1"),
            "0".repeat(64));

    @Test
    void words_may_stand_in_different_fields_but_all_must_be_there() {
        assertThat(text("updateservice LEAD eu-west").accepts(fence)).isTrue();
        assertThat(text("updateservice eu-central").accepts(fence)).isFalse();
    }

    @Test
    void a_phase_takes_all_its_steps_and_a_step_only_itself() {
        assertThat(AuditFilter.phase("5").accepts(fence)).isTrue();
        assertThat(AuditFilter.phase("5.3").accepts(fence)).isTrue();
        assertThat(AuditFilter.phase("5.4").accepts(fence)).isFalse();
    }

    private static AuditFilter text(String text) {
        return AuditFilter.ALL.withText(text);
    }
}
