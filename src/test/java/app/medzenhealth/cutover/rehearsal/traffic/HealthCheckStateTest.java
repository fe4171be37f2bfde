package app.medzenhealth.cutover.rehearsal.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.model.HealthCheck;

class HealthCheckStateTest {
    private static final Instant START = Instant.parse("2026-01-12T08:00:00Z");

    /** @param disabled, inverted as HealthCheckConfig has them */
    private static HealthCheckState check(Boolean disabled, Boolean inverted) {
        return new HealthCheckState(
                HealthCheck.builder()
                        .healthCheckConfig(c -> c.disabled(disabled).inverted(inverted))
                        .build(),
                START);
    }

    private static boolean afterAnHourOf(boolean answersWell, HealthCheckState check) {
        for (var second = 0; second < 3_600; second += 30) {
            check.observe(answersWell, START.plusSeconds(second));
        }
        return check.healthy();
    }

    /**
     * "After you disable a health check, Route 53 considers the status of the health check to always be healthy. [...] If you want to
     * stop routing traffic to a resource, change the value of Inverted": Route 53 API Reference, HealthCheckConfig.
     */
    @Test
    void a_disabled_check_is_green_whatever_is_answered_and_red_where_it_is_inverted_too() {
        assertThat(afterAnHourOf(false, check(true, false))).isTrue();
        assertThat(afterAnHourOf(true, check(true, true))).isFalse();
        assertThat(afterAnHourOf(false, check(true, true))).isFalse();
        assertThat(afterAnHourOf(true, check(false, true))).isFalse();
        assertThat(afterAnHourOf(false, check(false, true))).isTrue();
    }
}
