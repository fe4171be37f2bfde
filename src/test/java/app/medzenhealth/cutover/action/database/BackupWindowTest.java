package app.medzenhealth.cutover.action.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackupWindowTest {
    private static boolean near(String window, String time) {
        return BackupWindow.parse(window)
                .orElseThrow()
                .near(Instant.parse("2026-01-12T" + time + ":00Z"), Duration.ofMinutes(30));
    }

    @Test
    void it_is_near_while_open_and_half_an_hour_before() {
        assertThat(near("03:00-04:00", "02:31")).isTrue();
        assertThat(near("03:00-04:00", "03:59")).isTrue();
        assertThat(near("03:00-04:00", "02:29")).isFalse();
        assertThat(near("03:00-04:00", "04:00")).isFalse();
    }

    @Test
    void it_may_cross_midnight() {
        assertThat(near("23:45-00:15", "23:20")).isTrue();
        assertThat(near("23:45-00:15", "00:10")).isTrue();
        assertThat(near("23:45-00:15", "00:15")).isFalse();
        assertThat(near("00:10-00:40", "23:50")).isTrue();
    }
}
